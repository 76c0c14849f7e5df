// The chat page: people at the left, open chats side by side, the demo's clock above.
import { pilot, setPilot, setTime, startClock, startPilot, state } from "/page/bar.js";
import { Column } from "/page/column.js";
import { $, make, byFinger } from "/page/elements.js";
import { askForGroup } from "/page/group.js";
import { PeopleList } from "/page/list.js";
import { listen } from "/page/live.js";
import { get } from "/page/server.js";
import { current, tabs } from "/page/tabs.js";

const columns = new Map(); // "person:bot" or "person:group" -> Column
const unread = new Map(); // a chat's own key -> messages that came unseen
let known = { people: new Map(), bots: [], entries: new Map(), offers: new Map() }; // offers: chats that could be begun
let wanted = []; // chats of the address whose people are not there yet

const isGroup = (name) => /^-\d+$/.test(name);
const titleOf = (name) => (isGroup(name) ? known.entries.get(name)?.title : known.bots.find((one) => one.username === name)?.first_name);
const lookers = (key) => [...columns.values()].filter((column) => column.feed === key);

function entryOf(chat, people) {
  const group = chat.type !== "private";
  return {
    key: chat.key, person: group ? chat.members[0] : chat.id, name: group ? chat.key : chat.bots[0],
    title: group ? chat.title : people.get(chat.id)?.first_name || "?", members: chat.members, last: chat.last,
  };
}

async function lookUp() {
  const [everybody, bots, chats] = await Promise.all([get("/user/people"), get("/user/bots"), get("/user/chats")]);
  if (!everybody || !bots || !chats) return;
  const people = new Map(everybody.map((one) => [one.id, one]));
  const entries = new Map(chats.map((chat) => [chat.key, entryOf(chat, people)]));
  const talking = new Set(chats.filter((chat) => chat.type === "private").map((chat) => chat.id)), offers = new Map();
  for (const one of everybody) for (const [at, bot] of bots.entries()) {
    const name = bot.username, key = `${one.id}:${name}`, entry = { key, person: one.id, name, title: one.first_name, last: null };
    if (!at && !talking.has(one.id)) entries.set(key, entry);
    else if (!entries.has(key)) offers.set(key, entry);
  }
  known = { people, bots, entries, offers };
}

let looking = null, again = false;
function survey() { // however many ask: one look at a time, and one more for what came meanwhile
  if (looking) { again = true; return looking; }
  looking = (async () => {
    do { again = false; await lookUp(); } while (again);
    looking = null;
    await openWanted();
    list.draw();
  })();
  return looking;
}

async function openWanted() {
  const ready = wanted.filter(({ person, name }) => known.people.has(person) && titleOf(name || known.bots[0]?.username));
  wanted = wanted.filter((one) => !ready.includes(one));
  for (const { person, name } of ready) await add(person, name || known.bots[0].username);
  if (ready.length) settle();
}

function add(personId, name, before = null) {
  const key = `${personId}:${name}`, person = known.people.get(personId), title = titleOf(name);
  if (columns.has(key) || !person || !title) return undefined;
  const column = new Column(person, isGroup(name) ? { chat: Number(name) } : { bot: name }, title, pilot);
  column.part(".close").onclick = () => close(key);
  if (isGroup(name)) viewers(column, name);
  columns.set(key, column);
  $("#columns .hint")?.remove();
  $("#columns").insertBefore(column.element, before);
  return column.load();
}

function viewers(column, name) {
  const members = (known.entries.get(name).members || []).map((id) => known.people.get(id)).filter(Boolean);
  column.viewers(members, async (id) => {
    if (columns.has(`${id}:${name}`)) close(`${id}:${name}`);
    const shown = add(id, name, column.element);
    columns.delete(column.key);
    column.element.remove();
    await shown;
    show(columns.get(`${id}:${name}`));
  });
}

async function open(personId, name) {
  await add(personId, name);
  show(columns.get(`${personId}:${name}`));
}

function show(column) {
  if (!column) return;
  unread.delete(column.feed);
  choosing(false);
  settle();
  column.element.scrollIntoView({ inline: "start", block: "nearest" });
  column.focus();
}

function close(key) {
  const column = columns.get(key), held = column.element.contains(document.activeElement);
  columns.delete(key);
  column.element.remove();
  settle();
  const next = current([...columns.values()]);
  if (held && next) next.focus();
  else if (held) $("#find").focus();
}

function settle() {
  const open = [...columns.keys(), ...wanted.map(({ person, name }) => `${person}:${name}`)].join(",");
  history.replaceState(null, "", open ? `?open=${open}` : location.pathname);
  if (!columns.size) $("#columns").replaceChildren(make("p", { className: "hint", textContent: "Choose somebody to see the chat through their eyes." }));
  list.draw();
  tabs([...columns.values()], show);
}

// Who has said nothing yet stands there once: with the first bot, or where they are open.
const silent = (one) => !one.last && !columns.has(one.key) && [...columns.keys()].some((key) => key.startsWith(`${one.person}:`));

const list = new PeopleList(
  (searching) => [
    ...[...known.entries.values()].filter((one) => searching || !silent(one)),
    ...[...known.offers.values()].filter((one) => searching || columns.has(one.key)),
  ].map((one) => ({
    ...one, open: lookers(one.key).length > 0, unread: unread.get(one.key) || 0,
    with: isGroup(one.name) || one.name === known.bots[0]?.username ? "" : titleOf(one.name),
  })),
  (key) => {
    const one = known.entries.get(key) || known.offers.get(key), [shown] = lookers(key);
    if (shown) show(shown);
    else open(one.person, one.name);
  },
);

// On narrow screens the people lie over the chats.
function choosing(on) {
  const narrow = $("#toggle").offsetParent !== null;
  document.body.classList.toggle("choosing", on);
  $("#toggle").setAttribute("aria-expanded", String(on));
  $("#columns").inert = on && narrow;
  if (on && narrow && !byFinger()) $("#find").focus();
}

function change(one) {
  if (one.kind === "clock") return setTime(one.now);
  if (one.kind === "autopilot") {
    setPilot(one.on);
    return [...columns.values()].forEach((column) => column.empty());
  }
  const seen = lookers(one.chat);
  for (const column of seen) column.change(one);
  if (one.kind === "person") return survey();
  return one.kind === "message" ? count(one, seen.length > 0) : undefined;
}

function count({ chat, message }, seen) {
  const entry = known.entries.get(chat);
  if (!seen && message.from?.is_bot) unread.set(chat, (unread.get(chat) || 0) + 1);
  if (!entry) return survey();
  entry.last = message;
  return list.draw();
}

async function back() { // the emulator came back, perhaps a new one
  dispatchEvent(new Event("back")); // whose bots may be waking
  await Promise.all([survey(), startClock(), startPilot()]);
  await Promise.all([...columns.values()].map((column) => column.load()));
  for (const column of columns.values()) column.field.back();
  state("Connected again", { passing: true });
}

function furnish() {
  $("#toggle").onclick = () => choosing(!document.body.classList.contains("choosing"));
  $("#people").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !columns.size || $("#toggle").offsetParent === null) return;
    choosing(false);
    $("#toggle").focus();
  });
  $("#skip").onclick = () => { choosing(false); current([...columns.values()])?.field.focus(); };
  $("#new-group").onclick = () => {
    const open = new Set([...columns.values()].map((column) => column.person.id));
    const people = [...known.people.values()].sort((a, b) => open.has(b.id) - open.has(a.id) || a.first_name.localeCompare(b.first_name));
    askForGroup(people, known.bots, enter);
  };
}

async function enter(person, group) {
  await survey();
  await open(person, group);
}

async function begin() {
  furnish();
  wanted = (new URLSearchParams(location.search).get("open") || "").split(",").filter(Boolean).map((key) => {
    const [person, name = ""] = key.split(":");
    return { person: Number(person), name };
  });
  const lost = () => state("The server is away, trying again… What you write stays here.", { bad: true });
  await listen({ change, lost, back });
  await startPilot(); // an empty chat tells of it
  await Promise.all([survey(), startClock()]);
  settle();
  if (!columns.size) choosing(true);
}
begin();
// The bots have said by now what they are and which commands they have.
addEventListener("awake", async () => { await survey(); for (const column of columns.values()) column.load(); });
