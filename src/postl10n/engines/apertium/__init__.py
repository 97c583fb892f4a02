"""Apertium as packaged by Debian: rules and dictionaries on this machine, fast and rough, no network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from postl10n.engines.answers import usable
from postl10n.engines.apertium.modes import choose_mode, debian_package
from postl10n.engines.apertium.pipe import Pipe, PipeBrokenError, carriable, parse_mode, unwrap, wrap
from postl10n.engines.settings import EngineSetting, Settings
from postl10n.errors import EngineError
from postl10n.lang.locales import language_subtag
from postl10n.model.project import EngineAnswer, EngineAsk

# The full stop and the blank after each text, as Apertium's own deformatters add them: without them the last full
# stop is kept back. The number shows to which text an answer belongs.
_TAIL = re.compile(r"\.\s*\[(\d+)\]\s*")
# Texts in the pipe at a time: enough to keep all its programs busy.
_TOGETHER = 32
# The number of consecutive texts that broke the pipe, after which the engine is given up.
_TOO_OFTEN = 3
_MODE = re.compile(r"[A-Za-z0-9_@-]+")
# The programs get nothing else of the environment, above all no keys.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")


SETTINGS = (
    EngineSetting(name="mode"),
    # Seconds without an answer after which the pipe is started anew.
    EngineSetting(name="timeout", type=float, default=20.0, least=0.1, most=3600),
)


class ApertiumEngine:
    """One mode of Apertium as a running pipe, started with the first text."""

    knows_terms = False

    def __init__(
        self,
        name: str,
        pair: tuple[str, str],
        commands: list[list[str]],
        timeout: float,
        environ: Mapping[str, str],
    ) -> None:
        """`pair` is the source locale and the target locale."""
        self.name = name
        self._language, self._locale = language_subtag(pair[0]), pair[1]
        self._commands = commands
        self._timeout = timeout
        self._environ = environ
        self._pipe: Pipe | None = None
        self._numbers = count(1)
        self._broken = 0

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        """Yield the answers. Raises EngineError if the programs do not start, or fail on one text after another."""
        for start in range(0, len(asks), _TOGETHER):
            batch = asks[start : start + _TOGETHER]
            fit = [at for at, ask in enumerate(batch) if carriable(ask.text) and ask.text.strip()]
            raw = self._batch([wrap(batch[at].text, self._language) for at in fit])
            answers = dict(zip(fit, raw, strict=True))
            for at, ask in enumerate(batch):
                yield self._answer(ask, answers.get(at))

    def close(self) -> None:
        if self._pipe:
            self._pipe.close()
            self._pipe = None

    def _answer(self, ask: EngineAsk, raw: str | None) -> EngineAnswer | None:
        if raw is None:
            return None
        text, unknown = unwrap(raw)
        line = usable(ask, text, self._locale)
        return EngineAnswer(text=line, unknown=unknown) if line else None

    def _batch(self, texts: Sequence[str]) -> list[str | None]:
        """Return the raw answer to each text. Texts that broke the pipe together are tried again one by one."""
        done: list[str | None] = []
        alone = False
        while len(done) < len(texts):
            end = len(done) + 1 if alone else len(texts)
            try:
                done += self._ask(texts[len(done) : end])
                self._broken = 0
            except PipeBrokenError as broken:
                done += [answer.decode() for answer in broken.answers]
                if alone:
                    done.append(None)
                    self._give_up_if_hopeless(broken)
                alone = True
                self.close()
        return done

    def _ask(self, texts: Sequence[str]) -> list[str]:
        numbered = [(next(self._numbers), text) for text in texts]
        if self._pipe is None:
            self._pipe = self._start()
        try:
            raw = self._pipe.ask([f"{text}.[{number}]".encode() for number, text in numbered], self._timeout)
            broken = None
        except PipeBrokenError as error:
            raw, broken = error.answers, error.reason
        answers = []
        for (number, _), answer in zip(numbered, raw, strict=False):
            body = _body(answer, number)
            if body is None:
                broken = broken or "an answer does not belong to its question"
                break
            answers.append(body)
        if broken:
            raise PipeBrokenError(broken, [answer.encode() for answer in answers])
        return answers

    def _start(self) -> Pipe:
        try:
            return Pipe(self._commands, self._environ)
        except OSError as error:
            raise EngineError(f"engine {self.name}: Apertium does not start: {error.strerror}") from error

    def _give_up_if_hopeless(self, broken: PipeBrokenError) -> None:
        self._broken += 1
        if self._broken >= _TOO_OFTEN:
            complaint = self._pipe.complaint() if self._pipe else ""
            self.close()
            raise EngineError(
                f"engine {self.name}: Apertium broke on {_TOO_OFTEN} texts in a row: {broken.reason}",
                hint=complaint or None,
            )


def open_engine(
    settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str]
) -> ApertiumEngine:
    """Return the engine. Raises EngineError with the package to install if the pair is not installed."""
    modes = Path(environ.get("APERTIUM_DATADIR") or "/usr/share/apertium") / "modes"
    names = sorted(path.stem for path in modes.glob("*.mode"))
    mode = settings.text("mode") or choose_mode(names, source_locale, locale)
    if mode not in names:
        raise _not_installed(settings, source_locale, locale)
    if not _MODE.fullmatch(mode):
        raise settings.fault("mode", "is not the name of a mode")
    try:
        commands = parse_mode(mode, (modes / f"{mode}.mode").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"engine {settings.name}: the mode {mode} cannot be read") from error
    _require_programs(settings, commands, environ)
    passed_on = {name: environ[name] for name in _PASSED_ON if name in environ}
    # The programs only read UTF-8 in a UTF-8 locale.
    passed_on["LC_ALL"] = "C.UTF-8"
    return ApertiumEngine(
        settings.name, (source_locale, locale), commands, settings.number("timeout"), passed_on
    )


def _require_programs(settings: Settings, commands: list[list[str]], environ: Mapping[str, str]) -> None:
    for program in dict.fromkeys(command[0] for command in commands):
        if shutil.which(program, path=environ.get("PATH")) is None:
            raise EngineError(
                f"engine {settings.name}: the program {program} is not installed; install Debian's apertium,"
                " apertium-lex-tools and cg3"
            )
    if not commands:
        raise EngineError(f"engine {settings.name}: the mode is empty")


def _not_installed(settings: Settings, source_locale: str, locale: str) -> EngineError:
    if settings.text("mode"):
        return settings.lack("mode", f"{settings.text('mode')!r} is not installed")
    package = debian_package(source_locale, locale)
    if package:
        return EngineError(
            f"engine {settings.name}: Apertium's {source_locale} → {locale} is not installed; install Debian's {package}"
        )
    return EngineError(
        f"engine {settings.name}: no Apertium for {source_locale} → {locale} is known",
        hint="`apt-cache search apertium-` lists what there is; a neighbour's language may serve: { engine, from }.",
    )


def _body(answer: bytes, number: int) -> str | None:
    """Return the translation without its tail; None if the tail has another number than the text."""
    try:
        text = answer.decode("utf-8")
    except UnicodeDecodeError:
        return None
    tails = list(_TAIL.finditer(text))
    if not tails or tails[-1].end() != len(text) or int(tails[-1][1]) != number:
        return None
    return text[: tails[-1].start()]
