"""Rules about what must come through a translation unchanged: placeholders, tags, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from postl10n.lang.locales import language_subtag
from postl10n.lang.text.markup import PlaceholderKind
from postl10n.lang.text.markup_faults import PlaceholderFault, code_faults, comparable
from postl10n.model.findings import Finding
from postl10n.registry import compiled
from postl10n.stages.check.rules.base import EMAIL, Rule, milder, urls

if TYPE_CHECKING:
    from postl10n.stages.check.rules.base import SegmentPair


# Two rules ask for the faults of the same pair, one after the other.
@lru_cache(maxsize=8)
def _faults(pair: SegmentPair) -> list[PlaceholderFault]:
    return [*comparable(pair.source, pair.target, pair.flags), *code_faults(pair.source, pair.target)]


_SIGNS = frozenset("{}%｛<`")
"""One of these is in every placeholder, tag and code."""
_MOST_COMPARED = 50
"""Addresses among which the counterpart of one is looked for."""
_TEXT_PARAMETER = re.compile(r"[?&](?:text|title|subject|body|summary)=[^&]*")
"""A text that an address proposes to be written somewhere, which is translated."""
_ENDING = re.compile(r"/?(?:(?<=/)index)?(?:\.html?)?(?=[?#]|\Z)|#.*")
_OF_NOBODY = compiled(
    r"(?:you|me|us|my[a-z]+\d?|user(?:name)?|(?:your|first|last)?[._-]?name(?:[._-]surname)?|some(?:one|body)|address|e?-?mail|(?:john|jane)[._-]?doe|foo|bar)"
    r"@(?:[a-z0-9-]+\.)*example(?:\.(?:com|org|net))?",
    re.IGNORECASE,
)
"""Stands for an address that the reader has: in a domain that is nobody's (RFC 2606)."""
_VALUES = frozenset({PlaceholderKind.NAME})
_PROBLEMS = {
    "missing": "{text} is missing in the translation",
    "added": "{text} is not in the source",
    "renamed": "{text} is another element in the translation",
    "unbalanced": "{text} is not properly paired",
    "wide": "{text} has full-width braces: write plain ones",
}


class PlaceholderRule(Rule):
    name = "placeholder"
    signs = _SIGNS

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        faults = _faults(pair)
        return _report(self, (one for one in faults if not one.placeholder.is_tag)) if faults else ()


class TagRule(Rule):
    name = "tag"
    signs = _SIGNS

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        faults = _faults(pair)
        return _report(self, _joined(one for one in faults if one.placeholder.is_tag)) if faults else ()


class UrlRule(Rule):
    name = "url"
    signs = frozenset(".:")

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        if "://" in pair.source or "://" in pair.target or "www." in pair.source or "www." in pair.target:
            yield from _compare_addresses(self, pair, urls, _is_counterpart)


class EmailRule(Rule):
    name = "email"
    signs = frozenset("@")

    def check(self, pair: SegmentPair) -> Iterable[Finding]:
        return _compare_addresses(self, pair, _emails, _is_example)


def _report(rule: Rule, faults: Iterable[PlaceholderFault]) -> Iterator[Finding]:
    """Yield the findings; of one that is lost and one that was added, the first is written in the other's place."""
    faults = list(faults)
    lost, added = ([one.placeholder for one in faults if one.side == side] for side in ("source", "target"))
    alone = len(lost) == len(added) == 1 and lost[0].kind in _VALUES and "$" not in added[0].text
    repair, at = (lost[0].text, (added[0].start, added[0].end)) if alone else (None, None)
    for fault in faults:
        one = fault.placeholder
        message = _PROBLEMS[fault.problem].replace("{text}", one.text)
        finding = rule.finding(message, fault.side, (one.start, one.end), repair=repair, at=at)
        yield milder(finding) if fault.mild else finding


def _joined(faults: Iterable[PlaceholderFault]) -> Iterator[PlaceholderFault]:
    """A pair of tags that is lost or added as a whole is one fault, from where it opens to where it closes."""
    opened: dict[tuple[str, str, str], PlaceholderFault] = {}
    for one in faults:
        kind = one.placeholder.kind
        key = (one.problem, one.side, one.placeholder.name)
        if kind is PlaceholderKind.OPEN and one.problem in ("missing", "added"):
            opened[key] = one
        elif kind is PlaceholderKind.CLOSE and key in opened:
            first = opened.pop(key).placeholder
            whole = replace(first, text=f"{first.text}…{one.placeholder.text}", end=one.placeholder.end)
            yield replace(one, placeholder=whole)
        else:
            yield one
    yield from opened.values()


def _emails(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in EMAIL.finditer(text)]


def _is_example(source: str, target: str, _: SegmentPair) -> bool:
    return _OF_NOBODY.fullmatch(source) is not None


def _is_counterpart(source: str, target: str, pair: SegmentPair) -> bool:
    """Return True if an address is that of the same page, by https or in the translation's language.

    Either its host begins with that language in the place of the source's, or its path names it where the source's names
    its own, or none.
    """
    if target == source.replace("http://", "https://", 1):
        return True
    (host, path), (new_host, new_path) = _host_and_path(source), _host_and_path(target)
    own, other = (language_subtag(one) for one in (pair.source_locale, pair.locale))
    if own == other:
        return False
    if host != new_host:
        return new_host == f"{other}.{host.removeprefix(f'{own}.')}"
    bare = _without(other, new_path)
    return bare != new_path and _ENDING.sub("", _without(own, path)) == _ENDING.sub("", bare)


def _without(code: str, path: str) -> str:
    """Return the path of an address without what names a language, `/fr/`, `index.fr.html`, `?lang=F`, and without text."""
    tag = rf"{code}(?:[-_][a-z0-9]{{2,8}}){{0,3}}"
    named = (
        rf"(?<=/){tag}(?:/|(?=[?#]|\Z))|[.-]{tag}(?=\.[a-z]+(?:[?#]|\Z)|[?#]|\Z)"
        rf"|[?&](?:lang|language|hl)=(?:{tag}|{code[0]})(?=&|\Z)"
    )
    return _TEXT_PARAMETER.sub("", re.sub(named, "", path))


def _host_and_path(address: str) -> tuple[str, str]:
    bare = address.lower()
    host, slash, path = (bare.partition("://")[2] or bare).removeprefix("www.").partition("/")
    return host, slash + path


def _compare_addresses(
    rule: Rule,
    pair: SegmentPair,
    spans: Callable[[str], Iterable[tuple[int, int]]],
    is_counterpart: Callable[[str, str, SegmentPair], bool],
) -> Iterator[Finding]:
    """Every address of the source must be in the target; a foreign one is named in the same finding."""
    originals, translated = list(spans(pair.source)), list(spans(pair.target))
    kept = Counter(pair.target[start:end] for start, end in translated)
    known = {pair.source[start:end] for start, end in originals}
    foreign = [span for span in translated if pair.target[span[0] : span[1]] not in known]
    lost = []
    for start, end in originals:
        address = pair.source[start:end]
        if kept[address]:
            kept[address] -= 1
        elif address not in (pair.target[a:b] for a, b in translated):
            near = foreign[:_MOST_COMPARED]
            found = (one for one in near if is_counterpart(address, pair.target[slice(*one)], pair))
            if (counterpart := next(found, None)) is not None:
                foreign.remove(counterpart)
            else:
                lost.append((start, end))
    for index, (start, end) in enumerate(lost):
        address = pair.source[start:end]
        if index < len(foreign):
            other = foreign[index]
            named = pair.target[other[0] : other[1]]
            right = address if len(lost) == len(foreign) == 1 else None
            one = rule.finding(f"{named} instead of {address}", "target", other, repair=right, safe=False)
            yield milder(one) if _names_language(named, pair) else one
        else:
            yield rule.finding(f"{address} is missing in the translation", "source", (start, end))
    for span in foreign[len(lost) :]:
        named = pair.target[slice(*span)]
        one = rule.finding(f"{named} is not in the source", "target", span)
        yield milder(one) if _names_language(named, pair) else one


def _names_language(address: str, pair: SegmentPair) -> bool:
    """Return True if an address was chosen for readers of the translation: it names their language, `doc.ubuntu-fr.org`."""
    return language_subtag(pair.locale) in re.split(r"[^a-z0-9]+", address.lower())
