"""LibreTranslate, and servers with its protocol: https://docs.libretranslate.com/api/operations/translate/"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from postl10n.engines.answers import usable
from postl10n.engines.http import HttpEngine, RequestRefusedError
from postl10n.engines.settings import HTTP, EngineSetting, Settings
from postl10n.lang.locales import bcp47, language_subtag, script
from postl10n.model.project import EngineAnswer, EngineAsk

# Codes of older servers for languages that have a tag by now.
_OLDER = MappingProxyType({"zh-hant": "zt", "pt-br": "pb"})


SETTINGS = (*HTTP, EngineSetting(name="batch", type=int, default=25, least=1, most=500))


class LibreTranslateEngine(HttpEngine):
    """A server that translates lists of texts and has no glossary."""

    def __init__(
        self, settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str]
    ) -> None:
        super().__init__(settings, source_locale, locale, environ)
        self._batch = settings.count("batch")
        self._pair: tuple[str, str] | None = None
        self._answered = False

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """Yield the answers. Raises EngineError for an unknown pair, if every request is refused, and for a lasting
        failure.
        """
        for start in range(0, len(asks), self._batch):
            batch = asks[start : start + self._batch]
            wanted = [ask for ask in batch if ask.text.strip()]
            texts = iter(self._texts(wanted) if wanted else ())
            for ask in batch:
                line = usable(ask, next(texts), self._locale) if ask.text.strip() else None
                yield EngineAnswer(text=line) if line else None

    def _texts(self, batch: Sequence[EngineAsk]) -> Sequence[object]:
        """Return the answer to each text; a list that was refused or has another length is requested text by text."""
        try:
            answered = self._ask(batch)
        except RequestRefusedError:
            if len(batch) == 1:
                if not self._answered:
                    raise
                return (None,)
            answered = None
        if answered is not None and len(answered) == len(batch):
            self._answered = True
            return answered
        if len(batch) == 1:
            return (None,)
        return [text for ask in batch for text in self._texts((ask,))]

    def _ask(self, batch: Sequence[EngineAsk]) -> list[object] | None:
        source, target = self._codes()
        body: dict[str, object] = {
            "q": [ask.text for ask in batch],
            "source": source,
            "target": target,
            "format": "text",
        }
        if self._key:
            body["api_key"] = self._key
        answer = self._client.post_json("/translate", body)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        return texts if isinstance(texts, list) else None

    def _codes(self) -> tuple[str, str]:
        """Return the server's codes for the two locales, requested once."""
        if self._pair is None:
            sources = _languages(self._client.get("/languages"))
            source = choose_code(sources, self._source_locale)
            target = choose_code(sources.get(source or "", ()), self._locale)
            if source is None or target is None:
                raise self._client.fault(f"does not translate {self._source_locale} → {self._locale}")
            self._pair = source, target
        return self._pair


open_engine = LibreTranslateEngine


def choose_code(codes: Sequence[str] | Mapping[str, object], locale: str) -> str | None:
    """Return the server's code for the locale; never one of another script.

    >>> choose_code(["en", "pt", "pt-BR", "zh-Hant"], "pt_PT")
    'pt'
    """
    by_name = {code.lower().replace("_", "-"): code for code in codes}
    wanted = [bcp47(locale).lower()]
    while "-" in wanted[-1]:
        wanted.append(wanted[-1].rpartition("-")[0])
    wanted.insert(-1, f"{language_subtag(locale)}-{script(locale)}".lower())
    for name in wanted:
        if name == language_subtag(locale) and script(name) != script(locale):
            continue
        for known in (name, _OLDER.get(name, name)):
            if known in by_name:
                return by_name[known]
    return None


def _languages(answer: object) -> dict[str, tuple[str, ...]]:
    """Return the target codes of each source code, from the answer of `/languages`; malformed entries are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in answer if isinstance(answer, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("code"), str):
            targets = entry.get("targets")
            found[entry["code"]] = tuple(
                code for code in (targets if isinstance(targets, list) else ()) if isinstance(code, str)
            )
    return found
