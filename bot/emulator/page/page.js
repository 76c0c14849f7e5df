// The chat page: people at the left, open chats side by side, the demo's clock above.
import { $, make, face, preview, clockTime, shortDay, longTime } from "/page/drawing.js";
import { Column, get, post } from "/page/column.js";

const columns = new Map(); // "person:bot" or "person:group" -> Column
const entries = new Map(); // the chat's own key -> what the list shows
const unread = new Map();
const people = new Map();
let bots = [], newest = 0;
const SHOWN = 150;

const isGroup = (name) => /^-\d+$/.test(name);
const feedKey = (column) => (column.place.bot ? `${column.person.id}:${column.place.bot}` : String(column.place.chat));
const titleOf = (name) => (isGroup(name) ? entries.get(name)?.title : bots.find((one) => one.username === name)?.first_name);

async function survey() {
  const [everybody, all, chats] = await Promise.all([get("/user/people"), get("/user/bots"), get("/user/chats")]);
  bots = all;
  for (const one of everybody) people.set(one.id, one);
  for (const chat of chats) {
    const group = chat.type !== "private";
    entries.set(chat.key, {
      key: chat.key, person: group ? chat.members[0] : chat.id, name: group ? chat.key : chat.bots[0],
      title: group ? chat.title : people.get(chat.id)?.first_name || "?", last: chat.last,
    });
  }
  const known = new Set([...entries.values()].map((one) => one.person));
  for (const one of everybody) {
    const key = `${one.id}:${bots[0]?.username}`;
    if (!known.has(one.id)) entries.set(key, { key, person: one.id, name: bots[0]?.username, title: one.first_name, last: null });
  }
}

async function open(personId, name, remember = true) {
  const key = `${personId}:${name}`, person = people.get(personId), title = titleOf(name);
  if (!columns.has(key)) {
    if (!person || !title) return;
    const column = new Column(person, isGroup(name) ? { chat: Number(name) } : { bot: name }, title);
    columns.set(key, column);
    column.part(".close").onclick = () => { columns.delete(key); column.element.remove(); settle(); };
    $("#columns .hint")?.remove();
    $("#columns").append(column.element);
    await column.load();
  }
  unread.delete(feedKey(columns.get(key)));
  if (remember) settle();
  columns.get(key).element.scrollIntoView({ inline: "start", behavior: remember ? "smooth" : "instant" });
}

function settle() {
  const open = [...columns.keys()].join(",");
  history.replaceState(null, "", open ? `?open=${open}` : location.pathname);
  if (!columns.size) $("#columns").replaceChildren(make("p", { className: "hint", textContent: "Choose somebody to see the chat through their eyes." }));
  list();
  tabs();
}

function row(one) {
  const [title, more = ""] = one.title.split(" · "); // "Somebody · where they work"
  const second = !isGroup(one.name) && one.name !== bots[0]?.username ? make("em", { textContent: titleOf(one.name) }) : "";
  const head = make("span", { className: "head" }, make("b", { textContent: title, title: one.title }));
  if (one.last) head.append(make("time", { textContent: whenOf(one.last.date) }));
  const words = make("small", {}, second, one.last ? preview(one.last).slice(0, 90) : more);
  const foot = make("span", { className: "foot" }, words);
  if (unread.get(one.key)) foot.append(make("span", { className: "unread", textContent: unread.get(one.key) }));
  const button = make("button", { className: isOpen(one) ? "open" : "" }, face(make("span", { className: "face" }), title), make("span", { className: "card" }, head, foot));
  button.onclick = () => { document.body.classList.remove("choosing"); open(one.person, one.name); };
  return make("li", {}, button);
}

const isOpen = (one) => columns.has(`${one.person}:${one.name}`);
const whenOf = (seconds) => (newest - seconds < 20 * 3600 ? clockTime(seconds) : shortDay(seconds));

let drawn = 0;
function list() { // many changes in one moment are drawn once
  drawn ||= requestAnimationFrame(() => {
    drawn = 0;
    const wanted = $("#find").value.trim().toLowerCase();
    const found = [...entries.values()].filter((one) => one.title.toLowerCase().includes(wanted));
    newest = Math.max(newest, ...found.map((one) => one.last?.date || 0));
    found.sort((a, b) => isOpen(b) - isOpen(a) || (b.last?.date || 0) - (a.last?.date || 0) || a.title.localeCompare(b.title));
    $("#list").replaceChildren(...found.slice(0, SHOWN).map(row));
    if (found.length > SHOWN) $("#list").append(make("li", { className: "more", textContent: `and ${found.length - SHOWN} more: search by name` }));
    if (!found.length) $("#list").append(make("li", { className: "more", textContent: "Nobody of that name" }));
  });
}

function tabs() { // the switcher of narrow screens
  $("#tabs").replaceChildren(...[...columns].map(([key, column]) => make("button", {
    className: "tab", onclick: () => column.element.scrollIntoView({ inline: "start", behavior: "smooth" }),
  }, make("b", { textContent: column.person.first_name }), make("small", { textContent: column.title }))));
  mark();
}

function mark() {
  const box = $("#columns"), at = Math.round(box.scrollLeft / Math.max(1, box.clientWidth));
  [...$("#tabs").children].forEach((tab, index) => tab.classList.toggle("here", index === at));
}

async function change(one) {
  if (one.kind === "clock") return showTime(one.now);
  if (one.kind === "autopilot") { $("#pilot-on").checked = one.on; return undefined; }
  const looking = [...columns.values()].filter((column) => feedKey(column) === one.chat);
  for (const column of looking) column.change(one);
  if (one.kind === "person" || (one.kind === "message" && !entries.has(one.chat))) await survey();
  if (one.kind === "message") {
    const entry = entries.get(one.chat);
    if (entry) entry.last = one.message;
    if (!looking.length && one.message.from?.is_bot) unread.set(one.chat, (unread.get(one.chat) || 0) + 1);
    list();
  }
  if (one.kind === "person") list();
  return undefined;
}

const showTime = (now) => { $("#now").textContent = longTime(now); };

async function startClock() {
  const clock = await get("/user/clock"), box = $("#clock");
  if (!clock.moves) return;
  box.hidden = false;
  showTime(clock.now);
  box.onclick = async (event) => {
    const { hours = 0, days = 0 } = event.target.dataset;
    if (!Number(hours) && !Number(days)) return;
    box.classList.add("busy");
    event.target.classList.add("waiting");
    try {
      const moved = await post("/user/clock", { hours: Number(hours), days: Number(days) });
      if (moved.now) showTime(moved.now);
    } finally {
      box.classList.remove("busy");
      event.target.classList.remove("waiting");
    }
  };
  setInterval(async () => { if (!box.classList.contains("busy")) showTime((await get("/user/clock")).now); }, 30000);
}

async function startPilot() {
  const state = await get("/user/autopilot");
  $("#pilot").hidden = !state.slot;
  $("#pilot-on").checked = state.on;
  $("#pilot-on").onchange = (event) => post("/user/autopilot", { on: event.target.checked });
}

async function refresh() { // the emulator came back, perhaps a new one
  entries.clear();
  await survey();
  await Promise.all([...columns.values()].map((column) => column.load()));
  list();
}

function listen() { // settled once it listens, so that nothing falls between looking and listening
  const events = new EventSource("/user/events");
  let lost = false;
  const ready = new Promise((resolve) => events.addEventListener("open", resolve, { once: true }));
  events.onopen = () => { $("#away").hidden = true; if (lost) refresh(); lost = false; };
  events.onerror = () => { lost = true; $("#away").hidden = false; };
  events.onmessage = (event) => change(JSON.parse(event.data));
  return ready;
}

async function begin() {
  await listen();
  await survey();
  for (const key of (new URLSearchParams(location.search).get("open") || "").split(",").filter(Boolean)) {
    const [person, name] = key.split(":");
    await open(Number(person), name || bots[0]?.username, false);
  }
  $("#columns").scrollLeft = 0;
  settle();
  $("#find").oninput = list;
  $("#toggle").onclick = () => document.body.classList.toggle("choosing");
  $("#columns").onscroll = mark;
  $("#columns").onclick = () => document.body.classList.remove("choosing");
  if (!columns.size) document.body.classList.add("choosing");
  await Promise.all([startClock(), startPilot()]);
}
begin();
// The bots have said by now what they are and which commands they have.
addEventListener("awake", async () => { await survey(); for (const column of columns.values()) column.load(); });
