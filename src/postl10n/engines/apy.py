"""An Apertium server, apertium-apy: https://wiki.apertium.org/wiki/Apertium-apy"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postl10n.engines.answers import usable
from postl10n.engines.apertium.modes import choose_mode
from postl10n.engines.apertium.pipe import carriable, unwrap, wrap
from postl10n.engines.http import HttpEngine, RequestRefusedError
from postl10n.engines.settings import HTTP
from postl10n.lang.locales import language_subtag
from postl10n.model.project import EngineAnswer, EngineAsk

SETTINGS = HTTP


class ApyEngine(HttpEngine):
    """A server that translates one text for each request, and marks unknown words."""

    _pair: str | None = None

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """Yield the answers. Raises EngineError for an unknown pair, and for a lasting failure."""
        for ask in asks:
            yield self._answer(ask) if carriable(ask.text) and ask.text.strip() else None

    def _answer(self, ask: EngineAsk) -> EngineAnswer | None:
        fields = {
            "langpair": self._langpair(),
            "q": wrap(ask.text, language_subtag(self._source_locale)),
            "markUnknown": "yes",
            "format": "txt",
        }
        if self._key:
            fields["key"] = self._key
        try:
            answer = self._client.post_form("/translate", fields)
        except RequestRefusedError:
            return None
        raw = _data(answer).get("translatedText")
        if not isinstance(raw, str):
            return None
        text, unknown = unwrap(raw)
        line = usable(ask, text, self._locale)
        return EngineAnswer(text=line, unknown=unknown) if line else None

    def _langpair(self) -> str:
        """Return the server's name for the pair of locales, requested once."""
        if self._pair is None:
            answer = self._client.get("/listPairs")
            pairs = answer.get("responseData") if isinstance(answer, dict) else None
            names = [_mode(pair) for pair in (pairs if isinstance(pairs, list) else ())]
            mode = choose_mode((name for name in names if name), self._source_locale, self._locale)
            if mode is None:
                raise self._client.fault(f"does not translate {self._source_locale} → {self._locale}")
            self._pair = mode.replace("-", "|")
        return self._pair


open_engine = ApyEngine


def _data(answer: object) -> dict[str, object]:
    data = answer.get("responseData") if isinstance(answer, dict) else None
    return data if isinstance(data, dict) else {}


def _mode(pair: object) -> str:
    match pair:
        case {"sourceLanguage": str(source), "targetLanguage": str(target)}:
            return f"{source}-{target}"
    return ""
