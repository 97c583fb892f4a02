"""Words that no dictionary has: a notice for each, where Hunspell and a dictionary of the language are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from postl10n.lang.languages import language, morphology
from postl10n.lang.locales import spaced
from postl10n.lang.terms.concept_terms import terms_for
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.findings import OFF, Finding, Severity, Span
from postl10n.model.states import State, state_of
from postl10n.project.system import read_regular
from postl10n.workspace.remembered import dictionary
from postl10n.workspace.session import Session

RULE = "spelling"
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652])+")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:…]|[–—-]\s)[^\w]*\Z")
_SECONDS = 60


class Spelling:
    """Asks a locale's dictionary once about all the words of its catalogs."""

    def __init__(
        self, session: Session, rules: Collection[str] | None, jobs: Iterable[tuple[str, str]]
    ) -> None:
        """`rules` are those that are asked for; None for all. `jobs` are the locales and articles to be checked."""
        self._session = session
        self._rules = rules
        self._jobs = list(jobs)
        self._unknown: dict[str, Collection[str]] = {}
        self.without: dict[str, None] = {}
        """The locales that have no dictionary here."""

    def added(
        self, said: Mapping[Key, Sequence[Finding]], catalog: Catalog, locale: str
    ) -> Mapping[Key, Sequence[Finding]]:
        """Return findings on a catalog's entries by key, with those on their unknown words."""
        off = self._rules is None and self._session.project.choices(locale).get(RULE) == OFF
        if off or not spaced(locale) or not (self._rules is None or RULE in self._rules):
            return said
        if locale not in self._unknown:
            self._unknown[locale] = self._asked(locale)
        found = dict(said)
        for entry in _approved(catalog) if self._unknown[locale] else ():
            for word, at in _words(entry):
                if word in self._unknown[locale]:
                    found[entry.key] = [*found.get(entry.key, ()), _finding(word, at)]
        return found

    def _asked(self, locale: str) -> Collection[str]:
        session = self._session
        program = shutil.which("hunspell")
        path = dictionary(session.layout.root, session.project, locale)
        if program is None or path is None:
            self.without[locale] = None
            return ()
        catalogs = (self._session.catalog(of, article) for of, article in self._jobs if of == locale)
        texts = [entry for catalog in catalogs if catalog for entry in _approved(catalog)]
        words = {
            (word, _is_name(entry.msgstr[0], at, locale)) for entry in texts for word, at in _words(entry)
        }
        asked = sorted({word for word, _ in words} - {word for word, name in words if name})
        try:
            command = [program, "-l", "-i", "utf-8", "-d", str(path.with_suffix(""))]
            sent = "\n".join(asked).encode()
            answer = subprocess.run(command, input=sent, capture_output=True, check=True, timeout=_SECONDS)
        except (OSError, subprocess.SubprocessError):
            self.without[locale] = None
            return ()
        unknown = frozenset(answer.stdout.decode("utf-8", "replace").split())
        return unknown - self._own(locale, unknown)

    def _own(self, locale: str, words: Iterable[str]) -> frozenset[str]:
        """Return those of the words that are forms of the glossary's, or of the project's list."""
        concepts = self._session.pipeline.concepts.values()
        texts = [term.text for concept in concepts for term in terms_for(concept, locale)]
        path = self._session.layout.glossary / "words.txt"
        lines = read_regular(path).decode("utf-8", "replace").splitlines() if path.is_file() else []
        texts += (line.partition("#")[0] for line in lines)
        known = {word for text in texts for word in _WORD.findall(text.lower())}
        forms = morphology(locale)
        pairs = ((word, word.lower(), one) for word in words for one in known if one[0] == word[0].lower())
        return frozenset(word for word, low, one in pairs if low == one or forms.same(one, low, alone=False))


def _approved(catalog: Catalog) -> Iterator[Entry]:
    return (entry for entry in catalog.active() if state_of(entry) is State.APPROVED)


def _words(entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield the words of a translation that may be wrong: none of code, none in capitals, none of the source."""
    from postl10n.stages.check.rules.base import prose

    source = frozenset(_WORD.findall(entry.msgid))
    for match in _WORD.finditer(prose(entry.msgstr[0])):
        word = match[0]
        if word not in source and word[1:] == word[1:].lower():
            yield word, match.start()


def _is_name(text: str, at: int, locale: str) -> bool:
    """Return True for a word with a capital that no sentence's beginning explains."""
    capital = text[at].isupper() and not language(locale).nouns_capitalised
    return capital and not _SENTENCE_BEGINS.search(text, max(0, at - 4), at)


def _finding(word: str, at: int) -> Finding:
    span = Span(side="target", start=at, end=at + len(word))
    return Finding(rule=RULE, severity=Severity.NOTICE, message=f"no dictionary has {word}", span=span)
