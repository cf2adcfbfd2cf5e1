"""The full demo city: seconds of each part of its load, what its audit finds beside what was planted, its three rates.

`make bench ARGS="-k demo"`. Goals: loaded in 180 s on two idle cores (seconds of processor are held against it: they do
not depend on what else the machine does); every planted fault is found and no other; 1 940 results, of which 1 905 are
public, 22 due and 13 late. `SCALE=small` is the small city, `AS_OF=2026-11-16` one whose year is over.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.demo import queries as demo
from app.demo import rules, service
from app.kernel import clock
from app.kernel.db import db
from app.plans import queries as plans
from app.publication import queries as publication
from app.publication.models import Publication
from app.results.models import Result
from app.visits.models import Visit
from app.workdays.models import Deadline
from tests.demo import planted
from tests.demo.conftest import empty, load

SCALE, AS_OF = os.environ.get("SCALE", "full"), date.fromisoformat(os.environ.get("AS_OF", "2026-09-11"))
SIZE, GOAL, DONE_BY = rules.SIZES[rules.Scale(SCALE)], 180, (11, 15)
PARTS = ("furnish", "settle", "people", "fill", "play", "look_back", "visit", "next_draw", "draft_plan", "watch_over")


def watch(patch: pytest.MonkeyPatch) -> Counter[str]:
    """The processor seconds of every part of a load, counted on as it goes."""
    taken: Counter[str] = Counter()

    def watched(name: str, part: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(part)
        def timed(*args: Any, **more: Any) -> Any:
            begun = time.process_time()
            try:
                return part(*args, **more)
            finally:
                taken[name] += time.process_time() - begun  # type: ignore[assignment]

        return timed

    for name in PARTS:
        patch.setattr(service, name, watched(name, getattr(service, name)))
    return taken


def results() -> dict[str, int]:
    """How many results there are, how many of them are public, how many are not and still in time, or late."""
    public = select(Publication.visit_id)
    hidden = select(Deadline.due_on).join(Visit, Visit.number == Deadline.subject).join(Result)
    days = db.session.scalars(hidden.where(Deadline.kind == "publicity", Result.visit_id.not_in(public))).all()
    told = [
        db.session.scalar(select(func.count()).select_from(one.subquery())) or 0 for one in (select(Result), public)
    ]
    late = sum(day < AS_OF for day in days)
    return {"results": told[0], "public": told[1], "due": len(days) - late, "late": late}


def found(app: Flask) -> set[tuple[str, str]]:
    """What `flask audit run` finds as of the city's day, by check and subject."""
    done = app.test_cli_runner().invoke(args=["audit", "run", "--as-of", str(AS_OF), "--json"])
    return {(one["check"], one["subject"]) for one in json.loads(done.stdout)["facts"]}


def rates(today: date) -> str:
    """The three rates of the city's year, with the clock moved to a day."""
    clock.shift(demo.offset() + (today - AS_OF))
    on = publication.day_of(AS_OF.year, clock.today())
    told = publication.rates(plans.by_year(AS_OF.year), on)
    clock.shift(demo.offset())
    return f"rates as of {on}: " + ", ".join(f"{one.name} {one.done} / {one.of}" for one in told)


def test_the_city_and_what_its_audit_finds(databases: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with empty(databases("sqlite")) as app:
        taken = watch(monkeypatch)
        wall, processor = time.perf_counter(), time.process_time()
        load(app, "--scale", SCALE, "--as-of", str(AS_OF))
        whole = time.process_time() - processor
        print(f"\n{SCALE} city of {AS_OF}: {time.perf_counter() - wall:.0f} s, {whole:.0f} s of processor")
        print("  " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in taken.items()))
        print("  " + ", ".join(f"{number} {name}" for name, number in results().items()))
        begun = time.process_time()
        seen, wanted = found(app), planted.named() | planted.missed(AS_OF)
        print(f"  audit in {time.process_time() - begun:.1f} s of processor: {len(seen)} found, {len(wanted)} planted")
        for check, number in sorted(Counter(check for check, _ in seen | wanted).items()):
            missing, more = (sum(one[0] == check for one in keys) for keys in (wanted - seen, seen - wanted))
            print(f"    {check:24}{number:5}, not found {missing}, not planted {more}")
        for today in (AS_OF, date(AS_OF.year, *DONE_BY)):
            print(f"  {rates(today)}")
        assert seen == wanted
        assert clock.today() == AS_OF
        assert whole < GOAL
