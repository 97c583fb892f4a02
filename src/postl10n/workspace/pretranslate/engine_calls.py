"""The engines of one run: opened when first needed, asked for what no journal has, within a limit of cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from postl10n.engines import check_settings, known_settings, open_engine
from postl10n.engines.settings import ENGINES
from postl10n.errors import (
    EngineError,
    EngineSettingsError,
    Faults,
    Place,
    PluginError,
    Postl10nError,
    ProjectError,
)
from postl10n.model.ids import segment_id
from postl10n.model.project import EngineAnswer, EngineAsk, EngineSettings, Project
from postl10n.ports import Engine, PaidEngine
from postl10n.project.config import FILE_NAME
from postl10n.stages.pretranslate.engine_request import EngineRequest
from postl10n.workspace.pretranslate.journal import DraftJournal

_FREE = frozenset({"apertium", "opencc", "apy"})
"""Kinds that answer again for nothing: their answers need not be kept as they arrive."""
_SETTINGS_HINT = "docs/engines.md has an example of each setting."
_Pair = tuple[str, str, str]
"""Engine, locale of the texts, target locale."""


def refuse_unknown(project: Project) -> None:
    """Raise ProjectError or FaultGroup for engines whose kind or settings we don't know, or can't work."""
    faults = Faults()
    for engine in project.engines.named.values():
        try:
            known = known_settings(engine.kind)
        except EngineError as error:
            faults.add(_at(engine, "kind", error.message, error.hint))
            continue
        hint = "Known here: " + ", ".join(sorted({"kind", *known})) + "."
        unknown = [key for key in engine.settings if key not in known]
        for key in unknown:
            faults.add(_at(engine, key, f"unknown setting {key!r} in [engines.{engine.name}]", hint))
        if not unknown:
            with faults.collect(), _placed(engine):
                check_settings(engine.name, engine.kind, engine.settings)
    faults.raise_any()


@contextmanager
def _placed(engine: EngineSettings) -> Iterator[None]:
    """Give what is wrong with an engine's settings the line of the setting that the message names."""
    try:
        yield
    except EngineSettingsError as error:
        named = (key for key in engine.settings if key in error.message.split())
        raise _at(engine, next(named, "kind"), error.message, error.hint or _SETTINGS_HINT) from error


def _at(engine: EngineSettings, key: str, message: str, hint: str | None) -> ProjectError:
    place = Place(path=FILE_NAME, line=engine.lines.get(key, engine.line))
    return ProjectError(message, place=place, hint=hint)


class Machines:
    """Engines that are opened once and called many times; a failing one is reported once and not called again."""

    def __init__(self, project: Project, environ: Mapping[str, str], max_cost: float | None) -> None:
        """Raises what `refuse_unknown` does."""
        refuse_unknown(project)
        self._project = project
        self._environ = environ
        self._max_cost = max_cost
        self._open: dict[_Pair, Engine | None] = {}
        self._known: dict[tuple[_Pair, EngineAsk], EngineAnswer] = {}
        self._failed: set[tuple[_Pair, EngineAsk]] = set()
        self._notices: dict[str, None] = {}
        self.spent: defaultdict[str, float] = defaultdict(float)
        """Amounts spent, or to be spent, by currency."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Why engines were not asked, or no longer; each once."""
        return tuple(self._notices)

    def close(self) -> None:
        for engine in self._open.values():
            if engine is not None:
                engine.close()
        self._open.clear()

    def engine(self, name: str, source: str, locale: str) -> Engine | None:
        """The engine for a pair of locales; None where it can't be used here, which a notice tells.

        Raises ProjectError for settings that can't work anywhere.
        """
        pair = (name, source, locale)
        if pair not in self._open:
            settings = self._project.engines.named[name]
            try:
                with _placed(settings):
                    self._open[pair] = open_engine(
                        name, {**settings.settings, "kind": settings.kind}, source, locale, self._environ
                    )
            except EngineError as error:
                self._give_up(pair, error)
        return self._open[pair]

    def estimate(
        self, engine: Engine, pair: _Pair, requests: Sequence[EngineRequest], journal: DraftJournal
    ) -> None:
        """Add what the answers would cost that the journal does not have; nothing is asked."""
        if isinstance(engine, PaidEngine):
            left = {one.key: one for one in requests if journal.arrived(_asked(pair, one)) is None}
            asks = [one.ask for one in left.values()]
            self.spent[engine.currency] += engine.estimate(asks) if asks else 0.0

    def answers(
        self, pair: _Pair, requests: Sequence[EngineRequest], journal: DraftJournal, article: str
    ) -> dict[EngineAsk, EngineAnswer]:
        """The answers by the keys of their questions, those first that a journal has; each is kept as it arrives."""
        distinct = {one.key: one for one in reversed(requests)}
        known = {key: answer for key in distinct if (answer := self._known.get((pair, key))) is not None}
        left = [
            one for key, one in reversed(distinct.items()) if key not in known and not self.failed(pair, one)
        ]
        if not left:
            return known
        if self._project.engines.named[pair[0]].kind in _FREE:
            return known | self._asked(pair, left, None, article)
        with journal.asking():
            for one in list(left):
                kept = journal.arrived(_asked(pair, one))
                if kept is not None:
                    known[one.key] = EngineAnswer(text=kept)
                    left.remove(one)
            return known | self._asked(pair, left, journal, article)

    def failed(self, pair: _Pair, request: EngineRequest) -> bool:
        """Return True if the question got no usable answer in this run; it is not asked again."""
        return (pair, request.key) in self._failed

    def _asked(
        self, pair: _Pair, requests: Sequence[EngineRequest], journal: DraftJournal | None, article: str
    ) -> dict[EngineAsk, EngineAnswer]:
        found: dict[EngineAsk, EngineAnswer] = {}
        for one, answer in self._arriving(pair, requests):
            if journal is not None:
                journal.arrive(article, _asked(pair, one), answer.text)
            self._known[pair, one.key] = found[one.key] = answer
        return found

    def _arriving(
        self, pair: _Pair, requests: Sequence[EngineRequest]
    ) -> Iterator[tuple[EngineRequest, EngineAnswer]]:
        engine = self.engine(*pair)
        if engine is None:
            return
        requests = self._affordable(engine, requests)
        if not requests:
            return
        before = engine.spent if isinstance(engine, PaidEngine) else 0.0
        asks = [one.ask for one in requests]
        try:
            # An engine that answers more than it was asked is heard no longer than its questions.
            with ENGINES.guard(self._project.engines.named[pair[0]].kind):
                answers = islice(engine.translate(asks), len(asks))
                for one, answer in zip(requests, answers, strict=False):
                    if answer is not None:
                        yield one, answer
                    else:
                        self._failed.add((pair, one.key))
        except (EngineError, PluginError) as error:
            self._give_up(pair, error)
        finally:
            if isinstance(engine, PaidEngine):
                self.spent[engine.currency] += engine.spent - before

    def _affordable(self, engine: Engine, requests: Sequence[EngineRequest]) -> Sequence[EngineRequest]:
        """As many of the first as the limit allows."""
        if self._max_cost is None or not isinstance(engine, PaidEngine) or not requests:
            return requests
        asks = [one.ask for one in requests]
        left = self._max_cost - self.spent.get(engine.currency, 0.0)
        whole = engine.estimate(asks)
        if whole <= 0:
            self._notice(f"{engine.name} was not called: it has no price set, which --max-cost needs")
            return ()
        fits = len(asks)
        if whole > left:
            fits = _largest(len(asks), lambda count: engine.estimate(asks[:count]) <= left)
            self._notice(
                f"{engine.name} was not called again: it would cost more than {self._max_cost:g} {engine.currency}"
            )
        return requests[:fits]

    def _give_up(self, pair: _Pair, error: Postl10nError) -> None:
        engine = self._open.get(pair)
        self._open[pair] = None
        if engine is not None:
            engine.close()
        hint = f" ({error.hint})" if error.hint else ""
        name, source, locale = pair
        message = error.message.removeprefix(f"engine {name}: ")
        self._notice(f"{name} can't draft {locale} from {source}: {message}{hint}")

    def _notice(self, text: str) -> None:
        self._notices[" ".join(text.split())] = None


def _asked(pair: _Pair, one: EngineRequest) -> tuple[str, str, str, str]:
    return segment_id(one.msgid), pair[0], pair[1], one.id


def _largest(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `count` that fits, if all smaller ones do."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
