"""The application: what is at which address, and how errors look."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bylint.pool import Lost
from bylint.safe import safe
from bylint.serve.answer import Gate, unchecked
from bylint.serve.crew import Crew, Late
from bylint.serve.guard import OPEN, Guard, Refusal
from bylint.serve.openapi import DESCRIPTION
from bylint.serve.order import OrderError, read
from bylint.version import __version__

LOG = logging.getLogger("bylint.serve")
JSON = "application/json"
# JSON may spell a character of two bytes with six, and carries the fields besides.
SWOLLEN, BESIDES = 3, 1 << 17
# How long a body may take to come, in seconds, and how many requests there may be at once.
BODY, MOST = 30, 256
GONE = "The client left before its request was answered."
FULL = Refusal(503, f"{MOST} requests are being answered already. Send this one again in a moment.")


def app(crew: Crew, gate: Gate, guard: Guard, page_bytes: int) -> ASGIApp:
    """The ASGI application; `page_bytes` is how large a page may be by the config of the folder."""

    async def check(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            return _error(415, "The body must be JSON. Send the header Content-Type: application/json.")
        try:
            # In a thread, as what is large takes a while, and others ask meanwhile.
            order = await asyncio.to_thread(read, await _body(request, SWOLLEN * page_bytes + BESIDES))
        except OrderError as error:
            return _error(422, *error.args)
        reply = await crew.check(order, request.is_disconnected)
        if reply is None:
            raise HTTPException(400, GONE)
        if isinstance(reply, Lost):
            return Response(unchecked(order.path, reply.reason, gate), 504 if isinstance(reply, Late) else 500, media_type=JSON)
        return _error(reply.status, reply.error) if reply.error else Response(reply.body, reply.status, media_type=JSON)

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__})

    async def openapi(_request: Request) -> Response:
        return JSONResponse(DESCRIPTION)

    routes = [
        Route("/check", check, methods=["POST"]),
        Route("/health", health, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]
    handlers: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = {HTTPException: _refused}
    inner = Starlette(routes=routes, exception_handlers=handlers)
    inner.router.redirect_slashes = False
    return _watched(inner, guard)


async def _body(request: Request, most: int) -> bytes:
    """The body, of which no more is held than is to be read."""
    body = bytearray()
    length = request.headers.get("content-length", "0")
    try:
        if not length.isdecimal() or int(length) <= most:
            async with asyncio.timeout(BODY):
                async for part in request.stream():
                    body += part
                    if len(body) > most:
                        break
                else:
                    return bytes(body)
    except ClientDisconnect as error:
        raise HTTPException(400, GONE) from error
    except TimeoutError as error:
        raise HTTPException(408, f"The body did not come within {BODY} seconds. Send the request again.") from error
    raise HTTPException(413, f"The request has more than the {most:,} bytes that are read. If it is a page, raise page-bytes.")


async def _refused(_request: Request, error: HTTPException) -> Response:
    said = {404: "There is nothing here. The addresses are /check, /health and /openapi.json.", 405: "This address takes another method."}
    response = _error(error.status_code, said.get(error.status_code, error.detail))
    response.headers.update(error.headers or {})
    return response


def _error(status: int, *errors: str) -> JSONResponse:
    return JSONResponse({"error": " ".join(errors), "errors": list(errors)}, status)


def _watched(inner: Starlette, guard: Guard) -> ASGIApp:
    """The application behind its guard, with a line in the log for each request: never a word of what it carried."""

    running = 0

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        nonlocal running
        began, status = time.monotonic(), 500

        async def noted(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = guard.refuse(scope["path"], headers) or (FULL if running >= MOST and scope["path"] not in OPEN else None)
        chosen: ASGIApp = inner
        if refusal:
            # No answer here closes the connection: to a client that is still sending its page that would be a broken pipe.
            chosen = _error(*refusal)
            chosen.headers.update({"www-authenticate": "Bearer"} if refusal.status == 401 else {})
        running += 1
        try:
            await chosen(scope, receive, noted)
        finally:
            running -= 1
            taken = (time.monotonic() - began) * 1000
            LOG.info("%s %s %d %.0f ms", safe(scope["method"][:20]), safe(json.dumps(scope["path"][:80])), status, taken)

    return outer
