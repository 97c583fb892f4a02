"""Starts Firefox for Playwright, and answers the one command of WebDriver BiDi that Debian's Firefox does not know.

Playwright (1.65) sends `emulation.setMediaFeaturesOverride` for every context, and Firefox ESR (153) has no
such command, and a context could not be made. All else is passed on as it is.
"""

from __future__ import annotations

import asyncio
import json
import sys

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

_NOT_KNOWN = "emulation.setMediaFeaturesOverride"
_LISTENING = "WebDriver BiDi listening on "
_ANY_SIZE = 0


async def _relay(
    source: ClientWebSocketResponse | web.WebSocketResponse,
    target: ClientWebSocketResponse | web.WebSocketResponse,
) -> None:
    async for message in source:
        if message.type is not WSMsgType.TEXT:
            break
        command = json.loads(message.data)
        if command.get("method") == _NOT_KNOWN:
            await source.send_json({"type": "success", "id": command["id"], "result": {}})
        else:
            await target.send_str(message.data)
    await target.close()


async def _serve(program: str, *arguments: str) -> int:
    firefox = await asyncio.create_subprocess_exec(program, *arguments, stderr=asyncio.subprocess.PIPE)
    address = ""

    async def session(request: web.Request) -> web.WebSocketResponse:
        client = web.WebSocketResponse(max_msg_size=_ANY_SIZE)
        await client.prepare(request)
        async with ClientSession() as own, own.ws_connect(address, max_msg_size=_ANY_SIZE) as browser:
            await asyncio.gather(_relay(client, browser), _relay(browser, client))
        return client

    app = web.Application()
    app.router.add_get("/session", session)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    while firefox.stderr and (line := (await firefox.stderr.readline()).decode(errors="replace")):
        if line.startswith(_LISTENING):
            address = f"{line.removeprefix(_LISTENING).strip()}/session"
            line = f"{_LISTENING}ws://127.0.0.1:{runner.addresses[0][1]}\n"
        sys.stderr.write(line)
        sys.stderr.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(_serve(*sys.argv[1:])))
