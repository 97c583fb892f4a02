// What the page says, in a place that screen readers follow.

const words = JSON.parse(document.body.dataset.words);
const SHORT = 4000; // milliseconds that an outcome stays; a fault stays longer
const LONG = 12000;
let timer = 0;

/** A word of the page in its reader's language; {name} is replaced by variables. */
export function word(key, variables = {}) {
  return words[key].replace(/\{(\w+)\}/g, (all, name) => variables[name] ?? all);
}

/** Show an outcome: kind is `ok`, `notice` or `error`. One that lasts stays until something else is said. */
export function say(text, kind = "ok", lasts = false) {
  const box = document.getElementById("said");
  box.textContent = text;
  box.dataset.kind = kind;
  box.classList.add("shown");
  makeWay(box);
  clearTimeout(timer);
  if (!lasts) timer = setTimeout(() => box.classList.remove("shown"), kind === "ok" ? SHORT : LONG);
}

/** Put the box where it covers no link and no button, if there is such a place. */
function makeWay(box) {
  const controls = [...document.querySelectorAll("a, button")].map((one) => one.getBoundingClientRect()).filter((one) => one.width && one.bottom > 0 && one.top < innerHeight);
  const places = ["", "end", "start", "top", "top-end", "middle"];
  const isFree = (place) => {
    box.dataset.place = place;
    const own = box.getBoundingClientRect();
    return controls.every((one) => one.right <= own.left || one.left >= own.right || one.bottom <= own.top || one.top >= own.bottom);
  };
  if (!places.some(isFree)) box.dataset.place = "";
}

/** Say it on the page that comes next, the next article or the overview, with where that is. */
export function sayNext(text) {
  try {
    sessionStorage.setItem("postl10n-review-said", text);
  } catch {
    // Then it goes without saying.
  }
}

/** Say what the page before has left to be said. */
export function sayLeft() {
  try {
    const text = sessionStorage.getItem("postl10n-review-said");
    sessionStorage.removeItem("postl10n-review-said");
    // From the last article it leads to the overview.
    if (text !== null) say(`${text} ${word(document.getElementById("onward") ? "onward" : "all-done")}`.trim());
  } catch {
    // Nothing was left.
  }
}

/** Say why a request was refused: HTML with 403 is the page for strangers, not a reason. */
export function sayRefused(status, kind, text) {
  if (status === 403 && kind?.startsWith("text/html")) return say(word("session"), "error", true);
  say(word("failed", { reason: text.trim().slice(0, 300) }), "error");
}

/** Say something to screen readers alone. */
export function whisper(text) {
  document.getElementById("live").textContent = text;
}

/** An element with a text; texts never become markup. */
export function make(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
