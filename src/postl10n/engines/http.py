"""An HTTP client for engines: JSON in, JSON out, with every wait and every size bounded.

A request has one deadline for everything, redirects are not followed, proxies and certificates of the environment are
not used; only requests refused temporarily (429, 5xx) or that never reached the server are retried.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
import stamina

from postl10n.engines.settings import Settings
from postl10n.errors import EngineError

# Bytes: a thousand times the size of a batch of sentences.
_MOST = 8 << 20
# Seconds: longer waits asked for by a server are refused.
_LONGEST_WAIT = 60.0
_CONNECT = 10.0
_EXCERPT = 160
_KINDS = ("application/json", "text/json")

# The user need not see retries; without a handler Python would print them.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class RequestRefusedError(EngineError):
    """The server refuses this particular request: 400, 413 or 422."""


class LostAnswerError(EngineError):
    """The server may have done and charged for the work, but its answer did not arrive or is invalid."""


class _RefusedForNowError(Exception):
    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class JsonClient:
    """Sequential requests to one server; not for use inside an event loop, as it runs its own."""

    def __init__(
        self, settings: Settings, *, key: str | None, headers: Mapping[str, str] | None = None
    ) -> None:
        """`key` is masked in every message; `headers` are sent with each request, to this server only."""
        self._name = settings.name
        self._url = settings.url()
        self._host = urlsplit(self._url).netloc
        self._timeout = settings.number("timeout")
        self._attempts = settings.count("retries") + 1
        self._key = key
        self._headers = {
            "Accept": "application/json",
            # A small answer that decompresses to a huge one is not worth the bytes saved.
            "Accept-Encoding": "identity",
            "User-Agent": "postl10n",
            **(headers or {}),
        }
        # A deadline for a whole request, DNS and headers included, needs a task that can be cancelled.
        self._runner: asyncio.Runner | None = None
        self._client: httpx.AsyncClient | None = None

    def get(self, path: str) -> object:
        return self._request("GET", path, None, None)

    def post_json(self, path: str, body: object) -> object:
        return self._request("POST", path, json.dumps(body).encode(), "application/json")

    def post_form(self, path: str, fields: Mapping[str, str]) -> object:
        content = str(httpx.QueryParams(dict(fields))).encode()
        return self._request("POST", path, content, "application/x-www-form-urlencoded")

    def delete(self, path: str) -> None:
        self._request("DELETE", path, None, None)

    def close(self) -> None:
        runner, client = self._runner, self._client
        self._runner = self._client = None
        if runner is not None:
            try:
                if client is not None:
                    runner.run(client.aclose())
            finally:
                runner.close()

    def fault(self, wrong: str, hint: str | None = None) -> EngineError:
        return EngineError(f"engine {self._name}: {self._host} {wrong}", hint=hint)

    def _lost(self, wrong: str) -> LostAnswerError:
        return LostAnswerError(f"engine {self._name}: {self._host} {wrong}")

    def _request(self, method: str, path: str, content: bytes | None, kind: str | None) -> object:
        """Return the parsed answer. Raises EngineError; RequestRefusedError if another request may succeed."""
        if self._runner is None:
            self._runner = asyncio.Runner()
        headers = {**self._headers, **({"Content-Type": kind} if kind else {})}
        request = httpx.Request(method, self._url + path, content=content, headers=headers)
        return self._parse(self._runner.run(self._retried(request)))

    async def _retried(self, request: httpx.Request) -> bytes:
        try:
            async for attempt in stamina.retry_context(
                on=_wait, attempts=self._attempts, timeout=None, wait_initial=0.5, wait_max=_LONGEST_WAIT
            ):
                with attempt:
                    return await self._once(request)
        except _RefusedForNowError as refused:
            raise self.fault(refused.reason) from None
        raise self.fault("was not asked")

    async def _once(self, request: httpx.Request) -> bytes:
        if self._client is None:
            self._client = httpx.AsyncClient(
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(self._timeout, connect=min(_CONNECT, self._timeout)),
            )
        try:
            async with asyncio.timeout(self._timeout):
                response = await self._client.send(request, stream=True)
                try:
                    return await self._answer(response)
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _RefusedForNowError("cannot be reached") from error
        except (TimeoutError, httpx.TimeoutException) as error:
            raise self._lost(f"gave no whole answer in {self._timeout:g} seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._lost(f"broke the connection or HTTP ({type(error).__name__})") from error

    async def _answer(self, response: httpx.Response) -> bytes:
        status = response.status_code
        if status == 429 or status >= 500:
            raise _RefusedForNowError(
                f"answered {_status(response)}, again and again", self._patience(response)
            )
        if response.is_redirect or 300 <= status < 400:
            target = urlsplit(response.headers.get("location", "")).netloc or self._host
            raise self.fault(
                f"redirects to {printable(target)}, which is not followed", "Set url to the final address."
            )
        if response.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
            raise self.fault("answered in a compressed form that was not asked for")
        body = await self._body(response.aiter_raw())
        if not 200 <= status < 300:
            raise self._refusal(response, body)
        if status == 204:
            return b"null"
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in _KINDS and not kind.endswith("+json"):
            raise self.fault(f"answered {printable(kind) or 'something'}, not JSON", "Is url right?")
        return body

    async def _body(self, chunks: AsyncIterator[bytes]) -> bytes:
        body = bytearray()
        async for chunk in chunks:
            body += chunk
            if len(body) > _MOST:
                raise self._lost(f"answered more than {_MOST >> 20} MiB")
        return bytes(body)

    def _patience(self, response: httpx.Response) -> float | None:
        """Return the seconds that the server asks to wait. Raises EngineError if that is too long."""
        wait = retry_after(response.headers.get("retry-after", ""), datetime.now(UTC))
        if wait is not None and wait > _LONGEST_WAIT:
            raise self.fault(f"answered {_status(response)} and asks to wait {wait:.0f} seconds")
        return wait

    def _refusal(self, response: httpx.Response, body: bytes) -> EngineError:
        wrong = f"answered {_status(response)}"
        said = _reason(body)
        said = printable(said.replace(self._key, "***") if self._key else said)
        message = f"engine {self._name}: {self._host} {wrong}" + (f": {said}" if said else "")
        if response.status_code in (400, 413, 422):
            return RequestRefusedError(message)
        hint = {401: "Is the key right?", 403: "Is the key right?", 404: "Is url right?"}
        return EngineError(message, hint=hint.get(response.status_code))

    def _parse(self, body: bytes) -> object:
        try:
            parsed: object = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise self._lost("answered what is not JSON") from error
        return parsed


class HttpEngine:
    """An engine behind one server."""

    knows_terms = False

    def __init__(
        self, settings: Settings, source_locale: str, locale: str, environ: Mapping[str, str]
    ) -> None:
        self.name = settings.name
        self._source_locale, self._locale = source_locale, locale
        self._key = settings.key(environ)
        self._client = JsonClient(settings, key=self._key)

    def close(self) -> None:
        self._client.close()


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header, a number or a date; None for anything else."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())


def printable(text: str) -> str:
    """Return foreign text for use in a message: one line, printable characters, truncated."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "…"


def _wait(error: Exception) -> bool | float:
    if not isinstance(error, _RefusedForNowError):
        return False
    return True if error.wait is None else error.wait


def _status(response: httpx.Response) -> str:
    return f"{response.status_code} {printable(response.reason_phrase)}".rstrip()


def _reason(body: bytes) -> str:
    """Return the message in the body of a refusal: `error`, `error.message` or `message` of a JSON object."""
    try:
        said: object = json.loads(body[:_MOST])
    except (ValueError, RecursionError):
        return ""
    for field in ("error", "message", "explanation"):
        if isinstance(said, dict) and field in said:
            said = said[field]
    return said if isinstance(said, str) else ""
