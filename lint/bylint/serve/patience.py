"""Connections that ask nothing: they are let go, so that no number of them keeps others from asking.

The server's own library waits for the head of a request for as long as bytes come, and takes any number of connections.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

# How long a connection may take to bring the head of a request, in seconds, and how many connections there may be.
HEAD, MOST = 10, 512


class Patience(H11Protocol):
    """A connection of the server."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._wait(over=True)

    def _wait(self, *, over: bool = False) -> None:
        """Wait for a head while no request is being answered: also where what comes is the rest of a body that nobody wants."""
        asking = self.cycle is not None and not self.cycle.response_complete
        if self._late and (asking or over):
            self._late.cancel()
            self._late = None
        elif not (self._late or asking or over):
            self._late = self.loop.call_later(HEAD, self._let_go)

    def _let_go(self) -> None:
        self._late = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()
