// The bar above: how the server is, the demo's clock, the autopilot.
import { $ } from "/page/elements.js";
import { longTime } from "/page/moments.js";
import { get, post } from "/page/server.js";

const READ = 4000, TICK = 5000;
let ahead = 0, silence;

// A word about the server or the clock; a passing one goes by itself.
export function state(words, { bad = false, passing = false } = {}) {
  const box = $("#state");
  clearTimeout(silence);
  box.textContent = words;
  box.classList.toggle("bad", bad);
  if (passing) silence = setTimeout(() => { box.textContent = ""; }, READ);
}

const show = () => { $("#now").textContent = longTime(new Date(Date.now() + ahead)); };

export function setTime(now) {
  ahead = new Date(now) - Date.now();
  show();
}

async function move(button) {
  const box = $("#clock"), { hours = 0, days = 0 } = button.dataset;
  if (box.classList.contains("busy")) return;
  box.classList.add("busy");
  button.classList.add("waiting");
  state("Time goes by…");
  const moved = await post("/user/clock", { hours: Number(hours), days: Number(days) }, 0);
  if (moved.ok) setTime(moved.body.now);
  state(moved.ok ? "" : `The clock was not moved: ${moved.reason}.`, { bad: !moved.ok });
  box.classList.remove("busy");
  button.classList.remove("waiting");
}

export async function startClock() {
  const clock = await get("/user/clock");
  $("#clock").hidden = !clock?.moves;
  if (!clock?.moves) return;
  setTime(clock.now);
  for (const button of $("#clock").querySelectorAll("button")) button.onclick = () => move(button);
}

export function setPilot(on) { $("#pilot-on").checked = on; }

// Whether the autopilot is on; undefined where there is none.
export const pilot = () => ($("#pilot").hidden ? undefined : $("#pilot-on").checked);

export async function startPilot() {
  const found = await get("/user/autopilot");
  $("#pilot").hidden = !found?.slot;
  if (found) setPilot(found.on);
  $("#pilot-on").onchange = async (event) => {
    const { checked } = event.target, answer = await post("/user/autopilot", { on: checked });
    if (answer.ok) return;
    setPilot(!checked);
    state(`The autopilot was not switched: ${answer.reason}.`, { bad: true });
  };
}

setInterval(show, TICK); // hidden where there is no clock to move
