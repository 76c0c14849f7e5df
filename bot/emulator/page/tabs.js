// The switcher of narrow screens, where one chat is seen at a time.
import { $, make } from "/page/elements.js";

const at = (box) => Math.round(box.scrollLeft / Math.max(1, box.clientWidth));

function mark() {
  const here = at($("#columns"));
  [...$("#tabs").children].forEach((tab, index) => {
    tab.classList.toggle("here", index === here);
    if (index === here) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  });
}

export function tabs(columns, show) {
  $("#tabs").replaceChildren(...columns.map((column) => make("button", { type: "button", className: "tab", onclick: () => show(column) },
    make("b", { textContent: column.person.first_name.split(" · ")[0] }), make("small", { textContent: column.title }))));
  $("#columns").onscroll = mark;
  mark();
}

// The chat that one looks at: that of the focus, or the one in sight.
export const current = (columns) => columns.find((one) => one.element.contains(document.activeElement)) || columns[at($("#columns"))] || columns[0];
