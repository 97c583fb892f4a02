// The review page: joins rows, keys, drafts and the pulse. What a button does stands in its data-do.

import * as editor from "./editor.js";
import * as keys from "./keys.js";
import * as pulse from "./pulse.js";
import { say, sayLeft, sayRefused, word } from "./say.js";

const htmx = window.htmx;

const acts = {
  async undo() {
    await htmx.ajax("POST", `/l/${document.body.dataset.locale}/undo`, { source: document.body, swap: "none" });
    document.querySelector("#main > .banner")?.remove();
    await pulse.beat();
  },
  search() {
    const box = document.getElementById("search");
    box?.focus();
    box?.select();
  },
  keys: () => document.getElementById("keys").showModal(),
  unfinished: () => editor.nextUnfinished(),
  refresh: () => pulse.refresh(),
  open: (button) => editor.open(button.closest("li.seg")),
  close: (button) => editor.close(button.closest("li.seg")),
  theirs: (button) => editor.takeTheirs(button.closest("li.seg"), button),
  dialog: (button) => document.getElementById(button.dataset.dialog).showModal(),
  dismiss: (button) => button.closest("dialog").close(),
};

document.body.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button) acts[button.dataset.do](button);
});
for (const [name, step] of [["htmx:beforeRequest", 1], ["htmx:afterRequest", -1]]) {
  // One whose answer takes the place of the page's main part.
  document.body.addEventListener(name, ({ detail }) => detail.requestConfig.verb === "post" && detail.target?.id === "main" && pulse.ours(step));
}
document.body.addEventListener("said", (event) => say(event.detail.text, event.detail.kind));
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  sayRefused(xhr.status, xhr.getResponseHeader("content-type"), xhr.responseText || xhr.statusText);
});
document.body.addEventListener("htmx:sendError", () => {
  say(word("offline"), "error", true);
  pulse.beat();
});
document.body.addEventListener("htmx:load", (event) => {
  const part = event.detail.elt;
  (part.matches?.("[data-focus]") ? part : part.querySelector?.("[data-focus]"))?.focus();
});
// A menu closes when the focus leaves it.
document.body.addEventListener("focusout", (event) => {
  const menu = event.target.closest("details.languages");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

editor.start();
keys.start(acts);
pulse.start();
sayLeft();
document.documentElement.dataset.ready = "";
