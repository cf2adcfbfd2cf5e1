"""A call to the system that fails, or during which the process dies, leaves no half of an act. On both databases.

strace spoils, one after another, the calls that write: of a filing with an attachment, of a department's answer, of a
checkpoint. SQLite's are calls on its files, PostgreSQL's those of the client to the server. After each, from outside:
nothing or the whole act, all of it where it was acknowledged; `verify` and `fsck` are green; sent again, there is one.

By default every call that syncs, names or sizes a file is spoiled, of the others each fifteenth; `make faults`: all.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app.kernel import sealing
from config import DEFAULT_SECRET
from tests.complaints import story
from tests.journeys.sweeping import Sweep, Torn
from tests.journeys.world import CLOSED, FILED, RESOLVED, Change, World

ACTS: dict[str, tuple[Callable[[World], dict[str, Any]], Change]] = {
    "file": (World.draft, FILED),
    "answer": (World.to_resolve, RESOLVED),
    "close": (World.to_close, CLOSED),
}


@pytest.fixture
def world(strace: None, app: Flask, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(story, "KEY", sealing.key(DEFAULT_SECRET))
    made = World(app)
    made.open()
    yield made
    made.close()


def kinds(world: World) -> tuple[str, str, str]:
    """A process can die, a call fail once, and everything fail from some call on: the disk full, the server gone."""
    remote = world.outside.dialect.name == "postgresql"
    return ("killed", "broken", "cut off") if remote else ("killed", "failed", "full")


@pytest.mark.parametrize("act", ACTS)
def test_no_call_that_fails_or_kills_leaves_half_an_act(world: World, act: str) -> None:
    make_act, whole = ACTS[act]
    sweep = Sweep(world, lambda: make_act(world), whole)
    sweep.everywhere(*kinds(world))
    assert set(sweep.left) == {"nothing", "whole"}


@pytest.mark.parametrize("act", ACTS)
def test_the_same_act_in_two_transactions_is_found_out(world: World, act: str) -> None:
    """The test of these tests: where the act commits twice, the same sweep finds the half that a fault leaves."""
    make_act, whole = ACTS[act]
    sweep = Sweep(world, lambda: make_act(world) | {"careless": True}, whole, every=3)
    with pytest.raises(Torn, match="left"):
        sweep.everywhere("killed")
