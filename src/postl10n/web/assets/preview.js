// Pages of a preview follow what is saved, tell what is wrong, and show the catalog's entry of a sentence.
// Everything is set as text: catalogs come from strangers.
(function () {
  "use strict";
  var seen = null;
  var panel = null;
  var opener = null;

  function make(name, text, className) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function tell(fault) {
    var box = document.getElementById("postl10n-fault");
    if (!fault) { if (box) box.remove(); return; }
    if (!box) {
      box = make("pre", "", "notice");
      box.id = "postl10n-fault";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    box.textContent = fault;
  }

  function ask() {
    fetch("/-/state").then(function (answer) { return answer.json(); }).then(function (state) {
      if (seen !== null && state.version !== seen) { location.reload(); return; }
      seen = state.version;
      tell(state.fault);
    }).catch(function () {}).finally(function () { setTimeout(ask, 700); });
  }

  function close() {
    if (!panel) return;
    panel.remove();
    panel = null;
    document.querySelectorAll(".s.postl10n-chosen").forEach(function (one) { one.classList.remove("postl10n-chosen"); });
    if (opener) opener.focus();
    opener = null;
  }

  function text(name, value, place) {
    var element = make(name, value);
    element.lang = place.lang;
    element.dir = place.dir;
    return element;
  }

  function list(title, items) {
    if (!items.length) return [];
    var ul = make("ul");
    items.forEach(function (item) {
      var li = make("li", item.text);
      if (item.kind) li.dataset.kind = item.kind;
      ul.append(li);
    });
    return [make("h3", title), ul];
  }

  function show(entry, sentence) {
    close();
    panel = make("aside", "", "postl10n-entry");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", "Catalog entry");
    panel.lang = "en";
    panel.dir = "ltr";
    var shut = make("button", "×", "postl10n-close");
    shut.setAttribute("aria-label", "Close");
    shut.addEventListener("click", close);
    var head = make("p", "", "postl10n-head");
    var state = make("b", entry.state);
    state.dataset.state = entry.state;
    head.append(state, entry.origin ? " " + entry.origin : "");
    panel.append(shut, head, make("h3", "Source"), text("p", entry.source.text, entry.source));
    panel.append(make("h3", "Translation"));
    entry.targets.forEach(function (target) { panel.append(text("p", target.text || "—", target)); });
    list("Glossary", entry.terms).concat(list("Findings", entry.findings), list("Comments", entry.comments))
      .forEach(function (one) { panel.append(one); });
    var place = make("p", "", "postl10n-place");
    var link = make("a", entry.place);
    link.href = entry.editor;
    place.append(link);
    panel.append(place);
    document.body.append(panel);
    sentence.classList.add("postl10n-chosen");
    opener = sentence;
    link.focus();
  }

  function open(sentence) {
    var query = "/-/entry?page=" + encodeURIComponent(decodeURIComponent(location.pathname)) +
      "&segment=" + encodeURIComponent(sentence.dataset.segment);
    fetch(query).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (entry) {
      if (entry) show(entry, sentence);
    }).catch(function () {});
  }

  document.querySelectorAll(".s[data-segment]").forEach(function (sentence) {
    sentence.tabIndex = 0;
  });
  document.addEventListener("click", function (event) {
    var sentence = event.target.closest(".s[data-segment]");
    if (sentence && !event.target.closest("a")) open(sentence);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && event.target.matches(".s[data-segment]")) open(event.target);
  });
  ask();
})();
