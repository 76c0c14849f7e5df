// One open chat: a person's view of a bot or of a group.
import { $, make, face, bubble, keys, preview, dayOf } from "/page/drawing.js";

export const get = async (path) => (await fetch(path)).json();
export async function post(path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(path, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  return answer.json();
}

const NEAR = 160; // pixels from the end that still count as reading the newest

export class Column {
  constructor(person, place, title) {
    Object.assign(this, { person, place, title, rows: new Map(), day: "", seq: 0, answered: new Set() });
    this.element = $("#column").content.cloneNode(true).firstElementChild;
    this.box = this.part(".messages");
    face(this.part(".face"), title);
    this.part(".bot").textContent = title;
    this.part(".as").textContent = `as ${person.first_name}`;
    this.furnish();
  }

  part(query) { return $(query, this.element); }

  async deed(name, more = {}) {
    const answer = await post(`/user/people/${this.person.id}/${name}`, { ...this.place, ...more });
    if (!answer.ok) this.toast(answer.description);
    return answer.result;
  }

  say(text) { return this.deed("messages", { text }); }
  tap(message, data) {
    return this.deed("taps", { message_id: message, data }).then((query) => {
      if (this.answered.has(query)) setTimeout(() => this.stop(query)); // the answer was faster
      return query;
    });
  }

  async load() {
    const state = await get(`/user/people/${this.person.id}/chat?${new URLSearchParams(this.place)}`);
    this.box.replaceChildren();
    this.rows.clear();
    this.day = "";
    if (!state.messages) { // another emulator, which knows nothing of this chat
      this.box.append(make("p", { className: "about", textContent: "This chat is gone." }));
      return;
    }
    for (const message of state.messages) this.draw(message, false);
    this.seq = state.seq;
    this.standing(state);
    this.board(state.keyboard);
    this.menu(state.menu || []);
    requestAnimationFrame(() => this.down());
  }

  standing({ opened, blocked, description }) {
    if (opened === false && !this.rows.size) this.box.append(make("p", { className: "about", textContent: description || "No messages yet." }));
    if (opened !== undefined) this.part(".begin").hidden = opened;
    this.element.classList.toggle("blocked", Boolean(blocked));
    const ban = this.part(".ban");
    ban.hidden = !this.place.bot;
    ban.textContent = blocked ? "Unblock" : "⊘";
    ban.title = blocked ? "Let the bot write again" : "Block the bot";
    ban.onclick = () => this.deed(blocked ? "unblock" : "block");
  }

  draw(message, follow = true) {
    const notice = Boolean(message.new_chat_members), mine = !notice && message.from?.id === this.person.id;
    const other = this.place.chat && !mine ? message.from?.first_name : "";
    const row = notice ? make("div", { className: "day", textContent: preview(message) })
      : make("div", { className: mine ? "row mine" : "row" }, bubble(message, this, other));
    if (message.reply_markup?.inline_keyboard) row.append(keys(message, this));
    const old = this.rows.get(message.message_id), atEnd = this.atEnd();
    if (old) old.replaceWith(row);
    else {
      this.part(".about")?.remove();
      this.part(".begin").hidden = true;
      const day = dayOf(message.date);
      if (day !== this.day) this.box.append(make("div", { className: "day", textContent: day }));
      this.day = day;
      this.box.append(row);
    }
    this.rows.set(message.message_id, row);
    if (follow && (atEnd || mine)) this.down();
    else if (follow && !old) this.part(".down").hidden = false;
  }

  change(one) {
    if (one.seq <= this.seq) return;
    this.seq = one.seq;
    if (one.kind === "message") { this.typing(false); this.draw(one.message); }
    if (one.kind === "message" && "keyboard" in one) this.board(one.keyboard);
    if (one.kind === "edit") this.draw(one.message);
    if (one.kind === "delete") { this.rows.get(one.message.message_id)?.remove(); this.rows.delete(one.message.message_id); }
    if (one.kind === "toast") this.answer(one);
    if (one.kind === "standing") this.standing(one);
    if (one.kind === "action") this.typing(true);
  }

  answer(one) {
    if (one.person !== this.person.id) return;
    this.answered.add(one.query);
    this.stop(one.query);
    if (one.text) this.toast(one.text, one.alert);
  }

  stop(query) {
    for (const button of this.box.querySelectorAll(".waiting")) if (button.dataset.query === query) button.classList.remove("waiting");
  }

  toast(text, alert = false) {
    const box = this.part(".toast");
    box.textContent = text;
    box.classList.toggle("alert", alert);
    box.hidden = false;
    box.onclick = () => { box.hidden = true; };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { box.hidden = true; }, alert ? 12000 : 4500);
  }

  typing(on) {
    const as = this.part(".as");
    as.textContent = on ? "typing…" : `as ${this.person.first_name}`;
    clearTimeout(this.typist);
    if (on) this.typist = setTimeout(() => this.typing(false), 5000);
  }

  atEnd() { return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR; }
  down() { this.pinned = true; this.box.scrollTop = this.box.scrollHeight; this.part(".down").hidden = true; }

  board(found) {
    const box = this.part(".board"), rows = found?.keyboard || [];
    box.hidden = !rows.length;
    box.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((one) => make("button", {
      type: "button", textContent: one.text, onclick: () => this.deed("keys", { text: one.text }),
    })))));
  }

  menu(commands) {
    const box = this.part(".menu"), button = this.part(".commands");
    button.hidden = !commands.length;
    button.onclick = (event) => { event.stopPropagation(); box.hidden = !box.hidden; };
    box.replaceChildren(...commands.map((one) => make("button", { type: "button", onclick: () => this.say(`/${one.command}`) },
      make("b", { textContent: `/${one.command}` }), make("span", { textContent: one.description }))));
  }

  furnish() {
    const form = this.part(".write"), area = $("textarea", form), chooser = $("input", form);
    const fit = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
    const send = async () => {
      const text = area.value.trim();
      area.value = "";
      fit();
      if (text) await this.say(text);
    };
    form.onsubmit = (event) => { event.preventDefault(); send(); };
    area.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    };
    area.oninput = fit;
    $(".clip", form).onclick = () => chooser.click();
    $(".sticker", form).onclick = () => this.deed("stickers");
    chooser.onchange = async () => { if (chooser.files[0]) await this.upload(chooser.files[0]); chooser.value = ""; };
    document.addEventListener("click", () => { this.part(".menu").hidden = true; });
    this.part(".begin").onclick = () => this.deed("start");
    this.part(".down").onclick = () => this.down();
    this.box.onscroll = () => { this.pinned = this.atEnd(); if (this.pinned) this.part(".down").hidden = true; };
    this.box.addEventListener("load", () => { if (this.pinned) this.down(); }, true); // a picture grew
    new ResizeObserver(() => { if (this.pinned) this.down(); }).observe(this.box);
    this.element.ondragover = (event) => event.preventDefault();
    this.element.ondrop = (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) this.upload(event.dataTransfer.files[0]); };
  }

  async upload(file) {
    const body = new FormData();
    for (const [name, value] of Object.entries(this.place)) body.append(name, value);
    body.append("file", file);
    const answer = await post(`/user/people/${this.person.id}/documents`, body);
    if (!answer.ok) this.toast(answer.description);
  }
}
