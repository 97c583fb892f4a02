"""The template of an article, and the template with hints for the translators of one locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from postl10n.lang.terms.concept_terms import target_terms, usable_terms
from postl10n.model.article import Article, Definition, Role, Segment, Tag
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.glossary import Concept, Occurrence
from postl10n.model.ids import segment_id

LINES_FILE = "boilerplate.txt"
"""The name of the file, beside the templates, that lists lines recurring in many articles."""
_TAG_NAMES = dict(map(str.split, (files(__package__) / "tag_names.txt").read_text("utf-8").splitlines()))
"""Names of tags in hints for translators; other elements have self-explanatory names."""
_READER = re.compile(r"^X-Postl10n-Reader: *(\d+)\n", re.MULTILINE)
TERMS_MARK = "terms: "
"""The prefix of the `#.` line that lists the concepts found in the source."""


def build_template(
    article: Article, occurrences: Mapping[str, Sequence[Occurrence]], reference: str
) -> Catalog:
    """Return the template of an article: one entry for each sentence and context, in reading order.

    `occurrences` are the glossary terms of each segment, by segment text; `reference` is the article's name in `#:` lines.
    """
    gathered: dict[Key, list[Segment]] = {}
    for segment in article.segments():
        gathered.setdefault(segment.key, []).append(segment)
    entries = tuple(
        Entry(
            msgctxt=context,
            msgid=text,
            extracted=_hints(segments[0], occurrences.get(text, ()), article.definitions),
            references=tuple(f"{reference}#{segment.id}" for segment in segments),
        )
        for (context, text), segments in gathered.items()
    )
    header = _with_reader(template_header(), article.document.reader)
    return Catalog(header=Entry(msgid="", msgstr=(header,)), entries=entries)


def reference_of(article: str, folder: str, committed: Catalog | None) -> str:
    """Return the name of an article in references: its id, with the ending that the committed template has."""
    stem = f"{folder}/{article}"
    for entry in committed.active() if committed else ():
        for reference in entry.references:
            path = reference.partition("#")[0]
            if path.startswith(f"{stem}.") and "/" not in path[len(stem) :]:
                return path
    return f"{stem}.txt"


def recurring_entries(lines: Iterable[str]) -> tuple[Entry, ...]:
    """Return entries of the site's template for lines that recur in many articles.

    They refer to the list of these lines, since the articles with a line change.
    """
    context = Role.NAVIGATION.context
    return tuple(
        Entry(
            msgctxt=context,
            msgid=line,
            extracted=(f"role: {Role.NAVIGATION}",),
            references=(f"templates/{LINES_FILE}#{segment_id(line)}",),
        )
        for line in lines
    )


def template_header() -> str:
    """Return the header of a template: without dates, so that unchanged input gives an unchanged file."""
    return (
        "Project-Id-Version: postl10n\nLanguage: \nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    )


def reader_of(header: str) -> int:
    """Return the version of the reader that a template was made with, as its header, or the file's beginning, has it."""
    found = _READER.search(header.replace('"', "").replace("\\n", "\n"))
    return int(found[1]) if found else 1


def _with_reader(header: str, reader: int) -> str:
    rest = _READER.sub("", header)
    return f"{rest}X-Postl10n-Reader: {reader}\n" if reader > 1 else rest


def catalog_header(project: str, locale: str, plural_forms: str) -> str:
    """Return the header of a new PO file, one line a value; Emacs keeps Plural-Forms only where there is a date."""
    return (
        f"Project-Id-Version: {' '.join(project.split()) or 'postl10n'}\n"
        f"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\nLanguage-Team: {locale}\nLanguage: {locale}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {plural_forms}\n"
    )


def as_committed(template: Catalog, committed: Catalog) -> Catalog:
    """Return the template with the committed header, and the committed `#.` lines if a tool has only rewrapped them.

    Of the header the version of the reader is the template's.
    """
    before = committed.by_key()
    header = committed.header or template.header
    if header and template.header:
        reader = reader_of(template.header.msgstr[0])
        if reader_of(header.msgstr[0]) != reader:
            header = replace(header, msgstr=(_with_reader(header.msgstr[0], reader),))
    return Catalog(
        header=header,
        entries=tuple(_as_wrapped(entry, before.get(entry.key)) for entry in template.entries),
    )


def _as_wrapped(entry: Entry, old: Entry | None) -> Entry:
    if old is None or old.extracted == entry.extracted or not same_hints(old.extracted, entry.extracted):
        return entry
    return replace(entry, extracted=old.extracted)


def same_hints(some: Sequence[str], others: Sequence[str]) -> bool:
    """Return True if `#.` lines have the same text, however a tool has wrapped them (polib also breaks after hyphens)."""
    return some == others or _unwrapped(some) == _unwrapped(others)


def _unwrapped(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split()).replace("- ", "-")


def localised(template: Catalog, concepts: Mapping[str, Concept], *, source: str, locale: str) -> Catalog:
    """Return the template with the usable target terms of a locale as hints: `term: Belpost → Белпочта`."""
    entries = tuple(
        replace(entry, extracted=(*entry.extracted, *_target_hints(entry, concepts, source, locale)))
        for entry in template.entries
    )
    return replace(template, entries=entries)


def with_page(template: Catalog, path: str) -> Catalog:
    """Return the template with the path of the article's page in each entry: `page: ru/bridge.html`."""
    entries = (replace(entry, extracted=(*entry.extracted, f"page: {path}")) for entry in template.entries)
    return replace(template, entries=tuple(entries))


def frozen_texts(template: Catalog) -> list[str]:
    """Return the msgids of a committed template that freeze the boundaries of body text."""
    return [entry.msgid for entry in template.active() if entry.msgctxt is None]


def concept_ids(entry: Entry) -> tuple[str, ...]:
    """Return the ids of the concepts in the entry's `#.` line."""
    for line in entry.extracted:
        if line.startswith(TERMS_MARK):
            return tuple(line.removeprefix(TERMS_MARK).split(", "))
    return ()


def _hints(
    segment: Segment, occurrences: Sequence[Occurrence], definitions: Iterable[Definition]
) -> tuple[str, ...]:
    found = dict.fromkeys(occurrence.concept for occurrence in occurrences)
    terms = (TERMS_MARK + ", ".join(found),) if found else ()
    own = (f"defines: {d.short} = {d.full}" for d in definitions if d.segment == segment.id)
    tags = (f"tags: {' '.join(map(_named, segment.tags))}",) if segment.tags else ()
    return (f"role: {segment.role}", *tags, *terms, *own)


def _named(tag: Tag) -> str:
    name = _TAG_NAMES.get(tag.name, tag.name)
    return f"{{{tag.number}/}}={name}" if tag.empty else f"{{{tag.number}}}={name} {{/{tag.number}}}"


def _target_hints(entry: Entry, concepts: Mapping[str, Concept], source: str, locale: str) -> Iterable[str]:
    for concept_id in concept_ids(entry):
        concept = concepts.get(concept_id)
        names = usable_terms(concept, source) if concept else ()
        targets = target_terms(concept, source, locale) if concept else ()
        if names and targets:
            yield f"term: {names[0].text} → {', '.join(term.text for term in targets)}"
