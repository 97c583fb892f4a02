// The keys. Every one of them has a button or a link that does the same.

import { close, current, inTurn, insertMatch, move, nextUnfinished, open, submit } from "./editor.js";

function isText(element) {
  return element.matches?.("textarea, select, input:not([type=checkbox])") ?? false;
}

/** The key by its Latin letter or digit, whatever alphabet the keyboard writes just now. */
function latin(event) {
  const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code) ?? [];
  if (digit) return digit;
  if (event.key.length > 1 || /[a-z]/i.test(event.key)) return event.key.length > 1 ? event.key : event.key.toLowerCase();
  return letter ? letter.toLowerCase() : event.key;
}

function withControl(event, acts) {
  const key = latin(event);
  const isOpen = document.querySelector("li.seg.open, li.seg.opening") !== null;
  if (key === "Enter" && isOpen) return () => submit(current(), true);
  if (key === "s") return () => isOpen && submit(current(), false);
  if (key === "u") return nextUnfinished;
  if (key === "z" && !event.shiftKey && !isText(event.target)) return acts.undo;
  if (/^[1-9]$/.test(key) && isOpen) return () => insertMatch(current(), Number(key));
  return null;
}

function plain(event, acts) {
  const row = event.target.closest?.("li.seg");
  if (event.key === "Escape" && row?.classList.contains("open")) return () => close(row);
  if (isText(event.target)) return null;
  if (event.key === "Enter" && event.target === row) return () => open(row);
  if (event.key === "/") return acts.search;
  if (event.key === "?") return acts.keys;
  return null;
}

function chosen(event, acts) {
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    if (event.key === "ArrowUp") return () => move(-1);
    if (event.key === "ArrowDown") return () => move(1);
    return null;
  }
  if (event.altKey) return null; // AltGr types letters in many layouts
  return event.ctrlKey || event.metaKey ? withControl(event, acts) : plain(event, acts);
}

export function start(acts) {
  document.addEventListener("keydown", (event) => {
    // Keys of an input method are its own.
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return;
    const act = chosen(event, acts);
    if (!act) return;
    event.preventDefault();
    inTurn(act);
  });
}
