"""Reports for people: each one HTML file that needs nothing beside itself, in light and dark, on screen and on paper."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from postl10n.lang.locales import bcp47, direction, endonym
from postl10n.lang.terms.usage import TERM_RULES
from postl10n.model.findings import EntryFinding, RuleInfo, Severity
from postl10n.model.memory import Amount, PretranslateReport
from postl10n.model.reports import CheckReport
from postl10n.model.term_usage import LocaleConsistency

# What HTML can't hold, and what would turn the text around it: https://html.spec.whatwg.org/#preprocessing-the-input-stream
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def rendered(name: str, **values: object) -> str:
    """Return a template of this folder with its values, which are escaped."""
    return _environment().get_template(name).render(values)


def text(value: str) -> Markup:
    """Return a text that may come from strangers, for HTML content and attributes; control characters as `�`."""
    return escape(_NO_TEXT.sub("\ufffd", value))


def shipped(name: str) -> str:
    """Return the text of a file of this folder."""
    return (files(__package__) / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    names = [one.name for one in files(__package__).iterdir() if one.name.endswith((".html", ".css", ".js"))]
    environment = Environment(
        loader=DictLoader({name: shipped(name) for name in names}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: value if hasattr(value, "__html__") else text(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(tag=bcp47, direction=direction, endonym=endonym)
    return environment


_SPACES = "\t\u00a0\u202f\u2009\u3000"


def check_page(report: CheckReport, rules: Sequence[RuleInfo]) -> str:
    """Return the page; everything in it that comes from catalogs is escaped."""
    named = Counter(one.finding.rule for one in report.findings)
    return rendered(
        "check.html",
        report=report,
        groups=_groups(report.findings),
        waived=_groups(report.waived),
        counts={str(severity): report.count(severity) for severity in Severity},
        rules=[(rule, named[rule.name]) for rule in rules if named[rule.name]],
        parts=_parts,
        visible=visible,
    )


def _groups(found: Iterable[EntryFinding]) -> list[tuple[str, list[EntryFinding]]]:
    """Return the findings by the path of their catalog."""
    return [(path, list(members)) for path, members in groupby(found, key=lambda one: one.place.path)]


def _parts(one: EntryFinding, side: str) -> tuple[str, str, str]:
    """Return a text in three parts, the middle one being what the finding is about."""
    text = one.source if side == "source" else one.target
    span = one.finding.span
    start, end = (span.start, span.end) if span is not None and span.side == side else (0, 0)
    return visible(text[:start]), visible(text[start:end]), visible(text[end:])


def visible(text: str) -> str:
    """Control and bidirectional characters spelt out: they steer a browser's lines too."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _SPACES or char == "\n" else f"\\u{ord(char):04x}"
        for char in text
    )


def leverage_page(report: PretranslateReport, *, project: str, dry_run: bool, today: datetime.date) -> str:
    """Return the report as one document; every text of strangers is escaped."""
    left: dict[str, dict[str, Amount]] = {locale: {} for locale in report.by_locale()}
    for one in report.catalogs:
        if one.bands["left"].segments:
            left[one.locale][one.article] = one.bands["left"]
    return rendered("leverage.html", report=report, left=left, project=project, dry_run=dry_run, today=today)


def consistency_page(report: LocaleConsistency, source: str) -> bytes:
    """Return the page of one locale, in UTF-8. Every text of the project is escaped, and no script but ours runs."""
    script = shipped("consistency.js")
    digest = hashlib.sha256(script.encode()).digest()
    occurrences = [use for one in report.concepts for use in one.occurrences]
    page = rendered(
        "consistency.html",
        report=report,
        occurrences=len(occurrences),
        findings=sum(len(one.findings) for one in report.concepts),
        articles=sorted({use.article for use in occurrences}),
        rules=TERM_RULES,
        source=source,
        # Our own file, not a text of the project.
        script=Markup(script),  # noqa: S704
        script_hash=base64.b64encode(digest).decode(),
    )
    return page.encode()
