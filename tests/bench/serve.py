"""How long a request takes beside the check alone, and whether memory stays flat.

    python tests/bench/serve.py [REQUESTS]

A page of 40 KB is checked by the same rules in this process, then over HTTP by a server with one worker, one
request after the other on one connection, then 50 at once, each on a connection of its own. Prints milliseconds (p50 and p95) and the memory of the server's processes (PSS,
in MiB, Linux only) as requests go on.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

from bylint.desk import Desk
from bylint.how import How
from bylint.inputs import PageFile

TOKEN = "a-token-for-the-bench"
PARAGRAPH = (
    '<p class="c{0}">Crew {0} of the <a href="/ferry/{0}">ferry to island {0}</a> sails again from Monday, '
    "the harbour office said on day {0}, after {0} weeks of rest.</p>\n"
)
CREDIT = "<p>This article was originally published by <a href='https://harbour.example/f'>The Harbour Gazette</a>.</p>"


def page(size: int = 40_000) -> str:
    """A page of about so many bytes, with a finding."""
    text, number = "", 0
    while len(text) < size:
        number += 1
        text += PARAGRAPH.format(number)
    head = "<!doctype html><html lang=en><head><title>Ferry back in service</title></head>"
    return f"{head}<body><article><h1>Ferry back in service</h1><p>By Ada Quay</p>{text}<p>Advertisement</p>{CREDIT}</article></body></html>"


def shown(name: str, seconds: list[float]) -> None:
    cuts = quantiles(seconds, n=20)
    print(f"{name:<28} p50 {cuts[9] * 1000:7.1f} ms   p95 {cuts[18] * 1000:7.1f} ms   ({len(seconds)} times)", flush=True)


def direct(html: str, times: int) -> list[float]:
    desk, taken = Desk(isolated=True), []
    file = PageFile("page.html", data=html.encode())
    desk.read([file])
    for _ in range(times):
        began = time.perf_counter()
        list(desk.check([file], How(jobs=0)).results)
        taken.append(time.perf_counter() - began)
    return taken[3:]


def memory(process: int) -> float:
    """Of a process and those below it."""
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    own = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    return (int(own[1]) / 1024 if own else 0) + sum(memory(int(child)) for child in below)


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    html = page()
    shown("the check alone", direct(html, 200))
    command = [str(Path(sys.executable).parent / "bylint"), "serve", "--port", "0", "--jobs", "1", "--isolated"]
    environment = {**os.environ, "BYLINT_SERVE_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        found = re.search(r":(\d+)/check", server.stdout.readline())
        assert found
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
        body = json.dumps({"html": html})
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        taken = []
        for number in range(1, requests + 1):
            began = time.perf_counter()
            connection.request("POST", "/check", body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            taken.append(time.perf_counter() - began)
            if number in (20, requests) or number % max(requests // 4, 1) == 0:
                print(f"after {number:>5} requests: {memory(server.pid):.1f} MiB", flush=True)
        shown("a request", taken[3:])

        def one(_: int) -> float:
            began = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=60)
            connection.request("POST", "/check", body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            return time.perf_counter() - began

        with ThreadPoolExecutor(50) as threads:
            shown("a request, 50 at once", [seconds for _ in range(4) for seconds in threads.map(one, range(50))])
        server.terminate()


if __name__ == "__main__":
    main()
