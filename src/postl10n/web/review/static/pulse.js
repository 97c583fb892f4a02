// Follows the files: what another program changed is shown without a reload, except where somebody is typing.

import { isInUse, put, rows } from "./editor.js";
import { make, say, whisper, word } from "./say.js";

const htmx = window.htmx;
const EVERY = 1500; // milliseconds
const locale = document.body.dataset.locale;
let seen = null;
let isOffline = false;
let timer = 0;
let running = null;

async function ask(path) {
  const answer = await fetch(path, { headers: { accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
  return answer.json();
}

function isBusy() {
  const main = document.getElementById("main");
  return main.querySelector("li.seg.open, li.seg.opening, details[open] form, dialog[open]") !== null || main.querySelector("form:focus-within") !== null;
}

/** Show the page's main part as it is now. */
export async function refresh() {
  document.getElementById("stale").hidden = true;
  const shown = { source: "#main", target: "#main", select: "#main", swap: "outerHTML" };
  await htmx.ajax("GET", location.pathname + location.search, shown);
}

/** The same unless somebody has begun to work in it by the time it is there; what was said of the last action stays. */
async function refreshIdle() {
  const main = document.getElementById("main");
  const banner = main.querySelector(":scope > .banner");
  const at = [...main.children].indexOf(banner);
  const focused = banner?.contains(document.activeElement) ? document.activeElement : null;
  let gaveWay = false;
  const giveWay = (event) => {
    if (event.detail.target !== main || !(gaveWay = isBusy() || isInUse(main))) return;
    event.detail.shouldSwap = false;
  };
  document.body.addEventListener("htmx:beforeSwap", giveWay);
  await refresh();
  document.body.removeEventListener("htmx:beforeSwap", giveWay);
  if (gaveWay) return isBusy() ? offer() : lookAgain();
  if (!banner || main.isConnected) return;
  const now = document.getElementById("main");
  now.insertBefore(banner, now.children[at] ?? null);
  focused?.focus();
}

/** Take the next versions for changed ones: something could not be shown, as it was in use. */
function lookAgain(names = Object.keys(seen)) {
  for (const name of names) seen[name] = null;
}

let posting = 0; // changes of this page on their way, after which it shows what came with the answer
let isOurs = false; // whether one was answered since the last look

/** A change of this page begins (+1) or is answered (-1). */
export function ours(step) {
  posting += step;
  isOurs = true;
}

function offer() {
  if (isOurs) return;
  const box = document.getElementById("stale");
  box.querySelector("button").textContent = word("reload");
  box.hidden = false;
}

function behind(row, text) {
  if (row.dataset.behind !== undefined) return;
  row.dataset.behind = "";
  const place = row.querySelector(".drafted") ?? row.querySelector(".standing");
  place.append(make("p", "note", text));
  place.hidden = false;
  whisper(text);
}

async function follow(article) {
  const shown = rows().filter((row) => row.dataset.article === article);
  if (!shown.length) return 0;
  const now = await ask(`/l/${locale}/a/${article}/stamps`);
  let changes = 0;
  for (const row of shown) {
    const stamp = now.rows[row.dataset.ref];
    if (stamp === row.dataset.stamp || row.classList.contains("saving") || !row.isConnected) continue;
    if (stamp === undefined) behind(row, word("gone"));
    else if (row.classList.contains("open")) behind(row, word("elsewhere"));
    else {
      const made = await put(row.dataset.base + (row.dataset.listed === undefined ? "" : "?in=list"), row);
      if (made && made !== row && !made.classList.contains("open")) {
        made.classList.add("fresh");
        changes += 1;
      } else if (made !== row || isInUse(row)) lookAgain([article]);
    }
  }
  const flow = document.querySelector("ol.flow");
  if (flow?.dataset.article === article) {
    const order = Object.keys(now.rows).filter((ref) => shown.some((row) => row.dataset.ref === ref));
    const isSame = order.length === shown.length && Object.keys(now.rows).length === Number(flow.dataset.count);
    if (!isSame) isBusy() ? offer() : await refreshIdle();
  }
  return changes;
}

async function settle(changed) {
  const page = document.getElementById("main").dataset.page;
  if (page === "overview" || page === "concepts") return isBusy() ? offer() : refreshIdle();
  let changes = 0;
  for (const article of changed) changes += await follow(article);
  if (changes) whisper(word("changed"));
}

async function look() {
  try {
    const versions = await ask(`/l/${locale}/pulse`);
    if (posting) return;
    const base = seen ?? known(versions);
    seen = versions;
    const names = new Set([...Object.keys(versions), ...Object.keys(base)]);
    const changed = [...names].filter((name) => versions[name] !== base[name]);
    if (changed.length) await settle(changed);
    isOurs = false;
    if (isOffline) say(word("online"));
    isOffline = false;
  } catch (fault) {
    if (!(fault instanceof TypeError) && !fault.status) throw fault;
    if (!isOffline) say(word(fault.status === 403 ? "session" : "offline"), "error", true);
    isOffline = true;
  }
}

/** Before the first answer: what the page itself was made from. */
function known(versions) {
  const flow = document.querySelector("ol.flow");
  return flow ? { ...versions, [flow.dataset.article]: flow.dataset.version } : versions;
}

/** Look now, and go on looking. */
export function beat() {
  clearTimeout(timer);
  running = (running ?? Promise.resolve()).then(() => (document.hidden ? null : look())).finally(() => {
    clearTimeout(timer);
    timer = setTimeout(beat, EVERY);
  });
  return running;
}

export function start() {
  if (!locale) return;
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  beat();
}
