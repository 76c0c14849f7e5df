// The buttons below a message.
import { make } from "/page/elements.js";
import { arrows } from "/page/keyboard.js";

const PATIENCE = 15_000; // as long as a telephone lets a tapped button turn

function wait(button, on) {
  button.classList.toggle("waiting", on);
  button.setAttribute("aria-busy", String(on));
}

function key(one, message, act) {
  const button = make("button", { type: "button", textContent: one.text });
  button.dataset.data = one.callback_data || one.url || one.text;
  if (one.url) button.classList.add("out");
  button.onclick = async () => {
    if (one.url) return window.open(one.url, "_blank", "noopener,noreferrer");
    if (one.copy_text) return navigator.clipboard?.writeText(one.copy_text.text);
    wait(button, true);
    setTimeout(() => wait(button, false), PATIENCE);
    const query = await act.tap(message.message_id, one.callback_data);
    button.dataset.query = query || "";
    if (!query) wait(button, false);
    return undefined;
  };
  return button;
}

export function keys(message, act) {
  const rows = message.reply_markup.inline_keyboard;
  const box = make("div", { className: "keys", role: "group", aria: { label: "Buttons" } },
    ...rows.map((row) => make("div", {}, ...row.map((one) => key(one, message, act)))));
  arrows(box, "button");
  return box;
}

// A tap was answered: its button comes to rest.
export function rest(box, query) {
  for (const button of box.querySelectorAll(".waiting")) if (button.dataset.query === query) wait(button, false);
}

// Tab stops at every button of the newest message that has some, and once at older ones; arrows reach the others.
export function stops(box) {
  const all = [...box.querySelectorAll(".keys")], newest = all.at(-1);
  for (const one of all) [...one.querySelectorAll("button")].forEach((button, at) => { button.tabIndex = one === newest || !at ? 0 : -1; });
}

// A message was drawn anew under somebody's focus: it goes on where it was.
export function refocus(old, row) {
  const was = document.activeElement;
  if (!was || !old.contains(was)) return () => {};
  const { data } = was.dataset, at = [...old.querySelectorAll("button")].indexOf(was);
  return () => {
    const buttons = [...row.querySelectorAll(".keys button")];
    row.tabIndex = -1;
    (buttons.find((one) => one.dataset.data === data) || buttons[at] || buttons.at(-1) || row).focus({ preventScroll: true });
  };
}
