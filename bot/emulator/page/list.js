// The people at the left: who is open, and everybody else.
import { $, make, face } from "/page/elements.js";
import { preview } from "/page/drawing.js";
import { arrows } from "/page/keyboard.js";
import { clockTime, shortDay } from "/page/moments.js";

const SHOWN = 150, DAY = 20 * 3600, WORDS = 90;
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class PeopleList {
  // `entries` gives {key, title, with, last, open, unread}, more of them to somebody who searches; `choose` opens one.
  constructor(entries, choose) {
    Object.assign(this, { entries, choose, rows: new Map(), drawn: 0, newest: 0 });
    this.find = $("#find");
    this.find.oninput = () => this.draw();
    this.find.onkeydown = (event) => {
      const first = $("#people .entry");
      if (event.key === "Enter" && this.find.value && first) first.click();
      if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
    };
    arrows($("#people"), ".entry", { single: true });
  }

  draw() { // many changes in one moment are drawn once
    this.drawn ||= requestAnimationFrame(() => {
      this.drawn = 0;
      this.fill();
    });
  }

  fill() {
    const wanted = plain(this.find.value.trim());
    const found = this.entries(wanted !== "").filter((one) => plain(one.title).includes(wanted));
    this.newest = Math.max(this.newest, ...found.map((one) => one.last?.date || 0));
    found.sort((a, b) => (b.last?.date || 0) - (a.last?.date || 0) || a.title.localeCompare(b.title));
    const here = found.filter((one) => one.open), others = found.filter((one) => !one.open);
    const held = document.activeElement?.closest?.("#people li")?.dataset.key;
    this.put($("#here"), here);
    this.put($("#others"), others.slice(0, SHOWN));
    $("#here-title").hidden = !here.length;
    $("#others-title").hidden = !others.length;
    $("#others-title").textContent = here.length ? "Everybody else" : "Everybody";
    const more = others.length - SHOWN;
    $("#more").hidden = found.length > 0 && more <= 0;
    $("#more").textContent = found.length ? `and ${more} more: search by name` : "Nobody of that name";
    this.stop(held);
  }

  // Only what changed is made anew, so that nobody loses the place where they are.
  put(box, shown) {
    const rows = shown.map((one) => this.row(one));
    if (rows.length !== box.children.length || rows.some((row, at) => row !== box.children[at])) box.replaceChildren(...rows);
  }

  row(one) {
    const sign = JSON.stringify([one.title, one.with, one.open, one.unread, one.last && preview(one.last), one.last && this.when(one.last.date)]);
    const old = this.rows.get(one.key);
    if (old?.dataset.sign === sign) return old;
    const row = make("li", {}, this.button(one));
    Object.assign(row.dataset, { key: one.key, sign });
    this.rows.set(one.key, row);
    return row;
  }

  button(one) {
    const [title, more = ""] = one.title.split(" · "); // "Somebody · where they work"
    const head = make("span", { className: "head" }, make("b", { textContent: title, title: one.title }));
    if (one.last) head.append(make("time", { textContent: this.when(one.last.date) }));
    const second = one.with ? make("em", { textContent: one.with }) : "";
    const foot = make("span", { className: "foot" }, make("small", {}, second, " ", one.last ? preview(one.last).slice(0, WORDS) : more));
    if (one.unread) foot.append(make("span", { className: "unread" }, String(one.unread), make("span", { className: "only-heard", textContent: " unread" })));
    const button = make("button", { type: "button", className: one.open ? "entry open" : "entry", onclick: () => this.choose(one.key) },
      face(make("span", { className: "face" }), title), make("span", { className: "card" }, head, foot));
    return button;
  }

  when(seconds) { return this.newest - seconds < DAY ? clockTime(seconds) : shortDay(seconds); }

  // The list is one stop of the Tab key: at its first entry, or where one is.
  stop(held) {
    const all = [...document.querySelectorAll("#people .entry")];
    const kept = held !== undefined && this.rows.get(held)?.querySelector(".entry");
    if (kept && kept.isConnected && document.activeElement !== kept) kept.focus({ preventScroll: true });
    const stop = all.find((one) => one === document.activeElement) || all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  }
}
