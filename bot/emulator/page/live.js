// Every change as it happens, through all breaks of the line.

const PAUSE = 1000;

// Settled once it listens for the first time, so that nothing falls between looking and listening.
export function listen({ change, lost, back }) {
  let broken = false, heard;
  const ready = new Promise((resolve) => { heard = resolve; });
  const connect = () => {
    const events = new EventSource("/user/events");
    events.onopen = () => {
      heard();
      if (broken) back();
      broken = false;
    };
    events.onerror = () => {
      if (!broken) lost();
      broken = true;
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, PAUSE); // the browser gave up
    };
    events.onmessage = (event) => change(JSON.parse(event.data));
  };
  connect();
  return ready;
}
