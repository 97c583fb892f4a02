// What the page says, in a place that screen readers follow.

const words = JSON.parse(document.body.dataset.words);
const SHORT = 4000; // milliseconds that an outcome stays; a fault stays longer
const LONG = 12000;
let timer = 0;

/** A word of the page in its reader's language; {name} is replaced by variables. */
export function word(key, variables = {}) {
  return words[key].replace(/\{(\w+)\}/g, (all, name) => variables[name] ?? all);
}

/** Show an outcome: kind is `ok`, `notice` or `error`. */
export function say(text, kind = "ok") {
  const box = document.getElementById("said");
  box.textContent = text;
  box.dataset.kind = kind;
  box.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("shown"), kind === "ok" ? SHORT : LONG);
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
