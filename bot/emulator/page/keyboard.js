// Moving by keys: arrows among things that belong together, and popups that Escape closes.

const centre = (box) => (box.left + box.right) / 2;

function beside(items, here, key) {
  const at = items.indexOf(here);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key === "ArrowRight") return items[at + 1];
  if (key === "ArrowLeft") return items[at - 1];
  const now = here.getBoundingClientRect(), down = key === "ArrowDown";
  const far = (one) => {
    const box = one.getBoundingClientRect();
    const away = down ? box.top - now.bottom : now.top - box.bottom;
    return away < -2 ? Infinity : away * 1000 + Math.abs(centre(box) - centre(now));
  };
  const nearest = items.reduce((best, one) => (far(one) < far(best) ? one : best), here);
  return far(nearest) < Infinity ? nearest : undefined;
}

const ARROWS = /^(Arrow(Up|Down|Left|Right)|Home|End)$/;

// Arrows move among what the query finds in a box; with `single` they are one stop of the Tab key.
export function arrows(box, query, { single = false } = {}) {
  const items = () => [...box.querySelectorAll(query)].filter((one) => one.offsetParent);
  box.addEventListener("keydown", (event) => {
    const here = event.target.closest(query);
    if (!here || !ARROWS.test(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = beside(items(), here, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  if (!single) return;
  box.addEventListener("focusin", (event) => {
    const here = event.target.closest(query);
    if (here) for (const one of items()) one.tabIndex = one === here ? 0 : -1;
  });
}

let opened = null;
const close = (back = false) => {
  if (!opened) return false;
  const { button, box } = opened;
  opened = null;
  box.hidden = true;
  button.setAttribute("aria-expanded", "false");
  if (back) button.focus();
  return true;
};

// A button that opens a menu. Escape, going elsewhere, or a choice closes it; `chosen` says where one goes on.
export function popup(button, box, chosen) {
  const open = () => {
    close();
    opened = { button, box };
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    box.querySelector("button")?.focus();
  };
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.onclick = () => (box.hidden ? open() : close(true));
  box.onclick = (event) => {
    if (!event.target.closest("button")) return;
    close();
    chosen();
  };
  box.onfocusout = ({ relatedTarget }) => {
    if (opened?.box === box && relatedTarget && relatedTarget !== button && !box.contains(relatedTarget)) close();
  };
}

document.addEventListener("pointerdown", (event) => {
  if (opened && !opened.box.contains(event.target) && !opened.button.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && close(true)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);
