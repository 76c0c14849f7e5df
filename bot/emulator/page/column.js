// One open chat: a person's view of a bot or of a group.
import { $, make, face, byFinger } from "/page/elements.js";
import { bubble, preview } from "/page/drawing.js";
import { emptyChat, goneChat } from "/page/empty.js";
import { Field } from "/page/field.js";
import { arrows, popup } from "/page/keyboard.js";
import { keys, refocus, rest, stops } from "/page/keys.js";
import { dayOf } from "/page/moments.js";
import { Newest } from "/page/newest.js";
import { get, post } from "/page/server.js";

const TOAST = 4500, TYPING = 5000;
const REFUSED = { taps: "that button is not there any more", keys: "that key is not there any more" };
let made = 0;

export class Column {
  // `pilot` tells whether the autopilot is on, undefined where there is none.
  constructor(person, place, title, pilot) {
    Object.assign(this, { person, place, title, pilot, rows: new Map(), day: "", seq: 0, answered: new Set() });
    this.key = `${person.id}:${place.bot || place.chat}`;
    this.feed = place.bot ? this.key : String(place.chat);
    this.element = $("#column").content.cloneNode(true).firstElementChild;
    this.box = this.part(".messages");
    this.flow = this.part(".flow");
    const number = (made += 1), heading = this.part(".bot");
    face(this.part(".face"), title);
    Object.assign(heading, { textContent: title, id: `chat-${number}` });
    this.element.setAttribute("aria-labelledby", `${heading.id} as-${number}`);
    Object.assign(this.part(".as"), { textContent: `as ${person.first_name}`, title: person.first_name, id: `as-${number}` });
    this.box.setAttribute("aria-label", `Messages of ${title} as ${person.first_name}`);
    this.newest = new Newest(this.box, this.flow, this.part(".down"));
    this.field = new Field(this, number);
    arrows(this.part(".menu"), "button", { single: true });
    this.part(".sticker").onclick = () => this.deed("stickers");
    this.part(".begin").onclick = () => { this.deed("start"); this.focus(); };
    this.part(".skip").onclick = () => this.field.focus();
    this.element.addEventListener("keydown", (event) => { if (event.key === "Escape") this.field.focus(); });
  }

  part(query) { return $(query, this.element); }
  focus() { if (byFinger()) this.box.focus({ preventScroll: true }); else this.field.focus(); }
  post(name, given) {
    if (!(given instanceof FormData)) return post(`/user/people/${this.person.id}/${name}`, { ...this.place, ...given });
    return post(`/user/people/${this.person.id}/${name}`, given, 0);
  }

  // A deed that leaves nothing in the field; its result, if it could be done.
  async deed(name, given = {}) {
    const answer = await this.post(name, given);
    if (answer.away) this.field.tell(`That was not done: ${answer.reason}.`, "away", () => this.deed(name, given));
    else if (!answer.ok) this.field.tell(`That was not done: ${REFUSED[name] || answer.reason}.`, "refused");
    if (!answer.ok && !answer.away && name in REFUSED) this.load();
    return answer.result;
  }

  say(text) { return this.deed("messages", { text }); }
  async tap(message, data) {
    const query = await this.deed("taps", { message_id: message, data });
    if (this.answered.has(query)) setTimeout(() => rest(this.box, query)); // the answer was faster
    return query;
  }

  // What happens while the chat is being looked up is drawn after it.
  async load() {
    const mine = this.loads = (this.loads || 0) + 1;
    this.late = [];
    this.box.setAttribute("aria-busy", "true");
    const state = await this.look();
    if (mine !== this.loads) return;
    const late = this.late;
    this.late = null;
    this.reset(state);
    for (const one of late) this.change(one);
    this.box.removeAttribute("aria-busy");
    this.newest.down();
  }

  look() { return get(`/user/people/${this.person.id}/chat?${new URLSearchParams(this.place)}`); }

  reset(state) {
    const held = this.flow.contains(document.activeElement);
    this.flow.replaceChildren();
    this.rows.clear();
    this.day = "";
    this.seq = state?.seq || 0;
    this.state = state;
    if (!state) this.flow.append(goneChat("This chat is not there now."));
    for (const message of state?.messages || []) this.draw(message, false);
    this.standing(state || {});
    this.board(state?.keyboard);
    this.menu(state?.menu || []);
    this.empty();
    stops(this.flow);
    if (held) this.box.focus({ preventScroll: true });
  }

  // What one can do in a chat without messages.
  empty() {
    if (!this.state || this.rows.size) return;
    const name = this.person.first_name.split(" · ")[0];
    this.flow.replaceChildren(emptyChat(this.state, name, this.pilot(), (text) => { this.say(text); this.focus(); }));
    this.part(".begin").hidden = this.state.opened;
  }

  standing({ blocked = false }) {
    const ban = this.part(".ban"), note = this.part(".standing");
    ban.hidden = !this.place.bot || blocked;
    ban.onclick = async () => { await this.deed("block"); this.focus(); };
    note.hidden = !blocked;
    $("button", note).onclick = async () => { await this.deed("unblock"); this.focus(); };
  }

  draw(message, follow = true) {
    const notice = Boolean(message.new_chat_members), mine = !notice && message.from?.id === this.person.id;
    const other = this.place.chat && !mine ? message.from?.first_name : "";
    const row = notice ? make("div", { className: "day", textContent: preview(message) })
      : make("div", { className: mine ? "row mine" : "row" }, bubble(message, this, other));
    if (message.reply_markup?.inline_keyboard) row.append(keys(message, this));
    const old = this.rows.get(message.message_id);
    if (old) this.replace(old, row);
    else this.append(message, row);
    this.rows.set(message.message_id, row);
    if (!follow) return;
    stops(this.flow);
    if (!old) this.newest.came(mine);
  }

  replace(old, row) {
    const goOn = refocus(old, row);
    old.replaceWith(row);
    goOn();
  }

  append(message, row) {
    this.part(".about")?.remove();
    this.part(".begin").hidden = true;
    const day = dayOf(message.date);
    if (day !== this.day) this.flow.append(make("div", { className: "day", textContent: day }));
    this.day = day;
    this.flow.append(row);
  }

  change(one) {
    if (this.late) { this.late.push(one); return; }
    if (one.seq <= this.seq) return;
    this.seq = one.seq;
    if (one.kind === "message") { this.typing(false); this.draw(one.message); }
    if (one.kind === "message" && "keyboard" in one) this.board(one.keyboard);
    if (one.kind === "edit") this.draw(one.message);
    if (one.kind === "delete") { this.rows.get(one.message.message_id)?.remove(); this.rows.delete(one.message.message_id); }
    if (one.kind === "toast") this.answer(one);
    if (one.kind === "standing") this.standing(one);
    if (one.kind === "menu") this.look().then((state) => this.menu(state?.menu || []));
    if (one.kind === "action") this.typing(true);
  }

  answer(one) {
    if (one.person !== this.person.id) return;
    this.answered.add(one.query);
    rest(this.box, one.query);
    if (one.text && one.alert) this.alert(one.text);
    else if (one.text) this.toast(one.text);
  }

  toast(text) {
    const box = this.part(".toast");
    box.textContent = text;
    box.onclick = () => { box.textContent = ""; };
    clearTimeout(this.timer);
    this.timer = setTimeout(box.onclick, TOAST);
  }

  // What a bot wants to be read for certain; the browser gives the focus back.
  alert(text) {
    const box = this.part(".alert");
    $("p", box).textContent = text;
    if (!box.open) box.showModal();
  }

  typing(on) {
    this.part(".typing").hidden = !on;
    clearTimeout(this.typist);
    if (on) this.typist = setTimeout(() => this.typing(false), TYPING);
  }

  board(found) {
    const box = this.part(".board"), rows = found?.keyboard || [];
    box.hidden = !rows.length;
    box.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((one) => make("button", {
      type: "button", textContent: one.text, onclick: () => { this.deed("keys", { text: one.text }); this.focus(); },
    })))));
  }

  menu(commands) {
    const box = this.part(".menu"), button = this.part(".commands");
    button.hidden = !commands.length;
    popup(button, box, () => this.focus());
    box.replaceChildren(...commands.map((one, at) => {
      const item = make("button", { type: "button", tabIndex: at ? -1 : 0, onclick: () => this.say(`/${one.command}${one.bot ? `@${one.bot}` : ""}`) },
        make("b", { textContent: `/${one.command}` }), make("span", { textContent: one.description }));
      item.setAttribute("role", "menuitem");
      return item;
    }));
  }

  // In a group one can look through the eyes of each member.
  viewers(people, choose) {
    const select = make("select", { aria: { label: "Look through the eyes of" } },
      ...people.map((one) => make("option", { value: one.id, textContent: one.first_name, selected: one.id === this.person.id })));
    select.onchange = () => choose(Number(select.value));
    this.part(".as").replaceChildren("as ", select);
  }
}
