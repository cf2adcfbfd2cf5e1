"""Two worlds: the same visit, in one to an enterprise with a sealed complaint, in the other to one without it.

Whatever the department can reach is byte-equal and asks the database as often.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, event

from app.kernel import clock, sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.ledger import service as ledger
from app.quiet_days import service as quiet_days
from app.visits import service as visits
from app.visits.rules import Basis
from tests import conftest, make
from tests.complaints import story
from tests.conftest import Client
from tests.journeys.test_two_worlds import LEDGER, links, masked

NOW = datetime.fromisoformat("2026-09-22T12:00:00+08:00")
BEFORE = datetime.fromisoformat("2026-09-10T09:00:00+08:00")
FILED = datetime.fromisoformat("2026-09-08T10:00:00+08:00")
FREE, QUIET = date(2026, 9, 22), date(2026, 9, 11)
START = ("/", "/inspect/visits", "/quiet-day", "/notifications", "/complaints", "/ledger", "/dept/draws")
MARKS = (
    (re.compile(rb"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}"), b"PASS"),
    (re.compile(rb'<path class="?qr[^>]*>|<svg.*?</svg>', re.S), b"QR"),
)
Answer = tuple[int, bytes, int]


class World:
    """An enterprise is visited; it has complained under seal (`sealed`), or another one has, at another hour."""

    def __init__(self, app: Flask, *, sealed: bool) -> None:
        story.city()
        self.unit = make.department("市应急管理局", short_name="应急局", line="应急管理")
        self.clerk = make.user(Role.CLERK, self.unit, username="clerk")
        self.leader = make.user(Role.LEADER, username="leader")
        firms = [make.enterprise(name) for name in ("湖畔食品有限公司", "青禾面馆")]
        owners = [make.user(Role.ENTERPRISE, enterprise=firm) for firm in firms]
        self.firm, self.owner = firms[0], owners[0]
        self.item = make.item("重大危险源检查", [self.unit], from_on=date(2026, 1, 1))
        self.people = [make.inspector(self.unit) for _ in range(2)]
        self._lead()
        story.filed(owners[0 if sealed else 1], at=FILED)
        self.visits = {day: self._visit(day) for day in (FREE, QUIET)}
        self._door(sealed=sealed)
        with transaction():
            ledger.close(date(2026, 9, 21), signer=app.extensions["ledger"].signer, at=NOW)

    def _lead(self) -> None:
        from app.departments import service as departments

        with transaction():
            departments.appoint(self.unit, self.leader, from_on=date(2026, 1, 1), by=make.SYSTEM, at=BEFORE)

    def _visit(self, day: date) -> str:
        wanted = visits.Wanted(
            enterprise=self.firm,
            days=(day, day),
            basis=Basis.MONITORING,
            basis_ref="监测-118",
            basis_on=date(2026, 9, 9),
            reason="库温连续三日超限",
            items=[self.item],
            inspectors=self.people,
        )
        with transaction():
            visit = visits.draft(wanted, by=self.clerk, at=BEFORE)
        with transaction():
            if day == FREE:
                visits.register(visit, by=self.clerk, at=BEFORE)
            else:
                quiet_days.submit(visit, by=self.clerk, at=BEFORE)
        return visit.number

    def _door(self, *, sealed: bool) -> None:
        """The enterprise says they came and how it was, in the one world; in the other somebody reports a stranger."""
        from app.visits import queries

        visit = queries.get(self.visits[FREE], to=self.clerk)
        if sealed:
            with transaction():
                visits.confirm(visit, visits.sighting.Sight.ARRIVED, at=NOW)
            with transaction():
                visits.rate(visit, score=1, words="湖畔老板不满意", at=NOW)
        else:
            for origin in ("a", "b"):
                with transaction():
                    said = {"enterprise": self.firm, "place": "", "department": self.unit, "words": "湖畔老板说"}
                    visits.report(**said, origin=origin, at=NOW)


class Counter:
    """How many statements an answer took."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *_told: Any) -> None:
        self.count += 1


def crawl(client: Client, world: World) -> dict[str, Answer]:
    """Everything that the clerk reaches by following links, with the statements that each answer took."""
    numbers = [f"/inspect/visits/{number}" for number in world.visits.values()]
    curious = [f"{path}{tail}" for path in numbers for tail in ("", "/edit", "/reschedule", "/judge")]
    curious += ["/desk/flags", "/desk/visits", f"/registers/entities/{world.firm.uscc}/timeline", "/my/timeline"]
    curious += [f"/registers/entities/{world.firm.uscc}", "/public/quiet-days", "/public/quiet-days.csv"]
    curious += [f"/ledger/{path}".replace("2026-09-10", "2026-09-21") for path in LEDGER[:2]]
    waiting, seen, counter = [*START, *curious], {}, Counter()
    event.listen(Engine, "before_cursor_execute", counter)
    try:
        while waiting:
            path = waiting.pop(0)
            if path in seen:
                continue
            before = counter.count
            answer = client.get(path)
            seen[path] = (answer.status_code, answer.data, counter.count - before)
            if answer.mimetype == "text/html":
                waiting += links(answer.get_data(as_text=True))
        seen |= acts(client, world, counter)
    finally:
        event.remove(Engine, "before_cursor_execute", counter)
    return seen


def acts(client: Client, world: World, counter: Counter) -> dict[str, Answer]:
    """What the department does at the door and with its requests, with the statements that each act took."""
    free, quiet = world.visits[FREE], world.visits[QUIET]
    asked = [
        (f"/inspect/visits/{free}/check-in", {"scanned": world.firm.uscc}),
        (f"/inspect/visits/{free}/check-in", {"scanned": world.firm.uscc}),
        (f"/inspect/visits/{free}/check-out", {}),
        (f"/inspect/visits/{free}/cancel", {}),
        (f"/inspect/visits/{quiet}/register", {"version": "1"}),
    ]
    told: dict[str, Answer] = {}
    for place, (path, form) in enumerate(asked):
        before = counter.count
        answer = client.post(path, data=form)
        told[f"POST {place} {path}"] = (answer.status_code, answer.data, counter.count - before)
    return told


def plain(body: bytes) -> bytes:
    body = masked(body)
    for pattern, mark in MARKS:
        body = pattern.sub(mark, body)
    return body


def look(database: Any, *, sealed: bool, monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer]:
    with conftest._app(database, WTF_CSRF_ENABLED=False) as app, time_machine.travel(NOW, tick=False):
        monkeypatch.setattr(story, "KEY", sealing.key(app.config["BE_IDENTITY_KEY"]))
        make.restart()
        world = World(app, sealed=sealed)
        client = app.test_client()
        assert isinstance(client, Client)
        client.sign_in(world.clerk)
        db.session.rollback()
        assert clock.today() == FREE
        return {plain(path.encode()).decode(): told for path, told in crawl(client, world).items()}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_department_cannot_tell_a_visit_to_who_complained_from_any_other(
    databases: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    one, other = (look(databases(kind), sealed=sealed, monkeypatch=monkeypatch) for sealed in (True, False))
    assert len(one) > 25
    assert one.keys() == other.keys()
    for path, (status, body, statements) in one.items():
        assert status == other[path][0], path
        assert plain(body) == plain(other[path][1]), path
        assert statements == other[path][2], f"{path}: {statements} statements and {other[path][2]}"
    assert {one[path][0] for path in one if path.startswith("/desk") or path.endswith("timeline")} == {403}
    everything = b"".join(body for _status, body, _count in one.values())
    assert sum(status == 200 for status, _body, _count in one.values()) > 15
    assert "库温连续三日超限".encode() in everything
    assert "湖畔老板".encode() not in everything
