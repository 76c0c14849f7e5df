// Elements made in code. Words are only ever set as text, never as HTML.

export const $ = (query, root = document) => root.querySelector(query);

export function make(tag, properties = {}, ...children) {
  const { aria = {}, ...own } = properties;
  const element = Object.assign(document.createElement(tag), own);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  element.append(...children);
  return element;
}

const hue = (text) => [...text].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 360, 7);
const initials = (name) => (name.match(/(?<![\p{L}\p{M}])\p{L}/gu) || ["?"]).slice(0, 2).join("").toUpperCase();

export function face(element, name) {
  element.textContent = initials(name);
  element.setAttribute("aria-hidden", "true");
  element.style.setProperty("--hue", hue(name));
  return element;
}

// Where fingers write, a focused field brings up the keyboard of glass: nobody asked for it.
export const byFinger = () => matchMedia("(pointer: coarse)").matches;
