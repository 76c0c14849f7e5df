// Where a person writes. Words leave the field when they have arrived, and not before.
import { $ } from "/page/elements.js";

const LONGEST = 4096, NEARLY = 3800; // UTF-16 units of a message
const LARGEST = 50 * 2 ** 20; // bytes of a file
const figure = (number) => number.toLocaleString("en-GB");

export class Field {
  constructor(column, number) {
    const part = (query) => $(query, column.element);
    Object.assign(this, { column, area: part("textarea"), trouble: part(".trouble"), words: part(".trouble p"), again: part(".again"), count: part(".count") });
    this.form = part(".write");
    this.store = `draft ${column.key}`;
    this.words.id = `trouble-${number}`;
    this.area.setAttribute("aria-describedby", this.words.id);
    this.area.setAttribute("aria-label", `Message to ${column.title} as ${column.person.first_name}`);
    this.furnish(part(".clip"), part("input[type=file]"));
    this.area.value = sessionStorage.getItem(this.store) || "";
    this.changed();
  }

  furnish(clip, chooser) {
    this.form.onsubmit = (event) => { event.preventDefault(); this.send(); };
    this.area.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    };
    this.area.oninput = () => this.changed();
    new ResizeObserver(() => this.fit()).observe(this.form);
    clip.onclick = () => chooser.click();
    chooser.onchange = async () => {
      const files = [...chooser.files];
      chooser.value = "";
      for (const file of files) await this.upload(file);
      this.focus();
    };
    const { element } = this.column;
    element.ondragover = (event) => event.preventDefault();
    element.ondrop = async (event) => {
      event.preventDefault();
      for (const file of [...event.dataTransfer.files]) await this.upload(file);
    };
  }

  focus() { this.area.focus({ preventScroll: true }); }

  fit() {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
  }

  changed() {
    const { value } = this.area, { length } = value.trim();
    if (value) sessionStorage.setItem(this.store, value);
    else sessionStorage.removeItem(this.store);
    this.count.hidden = length < NEARLY;
    this.count.textContent = `${figure(length)} of ${figure(LONGEST)}`;
    this.count.classList.toggle("over", length > LONGEST);
    if (this.kind === "long" && length <= LONGEST) this.tell("");
    this.fit();
  }

  async send() {
    const text = this.area.value.trim();
    if (this.sending) { this.more = true; return; }
    if (!text) return;
    if (text.length > LONGEST) {
      this.tell(`That is ${figure(text.length)} signs, and a message holds ${figure(LONGEST)}. Nothing was sent: make it shorter, or send it in parts.`, "long");
      return;
    }
    const answer = await this.deliver(() => this.column.post("messages", { text }));
    if (answer.ok) this.sent(text);
    else this.tell(`Not sent: ${answer.reason}. Your words stay here.`, answer.away ? "away" : "refused");
    if (answer.ok && this.more) this.send();
    this.more = false;
  }

  async deliver(deed) {
    this.sending = true;
    this.form.setAttribute("aria-busy", "true");
    const answer = await deed();
    this.sending = false;
    this.form.removeAttribute("aria-busy");
    return answer;
  }

  // What was typed while the message was on its way is the next one.
  sent(text) {
    const value = this.area.value.trimStart();
    this.area.value = value.startsWith(text) ? value.slice(text.length).trimStart() : this.area.value;
    this.tell("");
    this.changed();
  }

  async upload(file) {
    const fault = file.size > LARGEST ? `it has ${figure(Math.ceil(file.size / 2 ** 20))} MB, and a file may have 50` : file.size ? "" : "it is empty";
    const body = new FormData();
    for (const [name, value] of Object.entries(this.column.place)) body.append(name, value);
    body.append("file", file);
    const answer = fault ? { reason: fault } : await this.deliver(() => this.column.post("documents", body));
    if (answer.ok && this.kind !== "long") this.tell("");
    if (!answer.ok) this.tell(`${file.name} was not sent: ${answer.reason}.`, answer.away ? "away" : "refused", fault ? null : () => this.upload(file));
  }

  tell(words, kind = "", again = null) {
    this.kind = kind;
    this.words.textContent = words;
    this.trouble.hidden = !words;
    this.again.hidden = !again;
    this.again.onclick = () => { this.focus(); this.tell(""); again(); };
    this.area.toggleAttribute("aria-invalid", kind === "long");
  }

  // The server is there again.
  back() {
    if (this.kind !== "away") return;
    this.words.textContent = this.again.hidden ? "The server is back: send once more." : "The server is back.";
  }
}
