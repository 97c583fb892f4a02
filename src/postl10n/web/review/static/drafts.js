// What was typed and not saved yet is kept in this browser, bound to the hash of the entry that was seen.

import { make, word } from "./say.js";

const WAIT = 250; // milliseconds after the last key
const timers = new WeakMap();

function keyOf(row) {
  const { project, locale } = document.body.dataset;
  return ["postl10n-review", project, locale, row.dataset.article, row.dataset.ref].join("/");
}

function boxes(row) {
  return [...row.querySelectorAll("form.work textarea")];
}

function read(row) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(row)));
    return kept && Array.isArray(kept.texts) ? kept : null;
  } catch {
    return null;
  }
}

/** Whether an open row holds what its file does not. */
export function changed(row) {
  return boxes(row).some((box) => box.value !== box.dataset.saved);
}

/** Keep what an open row holds now. */
export function keep(row) {
  clearTimeout(timers.get(row));
  try {
    if (!changed(row)) return localStorage.removeItem(keyOf(row));
    const texts = boxes(row).map((box) => box.value);
    localStorage.setItem(keyOf(row), JSON.stringify({ hash: row.dataset.hash, texts, at: Date.now() }));
  } catch {
    // A browser may be told to keep nothing, or be full: then only the open page has it.
  }
}

/** Keep it as soon as the typing pauses. */
export function keepSoon(row) {
  clearTimeout(timers.get(row));
  timers.set(row, setTimeout(() => row.isConnected && keep(row), WAIT));
}

export function forget(row) {
  clearTimeout(timers.get(row));
  try {
    localStorage.removeItem(keyOf(row));
  } catch {
    // Nothing was kept.
  }
}

function fill(row, texts) {
  boxes(row).forEach((box, at) => {
    if (typeof texts[at] === "string") box.value = texts[at];
  });
}

function when(kept) {
  return new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
}

function notice(row, text, choices) {
  const place = row.querySelector(".drafted");
  place.replaceChildren(make("p", "", text));
  for (const [label, act] of choices) {
    const button = make("button", "plain", label);
    button.type = "button";
    button.addEventListener("click", () => {
      act();
      place.hidden = true;
      boxes(row)[0]?.focus();
    });
    place.append(button);
  }
  place.hidden = false;
}

/** Put back what was typed into an editor that has just been opened. */
export function restore(row) {
  if (row.querySelector(".conflict")) return keep(row);
  const kept = read(row);
  if (!kept) return;
  const now = boxes(row).map((box) => box.value);
  if (kept.texts.every((text, at) => text === now[at])) return forget(row);
  const discard = [word("discard"), () => { fill(row, boxes(row).map((box) => box.dataset.saved)); forget(row); }];
  if (kept.hash === row.dataset.hash) {
    fill(row, kept.texts);
    notice(row, word("restored", { time: when(kept) }), [discard]);
  } else {
    // The entry is another by now: what was typed is offered, not put in.
    const insert = [word("insert"), () => { fill(row, kept.texts); keep(row); }];
    notice(row, `${word("older", { time: when(kept) })} ${kept.texts.join(" / ")}`, [insert, discard]);
  }
}

/** Mark a closed row for which something is kept. */
export function flag(row) {
  row.querySelector(".standing .kept")?.remove();
  if (read(row)) row.querySelector(".standing")?.prepend(make("span", "chip kept", word("unsaved")));
}
