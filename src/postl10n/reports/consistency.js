"use strict";
const all = [...document.querySelectorAll(".concept")];
const control = (id) => document.getElementById(id);
const plain = (text) => text.normalize("NFKC").toLowerCase();
const texts = new Map(all.map((one) => [one, plain(one.textContent)]));
function filter() {
  const text = plain(control("text").value.trim());
  const kind = control("kind").value;
  const article = control("article").value;
  let shown = 0;
  for (const one of all) {
    const rows = [...one.querySelectorAll("tr[data-article]")];
    let here = 0;
    for (const row of rows) {
      row.hidden = article !== "" && row.dataset.article !== article;
      if (!row.hidden) here += 1;
    }
    const rules = one.dataset.rules.split(" ");
    const fits = kind === "" || (kind === "finding" ? one.dataset.findings !== "0" : rules.includes(kind));
    one.hidden = !(fits && here > 0 && texts.get(one).includes(text));
    if (!one.hidden) shown += 1;
  }
  control("shown").textContent = String(shown);
}
function order() {
  const by = control("order").value;
  const key = (one) => Number(one.dataset[by]);
  const compare = {
    number: (a, b) => key(a) - key(b),
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name),
  }[by] || ((a, b) => key(b) - key(a));
  control("concepts").append(...all.sort(compare));
}
function sortRows(head) {
  const table = head.closest("table");
  const at = [...head.parentElement.children].indexOf(head);
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const value = (row) => row.children[at].dataset.sort || row.children[at].textContent;
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => value(a).localeCompare(value(b), undefined, { numeric: true }) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
}
for (const id of ["text", "kind", "article"]) control(id).addEventListener("input", filter);
control("order").addEventListener("input", order);
for (const head of document.querySelectorAll("th")) head.addEventListener("click", () => sortRows(head));
window.addEventListener("beforeprint", () => {
  for (const one of all) if (!one.hidden) one.open = true;
});
