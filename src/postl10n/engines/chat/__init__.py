"""Chat models behind the widespread `/chat/completions` protocol, given glossary, neighbouring sentences and style."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

import babel

from postl10n.engines.answers import usable
from postl10n.engines.http import JsonClient, LostAnswerError, printable
from postl10n.engines.settings import HTTP, EngineSetting, Settings
from postl10n.errors import EngineError
from postl10n.lang.locales import bcp47, cldr
from postl10n.model.project import EngineAnswer, EngineAsk

# Characters of a neighbouring sentence: enough to know what "it" is.
_CONTEXT = 400
_THOUGHTS = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL | re.IGNORECASE)

_STYLE = "The client's style guide for {target}:\n{style}\n"


def instructions(source_locale: str, locale: str, style: str) -> str:
    """Return the system message for a pair of locales."""
    target = _named(locale)
    rules = (files(__package__) / "instructions.txt").read_text("utf-8")
    text = rules.format(source=_named(source_locale), target=target)
    return text + _STYLE.format(target=target, style=style.strip()) if style.strip() else text


def question(asks: Sequence[EngineAsk]) -> str:
    """Return the user message: the segments with ids from 1."""
    return json.dumps(
        {"segments": [_segment(number, ask) for number, ask in enumerate(asks, 1)]}, ensure_ascii=False
    )


def read_answer(content: str, size: int) -> list[str | None]:
    """Return the translations of ids 1 to `size`; None where there is none, or two that differ.

    Thoughts before the JSON and a code fence around it are accepted; anything else that is not the requested object
    has no translations.
    """
    found: dict[str, set[str]] = {}
    for item in _items(content):
        if isinstance(item, dict):
            number, text = item.get("id"), item.get("text")
            if isinstance(number, str | int) and not isinstance(number, bool) and isinstance(text, str):
                found.setdefault(str(number), set()).add(text)
    texts = [found.get(str(number), set()) for number in range(1, size + 1)]
    return [next(iter(several)) if len(several) == 1 else None for several in texts]


def _items(content: str) -> Sequence[object]:
    thoughts = _THOUGHTS.match(content)
    content = content[thoughts.end() :] if thoughts else content
    fenced = _FENCE.fullmatch(content)
    try:
        parsed: object = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        return ()
    items = parsed.get("translations") if isinstance(parsed, dict) else None
    return items if isinstance(items, list) else ()


def _segment(number: int, ask: EngineAsk) -> dict[str, object]:
    segment: dict[str, object] = {"id": str(number), "text": ask.text}
    if ask.before:
        segment["before"] = ask.before[-_CONTEXT:]
    if ask.after:
        segment["after"] = ask.after[:_CONTEXT]
    if ask.terms:
        segment["terms"] = [{"source": source, "target": target} for source, target in ask.terms]
    return segment


def _named(locale: str) -> str:
    name = babel.Locale.parse(cldr(locale)).get_display_name("en")
    return f"{name} ({bcp47(locale)})" if name else bcp47(locale)


# The tokens of a message beside its text, as servers count them.
_FRAME = 16
# The tokens of an answer: its frame, the frame of an item, and a translation three times as long as its text.
_ANSWER, _ITEM, _GROWTH = 40, 24, 3
_MILLION = 1_000_000


def tokens(text: str) -> int:
    """Return an upper estimate of the tokens of a text, from experience with several tokenizers.

    English has about four characters a token, of which we count three; we count one token for a Cyrillic or Arabic
    letter and one and a half for a Han character, where current tokenizers need a third to two thirds, and about one.
    """
    plain = sum(sign.isascii() for sign in text)
    return math.ceil(plain / 3 + (len(text.encode("utf-8", "replace")) - plain) / 2)


def answer_tokens(texts: Iterable[str]) -> int:
    """Return the maximum number of tokens to allow for the answer."""
    return _ANSWER + sum(_ITEM + _GROWTH * tokens(text) for text in texts)


# Characters of text in a request, so that a batch of long sentences stays within the models' limits.
_LETTERS = 6000


SETTINGS = (
    *HTTP,
    EngineSetting(name="model", needed=True),
    EngineSetting(name="batch", type=int, default=10, least=1, most=100),
    EngineSetting(name="style", several_lines=True),
    # Not sent if it is left out: some models refuse any.
    EngineSetting(name="temperature", type=float, most=2),
    EngineSetting(
        name="answer_format", default="json_object", choices=("json_object", "json_schema", "text")
    ),
    # For a million tokens of the question, and of the answer.
    EngineSetting(name="input_price", type=float, default=0.0),
    EngineSetting(name="output_price", type=float, default=0.0),
    EngineSetting(name="currency", default="USD"),
    EngineSetting(name="max_cost", type=float),
    # Newer models of some peers refuse the older name of the field.
    EngineSetting(
        name="output_limit", default="max_tokens", choices=("max_tokens", "max_completion_tokens", "none")
    ),
)


class ChatEngine:
    """A chat model that charges by the token; it stops before its cost can exceed the limit."""

    knows_terms = True

    def __init__(
        self, settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str]
    ) -> None:
        self.name = settings.name
        self.currency = settings.text("currency")
        self.spent = 0.0
        self._settings = settings
        self._locale = locale
        self._instructions = instructions(source_locale, locale, settings.text("style"))
        self._prices = settings.number("input_price"), settings.number("output_price")
        self._max_cost = settings.limit("max_cost")
        if self._max_cost is not None and not any(self._prices):
            raise settings.fault("max_cost", "needs input_price and output_price")
        # The price granted for the texts requested so far; a second attempt must stay within it.
        self._granted = 0.0
        key = settings.key(environ)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = JsonClient(settings, key=key, headers=headers)

    def estimate(self, asks: Sequence[EngineAsk]) -> float:
        """Return the upper limit of the price, as far as tokens can be counted without the model; nothing is requested."""
        return sum(self._price(batch) for batch in self._batches(asks))

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """Yield the answers. Raises EngineError before a request might exceed `max_cost`, and for a lasting failure."""
        for batch in self._batches(asks):
            wanted = [ask for ask in batch if ask.text.strip()]
            texts = iter(self._translated(wanted) if wanted else ())
            for ask in batch:
                line = usable(ask, next(texts), self._locale) if ask.text.strip() else None
                yield EngineAnswer(text=line) if line else None

    def close(self) -> None:
        self._client.close()

    def _batches(self, asks: Sequence[EngineAsk]) -> Iterator[Sequence[EngineAsk]]:
        most, batch, letters = self._settings.count("batch"), list[EngineAsk](), 0
        for ask in asks:
            if batch and (len(batch) == most or letters + len(ask.text) > _LETTERS):
                yield batch
                batch, letters = [], 0
            batch.append(ask)
            letters += len(ask.text)
        if batch:
            yield batch

    def _translated(self, batch: Sequence[EngineAsk]) -> list[str | None]:
        price = self._price(batch)
        self._require_budget(price)
        self._granted += price
        texts = self._ask(batch)
        missing = [at for at, text in enumerate(texts) if text is None]
        if missing:
            self._fill(texts, batch, missing)
        return texts

    def _fill(self, texts: list[str | None], batch: Sequence[EngineAsk], missing: Sequence[int]) -> None:
        """Request missing answers once more, if the budget of the first attempt allows it."""
        again = [batch[at] for at in missing]
        if self.spent + self._price(again) <= self._granted:
            for at, text in zip(missing, self._ask(again), strict=True):
                texts[at] = text

    def _ask(self, batch: Sequence[EngineAsk]) -> list[str | None]:
        before, price = self.spent, self._price(batch)
        try:
            answer = self._client.post_json("/chat/completions", self._body(batch))
        except LostAnswerError:
            self.spent += price
            raise
        content = _content(answer)
        usage = _usage(answer.get("usage")) if isinstance(answer, dict) and content is not None else None
        self.spent = before + (self._cost(*usage) if usage else price)
        if content is None:
            raise self._client.fault("did not answer with a chat completion", "Is url right?")
        return read_answer(content, len(batch))

    def _body(self, batch: Sequence[EngineAsk]) -> dict[str, object]:
        body: dict[str, object] = {
            "model": self._settings.text("model"),
            "messages": [
                {"role": "system", "content": self._instructions},
                {"role": "user", "content": question(batch)},
            ],
        }
        temperature = self._settings.limit("temperature")
        if temperature is not None:
            body["temperature"] = temperature
        limit = self._settings.text("output_limit")
        if limit != "none":
            body[limit] = answer_tokens(ask.text for ask in batch)
        form = self._settings.text("answer_format")
        if form == "json_schema":
            wanted = json.loads((files(__package__) / "answer_schema.json").read_bytes())
            schema = {"name": "translations", "strict": True, "schema": wanted}
            body["response_format"] = {"type": form, "json_schema": schema}
        elif form == "json_object":
            body["response_format"] = {"type": form}
        return body

    def _price(self, batch: Sequence[EngineAsk]) -> float:
        asked = tokens(self._instructions) + tokens(question(batch)) + 2 * _FRAME
        return self._cost(asked, answer_tokens(ask.text for ask in batch))

    def _cost(self, asked: int, answered: int) -> float:
        return (asked * self._prices[0] + answered * self._prices[1]) / _MILLION

    def _require_budget(self, price: float) -> None:
        if self._max_cost is not None and self.spent + price > self._max_cost:
            raise EngineError(
                f"engine {self.name}: the next request may cost {price:.4f} {printable(self.currency)}, and"
                f" {self.spent:.4f} of max_cost {self._max_cost:g} are spent",
                hint="What was translated is kept. Raise max_cost to go on.",
            )


open_engine = ChatEngine


def _content(answer: object) -> str | None:
    """Return the first choice's text; None if the answer is no chat completion."""
    match answer:
        case {"choices": [{"message": {"content": str(content)}}, *_]}:
            return content
        case {"choices": [{"message": {}}, *_]}:
            # A model that declines has no content: an answer without translations.
            return ""
    return None


def _usage(usage: object) -> tuple[int, int] | None:
    match usage:
        case {"prompt_tokens": int(asked), "completion_tokens": int(answered)}:
            return (asked, answered) if all(0 <= one < 1 << 40 for one in (asked, answered)) else None
    return None
