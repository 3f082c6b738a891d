"""Serves the explorer to this machine alone, and to no page but its own."""

import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final

import uvicorn

from uisim.explore.app import app_of

LOOPBACK: Final = "127.0.0.1"
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def serve(file: Path, lang: str, told: Callable[[str], None]) -> None:
    """Serve until interrupted. told: is given the address once it can be opened."""
    with socket.create_server((LOOPBACK, 0)) as listening:
        host = f"{LOOPBACK}:{listening.getsockname()[1]}"
        own = OwnPageOnly(app_of(file, lang), host)
        server = uvicorn.Server(uvicorn.Config(own, log_level="warning"))
        told(f"http://{host}/")
        server.run(sockets=[listening])


class OwnPageOnly:
    """Refuses what another page of the same browser asks, in its own name or by another host's."""

    def __init__(self, app: Any, host: str) -> None:
        self._app, self._host = app, host.encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on a request that names this host and comes from its page, or from no page."""
        if scope["type"] != "lifespan" and not self._is_own(dict(scope["headers"])):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await send({"type": "http.response.start", "status": 403, "headers": []})
                await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, send)

    def _is_own(self, headers: dict[bytes, bytes]) -> bool:
        own = b"http://" + self._host
        return headers.get(b"host") == self._host and headers.get(b"origin", own) == own
