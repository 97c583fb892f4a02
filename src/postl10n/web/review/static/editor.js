// Rows: opened in place, closed, moved between, written into.

import { changed, flag, forget, keep, keepSoon, restore } from "./drafts.js";
import { look, lookSoon } from "./live.js";
import { say, sayNext, whisper, word } from "./say.js";

const htmx = window.htmx;
const before = new WeakMap(); // open row → the closed row it took the place of

let doing = Promise.resolve();

/** Do one thing after the other: keys may come faster than editors open. */
export function inTurn(act) {
  doing = doing.then(act).catch((fault) => console.error(fault));
  return doing;
}

export function rows() {
  return [...document.querySelectorAll("li.seg")];
}

/** The row that is worked on: the one with the focus, or the only open one. */
export function current() {
  const focused = document.activeElement?.closest("li.seg");
  return focused ?? document.querySelector("li.seg.open:not(.saving)");
}

/**
 * Get something from the server in the place of an element; gives what stands there then.
 *
 * htmx keeps one request at a time for each source, and forgets all that wait but the last: so no two kinds share one.
 */
export async function put(url, element, source = element) {
  const parent = element.parentElement;
  const at = [...parent.children].indexOf(element);
  await htmx.ajax("GET", url, { source, target: element, swap: "outerHTML" });
  return parent.children[at];
}

function query(row) {
  return row.dataset.listed === undefined ? "" : "?in=list";
}

export async function open(row) {
  if (!row) return null;
  if (!row.classList.contains("open")) {
    for (const other of document.querySelectorAll("li.seg.open:not(.saving)")) close(other, false);
    const closed = row.cloneNode(true);
    row.classList.add("opening");
    const opened = await put(row.dataset.base + "/edit" + query(row), row, row.querySelector("button.edit"));
    row.classList.remove("opening");
    if (!opened?.classList.contains("open")) return null;
    before.set(opened, closed);
    row = opened;
    // Checks leave alone what is not approved: here it may be soon.
    if (row.dataset.unfinished !== undefined) lookSoon(row);
  }
  focusBox(row);
  return row;
}

export function focusBox(row) {
  const box = row.querySelector("form.work textarea");
  box?.focus({ preventScroll: true });
  box?.setSelectionRange(box.value.length, box.value.length);
  row.scrollIntoView({ block: "nearest" });
}

/** Close an editor; what was typed is kept. A conflict stays until it is settled. */
export function close(row, focus = true) {
  if (!row?.classList.contains("open")) return;
  if (row.querySelector(".conflict") && !focus) return;
  keep(row);
  const closed = before.get(row);
  if (!closed || row.dataset.behind !== undefined) {
    put(row.dataset.base + query(row), row).then((made) => focus && made?.querySelector("button.edit")?.focus());
    return;
  }
  row.replaceWith(closed);
  htmx.process(closed);
  flag(closed);
  if (focus) closed.querySelector("button.edit")?.focus();
}

async function further() {
  const more = document.querySelector("li.more[hx-get]");
  if (!more) return false;
  await put(more.getAttribute("hx-get"), more, more.parentElement);
  // Where others have asked for it already, theirs is on its way.
  if (more.isConnected) await new Promise((done) => setTimeout(done, 100));
  return true;
}

/** The next row that is wanted, more of the article being fetched if need be; null at the end. */
async function next(from, wanted) {
  for (;;) {
    const all = rows();
    const found = all.slice(from ? all.indexOf(from) + 1 : 0).find(wanted);
    if (found || !(await further())) return found ?? null;
  }
}

/** To the row before (-1) or after (+1): opened if one is open, else focused. */
export async function move(step) {
  const from = current();
  const all = rows();
  const to = step > 0 ? await next(from, () => true) : all[all.indexOf(from) - 1];
  if (!to) return whisper(word(step > 0 ? "last" : "first"));
  if (from?.classList.contains("open")) return open(to);
  to.querySelector("button.edit, textarea")?.focus();
  to.scrollIntoView({ block: "nearest" });
}

export async function nextUnfinished() {
  const isOpen = (row) => row.dataset.unfinished !== undefined && !row.classList.contains("saving");
  const from = current();
  // From the end it goes on at the beginning.
  const to = (await next(from, isOpen)) ?? rows().find((row) => isOpen(row) && row !== from);
  if (to) return open(to);
  if (from?.dataset.unfinished !== undefined || !document.getElementById("onward")) return say(word("finished"), "notice");
  return onward();
}

/** Leave the article for the next one that has something to do. */
function onward(said = "") {
  const link = document.getElementById("onward");
  if (!link) return;
  sayNext(said);
  location.assign(link.href);
}

/** Write a text into the box that had the focus last; `whole` in the place of all that it holds. */
export function insert(row, text, whole = false) {
  const box = row.querySelector("textarea.last") ?? row.querySelector("form.work textarea");
  box.focus();
  if (whole) box.select();
  // The only way to insert that the box's own undo knows of.
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    keepSoon(row);
  }
}

export function insertMatch(row, number) {
  const match = row.querySelectorAll(".memory .match")[number - 1];
  if (match) insert(row, match.dataset.insertAll, true);
  else whisper(word("no-match"));
}

/** Take the file's version in a conflict: nothing is left to save. */
export function takeTheirs(row, button) {
  const boxes = row.querySelectorAll('textarea[name="target"]');
  JSON.parse(button.dataset.targets).forEach((text, at) => { if (boxes[at]) boxes[at].value = text; });
  forget(row);
  row.querySelector(".conflict").remove();
  row.dataset.behind = "";
  close(row);
}

export function submit(row, accept) {
  // A click, since htmx sends the value of the button that was clicked.
  row?.querySelector(`form.work .actions button[value="${accept ? 1 : 0}"]`)?.click();
}

/** Ask once before a text with an error is accepted; asked, the same key or button accepts it. */
function question(row, isAsked) {
  row.querySelector(".question").hidden = !isAsked;
  row.querySelector('[name="despite"]').value = isAsked ? 1 : 0;
}

/** A text is to be accepted: look at it first. */
function accepting(event) {
  const button = event.target.closest('form.work button[name="accept"][value="1"]');
  if (!button) return;
  const row = button.closest("li.seg");
  if (row.querySelector('[name="despite"]').value === "1" || button.dataset.looked !== undefined) {
    delete button.dataset.looked;
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  inTurn(async () => {
    const errors = await look(row);
    if (!row.isConnected) return;
    if (errors) {
      question(row, true);
      return row.querySelector(".question").scrollIntoView({ block: "nearest" });
    }
    button.dataset.looked = "";
    button.click();
  });
}

/** A save is on its way: the next row is opened without waiting for the answer. */
function saving(event) {
  const form = event.detail.elt;
  if (!form.matches?.("form.work")) return;
  const row = form.closest("li.seg");
  const submitter = event.detail.requestConfig.triggeringEvent?.submitter;
  keep(row);
  row.classList.add("saving");
  if (submitter?.value !== "1" || submitter.dataset.stay !== undefined) return;
  const place = rows().indexOf(row);
  inTurn(async () => {
    // By its place: the answer may have come, and another row stand there.
    const to = await next(rows()[place] ?? row, () => true);
    if (to) return open(to);
    row.dataset.atEnd = "";
    whisper(word("last"));
    if (row.dataset.done !== undefined) onward();
  });
}

/** The answer is there, and nothing is swapped yet: afterwards the form is no longer part of the page. */
function saved(event) {
  const form = event.detail.elt;
  if (!form.matches?.("form.work")) return;
  const row = form.closest("li.seg");
  const { xhr } = event.detail;
  let said = { kind: "error", text: "" };
  try {
    said = JSON.parse(xhr.getResponseHeader("HX-Trigger")).said;
  } catch {
    // A refusal without words: what was typed is kept.
  }
  if (xhr.status >= 300 || said.kind === "error") return;
  forget(row);
  row.dataset.done = "";
  if (row.dataset.atEnd !== undefined) onward(said.text);
}

function answered(event) {
  const form = event.detail.elt;
  if (form.matches?.("form.work")) form.closest("li.seg").classList.remove("saving");
}

let pressed = null; // what the pointer is down on

/** Whether somebody is about to open or press something there: it must stay until that is done. */
export function isInUse(part) {
  return part.matches(".opening") || part.querySelector(".opening") !== null || part.contains(pressed);
}

function mark(control) {
  return control.getAttribute("href") ?? control.dataset.do;
}

let held = null; // where the focus was in what is being swapped out

function swapping(event) {
  const { target, requestConfig } = event.detail;
  held = null;
  // What shows itself anew gives way; what somebody asked for has another source.
  if (requestConfig.elt === target && isInUse(target)) {
    event.detail.shouldSwap = false;
    return;
  }
  const focused = target.contains(document.activeElement) && document.activeElement.closest("a, button");
  if (requestConfig.elt === target && !target.matches("li.seg") && focused) held = { mark: mark(focused) };
  // A list that is shown anew while somebody types in one of its rows.
  if (event.detail.shouldSwap && !target.matches?.("li.seg")) target.querySelectorAll?.("li.seg.open").forEach(keep);
  if (event.detail.shouldSwap && target.matches?.("li.seg") && (target.contains(document.activeElement) || target.dataset.atEnd !== undefined)) {
    held = { parent: target.parentElement, at: [...target.parentElement.children].indexOf(target) };
  }
}

function swapped() {
  if (!held) return;
  const { parent, at, mark: wanted } = held;
  held = null;
  if (wanted) return [...document.querySelectorAll("#main a, #main button")].find((one) => mark(one) === wanted)?.focus();
  const row = parent?.children[at];
  if (row?.classList.contains("open")) focusBox(row);
  else row?.querySelector("button.edit")?.focus();
}

function loaded(event) {
  const part = event.detail.elt;
  const found = part.matches?.("li.seg") ? [part] : [...(part.querySelectorAll?.("li.seg") ?? [])];
  for (const row of found) (row.classList.contains("open") ? restore : flag)(row);
}

function clicked(event) {
  const row = event.target.closest("li.seg");
  if (!row) return;
  const button = event.target.closest("button[data-insert], button[data-insert-all]");
  if (button) return insert(row, button.dataset.insert ?? button.dataset.insertAll, button.dataset.insertAll !== undefined);
  const isControl = event.target.closest("a, button, input, textarea, label, summary, details, form");
  if (!row.classList.contains("open") && !isControl && getSelection().isCollapsed) open(row);
}

export function start() {
  const body = document.body;
  body.addEventListener("pointerdown", (event) => { pressed = event.target; });
  // The click comes after the pointer is up.
  for (const done of ["pointerup", "pointercancel"]) addEventListener(done, () => setTimeout(() => { pressed = null; }));
  // Before htmx sends the form.
  document.addEventListener("click", accepting, true);
  body.addEventListener("click", clicked);
  body.addEventListener("input", (event) => {
    const row = event.target.closest("li.seg.open");
    if (!row || !event.target.matches("textarea")) return;
    keepSoon(row);
    if (!event.target.matches('[name="target"]')) return;
    question(row, false);
    lookSoon(row);
  });
  body.addEventListener("focusin", (event) => {
    if (!event.target.matches('textarea[name="target"]')) return;
    event.target.form.querySelectorAll("textarea.last").forEach((box) => box.classList.remove("last"));
    event.target.classList.add("last");
  });
  body.addEventListener("htmx:beforeRequest", saving);
  body.addEventListener("htmx:beforeOnLoad", saved);
  body.addEventListener("htmx:afterRequest", answered);
  body.addEventListener("htmx:beforeSwap", swapping);
  body.addEventListener("htmx:afterSwap", swapped);
  body.addEventListener("htmx:load", loaded);
  // The last keys before a page is left.
  addEventListener("pagehide", () => document.querySelectorAll("li.seg.open").forEach((row) => changed(row) && keep(row)));
  rows().forEach(flag);
  if (location.hash === "#unfinished") inTurn(nextUnfinished);
  const wanted = location.hash.startsWith("#s-") && document.getElementById(location.hash.slice(1));
  if (wanted) wanted.querySelector("button.edit")?.focus();
}
