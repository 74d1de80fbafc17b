"""Who may ask: programs on this machine that know the token, and no page in a browser.

A page of any site can have a browser send requests to this machine, and can have its own name lead to
it (DNS rebinding); the one tells its Origin, the other a Host that is not ours.
"""

import hmac
from collections.abc import Mapping
from typing import NamedTuple

OPEN = ("/health",)
NAMES = ("127.0.0.1", "localhost", "[::1]")


class Refusal(NamedTuple):
    status: int
    error: str


class Guard(NamedTuple):
    """`host` is the address that the server is bound to, as it stands in a URL."""

    token: str
    host: str
    port: int

    def refuse(self, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Why a request is not carried out, None for one that is. Header names are in lower case."""
        hosts = {name if not port else f"{name}:{port}" for name in (*NAMES, self.host) for port in ("", self.port)}
        if headers.get("host", "").lower() not in hosts:
            return Refusal(403, "The Host of the request is not this server. Ask for it by its own address, such as 127.0.0.1.")
        if "origin" in headers or headers.get("sec-fetch-site", "none") != "none":
            return Refusal(403, "Pages in browsers may not ask this server. Send the request from the publishing system's own code.")
        if path in OPEN:
            return None
        kind, _, told = headers.get("authorization", "").partition(" ")
        # Headers are bytes in Latin-1; compared in a time that tells nothing of where they differ.
        right = hmac.compare_digest(told.strip().encode("latin-1", "replace"), self.token.encode("utf-8"))
        if kind.lower() == "bearer" and right:
            return None
        return Refusal(401, "The token is missing or wrong. Send the header Authorization: Bearer TOKEN, with the token of this server.")
