"""Apertium's programs kept running as a pipe: texts go in and translations come out, each followed by NUL."""

from __future__ import annotations

import os
import re
import selectors
import shlex
import subprocess
import tempfile
import time
import weakref
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import IO

from postl10n.lang.languages.language import language

# `^$/<>[]\` are the stream format's, `{}@` are read as chunks and failures by one tool or another, `*#@` mark words on the
# way back, `~` wakes the post-generator, `+` joins analyses. As characters of the private use area they pass for
# punctuation that nobody knows.
_SIGNS = "^$/<>[]\\{}@*#~+"
_HIDE = MappingProxyType({ord(sign): 0xE000 + ord(sign) for sign in _SIGNS})
_SHOW = MappingProxyType({private: chr(sign) for sign, private in _HIDE.items()})
_LOST = re.compile("[\0\ud800-\udfff" + "".join(map(chr, _HIDE.values())) + "]")
# A straight apostrophe within a word is what the English and French dictionaries know.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
_UNKNOWN = re.compile(r"[*@]([^\W\d_](?:[\w'’-]*\w)?)")
_MARKS = re.compile(r"[*@#](?=\w)")


def carriable(text: str) -> bool:
    """Return True if the text can be restored from an answer: no NUL, and none of our private use characters."""
    return not _LOST.search(text)


def wrap(text: str, code: str) -> str:
    """The text as the pipe takes it; `code` is its language subtag."""
    if language(code).elides:
        text = _APOSTROPHE.sub("'", text)
    return text.translate(_HIDE)


def unwrap(answer: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of an answer, and the unknown words in order, without repeats.

    `*word` was not in the source dictionary, `@word` not in the bilingual one; `#word` could not be inflected.
    """
    unknown = tuple(dict.fromkeys(match[1] for match in _UNKNOWN.finditer(answer)))
    return _MARKS.sub("", answer).translate(_SHOW), unknown


# These flush by themselves and have no option `-z`.
_WITHOUT_FLUSH_OPTION = frozenset({"vislcg3", "cg-mwesplit", "hfst-tokenise", "hfst-tokenize"})
# Debian's apertium-tagger crashes in these modes, and the pipe ends silently with status 0.
_TAGGER_CRASHES = frozenset({"rus-bel", "rus-ukr", "ukr-rus"})
_CHUNK = 1 << 16
# Seconds for a program to end after its input has.
_PATIENCE = 2.0


class PipeBrokenError(Exception):
    """The pipe has ended or does not answer; `answers` are those received before."""

    def __init__(self, reason: str, answers: list[bytes]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.answers = answers


def parse_mode(name: str, text: str) -> list[list[str]]:
    """Return the commands of a mode file as argument lists, set to flush at NUL and to mark unknown words.

    Where the tagger crashes it is left out, and the constraint grammar before it outputs its first reading of a word.
    """
    words = shlex.shlex(text, posix=True, punctuation_chars="|")
    words.whitespace_split = True
    commands: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            commands.append([])
        elif word != "$2":
            commands[-1].append("-g" if word == "$1" else word)
    if name in _TAGGER_CRASHES:
        commands = [_without_tagger(command) for command in commands if command[:1] != ["apertium-tagger"]]
    return [_flushing(command) for command in commands if command]


def _without_tagger(command: list[str]) -> list[str]:
    return [command[0], "-1", "-n", *command[1:]] if command[:1] == ["cg-proc"] else command


def _flushing(command: list[str]) -> list[str]:
    program = command[0].rpartition("/")[2]
    return command if program in _WITHOUT_FLUSH_OPTION else [command[0], "-z", *command[1:]]


class Pipe:
    """Running programs, each of which reads the output of the one before it."""

    def __init__(self, commands: Sequence[Sequence[str]], environ: Mapping[str, str]) -> None:
        """Start the programs. Raises OSError if one cannot be started."""
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the pipe
        self._processes: list[subprocess.Popen[bytes]] = []
        # Runs at exit too, so that no program that we started outlives us.
        self._end = weakref.finalize(self, _end, self._processes, self._errors)
        try:
            for command in commands:
                self._start(command, environ)
        except OSError:
            self.close()
            raise
        first, last = self._processes[0].stdin, self._processes[-1].stdout
        if first is None or last is None:
            raise OSError("no pipe to the programs")
        self._in, self._out = first.fileno(), last.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)

    def _start(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        before = self._processes[-1].stdout if self._processes else None
        self._processes.append(
            subprocess.Popen(
                command,
                stdin=before or subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=environ,
                # Ctrl-C is for us; the pipe is ended in order.
                start_new_session=True,
            )
        )
        if before:
            before.close()

    def ask(self, texts: Sequence[bytes], timeout: float) -> list[bytes]:
        """Return the answers to texts without NUL, in order.

        Raises PipeBrokenError if the pipe ends, or gives no answer for `timeout` seconds.
        """
        left = memoryview(b"".join(text + b"\0" for text in texts))
        answers: list[bytes] = []
        coming = bytearray()
        deadline = time.monotonic() + timeout
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            selector.register(self._in, selectors.EVENT_WRITE)
            while len(answers) < len(texts):
                ready = [key.fd for key, _ in selector.select(max(0.0, deadline - time.monotonic()))]
                if not ready:
                    raise PipeBrokenError(f"no answer in {timeout:g} seconds", answers)
                if self._in in ready:
                    left = self._write(left, answers)
                    if not left:
                        selector.unregister(self._in)
                if self._out in ready and self._read(coming, answers):
                    deadline = time.monotonic() + timeout
        if coming or len(answers) > len(texts):
            raise PipeBrokenError("more answers than questions", answers[: len(texts)])
        return answers

    def _write(self, left: memoryview, answers: list[bytes]) -> memoryview:
        try:
            return left[os.write(self._in, left[:_CHUNK]) :]
        except BlockingIOError:
            return left
        except OSError as error:
            raise PipeBrokenError("the programs ended", answers) from error

    def _read(self, coming: bytearray, answers: list[bytes]) -> bool:
        """Read from the pipe; return True if an answer was completed."""
        try:
            read = os.read(self._out, _CHUNK)
        except BlockingIOError:
            return False
        if not read:
            raise PipeBrokenError("the programs ended", answers)
        coming += read
        *whole, rest = bytes(coming).split(b"\0") if b"\0" in read else (bytes(coming),)
        answers += whole
        coming[:] = rest
        return bool(whole)

    def complaint(self) -> str:
        """Return the last line that a program wrote to its standard error, or ""."""
        if self._errors.closed:
            return ""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - 2000))
        lines = self._errors.read().decode("utf-8", "replace").split("\n")
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")

    def close(self) -> None:
        """End the programs, by force those that do not end by themselves."""
        self._end()


def _end(processes: Sequence[subprocess.Popen[bytes]], errors: IO[bytes]) -> None:
    for process in processes:
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    errors.close()
