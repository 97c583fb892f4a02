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
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from postl10n.lang.locales import endonym
from postl10n.lang.plurals import plural_forms_header
from postl10n.lang.termuse import USAGE_RULES
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.findings import RuleInfo
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
from postl10n.stages.check.pairs import Pair, check_pair
from postl10n.stages.check.project import Subject, check_catalog
from postl10n.stages.check.record import (
    ANYWHERE,
    CERTAIN,
    EVERYWHERE,
    LEAST_CASES,
    LEAST_PRECISION,
    writing,
)
from postl10n.stages.check.registry import rule_names
from postl10n.stages.check.rulebook import rulebook
from postl10n.stages.terms import TermFinder
from postl10n.stages.terms.consistency import ArticleUnits, usage_findings
from postl10n.stages.terms.occurrences import lines_of, located_of, msgids_of, occurrences_in, units_of

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "tests" / "stages" / "check" / "bank"
TERMS = ROOT / "tests" / "lang" / "terms"
PAGE = ROOT / "docs" / "checks.md"
DATA = ROOT / "src" / "postl10n" / "stages" / "check" / "data" / "record.json"
PARTS = ("", "fresh-a", "fresh-b", "fresh-c", "fresh-d", "fresh-e")
"""Folders of pairs. Those of `fresh-…` were written without a look at the rules, see the page's introduction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled case: which of the rules that it is about should speak, and which did."""

    locale: str
    about: frozenset[str]
    expected: frozenset[str]
    found: frozenset[str]


@dataclass(slots=True)
class Tally:
    """How often a rule was asked, was right, spoke in vain, and was silent in vain."""

    asked: int = 0
    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """1 where the rule never spoke: it cried no wolf."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    def shown(self) -> tuple[str, str]:
        """Precision and recall, each with its n; a dash where n is 0."""
        spoke, labelled = self.right + self.false, self.right + self.missed
        return _figure(self.right, spoke), _figure(self.right, labelled)


Tallies = Mapping[str, Mapping[str, Tally]]
"""By rule, then by language and script; `*` for all."""


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


def measured(rule: str, by_writing: Mapping[str, Tally]) -> Mapping[str, Tally]:
    """Where a rule was measured, and what came of it: in a language and script, or everywhere."""
    if rule in ANYWHERE:
        return {EVERYWHERE: by_writing.get(EVERYWHERE, Tally())}
    return {
        group: tally
        for group, tally in sorted(by_writing.items())
        if group != EVERYWHERE and tally.asked >= LEAST_CASES
    }


def cases() -> Iterator[Case]:
    """Every labelled case with what the rules say of it now."""
    for row in itertools.chain.from_iterable(_rows(BANK / part) for part in PARTS):
        pair = Pair(row["source"], row["target"], row["source_locale"], row["locale"])
        found = frozenset(one.rule for one in check_pair(pair))
        about = frozenset(rule_names())
        yield Case(locale=row["locale"], about=about, expected=frozenset(row["expect"]), found=found)
    for row in _rows(BANK / "project"):
        yield _project_case(row)
    for row in _rows(BANK / "usage"):
        yield _usage_case(row)
    yield from _term_cases()


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
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


def data(tallies: Tallies) -> str:
    """The figures that decide: of each language and script in which a rule was measured."""
    deciding = {
        rule.name: {
            group: round(tally.precision, 4)
            for group, tally in measured(rule.name, tallies.get(rule.name, {})).items()
        }
        for rule in rulebook()
        if rule.name not in CERTAIN
    }
    return json.dumps(deciding, indent=1) + "\n"


def page(tallies: Tallies, total: int) -> str:
    """docs/checks.md."""
    parts = [_introduction(tallies, total), _settings(), _overview(tallies)]
    parts += [_section(rule, tallies.get(rule.name, {})) for rule in rulebook()]
    return "\n".join(parts)


def _introduction(tallies: Tallies, total: int) -> str:
    wordless = [f"`{rule.name}`" for rule in rulebook() if rule.name in ANYWHERE]
    independent = _wrapped(
        f"- {_and(wordless)} compare signs or look up a fact, and read no word. They are measured over all languages "
        "together, and have their severity in every locale.",
        "  ",
    )
    measured_in = [_written(group) for group in measured("number", tallies["number"])]
    elsewhere = _wrapped(
        f"Measured are {_and(measured_in)}. In every other locale, German or Vietnamese say, the rules that read words "
        "were **not measured**; `postl10n check` says so, and `init` in the settings. The number words of those "
        "languages are not known either (words for large numbers are, where CLDR has them): a figure beside an "
        "unknown word is taken to be of any size that makes it right."
    )
    return f"""\
# Checks

Made by `python scripts/checks_record.py` from the rules' own words and {total:,} labelled cases; a test keeps the two
the same. The cases: `tests/stages/check/bank/`, and the sentences of `tests/lang/terms/` for the terminology rules. The
texts are made up, and the rules were built with these cases in view: on other texts the figures will be lower. How much
lower, four parts of the bank told when they were written, before the rules had seen them (pairs alone, all rules and
locales): `fresh-a` had precision 0.950 and recall 0.944, and 20 of its 487 right pairs had a finding; `fresh-b`, written
after the kinds of fault found by the first were repaired, had 0.974 and 0.935, and 6 of 296; `fresh-c`, with more kinds
of wrong value, had 0.953 and 0.909, and 12 of 277; `fresh-d` had 1.000 and 0.970, and none of 148. The four rules about
values alone had 0.925 and 0.872 on `fresh-c`, 1.000 and 0.977 on `fresh-d`.

`fresh-e` is about the alarms on right texts that were the commonest, in twenty-two locales: at its first run precision was
0.274 and recall 0.833, 0.291 and 0.800 for the rules about values, and 53 of its 69 right pairs had a finding.

Precision is the share of a rule's findings that are right, n how many it made; recall is the share of the labelled
faults that it finds, n how many there are. Where one of the two n is 0 there is a dash.

## Where a rule was measured

A rule is measured by language and script: what holds for Portuguese holds in Portugal and Brazil, what holds for
Traditional Chinese in Hong Kong and Macao. It counts as measured where it was asked about at least {LEAST_CASES} labelled
cases, right and wrong ones, and its figure there alone decides: no figure is borrowed from another language.

- Where a rule was measured and its precision is {LEAST_PRECISION:g} or more, its findings have the severity below.
- Where its precision is lower, or **where it was not measured**, its findings are notices, which stop no build.
{independent}

{elsewhere}

A finding that is right for once is let stand by a comment in the catalog (`postl10n waive`). It is bound to a hash of
source and translation, so it dies when either changes:

    # postl10n: waive <rule> <8 hex digits> [until <date>] <reason>
"""


def _settings() -> str:
    return """\
## Settings

`postl10n.toml` puts a rule off, or gives it another severity, in all locales or in one:

    [check]
    space = "off"             # error, warning, notice or off
    number = "warning"

    [check.ru]
    bracket = "notice"

A locale's own word comes before that of a locale it inherits from (`[locale.<code>] inherits`), and that before the word
for all. It also comes before what is said above: a rule that gives notices in a locale is heard there again. What a rule
itself reports more mildly than it usually does, as `term-forbidden` a deprecated term, is not made graver. `empty` and
`fuzzy` can be `notice` or `off`.

All that judges goes by it: `check`, `run`, gates, the review page with its bulk accept, sheets for reviewers, `glossary
consistency`, and `check --jsonl` with `--project`. A rule that is off is not asked: its findings can't be waived, and
waivers of it are not reported as unused. `check --rules NAME` asks it all the same. `check --list-rules` shows what each
rule is worth.
"""


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, 120, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _overview(tallies: Tallies) -> str:
    lines = [
        "## All rules",
        "",
        "| rule | severity | precision | recall | measured in | notice in |",
        "|---|---|---|---|---|---|",
    ]
    for rule in rulebook():
        by_writing = tallies.get(rule.name, {})
        precision, recall = by_writing.get(EVERYWHERE, Tally()).shown()
        where = _where(rule.name, by_writing)
        if rule.name in CERTAIN:
            precision = recall = "not measured"
        lines.append(
            f"| [`{rule.name}`](#{rule.name}) | {rule.severity} | {precision} | {recall} | {' | '.join(where)} |"
        )
    return "\n".join([*lines, ""])


def _where(rule: str, by_writing: Mapping[str, Tally]) -> tuple[str, str]:
    """In how many languages and scripts a rule was measured, and where it gives notices."""
    if rule in CERTAIN:
        return "–", "–"
    found = measured(rule, by_writing)
    demoted = [_written(group) for group, tally in found.items() if tally.precision < LEAST_PRECISION]
    if rule in ANYWHERE:
        return "all", "all" if demoted else "–"
    return str(len(found)), ", ".join([*demoted, "all others"])


def _section(rule: RuleInfo, by_writing: Mapping[str, Tally]) -> str:
    lines = [f"## {rule.name}", "", f"Severity: {rule.severity}. {rule.documentation}", ""]
    if rule.name in CERTAIN:
        return "\n".join([*lines, "Not measured: the rule reads a fact from the file.", ""])
    lines += ["| language | precision | recall |", "|---|---|---|"]
    for group, tally in sorted(by_writing.items()):
        if group != EVERYWHERE and tally.asked >= LEAST_CASES:
            precision, recall = tally.shown()
            lines.append(f"| {_written(group)} | {precision} | {recall} |")
    precision, recall = by_writing.get(EVERYWHERE, Tally()).shown()
    lines.append(f"| all, those with fewer than {LEAST_CASES} cases too | {precision} | {recall} |")
    if rule.name not in ANYWHERE:
        lines.append("| any other | not measured: notices | |")
    return "\n".join([*lines, ""])


def _written(group: str) -> str:
    """`pt (Português)`; the script is named where a language has two that were measured."""
    tongue = group.partition("_")[0]
    named = group if tongue == "zh" else tongue
    return f"{named} ({endonym(named)})"


def _figure(part: int, whole: int) -> str:
    return f"{part / whole:.3f} (n = {whole})" if whole else "– (n = 0)"


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
