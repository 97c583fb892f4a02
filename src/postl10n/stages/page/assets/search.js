// Search in one locale's pages. The index is fetched when somebody searches; results are text, never markup.
// Texts are compared without case, width and accents. A word must begin a word of the page; Chinese, Japanese, Korean
// and Thai are written without spaces, or with endings joined on: there the words may stand anywhere.
(function () {
  "use strict";
  var list = document.getElementById("results");
  var status = document.getElementById("found");
  var input = document.getElementById("query");
  var unspaced = /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff]/;
  var pages = null;

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, "").toLowerCase();
  }
  function spaced(text) {
    return " " + text.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ");
  }
  function find(page, words) {
    var score = 0;
    for (var i = 0; i < words.length; i += 1) {
      var word = words[i];
      var anywhere = unspaced.test(word);
      var needle = anywhere ? word : " " + word;
      var inTitle = (anywhere ? page.title : page.titleWords).indexOf(needle) >= 0;
      if (!inTitle && (anywhere ? page.body : page.bodyWords).indexOf(needle) < 0) return 0;
      score += inTitle ? 10 : 1;
    }
    return score;
  }
  function excerpt(page, words) {
    var at = words.map(function (word) { return page.lower.indexOf(word); }).filter(function (n) { return n >= 0; });
    var start = Math.max(0, (at.length ? Math.min.apply(null, at) : 0) - 60);
    return (start ? "…" : "") + page.text.slice(start, start + 180) + (start + 180 < page.text.length ? "…" : "");
  }
  function show(page, words) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var text = document.createElement("p");
    link.href = page.id + ".html";
    link.textContent = page.name;
    link.dir = text.dir = "auto";
    text.textContent = excerpt(page, words);
    item.append(link, text);
    if (page.date) {
      var date = document.createElement("small");
      date.textContent = page.date;
      item.append(date);
    }
    return item;
  }
  function prepare(rows) {
    return rows.map(function (row) {
      var title = fold(row[1]);
      var body = fold(row[3]);
      return {
        id: row[0], name: row[1], date: row[2], text: row[3], lower: row[3].toLowerCase(),
        title: title, titleWords: spaced(title), body: body, bodyWords: spaced(body)
      };
    });
  }
  function search() {
    var query = fold(input.value).trim();
    var words = query.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
    var hits = words.length ? pages.map(function (page) {
      return { page: page, score: find(page, words) };
    }).filter(function (hit) { return hit.score > 0; }) : [];
    // Stable: pages of equal rank stay in the order of the index, the newest first.
    hits.sort(function (a, b) { return b.score - a.score; });
    list.replaceChildren.apply(list, hits.slice(0, 50).map(function (hit) { return show(hit.page, words); }));
    status.textContent = words.length && !hits.length ? status.dataset.none : "";
  }
  function start() {
    if (pages) return search();
    return fetch(list.dataset.index).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (rows) {
      pages = prepare(rows);
      search();
    }).catch(function () {
      status.textContent = status.dataset.failed;
    });
  }
  input.form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(input.value));
    start();
  });
  input.addEventListener("input", start);
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    start();
  }
})();
