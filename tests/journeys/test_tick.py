"""`flask tick` does each piece of work once: killed at any step, twice at once, a day late, under a wrong clock.

Everything that is registered with the timer has something to do here; a new piece without anything to do fails.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.kernel import sealing, timer
from config import DEFAULT_SECRET
from tests.complaints import story
from tests.conftest import Database
from tests.journeys.ticking import MONDAY, Due, Effect, Snapshot
from tests.journeys.world import World, check_ledger
from tests.notices.servers import MailKeeper, running

EVERY = 1 if os.environ.get("FAULTS") == "all" else 25
LATER = (timedelta(minutes=11), timedelta(minutes=13), timedelta(minutes=15))


def picked(steps: list[str]) -> list[int]:
    """Before which steps the tick is killed: all, or the first and the last of each kind, and each 25th."""
    first = {kind: nth for nth, kind in reversed([*enumerate(steps, 1)])}
    last = {kind: nth for nth, kind in enumerate(steps, 1)}
    return sorted({*first.values(), *last.values(), *range(1, len(steps) + 1, EVERY)})


class Timer:
    """The city, its mail server, and the way back to how it was."""

    def __init__(self, due: Due, keeper: MailKeeper, snapshot: Snapshot) -> None:
        self.due, self.keeper, self.snapshot = due, keeper, snapshot

    def after(self, cut: int = 0, at: datetime = MONDAY) -> tuple[str, Effect]:
        """From the start: a tick that is cut off, and those after it; how it ended, and what there is then."""
        self.snapshot.restore()
        self.keeper.kept.clear()
        ended = self.due.tick(at, cut)
        assert [self.due.tick(at + later) for later in LATER] == ["2"] * len(LATER)
        check_ledger(self.due)
        return ended, self.due.effect()


@pytest.fixture
def ticking(
    app: Flask,
    databases: Callable[[str], Database],
    frozen: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Timer]:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    with running(MailKeeper()) as keeper:
        monkeypatch.setenv("BE_SMTP", keeper.url)
        monkeypatch.setenv("BE_MAIL_FROM", "youban@city.example")
        due = Due(app)
        kind = "sqlite" if app.config["DATABASE_URL"].startswith("sqlite") else "postgresql"
        snapshot = Snapshot(databases(kind), app.config["DATABASE_URL"], tmp_path)
        due.open()
        yield Timer(due, keeper, snapshot)
        due.close()
        snapshot.drop()


def runs(due: Due) -> dict[str, int]:
    with due.outside.connect() as connection:
        return dict(connection.execute(text("SELECT name, count FROM timer_runs WHERE fault = ''")).all())


def test_every_piece_of_work_has_something_to_do(ticking: Timer) -> None:
    """The first tick does it all but the sending of what was told in it; the second one does that, and nothing else."""
    due = ticking.due
    assert due.tick(MONDAY) == "2"
    first = runs(due)
    assert set(first) == {*timer.WORKS, "tick"}
    assert sorted(name for name in timer.WORKS if not first[name]) == []
    assert due.tick(MONDAY + timedelta(minutes=1)) == "2"
    assert {name for name, count in runs(due).items() if count} == {"notices:spread", "notices:send"}
    assert due.tick(MONDAY + timedelta(minutes=2)) == "2"
    assert set(runs(due).values()) == {0}


def test_killed_at_any_step_each_effect_is_there_once(ticking: Timer) -> None:
    """Before every kind of step at least, on its first and its last turn; the ticks after it do what is left."""
    ended, whole = ticking.after()
    assert ended == "2"
    assert {len(ids) for ids in _ids(ticking)} == {1}
    ticking.snapshot.restore()
    steps = ticking.due.steps(MONDAY)
    cuts = picked(steps)
    for cut in cuts:
        ended, found = ticking.after(cut)
        assert ended == "killed"
        assert found == whole, (cut, {name: (found[name] - whole[name], whole[name] - found[name]) for name in whole})
        assert {len(ids) for ids in _ids(ticking)} <= {1, 2}
    assert {steps[cut - 1] for cut in cuts} == set(steps)
    print(f"killed before {len(cuts)} of {len(steps)} steps of {len(set(steps))} kinds: {sorted(set(steps))}")


def _ids(ticking: Timer) -> list[list[str]]:
    """The mails, by what they are of."""
    found: dict[str, list[str]] = {}
    for _to, mail in ticking.keeper.kept:
        found.setdefault(mail["Message-ID"], []).append(mail["Date"])
    return list(found.values())


def test_two_at_once_do_what_one_does(ticking: Timer) -> None:
    _, whole = ticking.after()
    due, other = ticking.due, World.__new__(World)
    other.__dict__ = {**due.__dict__, "worker": None}
    other.open()
    for _ in range(3):
        ticking.snapshot.restore()
        ticking.keeper.kept.clear()
        for worker in (due.worker, other.worker):
            assert worker is not None
            assert worker.stdin is not None
            print(json.dumps({"command": ["tick"], "at": MONDAY.isoformat()}), file=worker.stdin, flush=True)
        for worker in (due.worker, other.worker):
            assert worker is not None
            assert worker.stdout is not None
            assert json.loads(worker.stdout.readline())["ended"] == "2"
        assert [due.tick(MONDAY + later) for later in LATER] == ["2"] * len(LATER)
        assert due.effect() == whole
        assert {len(ids) for ids in _ids(ticking)} == {1}
        check_ledger(due)
    assert other.worker is not None
    other.worker.communicate(timeout=60)


def test_a_day_that_was_missed_is_made_up_once(ticking: Timer) -> None:
    """Ticks on Friday and, the timer having stood still, not before Monday: nothing is told a second time."""
    due = ticking.due
    friday, monday = MONDAY - timedelta(days=3), MONDAY - timedelta(hours=25)
    assert [due.tick(at) for at in (friday, monday, MONDAY, MONDAY + LATER[0])] == ["2"] * 4
    found = due.effect()
    assert set(found["notices"].values()) == {1}
    assert set(found["deliveries"].values()) == {1}
    assert found["days"] == Counter(dict.fromkeys(found["days"], 1))
    ticking.snapshot.restore()
    assert [due.tick(at) for at in (MONDAY, MONDAY + LATER[0])] == ["2"] * 2
    late = due.effect()
    told = {(audience, kind, ref) for audience, kind, ref, _facts in late["notices"]}
    assert told <= {(audience, kind, ref) for audience, kind, ref, _facts in found["notices"]}
    assert (late["requests"], late["drafts"]) == (found["requests"], found["drafts"])


def test_under_a_wrong_clock_nothing_is_done_and_it_is_told(ticking: Timer) -> None:
    """Back two days, ahead 400 days, and right again: every row is as before, but the alarm's."""
    due, calm = ticking.due, MONDAY - timedelta(days=3)
    assert due.tick(calm) == "2"
    before = due.effect()
    for wrong in (calm - timedelta(days=2), calm + timedelta(days=400), calm - timedelta(days=2)):
        assert due.tick(wrong) == "5"
        assert due.effect() == before
    with due.outside.connect() as connection:
        assert connection.scalar(text("SELECT fault FROM timer_runs WHERE name = 'clock'")) == "back"
    assert due.tick(calm + timedelta(minutes=1)) == "2"
    assert due.tick(MONDAY - timedelta(days=1, hours=1)) == "2"
    with due.outside.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM timer_runs WHERE name = 'clock'")) == 1
    assert due.act({"command": ["tick", "--clock-is-right"], "at": MONDAY.isoformat()}) == "2"
    with due.outside.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM timer_runs WHERE name = 'clock'")) == 0
