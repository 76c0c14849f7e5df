// The chat page: people at the left, open chats side by side. Text is never set as HTML.
const columns = new Map(); // "person:bot" -> column
const unread = new Map();
let people = [], bots = [], last = 0;

const $ = (query, root = document) => root.querySelector(query);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const get = async (path) => (await fetch(path)).json();
const post = async (path, body) => {
  const form = body instanceof FormData;
  const answer = await fetch(path, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  return answer.json();
};
const hue = (text) => [...text].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 360, 7);
const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();
const face = (element, name) => { element.textContent = initials(name); element.style.setProperty("--hue", hue(name)); };
const clockTime = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
const size = (bytes) => bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;

// Entities nest; the text is cut at their edges and each piece wrapped in what covers it.
const WRAP = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };
function shown(text, entities, column) {
  const place = document.createDocumentFragment();
  const build = (root, from, to, rest) => {
    let at = from;
    for (let index = 0; index < rest.length; index++) {
      const one = rest[index];
      if (one.offset < at || one.offset >= to) continue;
      root.append(text.slice(at, one.offset));
      const end = one.offset + one.length;
      const element = wrap(one, text.slice(one.offset, end), column);
      build(element, one.offset, end, rest.slice(index + 1));
      root.append(element);
      at = end;
    }
    root.append(text.slice(at, to));
  };
  build(place, 0, text.length, [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length));
  return place;
}
function wrap(entity, words, column) {
  if (entity.type === "text_link" || entity.type === "url") {
    const address = entity.url || words;
    return /^https?:/.test(address) ? make("a", { href: address, target: "_blank", rel: "noopener" }) : make("span");
  }
  if (entity.type === "bot_command") {
    return make("span", { className: "command", onclick: () => say(column, words) });
  }
  return make(WRAP[entity.type] || "span");
}

function file(info) {
  const kind = (info.file_name || "").split(".").pop().slice(0, 4).toUpperCase();
  return make("a", { className: "file", href: `/user/files/${info.file_id}`, target: "_blank" },
    make("i", { textContent: kind }),
    make("span", {}, info.file_name || "file", make("small", { textContent: size(info.file_size) })));
}

function bubble(message, column) {
  const box = make("div", { className: "bubble" });
  if (message.photo) {
    const source = `/user/files/${message.photo.at(-1).file_id}`;
    box.append(make("a", { href: source, target: "_blank" }, make("img", { src: source, alt: "picture" })));
  }
  if (message.document) box.append(file(message.document));
  if (message.sticker) box.append(make("span", { textContent: message.sticker.emoji, style: "font-size:3rem" }));
  if (message.voice) box.append("🎤 voice message");
  if (message.contact) box.append(`👤 ${message.contact.first_name}`);
  if (message.location) box.append(`📍 ${message.location.latitude}, ${message.location.longitude}`);
  const words = message.text ?? message.caption ?? "";
  box.append(shown(words, message.entities || message.caption_entities, column));
  const mark = message.edit_date ? "edited " : "";
  box.append(make("time", { textContent: mark + clockTime(message.date) }));
  return box;
}

function keys(message, column) {
  const rows = message.reply_markup?.inline_keyboard || [];
  return make("div", { className: "keys" }, ...rows.map((row) => make("div", {}, ...row.map((one) => {
    const button = make("button", { type: "button", textContent: one.text });
    button.onclick = async () => {
      if (one.url) return window.open(one.url, "_blank", "noopener");
      button.classList.add("waiting");
      setTimeout(() => button.classList.remove("waiting"), 15000);
      await post(`/user/people/${column.person}/taps`, { bot: column.bot, message_id: message.message_id, data: one.callback_data });
    };
    return button;
  }))));
}

function draw(column, message, scroll = true) {
  const mine = !message.from.is_bot;
  const row = make("div", { className: mine ? "row mine" : "row" }, bubble(message, column));
  if (message.reply_markup?.inline_keyboard) row.append(keys(message, column));
  const old = column.rows.get(message.message_id);
  const atEnd = column.box.scrollHeight - column.box.scrollTop - column.box.clientHeight < 160;
  if (old) old.replaceWith(row);
  else {
    const day = dayOf(message.date);
    if (day !== column.day) column.box.append(make("div", { className: "day", textContent: column.day = day }));
    column.box.append(row);
  }
  column.rows.set(message.message_id, row);
  if (scroll && (atEnd || mine)) column.box.scrollTop = column.box.scrollHeight;
}

function change(one) {
  last = Math.max(last, one.seq);
  const column = columns.get(one.chat);
  if (!column) {
    if (one.kind === "message" && one.message.from.is_bot) { unread.set(one.chat, (unread.get(one.chat) || 0) + 1); listPeople(); }
    return;
  }
  if (one.kind === "toast") {
    column.box.querySelectorAll(".waiting").forEach((button) => button.classList.remove("waiting"));
    if (one.text) toast(column, one.text, one.alert);
  } else if (one.kind === "delete") {
    column.rows.get(one.message.message_id)?.remove();
  } else draw(column, one.message);
}

function toast(column, text, alert) {
  const box = $(".toast", column.element);
  box.textContent = text; box.hidden = false;
  clearTimeout(column.timer);
  column.timer = setTimeout(() => { box.hidden = true; }, alert ? 9000 : 4500);
}

const say = (column, text) => post(`/user/people/${column.person}/messages`, { bot: column.bot, text });

async function open(person, bot, remember = true) {
  const key = `${person}:${bot}`;
  if (columns.has(key)) return columns.get(key).element.scrollIntoView({ behavior: "smooth" });
  const who = people.find((one) => one.id === person), it = bots.find((one) => one.username === bot);
  if (!who || !it) return;
  const element = $("#column").content.cloneNode(true).firstElementChild;
  const column = { element, person, bot, rows: new Map(), box: $(".messages", element), day: "" };
  columns.set(key, column); unread.delete(key);
  face($(".face", element), it.first_name);
  $(".bot", element).textContent = it.first_name;
  $(".as", element).textContent = `as ${who.first_name}`;
  $(".close", element).onclick = () => { columns.delete(key); element.remove(); address(); listPeople(); };
  writing(column);
  $("#columns .hint")?.remove();
  $("#columns").append(element);
  for (const one of await get(`/user/people/${person}/messages?bot=${bot}&after=0`)) {
    if (one.kind === "message") draw(column, one.message, false);
    else if (one.kind === "edit") draw(column, one.message, false);
    else if (one.kind === "delete") column.rows.get(one.message.message_id)?.remove();
  }
  column.box.scrollTop = column.box.scrollHeight;
  if (remember) address();
  listPeople();
}

function writing(column) {
  const form = $(".write", column.element), area = $("textarea", form), chooser = $("input", form);
  const send = async () => {
    const text = area.value.trim();
    if (!text) return;
    area.value = ""; area.style.height = "";
    await say(column, text);
  };
  form.onsubmit = (event) => { event.preventDefault(); send(); };
  area.onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); } };
  area.oninput = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
  $(".clip", form).onclick = () => chooser.click();
  $(".sticker", form).onclick = () => post(`/user/people/${column.person}/stickers`, { bot: column.bot });
  chooser.onchange = async () => {
    if (!chooser.files[0]) return;
    const body = new FormData();
    body.append("bot", column.bot); body.append("file", chooser.files[0]);
    await post(`/user/people/${column.person}/documents`, body);
    chooser.value = "";
  };
}

function address() {
  const open = [...columns.keys()].join(",");
  history.replaceState(null, "", open ? `?open=${open}` : "/");
}

function listPeople() {
  const wanted = $("#find").value.toLowerCase();
  const found = people.filter((one) => one.first_name.toLowerCase().includes(wanted)).slice(0, 120);
  $("#list").replaceChildren(...found.map((one) => {
    const bot = likelyBot(one), key = `${one.id}:${bot}`;
    const picture = make("span", { className: "face" });
    face(picture, one.first_name);
    const button = make("button", { className: columns.has(key) ? "open" : "" }, picture,
      make("span", {}, one.first_name, make("small", { textContent: one.language_code })));
    if (unread.get(key)) button.append(make("span", { className: "unread", textContent: unread.get(key) }));
    button.onclick = () => { open(one.id, bot); $("#people").classList.remove("shown"); };
    return make("li", {}, button);
  }));
}

// Somebody who has written to one bot only is shown with that one.
const chats = new Map();
const likelyBot = (person) => chats.get(person.id) || bots[0]?.username;

async function startClock() {
  const clock = await get("/user/clock");
  if (!clock.moves) return;
  const box = $("#clock");
  const show = (now) => { $("#now").textContent = new Date(now).toLocaleString([], { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }); };
  box.hidden = false; show(clock.now);
  box.onclick = async (event) => {
    const { hours = 0, days = 0 } = event.target.dataset;
    if (!hours && !days) return;
    box.classList.add("busy");
    show((await post("/user/clock", { hours: Number(hours), days: Number(days) })).now);
    box.classList.remove("busy");
  };
  setInterval(async () => { if (!box.classList.contains("busy")) show((await get("/user/clock")).now); }, 30000);
}

async function startPilot() {
  const state = await get("/user/autopilot");
  if (state.slot === false) return;
  $("#pilot").hidden = false;
  $("#pilot-on").checked = state.on;
  $("#pilot-on").onchange = (event) => post("/user/autopilot", { on: event.target.checked });
}

async function begin() {
  [people, bots] = await Promise.all([get("/user/people"), get("/user/bots")]);
  for (const one of await get("/user/chats")) if (one.type === "private") chats.set(one.id, one.bots[0]);
  for (const key of (new URLSearchParams(location.search).get("open") || "").split(",").filter(Boolean)) {
    const [person, bot] = key.split(":");
    if (bot) chats.set(Number(person), bot);
    await open(Number(person), bot || bots[0].username, false);
  }
  if (!columns.size) $("#columns").append(make("p", { className: "hint", textContent: "Choose somebody at the left to see the chat through their eyes." }));
  listPeople();
  $("#find").oninput = listPeople;
  $("#toggle").onclick = () => $("#people").classList.toggle("shown");
  await Promise.all([startClock(), startPilot()]);
  const events = new EventSource(`/user/events?after=${last}`);
  events.onmessage = (event) => change(JSON.parse(event.data));
}
begin();
