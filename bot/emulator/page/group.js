// A new group: its name, its members, its bots.
import { $, make } from "/page/elements.js";
import { post } from "/page/server.js";

const box = $("#group"), form = $("form", box);
let chosen = [];

function pick(kind, value, words, picked) {
  const input = make("input", { type: "checkbox", name: kind, value });
  input.onchange = () => picked(input.checked);
  return make("label", {}, input, make("span", { textContent: words }));
}

function member(one) {
  return pick("members", one.id, one.first_name, (on) => {
    chosen = on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id);
    count();
  });
}

function count() {
  $(".chosen", form).textContent = chosen.length ? `${chosen.length} chosen` : "nobody chosen yet";
}

function fault(bots) {
  if (!chosen.length) return "Choose who is in the group.";
  return bots.length ? "" : "Choose which bot is in the group.";
}

function tell(words) {
  $(".fault", form).textContent = words;
  if (words) $(".fault", form).scrollIntoView({ block: "nearest" });
}

function narrow() {
  const wanted = $(".find", form).value.trim().toLowerCase();
  for (const label of $(".members", form).children) label.hidden = !label.textContent.toLowerCase().includes(wanted);
}

// Asks; `made` is told who made the group and its id.
export function askForGroup(people, bots, made) {
  chosen = [];
  form.reset();
  tell("");
  count();
  $(".members", form).replaceChildren(...people.map(member));
  $(".bots", form).replaceChildren(...bots.map((one) => pick("bots", one.username, one.first_name, () => {})));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const given = new FormData(form), wanted = given.getAll("bots");
    tell(fault(wanted));
    if (fault(wanted)) return;
    const answer = await post("/user/groups", { title: given.get("title").trim() || "Group", members: chosen, bots: wanted });
    if (!answer.ok) { tell(`The group was not made: ${answer.reason}.`); return; }
    box.close();
    made(chosen[0], String(answer.result));
  };
  box.showModal();
  $("input", form).select();
}

$(".find", form).oninput = narrow;
$(".find", form).onkeydown = (event) => { if (event.key === "Enter") event.preventDefault(); };
$(".cancel", form).onclick = () => box.close();
