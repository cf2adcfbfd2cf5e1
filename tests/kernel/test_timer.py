"""`flask tick`: each piece of work once, and none keeps another from being done."""

import pytest
from flask import Flask

from app.kernel import timer


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timer, "WORKS", {})


def test_every_piece_of_work_gets_the_present_instant(sqlite_app: Flask, frozen, at) -> None:
    seen = []
    timer.work("a:first")(lambda now: seen.append(now) or 2)
    timer.work("b:second")(lambda now: 0)
    done = sqlite_app.test_cli_runner().invoke(args=["tick"])
    assert (done.exit_code, done.output) == (0, "a:first: 2\n")
    assert seen == [at]


def test_a_piece_that_fails_does_not_stop_the_others_and_is_told(sqlite_app: Flask) -> None:
    def broken(now) -> int:
        raise ZeroDivisionError("by nought")

    timer.work("a:broken")(broken)
    timer.work("b:sound")(lambda now: 1)
    done = sqlite_app.test_cli_runner().invoke(args=["tick"])
    assert done.exit_code == 1
    assert "a:broken: ZeroDivisionError: by nought" in done.output
    assert "b:sound: 1" in done.output
