"""Workers: all tasks are done, whatever one of them does to its process."""

import os
import signal
import time

import pytest

from bylint import pool
from bylint.config import Configs
from bylint.how import How
from bylint.inputs import expand
from bylint.pool import Lost, Pool
from bylint.run import run


def work(task):
    if task == "exit":
        os._exit(3)
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        time.sleep(60)
    if task == "memory":
        held = []
        while True:
            held.append(bytearray(64 << 20))
    return f"done {task}"


def ran(tasks, jobs, seconds=30.0):
    return dict(Pool(work, jobs, lambda task: seconds).map(tasks))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once(jobs):
    tasks = [str(number) for number in range(37)]
    told = list(Pool(work, jobs, lambda task: 30.0).map(tasks))
    assert sorted(told) == sorted((task, f"done {task}") for task in tasks)


def test_workers_that_cannot_be_forked_do_the_same(monkeypatch, tmp_path):
    """As on systems other than Linux: what a worker needs is sent to it."""
    monkeypatch.setattr(pool, "FORKS", False)
    monkeypatch.chdir(tmp_path)
    for number in range(5):
        (tmp_path / f"{number}.html").write_text("<p>ADVERTISEMENT</p>")
    files = expand(["."])
    told = [list(run(files, Configs(isolated=True, select=["ads"]).for_page, How(jobs=jobs))) for jobs in (1, 2)]
    assert told[0] == told[1]
    assert [len(result.findings) for result in told[0]] == [1] * 5


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("deadly", "reason"), [("exit", "ended with code 3"), ("kill", "killed by SIGKILL"), ("hang", "longer than 1 second")])
def test_a_task_that_kills_its_worker_is_lost_alone(jobs, deadly, reason):
    tasks = ["a", "b", deadly, "c", "d", deadly + "!", "e", *map(str, range(20))]
    told = ran(tasks, jobs, 1.0)
    assert told.keys() == set(tasks)
    assert [task for task, result in told.items() if isinstance(result, Lost)] == [deadly]
    assert reason in told[deadly].reason


def test_a_task_that_eats_memory_does_not_take_the_others_along():
    told = ran(["a", "memory", "b"], 2)
    assert told["a"] == "done a"
    assert told["b"] == "done b"
    assert isinstance(told["memory"], Lost)


def test_workers_end_when_nobody_wants_more():
    results = Pool(work, 2, lambda task: 30.0).map(["a", "b", "hang", "c"])
    next(results)
    begin = time.monotonic()
    results.close()
    assert time.monotonic() - begin < 10


def test_tasks_are_taken_as_they_are_wanted():
    taken = []

    def tasks():
        for number in range(1000):
            taken.append(number)
            yield str(number)

    results = Pool(work, 2, lambda task: 30.0).map(tasks())
    next(results)
    assert len(taken) < 50
    results.close()
