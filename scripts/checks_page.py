"""What scripts/checks_record.py writes of its measurements: docs/checks.md, and the figures that the check stage reads."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from postl10n.lang.locales import endonym
from postl10n.model.findings import RuleInfo
from postl10n.stages.check.precision import ANYWHERE, CERTAIN, EVERYWHERE, LEAST_PRECISION
from postl10n.stages.check.registry import rulebook

LEAST_CASES = 10
"""Labelled cases that a rule was asked about in a language and script, right and wrong ones, to count as measured."""


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


def measured(rule: str, by_writing: Mapping[str, Tally]) -> Mapping[str, Tally]:
    """Where a rule was measured, and what came of it: in a language and script, or everywhere."""
    if rule in ANYWHERE:
        return {EVERYWHERE: by_writing.get(EVERYWHERE, Tally())}
    return {
        group: tally
        for group, tally in sorted(by_writing.items())
        if group != EVERYWHERE and tally.asked >= LEAST_CASES
    }


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
        f"Measured are {_and(measured_in)}. In every other locale, Dutch or Vietnamese say, the rules that read words "
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

`hard-dev` and `hard-held` (366 pairs, thirty-four locales) are about hard but ordinary wording of numbers, dates, money and
units: at their first run, on 30 November 2026 at 33fca88, precision was 0.588 and recall 0.761 in ten languages, and 41 of
92 right pairs had a finding; 0.965, 0.604 and 2 of 91 in the others. `hard-late` (299 pairs, forty locales), written after
the rules for these and run once before they were touched again, had 0.957, 0.971 and 2 of 79 in ten languages, and 0.986,
0.920 and 1 of 77 in the others. `hard-third` (181 pairs, twenty-five locales beyond the ten), written later still, had
0.924 and 0.948 at its first run, at 77b3677, and 3 of its 104 right pairs had a finding; `hard-reports` (108 pairs in the
manner of English and Chinese monetary reports) had 0.926 and 1.000, and 2 of 58; the rules about values alone had 1.000 and
1.000 there, and no right pair. All of them are tests, and not among the figures below.

`fresh-e` is about the alarms on right texts that were the commonest, in twenty-two locales: at its first run precision was
0.274 and recall 0.833, 0.291 and 0.800 for the rules about values, and 53 of its 69 right pairs had a finding.

`turned` is about factors and turned meanings, `added` about added parts; both were written before the code that they judge,
which had, at its first run on what was held out: `number` recall 1.000 (n = 28), `polarity` 0.938 (n = 32), `added-part`
1.000 (n = 11), and no finding in 48 right pairs; on a second round, written later, 1.000 (n = 11) and 0.829 (n = 35), and a
finding in 1 of 44; on a third, of tricky right wording above all, `polarity` 0.700 (n = 20), and a finding in 1 of 58.

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

A finding that is acceptable in one place is waived by a comment in the catalog (`postl10n waive`). It is bound to a hash of
source and translation, so it ends when either changes:

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

## On catalogs of others

Errors and warnings (`inconsistent` left out) for a hundred approved entries of three projects that nobody here had looked
at, on 1 December 2026. Some two hundred findings of the first run were read, and kinds that were wrong were mended.

| catalogs | entries | first run | now |
|---|---|---|---|
| Markdown documentation, 21 locales | 33,125 | 3.0 | 2.7 |
| reStructuredText documentation, 45 locales | 43,314 | 3.5 | 2.1 |
| interface of a web framework, 52 locales | 63,910 | 1.5 | 1.5 |

Later that day three hundred findings of every severity were drawn at random, and read, from 176,586 approved entries in
three more projects (a version control system, the interface of a library, news and manuals of an operating system; some
fifty locales) and 2,000 published pairs: 134 were right, 26 arguable, 140 wrong. The commonest kinds of wrong ones were
mended, with labelled cases written before (`fresh-o`), and three hundred were drawn anew from what is found since: 261
right, 20 arguable, 19 wrong. What is found fell from 3,824 to 2,171. All errors that are left were read: of 18 of `number`
16 are right, of 25 of `placeholder` 22, of 31 of `url`, 22 of `plural`, 9 of `email`, 4 of `control-character`, 3 of `date`
and one of `currency` all, of 68 of `tag` 67; the one of `unit` is wrong. The mending was done on the same catalogs. On two
that were fetched afterwards (a console of servers, a launcher of games; 88,227 approved entries, 897 findings) a hundred
were drawn: 77 right, 6 arguable, 17 wrong, of which five kinds were mended then.

| rule | first draw: right, arguable, wrong | last draw |
|---|---|---|
| `untranslated` | 5, 4, 64 | 8, 13, 2 |
| `space` | 44, 2, 7 | 100, 1, 2 |
| `end-punctuation` | 42, 4, 5 | 74, 1, 2 |
| `url` | 5, 6, 15 | 8, 0, 0 |
| `number` | 6, 2, 13 | 2, 0, 2 |
| `copied-source` | 4, 0, 8 | 3, 0, 0 |
| `doubled-word` | 2, 0, 9 | 6, 0, 2 |
| `bracket` | 5, 0, 6 | 7, 0, 0 |
| `polarity` | 2, 2, 5 | 0, 5, 5 |
| `placeholder` | 1, 3, 3 | 4, 0, 1 |
| `script` | 4, 1, 0 | 10, 0, 0 |
| `tag` | 3, 1, 0 | 13, 0, 0 |
| `plural` | 3, 0, 1 | 2, 0, 0 |
| `missing-part` | 2, 1, 0 | 3, 0, 2 |

Once more that day, of 382,532 approved entries of five projects not looked at before (application packages, an audio editor,
a desktop's help, a programming language's reference, a currency's site; some sixty locales) two hundred findings were drawn
and read before any change: 107 right, 42 arguable, 51 wrong. Labelled cases were written (`fresh-s`), kinds were mended, and
two hundred drawn anew: 159, 24, 17. The project held out (a catalog of applications: news, documentation and pages; 58,645
entries) gave **54 right, 14 arguable, 32 wrong** of a hundred, most of the wrong ones lines of code and data taken for
untranslated text; 18 of the 32 are mended since, without another draw. All 103 findings of `polarity` were read, too: about
15 were right. Lost or added negations are notices since, turned words where no figure stands beside them as well.
| `quote` | 1, 0, 2 | 11, 0, 0 |
| others | 5, 0, 2 | 10, 0, 1 |
| all | 134, 26, 140 | 261, 20, 19 |

## Files of no project

`postl10n check FILE.po …` works on any PO file, also where there is no `postl10n.toml` around it: there is no glossary
then, nothing is written, and every rule has its usual severity. The locale is the header's `Language`, or else what the
file's name (`ru.po`) or its folder (`ru/LC_MESSAGES/`) says; `--locale` comes before all of these. Sources are English
unless the header's `X-Source-Language` or `--source-locale` says otherwise. The files of one locale are compared with one
another (`inconsistent`). From Python: `postl10n.workspace.po_check.check_files`.

## Precision here

What becomes of findings is counted in the journal of each locale, by rule: `corrected` where somebody changed a translation
on the review page and accepted it without the finding that was shown with it, `accepted` where it was accepted with it,
`waived` where the finding was waived, there or by `postl10n waive`. What is undone does not count, nor what was accepted in
bulk. `check --precision` prints for each rule the share that was corrected, with Wilson's interval of 95 %; from ten
findings on it proposes settings, to be copied into `postl10n.toml`: `notice` where the whole interval is below 0.9, a rule's
own severity where it is a notice and the whole interval is above. Nothing is changed by itself, and no milder setting is
proposed for `number`, `date`, `currency` and `unit`: a wrong amount is an error however often the rule is mistaken.

## Repairs

A finding may carry one repair: a place in the translation, the text that is to stand there, and whether that is safe to do
without a look. Reports show it (`repair` in JSON, `fixes` in SARIF, a line of the text), and the review page offers it.

- Safe: spaces, the space before `:` in French, invisible and control characters, the end mark that was lost or is
  another language's, a short doubled word, mismatched brackets and quotation marks, look-alike letters, Han characters that
  have one form in the other standard, a placeholder that was renamed or has wide braces where only one is missing, a
  figure in the source's form (`12,500` in German), isolates around what would be turned round.
- Proposed: an address in the place of another, the mark of another kind, a lost question mark, `¿`, the right word
  of two in Han characters.

`check --fix` makes the safe ones in entries that nobody has approved: drafts, stale and fuzzy ones (a stale text is
compared with the source that it translates). They are written as a translator would save them: the entry stays fuzzy,
a draft is an edited one, and the journal keeps the text before (`{"event": "repaired", …}`). A repair after which any
rule would find more is not made, and a rule that is off or waived in the entry makes none. `--dry-run` says what
would be done. After it, nothing safe is left to do.

## House style

    [check.fr]
    quotes = "«  »"                  # opening and closing, of equal length
    space_before_colon = "narrow"    # none, space, no-break or narrow

A quotation in other marks is a finding of `quote`, a colon with another space one of `space`; both have safe repairs.
Quotations inside quotations and titles in 《》 are left alone. `check --precision` proposes either where 95 % of the
approved texts that could differ have it.

## Spelling

`spelling` asks Hunspell, where it and a dictionary of the language are installed (Debian: `hunspell hunspell-ru`),
once for each locale. Dictionaries are looked for in the folders of DICPATH, else in the usual places, and before them in
folders of the project:

    [spelling]
    dictionaries = ["dictionaries"]

The glossary in all its inflections and `glossary/words.txt` (one word a line, `#` begins a comment) are right too; so
are names (a capital within a sentence, here or anywhere in the locale's articles), words of the source, code and
acronyms. Findings are notices; `check --rules spelling` shows them alone, and says in which locales there is no
dictionary.
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
