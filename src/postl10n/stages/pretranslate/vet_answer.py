"""Vetting an engine's answer: reasons to discard it, and doubts for a note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from postl10n.lang.languages.language import language
from postl10n.lang.languages.scripts import in_script
from postl10n.lang.text.markup import PlaceholderKind, placeholders
from postl10n.lang.text.markup_faults import comparable
from postl10n.lang.text.normalise import normalise
from postl10n.lang.values import Certainty, Mismatch, compare, has_number_words, parse_values
from postl10n.lang.values.mismatch import ValueFault
from postl10n.lang.values.substitute import localised
from postl10n.model.catalog import MERGED
from postl10n.model.states import FIGURES_DIFFER
from postl10n.stages.pretranslate.masking import MaskedText

_MOST_TIMES = 4
_DENSE = 0.5
"""Density of a language whose texts grow most in translation: ideographs, Hangul."""
_SLACK = 80
"""An answer of more than four times the source's length and 80 characters is not just a translation."""
_LEAST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
# Comments, doctypes, entities: tags themselves count as placeholders.
_HTML = re.compile(r"<!|</?[A-Za-z]|&(?:[A-Za-z]{2,8}|#\d{1,6});")


class Refusal(StrEnum):
    """The reason for which an answer was discarded."""

    NONE = "empty or unusable"
    MARKS = "placeholders lost or doubled"
    PLACEHOLDERS = "placeholders wrong"
    HTML = "HTML that the source lacks"
    SCRIPT = "another script"
    COPIED = "not translated"
    LENGTH = "far too long"
    FIGURES = "other figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer without marks, with figures in the locale's form, and notes on doubts."""

    target: str
    notes: tuple[str, ...] = ()


def vet_answer(
    answer: str | None,
    form: MaskedText,
    *,
    msgid: str,
    source_locale: str,
    text_locale: str,
    text: str,
    locale: str,
) -> Answer | Refusal:
    """Return the answer to a request, restored and checked, or the reason for discarding it.

    `msgid` is the entry's source; `text` is the msgid unless a text of a related locale was translated.

    A changed or lost figure discards the draft: a wrong amount reads well, and a translator correcting a draft looks at
    its wording. Amounts, currencies and units that are added or written differently are only noted.
    """
    if answer is None or not answer.strip():
        return Refusal.NONE
    target = form.restored(normalise(answer))
    if target is None:
        return Refusal.MARKS
    if not target or target == MERGED:
        return Refusal.NONE
    target = localised(target, text, source_locale=text_locale, locale=locale)
    for refusal, refused in _TESTS:
        if refused(msgid, text, target, text_locale, locale):
            return refusal
    values = parse_values(msgid, source_locale), parse_values(target, locale)
    differ = compare(*values, words_known=has_number_words(locale))
    if any(_changed(one) for one in differ):
        return Refusal.FIGURES
    notes = (FIGURES_DIFFER + "; ".join(map(_described, differ)),) if differ else ()
    return Answer(target=target, notes=notes)


_Test = Callable[[str, str, str, str, str], bool]


def _wrong_placeholders(msgid: str, text: str, target: str, text_locale: str, locale: str) -> bool:
    if any(one.kind is not PlaceholderKind.LITERAL for one in placeholders(target)):
        return bool(comparable(msgid, target))
    # A single brace would be read as the beginning of a placeholder.
    bare = target.replace("{{", "").replace("}}", "")
    return bool(comparable(msgid, target)) or (
        ("{" in bare or "}" in bare) and not ("{" in text or "}" in text)
    )


def _html(msgid: str, text: str, target: str, text_locale: str, locale: str) -> bool:
    return bool(_HTML.search(target)) and not _HTML.search(text)


def _wrong_script(msgid: str, text: str, target: str, text_locale: str, locale: str) -> bool:
    return not in_script(target, text, locale, unknown=True)


def _copied(msgid: str, text: str, target: str, text_locale: str, locale: str) -> bool:
    # Neighbours that share words may have a sentence alike, but not a long one.
    return (
        target == text
        and language(text_locale).code != language(locale).code
        and (sum(word[:1].islower() for word in _WORD.findall(target)) >= _LEAST_WORDS)
    )


def _too_long(msgid: str, text: str, target: str, text_locale: str, locale: str) -> bool:
    dense = language(text_locale).density < _DENSE
    return len(target) > (3 if dense else 1) * _MOST_TIMES * len(text) + _SLACK


_TESTS: tuple[tuple[Refusal, _Test], ...] = (
    (Refusal.HTML, _html),
    (Refusal.PLACEHOLDERS, _wrong_placeholders),
    (Refusal.LENGTH, _too_long),
    (Refusal.COPIED, _copied),
    (Refusal.SCRIPT, _wrong_script),
)


def _changed(one: Mismatch) -> bool:
    return (
        one.fault in (ValueFault.NUMBER, ValueFault.DATE)
        and one.source is not None
        and one.source.certainty is Certainty.FIGURE
    )


def _described(one: Mismatch) -> str:
    had, has = (value.text if value is not None else "—" for value in (one.source, one.target))
    return f"{had} → {has}"
