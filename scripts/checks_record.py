"""Measures every rule on the labelled bank, and writes what came of it.

Writes docs/checks.md, and the figures by which the check stage makes the findings of imprecise rules notices:
src/postl10n/stages/check/data/record.json. `--check` writes nothing and exits with 1 if either would change.

The bank: tests/stages/check/bank/*.jsonl (pairs), bank/project/*.jsonl (catalogs), bank/usage/*.jsonl (one concept in
several articles), and the sentences of tests/lang/terms/*.tsv for the terminology rules.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checks_page import Tallies, Tally, data, page

from postl10n.lang.plurals import plural_forms_header
from postl10n.lang.terms.usage import USAGE_RULES
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.glossary import (
    Concept,
    FirstMention,
    Glossary,
    Occurrence,
    Term,
    TermStatus,
    TermType,
)
from postl10n.stages.check.consistency import renderings
from postl10n.stages.check.pairs import SegmentPair, check_pair
from postl10n.stages.check.precision import EVERYWHERE, writing
from postl10n.stages.check.project import Subject, check_catalog
from postl10n.stages.check.registry import RULES
from postl10n.stages.terms import TermFinder
from postl10n.stages.terms.consistency import ArticleUnits, usage_findings
from postl10n.stages.terms.occurrences import lines_of, located_of, msgids_of, occurrences_in, units_of

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "tests" / "stages" / "check" / "bank"
TERMS = ROOT / "tests" / "lang" / "terms"
PAGE = ROOT / "docs" / "checks.md"
DATA = ROOT / "src" / "postl10n" / "stages" / "check" / "data" / "record.json"
PARTS = ("", "fresh-a", "fresh-b", "fresh-c", "fresh-d", "fresh-e", "turned", "added", "direction", "region")
"""Folders of pairs. Those of `fresh-…` were written without a look at the rules, see the page's introduction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled case: which of the rules that it is about should speak, and which did."""

    locale: str
    about: frozenset[str]
    expected: frozenset[str]
    found: frozenset[str]


def measure(cases: Iterable[Case]) -> Tallies:
    tallies: defaultdict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for case in cases:
        for rule in case.about:
            for group in (writing(case.locale), EVERYWHERE):
                tally = tallies[rule][group]
                tally.asked += 1
                tally.right += rule in case.expected and rule in case.found
                tally.false += rule in case.found and rule not in case.expected
                tally.missed += rule in case.expected and rule not in case.found
    return tallies


def cases() -> Iterator[Case]:
    """Every labelled case with what the rules say of it now."""
    for row in itertools.chain.from_iterable(_rows(BANK / part) for part in PARTS):
        pair = SegmentPair(row["source"], row["target"], row["source_locale"], row["locale"])
        found = frozenset(one.rule for one in check_pair(pair))
        about = frozenset(RULES.own)
        yield Case(locale=row["locale"], about=about, expected=frozenset(row["expect"]), found=found)
    for row in _rows(BANK / "project"):
        yield _project_case(row)
    for row in _rows(BANK / "usage"):
        yield _usage_case(row)
    yield from _term_cases()


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                yield json.loads(line)


def _project_case(row: Mapping[str, object]) -> Case:
    """A small project: entries with their articles; `plural_forms` where the header is not the locale's own."""
    locale, entries, expected = str(row["locale"]), row["entries"], row["expect"]
    if not isinstance(entries, list) or not isinstance(expected, list):
        raise TypeError(f"{row['id']}: entries and expect are lists")
    header = str(row.get("plural_forms") or plural_forms_header(locale))
    articles: defaultdict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        articles[one["article"]].append(
            Entry(
                msgid=one["msgid"],
                msgid_plural=one.get("msgid_plural"),
                msgctxt=one.get("msgctxt"),
                msgstr=tuple(one["msgstr"]),
            )
        )
    catalogs = {
        article: Catalog(
            header=Entry(msgid="", msgstr=(f"Plural-Forms: {header}\n",)), entries=tuple(members)
        )
        for article, members in articles.items()
    }
    known = renderings(catalogs.items())
    about = frozenset(("plural", "inconsistent"))
    found = {
        one.finding.rule
        for article, catalog in catalogs.items()
        for one in check_catalog(
            Subject(
                catalog=catalog,
                locale=locale,
                source="en",
                article=article,
                path=f"{article}.po",
                renderings=known,
            ),
            about,
        )
    }
    return Case(locale=locale, about=about, expected=frozenset(expected), found=frozenset(found))


def _usage_case(row: Mapping[str, object]) -> Case:
    """One concept in the articles of a project; in the order of `entries`."""
    locale, concept, entries, expected = (
        str(row["locale"]),
        row["concept"],
        row["entries"],
        row["expect"],
    )
    if not isinstance(concept, dict) or not isinstance(entries, list) or not isinstance(expected, list):
        raise TypeError(f"{row['id']}: concept is a mapping, entries and expect are lists")
    glossary = Glossary(concepts=(_usage_concept(concept),))
    articles: defaultdict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        articles[one["article"]].append(Entry(msgid=one["msgid"], msgstr=(one["msgstr"],)))
    catalogs = {one: Catalog(header=None, entries=tuple(those)) for one, those in articles.items()}
    finder = TermFinder(glossary, "en")
    terms = {one: occurrences_in(msgids_of(catalog), finder, "en") for one, catalog in catalogs.items()}
    units = [
        ArticleUnits(
            article=one, path="", units=tuple(units_of(lines_of(catalog))), located=located_of(terms[one])
        )
        for one, catalog in catalogs.items()
    ]
    usage = usage_findings(units, glossary, source="en", locale=locale)
    about = frozenset(USAGE_RULES) | {"term-untranslated-acronym", "term-repeat-missing"}
    found = {
        one.finding.rule
        for article, catalog in catalogs.items()
        for one in check_catalog(
            Subject(
                catalog=catalog,
                locale=locale,
                source="en",
                article=article,
                path=f"{article}.po",
                terms=terms[article],
                concepts=glossary.by_id(),
                usage={key: said for (of, key), said in usage.items() if of == article},
            ),
            about,
        )
    }
    return Case(locale=locale, about=about, expected=frozenset(expected), found=frozenset(found))


def _usage_concept(said: Mapping[str, object]) -> Concept:
    terms = said["terms"]
    if not isinstance(terms, dict):
        raise TypeError("terms is a mapping")
    return Concept(
        id="concept",
        subject="",
        first_mention=FirstMention(str(said["first-mention"])),
        terms={
            locale: tuple(
                Term(text=one["text"], status=TermStatus(one["status"]), type=TermType(one["type"]))
                for one in those
            )
            for locale, those in terms.items()
        },
    )


def _term_cases() -> Iterator[Case]:
    """Each sentence twice: its term is what the source names, then a form that is forbidden.

    Sentences that only share a stem with the term are left out: which of them name it is for a person to say.
    """
    for path in sorted(TERMS.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            term, text, verdict = line.split("\t")
            if verdict != "stem":
                absent = verdict == "absent"
                yield _term_case(path.stem, term, text, "term-missing", expected=absent)
                yield _term_case(path.stem, term, text, "term-forbidden", expected=not absent)


def _term_case(locale: str, term: str, text: str, rule: str, *, expected: bool) -> Case:
    status = TermStatus.PREFERRED if rule == "term-missing" else TermStatus.FORBIDDEN
    named = Term(text="concept")
    concept = Concept(
        id="concept", subject="", terms={"en": (named,), locale: (Term(text=term, status=status),)}
    )
    entry = Entry(msgid="concept", msgstr=(text,))
    subject = Subject(
        catalog=Catalog(header=None, entries=(entry,)),
        locale=locale,
        source="en",
        article="a",
        path="a.po",
        terms={"concept": [Occurrence("concept", named, 0, 7)]},
        concepts={"concept": concept},
    )
    found = frozenset(one.finding.rule for one in check_catalog(subject, {rule}))
    said = frozenset({rule} if expected else ())
    return Case(locale=locale, about=frozenset({rule}), expected=said, found=found)


def main(arguments: list[str]) -> int:
    measured = list(cases())
    tallies = measure(measured)
    wanted = {PAGE: page(tallies, len(measured)), DATA: data(tallies)}
    if arguments == ["--check"]:
        old = [
            path.name for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text
        ]
        for name in old:
            print(f"{name} is not what scripts/checks_record.py makes: run it")
        return 1 if old else 0
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
    wrong = Counter(rule for case in measured for rule in (case.expected ^ case.found) & case.about)
    print(f"{len(measured):,} cases; wrong: {dict(wrong) or 'none'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
