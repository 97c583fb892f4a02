"""Runs an application on the loopback, and nowhere else."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

from postl10n.errors import UsageError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_AT_ONCE = 64
"""Requests: one person's browser makes a handful."""


def listening(port: int, host: str = HOST) -> socket.socket:
    """A socket that listens on the loopback; port 0 takes any free one.

    Raises UsageError for an address that other computers reach, and for a port in use.
    """
    if not _is_loopback(host):
        hint = "To use it from elsewhere, forward the port: ssh -L 8010:127.0.0.1:8010 HOST."
        raise UsageError(f"{host} is no address of this computer alone", hint=hint)
    # Named in full: for any other protocol number asyncio leaves Nagle's algorithm on, which holds the end of an
    # answer back until the browser has acknowledged its beginning, for 40 ms.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_AT_ONCE)
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

    return uvicorn.Server(
        uvicorn.Config(
            application,
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=2,
            ws="none",
        )
    )
