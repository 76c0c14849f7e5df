// Messages as elements. What people and bots write is only ever set as text, never as HTML.

import { make } from "/page/elements.js";
import { clockTime, dayOf } from "/page/moments.js";

const size = (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`);

const WRAP = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote",
};

function reveal(event) {
  event.currentTarget.classList.add("open");
  event.currentTarget.removeAttribute("aria-label");
}

// Three lines of a long text are seen, as in Telegram, until it is tapped.
function unfold(event) {
  if (event.type === "keydown" && event.key !== "Enter") return;
  event.currentTarget.classList.toggle("folded");
}

function wrapper(entity, words, act) {
  const address = entity.url || words;
  if (entity.type === "email") return make("a", { href: `mailto:${words}` });
  if (entity.type === "text_link" || entity.type === "url") {
    const full = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
    return /^https?:/i.test(full) ? make("a", { href: full, target: "_blank", rel: "noopener noreferrer" }) : make("span");
  }
  if (entity.type === "bot_command") return make("button", { type: "button", className: "command", onclick: () => act.say(words) });
  if (entity.type === "spoiler") return make("button", { type: "button", className: "spoiler", aria: { label: "Hidden words" }, onclick: reveal });
  if (entity.type === "expandable_blockquote") return make("blockquote", { className: "folded", tabIndex: 0, onclick: unfold, onkeydown: unfold });
  return make(WRAP[entity.type] || "span");
}

// Entities nest: each element is filled with what lies inside it. Offsets are UTF-16, as in JavaScript.
function written(text, entities, act) {
  const place = document.createDocumentFragment();
  const build = (root, from, to, rest) => {
    let at = from;
    rest.forEach((one, index) => {
      if (one.offset < at || one.offset >= to) return;
      const end = Math.min(one.offset + one.length, to);
      root.append(text.slice(at, one.offset));
      const element = wrapper(one, text.slice(one.offset, end), act);
      build(element, one.offset, end, rest.slice(index + 1));
      root.append(element);
      at = end;
      if (/PRE|BLOCKQUOTE/.test(element.tagName) && text[at] === "\n") at += 1;
    });
    root.append(text.slice(at, to));
  };
  build(place, 0, text.length, [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length));
  return place;
}

function paper(info) {
  const kind = (info.file_name || "file").split(".").pop().slice(0, 4).toUpperCase();
  return make("a", { className: "file", href: `/user/files/${info.file_id}`, target: "_blank", rel: "noopener" },
    make("i", { textContent: kind, aria: { hidden: "true" } }),
    make("span", {}, info.file_name || "file", make("small", { textContent: size(info.file_size || 0) })));
}

function picture(sizes) {
  const largest = sizes.at(-1), source = `/user/files/${largest.file_id}`;
  const image = make("img", { src: source, alt: "Picture", width: largest.width, height: largest.height });
  return make("a", { className: "picture", href: source, target: "_blank", rel: "noopener" }, image);
}

const NOTES = {
  voice: () => "🎤 Voice message",
  contact: (it) => `👤 ${it.first_name} ${it.phone_number || ""}`,
  location: (it) => `📍 ${it.latitude}, ${it.longitude}`,
  new_chat_members: (it) => `${it.map((one) => one.first_name).join(", ")} joined`,
};

// A deep link's payload is for the bot; people see that they pressed Start.
const wordsOf = (message) => (message.text ?? message.caption ?? "").replace(/^(\/start) \S+$/, "$1");

export function preview(message) {
  const words = wordsOf(message);
  if (words) return words;
  if (message.document) return `📄 ${message.document.file_name}`;
  if (message.photo) return "🖼 Picture";
  if (message.sticker) return `${message.sticker.emoji} Sticker`;
  const note = Object.keys(NOTES).find((name) => message[name]);
  return note ? NOTES[note](message[note]) : "";
}

export function bubble(message, act, sender = "") {
  const box = make("div", { className: message.sticker ? "bubble bare" : "bubble" });
  if (sender) box.append(make("b", { className: "sender", textContent: sender }));
  if (message.photo) box.append(picture(message.photo));
  if (message.document) box.append(paper(message.document));
  if (message.sticker) box.append(make("span", { className: "sticker-face", textContent: message.sticker.emoji }));
  for (const name of Object.keys(NOTES)) if (message[name]) box.append(NOTES[name](message[name]));
  box.append(written(wordsOf(message), message.entities || message.caption_entities || [], act));
  box.append(make("time", { textContent: (message.edit_date ? "edited " : "") + clockTime(message.date), title: dayOf(message.date) }));
  return box;
}
