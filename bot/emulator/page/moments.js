// Moments as people read them.

const LOCALE = "en-GB";
const date = (seconds) => new Date(seconds * 1000);
export const clockTime = (seconds) => date(seconds).toLocaleTimeString(LOCALE, { hour: "2-digit", minute: "2-digit" });
export const dayOf = (seconds) => date(seconds).toLocaleDateString(LOCALE, { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (seconds) => date(seconds).toLocaleDateString(LOCALE, { day: "numeric", month: "short" });
export const longTime = (moment) => moment.toLocaleString(LOCALE, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
