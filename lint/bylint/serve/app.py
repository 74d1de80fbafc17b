"""The application: what is at which address, and how errors look."""

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
from bylint.serve.guard import Guard
from bylint.serve.openapi import DESCRIPTION
from bylint.serve.order import OrderError, read
from bylint.version import __version__

LOG = logging.getLogger("bylint.serve")
JSON = "application/json"
# JSON may spell a character of two bytes with six, and carries the fields besides.
SWOLLEN, BESIDES = 3, 1 << 17


def app(crew: Crew, gate: Gate, guard: Guard, page_bytes: int) -> ASGIApp:
    """The ASGI application; `page_bytes` is how large a page may be by the config of the folder."""

    async def check(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            return _error(415, "The body must be JSON. Send the header Content-Type: application/json.")
        try:
            order = read(await _body(request, SWOLLEN * page_bytes + BESIDES))
        except OrderError as error:
            return _error(422, *error.args)
        reply = await crew.check(order)
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
    return _watched(Starlette(routes=routes, exception_handlers=handlers), guard)


async def _body(request: Request, most: int) -> bytes:
    """The body, of which no more is held than is to be read."""
    body = bytearray()
    length = request.headers.get("content-length", "0")
    try:
        if not length.isdecimal() or int(length) <= most:
            async for part in request.stream():
                body += part
                if len(body) > most:
                    break
            else:
                return bytes(body)
    except ClientDisconnect as error:
        raise HTTPException(400, "The request ended before its body did.") from error
    # What is not read stays on the connection.
    raise HTTPException(413, f"The request has more than the {most:,} bytes that are read. If it is a page, raise page-bytes.")


async def _refused(_request: Request, error: HTTPException) -> Response:
    said = {404: "There is nothing here. The addresses are /check, /health and /openapi.json.", 405: "This address takes another method."}
    response = _error(error.status_code, said.get(error.status_code, error.detail))
    response.headers.update(error.headers or {})
    if error.status_code == 413:
        response.headers["connection"] = "close"
    return response


def _error(status: int, *errors: str) -> JSONResponse:
    return JSONResponse({"error": " ".join(errors), "errors": list(errors)}, status)


def _watched(inner: Starlette, guard: Guard) -> ASGIApp:
    """The application behind its guard, with a line in the log for each request: never a word of what it carried."""

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await inner(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def noted(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = guard.refuse(scope["path"], headers)
        chosen: ASGIApp = inner
        if refusal:
            more = {"www-authenticate": "Bearer", "connection": "close"} if refusal.status == 401 else {"connection": "close"}
            chosen = _error(*refusal)
            chosen.headers.update(more)
        try:
            await chosen(scope, receive, noted)
        finally:
            taken = (time.monotonic() - began) * 1000
            LOG.info("%s %s %d %.0f ms", safe(scope["method"][:20]), safe(json.dumps(scope["path"][:80])), status, taken)

    return outer
