// Search in one locale's pages. The index is loaded when somebody searches; results are text, never markup.
// Texts are compared without case, width and accents, and by what the languages' folders say (search.txt): letters that
// are one to a reader, and forms of a word. A word must begin a word of the page, or be a form of it; Chinese, Japanese,
// Korean and Thai are written without spaces, or with endings joined on: there the words may stand anywhere.
(function () {
  "use strict";
  var list = document.getElementById("results");
  var status = document.getElementById("found");
  var input = document.getElementById("query");
  var unspaced = /[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff]/;
  // Written when a site is built: pairs of letters, the second in the place of the first, and each language's forms.
  var letters = new Map();
  Array.from(""/*letters*/).forEach(function (sign, at, all) { if (at % 2) letters.set(all[at - 1], sign); });
  var tongue = ((document.documentElement || {}).lang || "").split("-")[0];
  var forms = Object.entries({}/*forms*/).filter(function (one) { return !tongue || one[0] === tongue; }).map(
    function (one) { return one[1].map(function (form) { return [new RegExp(form[0], "u"), form[1]]; }); });
  var pages = null, loading = false;

  function fold(word) {
    var plain = word.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").normalize("NFC");
    return Array.from(plain.toLowerCase(), function (sign) { return letters.get(sign) || sign; }).join("");
  }
  // By language: one on a page that names its own.
  function stems(word) {
    return forms.map(function (own) {
      return own.reduce(function (left, form) { return left.replace(form[0], form[1]); }, word);
    });
  }
  function words(text) {
    return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), function (found) {
      var word = fold(found[0]);
      return { word: word, stems: stems(word), at: found.index, anywhere: unspaced.test(word) };
    });
  }
  // Where a text has a word, or a form of it; -1 if nowhere.
  function place(text, asked) {
    for (var i = 0; i < text.length; i += 1) {
      var at = text[i].word.indexOf(asked.word);
      if (at >= 0 && (asked.anywhere || at === 0)) return text[i].at + at;
      if (text[i].stems.some(function (stem, one) { return stem === asked.stems[one]; })) return text[i].at;
    }
    return -1;
  }
  function find(page, asked) {
    var score = 0;
    var first = page.text.length;
    for (var i = 0; i < asked.length; i += 1) {
      var inTitle = place(page.title, asked[i]) >= 0;
      var at = place(page.body, asked[i]);
      if (!inTitle && at < 0) return null;
      score += inTitle ? 10 : 1;
      if (at >= 0) first = Math.min(first, at);
    }
    return { page: page, score: score, at: first < page.text.length ? first : 0 };
  }
  function excerpt(text, at) {
    return (at ? "…" : "") + text.slice(at, at + 180) + (at + 180 < text.length ? "…" : "");
  }
  function show(hit) {
    var page = hit.page;
    var item = document.createElement("li");
    var link = document.createElement("a");
    var text = document.createElement("p");
    link.href = page.id + ".html";
    link.textContent = page.name;
    link.dir = text.dir = "auto";
    text.textContent = excerpt(page.text, hit.at);
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
      return { id: row[0], name: row[1], date: row[2], text: row[3], title: words(row[1]), body: words(row[3]) };
    });
  }
  function search() {
    var asked = words(input.value);
    var hits = asked.length ? pages.map(function (page) { return find(page, asked); }).filter(Boolean) : [];
    // Stable: pages of equal rank stay in the order of the index, the newest first.
    hits.sort(function (a, b) { return b.score - a.score; });
    list.replaceChildren.apply(list, hits.slice(0, 50).map(show));
    status.textContent = asked.length && !hits.length ? status.dataset.none : "";
  }
  function start() {
    if (pages) return search();
    if (loading) return;
    loading = true;
    rows(list.dataset.index).then(function (found) {
      pages = prepare(found);
      search();
    }, function () {
      loading = false;
      status.textContent = status.dataset.failed;
    });
  }
  function rows(address) {
    if (location.protocol !== "file:") {
      return fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      });
    }
    // Browsers fetch no data beside a page that is opened as a file; there the same stands in a script.
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address.replace(/json$/, "js");
      script.onload = function () { done(window.postl10nPages); };
      script.onerror = function () { script.remove(); failed(); };
      document.head.append(script);
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
