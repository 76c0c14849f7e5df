// What one can do in a chat where nothing has been said.
import { make } from "/page/elements.js";

const EXAMPLES = 6;

function lookingOver(name, pilot) {
  if (pilot === undefined) return `You look over the shoulder of ${name}: what you write here, ${name} says.`;
  return pilot
    ? `The autopilot answers for ${name} when the bot writes. You can speak for ${name} too: write below, or choose what to send first.`
    : `The autopilot is off, so ${name} says what you write: answer here yourself, or choose what to send first.`;
}

// `pilot` is whether the autopilot is on, undefined where there is none; `menu` are the bot's commands.
export function emptyChat({ opened, description, menu = [] }, name, pilot, say) {
  if (!opened) return make("div", { className: "about" }, make("p", { textContent: description || "No messages yet." }));
  const examples = menu.slice(0, EXAMPLES).map((one) => make("button", { type: "button", onclick: () => say(`/${one.command}`) },
    make("b", { textContent: `/${one.command}` }), make("span", { textContent: one.description })));
  return make("div", { className: "about" },
    make("h3", { textContent: "Nothing has been said here yet" }),
    make("p", { textContent: lookingOver(name, pilot) }),
    ...(examples.length ? [make("div", { className: "examples" }, ...examples)] : []));
}

export const goneChat = (words) => make("div", { className: "about" }, make("p", { textContent: words }));
