"""Faults of a glossary that a reviewer should correct. Every rule is linear in the number of terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from postl10n.errors import Place
from postl10n.lang.locales import parents, script, spaced
from postl10n.lang.terms.concept_terms import terms_for
from postl10n.lang.text.folding import fold, unify_scripts
from postl10n.model.findings import Severity
from postl10n.model.glossary import Concept, Glossary, GlossaryFinding, Term, TermStatus, TermType
from postl10n.stages.terms.matcher import TermMatcher
from postl10n.stages.terms.patterns import unhyphened

_LATIN, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0400-\u04ff"
_MIXED = re.compile(
    f"[{_LATIN}]+[{_CYRILLIC}][{_LATIN}{_CYRILLIC}]*|[{_CYRILLIC}]+[{_LATIN}][{_LATIN}{_CYRILLIC}]*"
)
_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE


@dataclass(frozen=True, slots=True)
class _Use:
    """One spelling of a term: its text or one of its forms."""

    concept: Concept
    locale: str
    term: Term
    text: str

    @property
    def place(self) -> Place | None:
        return self.term.place or self.concept.place


def lint(glossary: Glossary, *, source: str, targets: Sequence[str]) -> list[GlossaryFinding]:
    """The findings by file and line; `source` and `targets` are the locales of the project."""
    linter = _Linter(glossary, source, targets)
    found = [finding for rule in _RULES for finding in rule(linter)]
    return sorted(found, key=lambda one: (str(one.place.path), one.place.line or 0) if one.place else ("", 0))


class _Linter:
    def __init__(self, glossary: Glossary, source: str, targets: Sequence[str]) -> None:
        self.glossary = glossary
        self.source = source
        self.targets = targets

    @cached_property
    def uses(self) -> dict[str, list[_Use]]:
        """Every spelling, by locale, in the order of the files."""
        found: dict[str, list[_Use]] = {}
        for concept in self.glossary:
            for locale, terms in concept.terms.items():
                uses = found.setdefault(locale, [])
                for term in terms:
                    uses += (_Use(concept, locale, term, text) for text in (term.text, *term.forms))
        return found

    def grouped(self, locale: str, key: Callable[[_Use], object]) -> Iterator[list[_Use]]:
        """The spellings of a locale that have a key in common with another one."""
        groups: dict[object, list[_Use]] = {}
        for use in self.uses.get(locale, ()):
            groups.setdefault(key(use), []).append(use)
        return (group for group in groups.values() if len(group) > 1)


def _finding(
    rule: str,
    severity: Severity,
    message: str,
    concept: Concept,
    locale: str = "",
    place: Place | None = None,
) -> GlossaryFinding:
    return GlossaryFinding(
        rule=rule,
        severity=severity,
        message=message,
        concept=concept.id,
        locale=locale,
        place=place or concept.place,
    )


def _of_use(rule: str, severity: Severity, message: str, use: _Use) -> GlossaryFinding:
    return _finding(rule, severity, message, use.concept, use.locale, use.place)


def _at(use: _Use) -> str:
    return f"{use.concept.id} ({use.place})" if use.place else use.concept.id


def _same(text: str) -> str:
    """Return a key that ignores case, width, hyphens and quotes."""
    return fold(text).text


def _look(text: str, locale: str) -> str:
    """As `_same`, letters of another script that look alike taken as one, compatibility forms too."""
    plain = unicodedata.normalize("NFKC", text)
    return unify_scripts(fold(plain).cased, cyrillic=script(locale) == "Cyrl").lower()


def _duplicates(linter: _Linter) -> Iterator[GlossaryFinding]:
    """Two concepts of a subject that the source calls the same."""
    first: dict[tuple[str, str], Concept] = {}
    for concept in linter.glossary:
        for term in concept.terms.get(linter.source, ()):
            if term.status != TermStatus.PREFERRED:
                continue
            known = first.setdefault((concept.subject, _same(term.text)), concept)
            if known is not concept:
                message = (
                    f"{term.text!r} is preferred for {known.id} ({known.place}) too, of the same subject"
                )
                yield _finding("duplicate-concept", _ERROR, message, concept, linter.source, term.place)


def _homonyms(linter: _Linter) -> Iterator[GlossaryFinding]:
    """A text that names two concepts of a subject; in a target that is a loss, but no ambiguity.

    What is preferred for both in the source is `duplicate-concept`.
    """
    for locale in (linter.source, *linter.targets):
        severity = _ERROR if locale == linter.source else _NOTICE
        for group in linter.grouped(locale, lambda use: (use.concept.subject, _same(use.text))):
            named: dict[str, _Use] = {}
            for use in group:
                if use.term.status.usable:
                    named.setdefault(use.concept.id, use)
            uses = list(named.values())
            for use in uses[1:]:
                if not _both_preferred(uses[0], use, linter.source):
                    message = f"{use.text!r} names {_at(uses[0])} too, of the same subject"
                    yield _of_use("homonym", severity, message, use)


def _both_preferred(one: _Use, other: _Use, source: str) -> bool:
    return one.locale == source and {one.term.status, other.term.status} == {TermStatus.PREFERRED}


def _contradictions(linter: _Linter) -> Iterator[GlossaryFinding]:
    """A form that is usable and not; in one spelling and two terms reading the glossary fails already."""
    for locale in linter.uses:
        for group in linter.grouped(locale, lambda use: (use.concept.id, _same(use.text))):
            usable = [use for use in group if use.term.status.usable]
            for use in group:
                other = next((one for one in usable if _clash(one, use)), None)
                if other is None or use.term.status.usable:
                    continue
                message = f"{use.text!r} is {use.term.status}, and usable as {other.text!r} ({other.place})"
                yield _of_use("preferred-and-forbidden", _ERROR, message, use)


def _clash(one: _Use, other: _Use) -> bool:
    """Return True if a text can match both terms; two case-sensitive ones must have the same case."""
    if one.term.case_sensitive and other.term.case_sensitive:
        return fold(one.text).cased == fold(other.text).cased
    return True


def _missing(linter: _Linter) -> Iterator[GlossaryFinding]:
    for concept in linter.glossary:
        if concept.proposed and not concept.terms:
            continue
        if not _usable(concept, linter.source):
            message = f"no term in the source locale {linter.source}: it is never found"
            yield _finding("missing-source", _WARNING, message, concept, linter.source)
        if concept.do_not_translate:
            continue
        wanted = [one for one in linter.targets if {one, *parents(one)}.isdisjoint(concept.not_in)]
        missing = [locale for locale in wanted if not _usable(concept, locale)]
        if missing:
            message = f"no usable term in {', '.join(missing)}"
            yield _finding("missing-locale", _WARNING, message, concept)


def _proposed(linter: _Linter) -> Iterator[GlossaryFinding]:
    """Terms that wait for a reviewer to accept or refuse them."""
    for concept in linter.glossary:
        for one in concept.proposed:
            if not one.refused:
                told = " ".join(filter(None, (f"by {one.by}" if one.by else "", one.date)))
                message = f"{one.text!r} is proposed{' ' if told else ''}{told}{f', for {one.at}' if one.at else ''}"
                yield _finding("proposed", _NOTICE, message, concept, one.locale)


def _usable(concept: Concept, locale: str) -> bool:
    return any(term.status.usable for term in terms_for(concept, locale))


def _guards(linter: _Linter) -> Iterator[GlossaryFinding]:
    """A guard that does not contain the term, or is the term itself."""
    for concept, locale, term in _terms(linter.glossary):
        spellings = [_same(text) for text in (term.text, *term.forms)]
        for guard in term.not_inside:
            plain = _same(guard)
            if not any(text in plain for text in spellings):
                message = f"{term.text!r} does not occur in its guard {guard!r}, which has no effect"
                yield _finding("guard", _WARNING, message, concept, locale, term.place)
            elif plain == spellings[0]:
                message = f"{term.text!r} is its own guard and is never found"
                yield _finding("guard", _ERROR, message, concept, locale, term.place)


def _terms(glossary: Glossary) -> Iterator[tuple[Concept, str, Term]]:
    for concept in glossary:
        for locale, terms in concept.terms.items():
            for term in terms:
                yield concept, locale, term


def _references(linter: _Linter) -> Iterator[GlossaryFinding]:
    known = linter.glossary.by_id()
    for concept in linter.glossary:
        for other in concept.see_also:
            if other not in known:
                yield _finding("see-also", _ERROR, f"see-also: there is no concept {other!r}", concept)
            elif other == concept.id:
                yield _finding("see-also", _ERROR, "see-also: refers to itself", concept)


def _cycles(linter: _Linter) -> Iterator[GlossaryFinding]:
    """Each circle of see-also once, at the concept that closes it. Two that point at each other are a circle.

    A depth-first search with a stack of its own: a chain may be as long as the glossary.
    """
    known = linter.glossary.by_id()
    done: set[str] = set()
    for start in known:
        if start in done:
            continue
        path = {start: iter(known[start].see_also)}
        while path:
            current = next(reversed(path))
            following = next((one for one in path[current] if one in known and one not in done), None)
            if following is None:
                del path[current]
                done.add(current)
            elif following not in path:
                path[following] = iter(known[following].see_also)
            elif following != current:
                ids = list(path)
                circle = " → ".join((*ids[ids.index(following) :], following))
                yield _finding(
                    "see-also-cycle", _WARNING, f"see-also forms a cycle: {circle}", known[current]
                )


def _look_alikes(linter: _Linter) -> Iterator[GlossaryFinding]:
    """Two terms that differ, but not to the eye, or in case, width or punctuation alone.

    The forms of one term may: it says so itself. A usable and a forbidden spelling of one concept are
    `preferred-and-forbidden`.
    """
    for locale in linter.uses:
        for group in linter.grouped(locale, lambda use: _look(use.text, use.locale)):
            first = group[0]
            for use in group[1:]:
                if use.text == first.text or use.term is first.term or _told_apart(first, use):
                    continue
                same = _same(use.text) == _same(first.text)
                what = "case, width or punctuation" if same else "look-alike letters"
                message = f"{use.text!r} differs from {first.text!r} of {_at(first)} in {what} only"
                yield _of_use("look-alike", _WARNING, message, use)


def _told_apart(one: _Use, other: _Use) -> bool:
    """Return True if their statuses, or their case where a term is case-sensitive, distinguish them."""
    if one.term.status.usable != other.term.status.usable:
        return True
    on_case = one.term.case_sensitive or other.term.case_sensitive
    return on_case and fold(one.text).cased != fold(other.text).cased and _same(one.text) == _same(other.text)


def _mixed_scripts(linter: _Linter) -> Iterator[GlossaryFinding]:
    """A Latin letter in a Cyrillic word, or the other way round: mostly a slip of the keyboard layout."""
    for uses in linter.uses.values():
        for use in uses:
            if use.text.isascii():
                continue
            for word in _MIXED.findall(use.text):
                message = f"{word!r} has both Latin and Cyrillic letters"
                yield _of_use("mixed-scripts", _WARNING, message, use)


def _acronyms(linter: _Linter) -> Iterator[GlossaryFinding]:
    """`GBA` may be found in any case, `it` for IT."""
    for concept, locale, term in _terms(linter.glossary):
        has_case = term.text.lower() != term.text.upper()
        if term.type == TermType.ACRONYM and has_case and not term.case_sensitive:
            message = f"the acronym {term.text!r} is not case-sensitive"
            yield _finding("acronym-case", _WARNING, message, concept, locale, term.place)


def _definitions(linter: _Linter) -> Iterator[GlossaryFinding]:
    for concept in linter.glossary:
        if not concept.definition.get(linter.source, "").strip() and (concept.terms or not concept.proposed):
            message = f"no definition in the source locale {linter.source}"
            yield _finding("no-definition", _WARNING, message, concept, linter.source)


def _preferred(linter: _Linter) -> Iterator[GlossaryFinding]:
    """A locale without a preferred term, or with several of one type."""
    for concept in linter.glossary:
        for locale, terms in concept.terms.items():
            preferred = [term for term in terms if term.status == TermStatus.PREFERRED]
            if not preferred and any(term.status.usable for term in terms):
                message = f"no term of {locale} is preferred"
                yield _finding("preferred", _WARNING, message, concept, locale, terms[0].place)
            types = [term.type for term in preferred]
            if len(set(types)) < len(types):
                names = ", ".join(repr(term.text) for term in preferred)
                message = f"several terms of {locale} are preferred: {names}"
                yield _finding("preferred", _WARNING, message, concept, locale, preferred[-1].place)


def _inside(linter: _Linter) -> Iterator[GlossaryFinding]:
    """A term that lies, in any form, inside terms of other concepts: where these are meant, the shorter one is not."""
    for locale, uses in linter.uses.items():
        matcher = TermMatcher(linter.glossary, locale)
        shorter: dict[tuple[str, Term], list[_Use]] = {}
        for use in uses:
            found = {one[:2]: None for part in _parts(use.text, locale) for one in matcher.find(part)}
            for concept, term in found:
                if concept != use.concept.id and term.status.usable:
                    shorter.setdefault((concept, term), []).append(use)
        known = linter.glossary.by_id()
        for (concept, term), others in shorter.items():
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            message = f"{term.text!r} lies inside {others[0].text!r} of {_at(others[0])}{more}"
            yield _finding("inside", _NOTICE, message, known[concept], locale, term.place)


def _parts(text: str, locale: str) -> tuple[str, str]:
    """Return a text without its first and without its last word, or character in a script without spaces."""
    words = unhyphened(text).split() if spaced(locale) else list(text)
    gap = " " if spaced(locale) else ""
    return gap.join(words[1:]), gap.join(words[:-1])


_RULES: Sequence[Callable[[_Linter], Iterator[GlossaryFinding]]] = (
    *(_duplicates, _homonyms, _contradictions, _missing, _proposed, _guards, _references, _cycles),
    *(_look_alikes, _mixed_scripts, _acronyms, _definitions, _preferred, _inside),
)
