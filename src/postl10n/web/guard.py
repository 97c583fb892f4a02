"""Who may talk to our servers, and how: every request passes here before anything else looks at it.

A server is for one person on this computer. Its attackers are pages of other sites in the same browser (forged
requests, names that resolve to the loopback) and other programs that guess. What it relies on: the exact Host, a
secret that only the terminal showed, the browser's word on where a request comes from, a second secret that only
our own pages know, and answers that no other page can embed or run code in. A preview shows what is meant for
everybody, changes nothing and has no secrets.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from postl10n.errors import UsageError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


HOST = "127.0.0.1"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".txt": "text/plain; charset=utf-8",
}
"""By the ending of a file; the system's own list depends on what is installed."""
OTHER_TYPE = "application/octet-stream"


def listening(port: int, host: str = HOST) -> socket.socket:
    """A socket that listens on the loopback; port 0 takes any free one.

    Raises UsageError for an address that other computers reach, and for a port in use.
    """
    if not _is_loopback(host):
        hint = "To use it from elsewhere, forward the port: ssh -L 8010:127.0.0.1:8010 HOST."
        raise UsageError(f"{host} is not an address of this computer alone", hint=hint)
    # Named in full: for any other protocol number asyncio leaves Nagle's algorithm on, which holds the end of an
    # answer back until the browser has acknowledged its beginning, for 40 ms.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()
    except OSError as error:
        made.close()
        hint = "Choose another one with --port, or 0 for any that is free."
        raise UsageError(f"port {port} can't be used: {error.strerror}", hint=hint) from error
    return made


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        # A name may resolve to anything, tomorrow at the latest.
        return False


def server(application: ASGIApp) -> uvicorn.Server:
    """A server for the application; run it with `run(sockets=[listening(port)])`."""
    # uvicorn takes a while to import, which `--help` need not wait for.
    import uvicorn

    from postl10n.web.connections import Connection

    return uvicorn.Server(
        uvicorn.Config(
            application,
            http=Connection,
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=2,
            ws="none",
        )
    )


MOST_BYTES = 1024 * 1024
"""Of a request's body: a reviewer writes sentences."""
TOKEN = "token"  # noqa: S105 - the name of a parameter
FORM_HEADER = "x-postl10n-form"
FORM_TYPE = "application/x-www-form-urlencoded"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Shown before a session exists, so in English alone. The link makes the browser ask again from our own page: it
# keeps a strict cookie back from a visit that another page began.
_NO_SESSION = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>postl10n review</title>'
    "<h1>This page needs its key</h1><p>Open the address that <code>postl10n review</code> printed. "
    'If you just did: <a href="/">go on</a>.</p></html>'
)


@dataclass(slots=True, kw_only=True)
class Keys:
    """The secrets of one start of the server."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In the address that the terminal shows."""
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In the cookie."""
    form: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """In our own pages; every change sends it in a header, which no form of another page can."""
    _once: set[str] = field(default_factory=set)

    def once(self) -> str:
        """A further token that opens one session: a browser is started with it, and other users see command lines."""
        made = secrets.token_urlsafe(24)
        self._once.add(made)
        return made

    def opens(self, token: str) -> bool:
        if _same(token, self.token):
            return True
        for one in self._once:
            if _same(token, one):
                self._once.remove(one)
                return True
        return False


def _same(given: str, own: str) -> bool:
    return secrets.compare_digest(given.encode(), own.encode())


class HostGuard:
    """An ASGI application around another that answers to its own name alone, and to no other site's pages."""

    methods: ClassVar[tuple[str, ...]] = ("GET", "HEAD")

    def __init__(self, inner: ASGIApp, *, port: int, policy: str) -> None:
        """port: where the server listens, which every request must name; policy: what answers may load."""
        self._inner = inner
        self._headers = {"Content-Security-Policy": policy, **_HEADERS}
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        sealed = self._sealed(send)
        answer = self._objection(scope, Headers(scope=scope))
        if answer is not None:
            await answer(scope, receive, sealed)
            return
        await self._inner(scope, _capped(receive), sealed)

    def _objection(self, scope: Scope, headers: Headers) -> Response | None:
        return self._refusal(scope, headers) or _foreign(headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, "unknown host")
        if scope["method"] not in self.methods:
            answer = _plain(HTTPStatus.METHOD_NOT_ALLOWED, "method not allowed")
            answer.headers["Allow"] = ", ".join(self.methods)
            return answer
        return None

    def _sealed(self, send: Send) -> Send:
        """Every answer carries the headers that keep other pages out; an answer's own Cache-Control stays."""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return sealed


class Guard(HostGuard):
    """The same that refuses what is not the reviewer's own."""

    methods = ("GET", "HEAD", "POST")

    def __init__(self, inner: ASGIApp, *, port: int, keys: Keys) -> None:
        super().__init__(inner, port=port, policy=_POLICY)
        self._keys = keys
        # Cookies are not kept apart by port: two servers must not take one another's.
        self._cookie = f"postl10n-review-{port}"

    def _objection(self, scope: Scope, headers: Headers) -> Response | None:
        answer = self._refusal(scope, headers) or self._greeting(scope) or self._stranger(headers)
        if answer is None and scope["method"] == "POST":
            return self._forgery(headers) or _too_large(headers)
        return answer

    def _greeting(self, scope: Scope) -> Response | None:
        """The token in the address is exchanged for the cookie once, and leaves the address."""
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in asked if name == TOKEN]
        if scope["method"] != "GET" or len(given) != 1 or not self._keys.opens(given[0]):
            return None
        rest = urlencode([(name, value) for name, value in asked if name != TOKEN])
        # One leading slash: `//elsewhere` would be another site's address.
        path = "/" + quote(scope["path"].lstrip("/\\"))
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), HTTPStatus.SEE_OTHER)
        answer.set_cookie(self._cookie, self._keys.session, path="/", httponly=True, samesite="strict")
        return answer

    def _stranger(self, headers: Headers) -> Response | None:
        """No session, or a request of another site's page for something that is no page."""
        if not _same(cookie_parser(headers.get("cookie", "")).get(self._cookie, ""), self._keys.session):
            return HTMLResponse(_NO_SESSION, HTTPStatus.FORBIDDEN)
        return _foreign(headers)

    def _forgery(self, headers: Headers) -> Response | None:
        """A change must come from our own page: by its origin, the browser's word, and our own secret."""
        if headers.get("origin") != f"http://{headers['host']}":
            return _plain(HTTPStatus.FORBIDDEN, "a change from another origin")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _plain(HTTPStatus.FORBIDDEN, "a change from another page")
        if not _same(headers.get(FORM_HEADER, ""), self._keys.form):
            return _plain(HTTPStatus.FORBIDDEN, "a change without the page's key; load the page again")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
            return _plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "changes are forms")
        return None


class TooLarge(Exception):
    """A body that says less than it holds, or does not say how much."""


def _foreign(headers: Headers) -> Response | None:
    """A request of another site's page for something that is no page."""
    site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
    if site in ("cross-site", "same-site") and mode != "navigate":
        return _plain(HTTPStatus.FORBIDDEN, "asked by another page")
    return None


def _too_large(headers: Headers) -> Response | None:
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdecimal() or len(length) > 15 or int(length) > MOST_BYTES:
        return _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form is too large")
    return None


def _capped(receive: Receive) -> Receive:
    """Raises TooLarge from the chunk on that exceeds the limit, whatever Content-Length said."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            raise TooLarge
        return message

    return counted


def _plain(status: HTTPStatus, text: str) -> Response:
    return PlainTextResponse(text + "\n", status)
