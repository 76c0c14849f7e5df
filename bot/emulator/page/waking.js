// While the bots are not there yet the page says so; "awake" tells the rest of it when they are.
// A server that is back may have begun anew, so it is asked again.
const PATIENCE = 20, PAUSE = 1000; // seconds that the server may hold an answer, milliseconds after a failure

async function awake(wait) {
  try {
    return (await (await fetch(`/user/awake?wait=${wait}`)).json()).awake;
  } catch { // the server is away, which the page says itself
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    return false;
  }
}

function told() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/page/waking.css" });
  const words = "The bots are waking… What you write meanwhile, they answer then.";
  const box = Object.assign(document.createElement("p"), { id: "waking", textContent: words });
  box.setAttribute("role", "status");
  document.head.append(style);
  document.body.append(box);
  return box;
}

let waiting = false;
async function wait() {
  if (waiting) return;
  waiting = true;
  if (!(await awake(0))) {
    const box = told();
    while (!(await awake(PATIENCE)));
    box.remove();
    dispatchEvent(new Event("awake"));
  }
  waiting = false;
}

addEventListener("back", wait);
wait();
