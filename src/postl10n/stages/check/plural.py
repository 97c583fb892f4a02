"""Plural entries: the rule `plural`, and the pairs of texts in which the forms of an entry are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from postl10n.lang.locales import plural_categories
from postl10n.lang.plurals import PluralError, PluralForms, parse_plural_forms, plural_forms_header
from postl10n.lang.text.markup import PlaceholderKind, placeholders
from postl10n.lang.text.markup_faults import comparable
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.findings import Finding, Severity

PLURAL = "plural"
_FIELD = "Plural-Forms"
_MOST = 1000
"""Numbers 0 to 1,000 show what a form is for, as msgfmt looks at it."""
_PAIR = 2
_NAMED = 3
"""Numbers of a form that a message names."""
_MAY_LACK = frozenset({"placeholder", "number"})
_MAY_DENY = _MAY_LACK | {"polarity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralForm:
    """One plural form of an entry."""

    index: int
    text: str
    numbers: Sequence[int]
    """The first numbers, up to 1,000, that it is used for."""
    sources: tuple[str, ...]
    """The texts that it may translate, the plural first."""

    @property
    def single(self) -> bool:
        """True if it is used for one number only and need not name it: "one item"."""
        return len(self.numbers) == 1

    def excuses(self, finding: Finding) -> bool:
        """Return True if the finding is about the number that the form may leave out, or the "no" in place of zero."""
        return self.single and finding.rule in (_MAY_LACK if self.numbers[0] else _MAY_DENY)

    def nameless(self) -> Finding | None:
        """The finding of a form that is used for several numbers and names none, as its source does."""
        plural = self.sources[0]
        if self.single or not self.numbers:
            return None
        faults = comparable(plural, self.text)
        missing = {one.placeholder.text for one in faults if one.problem == "missing"}
        left = {one.name for one in placeholders(self.text)}
        lost = missing & {
            one.text
            for one in placeholders(plural)
            if one.kind is PlaceholderKind.NAME and one.name not in left
        }
        if not lost:
            return None
        shown = ", ".join(map(str, self.numbers[:_NAMED]))
        more = " and more" if len(self.numbers) > _NAMED else ""
        message = f"form {self.index} is used for {shown}{more}, but lacks {' '.join(sorted(lost))}"
        few = (
            self.numbers[-1] < _PAIR
        )  # In French the form of one is that of zero: a number that few texts are shown for.
        return Finding(rule=PLURAL, severity=Severity.WARNING if few else Severity.ERROR, message=message)


class Plurals:
    """The plural forms of one catalog."""

    def __init__(self, catalog: Catalog, locale: str) -> None:
        self._locale = locale
        self._needed = parse_plural_forms(plural_forms_header(locale))
        self._used = any(entry.msgid_plural is not None for entry in catalog.active())
        self._fault, self._forms = _declared(catalog)
        self._numbers: list[list[int]] | None = None

    def header(self) -> Finding | None:
        """Return the fault of the header's plural rule, if any; None where no entry has plural forms."""
        if not self._used:
            return None
        if self._forms is None:
            return _finding(self._fault)
        count, needed = self._forms.nplurals, self._needed.nplurals
        # Catalogs exist with gettext's usual number and with CLDR's, which counts fractions or millions too.
        if count in (needed, plural_categories(self._locale)):
            return None
        return _finding(f"the header has {count} plural forms; {self._locale} has {needed}")

    def count(self, entry: Entry) -> Finding | None:
        """Return the finding if an entry has too few or too many forms."""
        wanted = (self._forms or self._needed).nplurals
        if entry.msgid_plural is None or len(entry.msgstr) == wanted:
            return None
        return _finding(f"{len(entry.msgstr)} plural forms where {wanted} are needed")

    def forms(self, entry: Entry) -> Iterator[PluralForm]:
        """The forms of a plural entry."""
        numbers = self._by_form()
        for index, text in enumerate(entry.msgstr):
            own = numbers[index] if index < len(numbers) else []
            both = (entry.msgid_plural or entry.msgid, entry.msgid)
            yield PluralForm(index=index, text=text, numbers=own, sources=both if len(own) == 1 else both[:1])

    def numbers(self) -> list[Sequence[int]]:
        """The numbers, up to 1,000, for which each form is used."""
        return list(self._by_form())

    def _by_form(self) -> list[list[int]]:
        if self._numbers is None:
            forms = self._forms or self._needed
            self._numbers = [[] for _ in range(forms.nplurals)]
            for number in range(_MOST + 1):
                self._numbers[forms.rule(number)].append(number)
        return self._numbers


def _declared(catalog: Catalog) -> tuple[str, PluralForms | None]:
    value = catalog.fields.get(_FIELD)
    if value is None:
        return f"the header has no {_FIELD}", None
    try:
        forms = parse_plural_forms(value)
        forms.check()
    except PluralError as error:
        return str(error), None
    return "", forms


def _finding(message: str) -> Finding:
    return Finding(rule=PLURAL, severity=Severity.ERROR, message=message)
