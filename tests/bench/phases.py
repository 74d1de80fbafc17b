"""Where the time of a run over a site goes.

    python tests/bench/phases.py FOLDER [--jobs 1] [--ignore RULE,...]

Checks the folder anew, as `bylint check --no-cache` does, with a private store, and prints as JSON the CPU seconds of the
workers, and those of the first process: storing what is known of pages, with their notes; judging groups of notes;
putting the results together; and all else, which is finding and reading pages, and talking to the workers.
"""

import argparse
import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bylint.config import Configs
from bylint.how import How
from bylint.inputs import expand
from bylint.run import run
from bylint.site import Site
from bylint.store import Store


def phases(folder: Path, jobs: int, ignore: tuple[str, ...] = ()) -> dict[str, float]:
    """CPU seconds of each phase, and how many pages, findings and causes there were."""
    spent = {"workers": 0.0, "storing": 0.0, "judging": 0.0, "results": 0.0, "else": 0.0}

    def timed(phase: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def working(*arguments: Any, **named: Any) -> Any:
            begin = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                spent[phase] += time.process_time() - begin

        return working

    os.chdir(folder)
    begin, first = time.process_time(), time.perf_counter()
    configs = Configs(ignore=ignore)
    with (
        patch.object(Store, "save", timed("storing", Store.save)),
        patch.object(Site, "judge", timed("judging", Site.judge)),
    ):
        results = run(expand(["."]), configs.for_page, How(jobs))
    told = time.process_time()
    pages = findings = 0
    for result in results:
        pages += 1
        findings += len(result.findings)
    spent["results"] = time.process_time() - told
    spent["else"] = time.process_time() - begin - sum(spent.values())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent["workers"] = used.ru_utime + used.ru_stime
    return {**spent, "wall": time.perf_counter() - first, "pages": pages, "findings": findings, "causes": len(results.causes)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--ignore", default="")
    given = parser.parse_args()
    print(json.dumps(phases(given.folder, given.jobs, tuple(filter(None, given.ignore.split(","))))))


if __name__ == "__main__":
    main()
