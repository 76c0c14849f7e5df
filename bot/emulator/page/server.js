// Calls of the emulator's user side. They never throw: what went wrong comes back in words.

const PATIENCE = 30_000;
const SILENT = "no answer came. Look whether it arrived before you send it again";

const inWords = (description) => {
  const words = description.replace(/^(Bad Request|Forbidden|Conflict): /, "");
  return words.charAt(0).toLowerCase() + words.slice(1);
};

async function call(path, options, patience) {
  const signal = patience ? AbortSignal.timeout(patience) : undefined;
  try {
    const answer = await fetch(path, { ...options, signal });
    const body = await answer.json().catch(() => ({ ok: false, description: `the server failed (${answer.status})` }));
    return { ok: answer.ok && body.ok !== false, body };
  } catch (error) {
    const silent = error.name === "TimeoutError";
    return { ok: false, away: !silent, body: { description: silent ? SILENT : "the server is away" } };
  }
}

// What is there, or undefined.
export async function get(path) {
  const { ok, body } = await call(path, {}, PATIENCE);
  return ok ? body : undefined;
}

// {ok, result, body, away, reason}: the reason is the rest of a sentence.
export async function post(path, given, patience = PATIENCE) {
  const form = given instanceof FormData;
  const headers = form ? {} : { "Content-Type": "application/json" };
  const { ok, away = false, body } = await call(path, { method: "POST", headers, body: form ? given : JSON.stringify(given) }, patience);
  return { ok, away, body, result: body.result, reason: ok ? "" : inWords(body.description || "that was refused") };
}
