"""An engine: DeepL with its glossary, by version 2 of its API (https://developers.deepl.com/api-reference).

[engines.locale]
es = "deepl"

[engines.deepl]
url = "https://api-free.deepl.com"
key_from = "DEEPL_KEY"
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from xml.sax.saxutils import escape

from postl10n.engines.answers import usable
from postl10n.engines.http import JsonClient
from postl10n.engines.settings import HTTP, EngineSetting, Settings
from postl10n.errors import EngineError
from postl10n.lang.locales import language_subtag, script
from postl10n.model.project import EngineAnswer, EngineAsk

# As many texts as DeepL takes at once.
_BATCH = 50
_MARK = re.compile(r"⟦(\d+)⟧")
_TAG = re.compile(r'<x id="(\d+)"\s*(?:/>|>\s*</x>)')
# DeepL wants to be told which English, Portuguese or Chinese it is to write.
_TARGETS = {"en_GB": "EN-GB", "en": "EN-US", "pt_PT": "PT-PT", "pt": "PT-BR"}

SETTINGS = (
    *HTTP,
    EngineSetting(name="formality", default="default", choices=("default", "prefer_more", "prefer_less")),
    # For a million characters, as on the bill.
    EngineSetting(name="price", type=float, default=0.0),
    EngineSetting(name="currency", default="EUR"),
)


class DeepLEngine:
    """Tells DeepL the terms of all texts as one glossary, which is deleted at the end."""

    knows_terms = True

    def __init__(
        self, settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str]
    ) -> None:
        self.name = settings.name
        self.currency = settings.text("currency")
        self.spent = 0.0
        self._price = settings.number("price")
        self._formality = settings.text("formality")
        self._source_locale, self._locale = source_locale, locale
        key = settings.key(environ)
        headers = {"Authorization": f"DeepL-Auth-Key {key}"} if key else {}
        self._client = JsonClient(settings, key=key, headers=headers)
        self._terms: dict[str, str] = {}
        self._glossary: str | None = None

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """Raises EngineError when DeepL refuses, or fails for good."""
        for batch in _batches(asks):
            wanted = [ask for ask in batch if ask.text.strip()]
            texts = iter(self._ask(wanted) if wanted else ())
            for ask in batch:
                line = usable(ask, next(texts), self._locale) if ask.text.strip() else None
                yield EngineAnswer(text=line) if line else None

    def estimate(self, asks: Sequence[EngineAsk]) -> float:
        """The price of the characters of the texts."""
        return self._price * sum(len(_as_xml(ask.text)) for ask in asks) / 1e6

    def close(self) -> None:
        with contextlib.suppress(EngineError):
            self._forget_glossary()
        self._client.close()

    def _ask(self, batch: Sequence[EngineAsk]) -> list[str]:
        self._make_glossary(dict(term for ask in batch for term in ask.terms))
        body: dict[str, object] = {
            "text": [_as_xml(ask.text) for ask in batch],
            "source_lang": language_subtag(self._source_locale).upper(),
            "target_lang": _target(self._locale),
            "tag_handling": "xml",
        }
        if self._formality != "default":
            body["formality"] = self._formality
        if self._glossary:
            body["glossary_id"] = self._glossary
        answer = self._client.post_json("/v2/translate", body)
        found = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(found, list) or len(found) != len(batch):
            raise self._client.fault("gave not one translation for each text")
        self.spent += self.estimate(batch)
        return [_as_text(one.get("text") if isinstance(one, dict) else None) for one in found]

    def _make_glossary(self, terms: Mapping[str, str]) -> None:
        """Glossaries can't be changed: where terms are new, another one takes the place of the last."""
        if terms.items() <= self._terms.items() and (self._glossary or not self._terms):
            return
        self._forget_glossary()
        self._terms.update(terms)
        entries = (f"{_cell(source)}\t{_cell(target)}" for source, target in sorted(self._terms.items()))
        body = {
            "name": f"postl10n {self._source_locale} {self._locale}",
            "source_lang": language_subtag(self._source_locale),
            "target_lang": language_subtag(self._locale),
            "entries": "\n".join(entries),
            "entries_format": "tsv",
        }
        answer = self._client.post_json("/v2/glossaries", body)
        made = answer.get("glossary_id") if isinstance(answer, dict) else None
        if not isinstance(made, str) or not re.fullmatch(r"[\w-]+", made):
            raise self._client.fault("made no glossary")
        self._glossary = made

    def _forget_glossary(self) -> None:
        made, self._glossary = self._glossary, None
        if made:
            self._client.delete(f"/v2/glossaries/{made}")


def open_engine(
    settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str]
) -> DeepLEngine:
    return DeepLEngine(settings, source_locale, locale, environ)


def _batches(asks: Sequence[EngineAsk]) -> Iterator[Sequence[EngineAsk]]:
    return (asks[start : start + _BATCH] for start in range(0, len(asks), _BATCH))


def _target(locale: str) -> str:
    if language_subtag(locale) == "zh":
        return f"ZH-{script(locale)}".upper()
    return _TARGETS.get(locale) or _TARGETS.get(language_subtag(locale)) or language_subtag(locale).upper()


def _as_xml(text: str) -> str:
    return _MARK.sub(r'<x id="\1"/>', escape(text))


def _as_text(xml: object) -> str:
    return unescape(_TAG.sub(r"⟦\1⟧", xml)) if isinstance(xml, str) else ""


def _cell(text: str) -> str:
    return " ".join(text.split())
