"""Actions close after complaints: found once, sealed at rest, out of every department's sight; looks on record."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from app.complaints import service as complaints
from app.discipline import queries, service
from app.discipline.models import Watch
from app.discipline.rules import State
from app.kernel import sealing, timer
from app.kernel.db import db, transaction
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.notices.models import Notice
from app.penalties import service as fining
from config import DEFAULT_SECRET
from tests import make
from tests.complaints import story
from tests.conftest import Client
from tests.penalties import cases as penalties
from tests.warnings.counting import FIRST, Town, instant

ROOT = sealing.key(DEFAULT_SECRET)
KEY = sealing.derived_key(ROOT, "reprisals")
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("frozen")


class City(Town):
    """An enterprise that complained of the department on 8 September."""

    def complained(self, day: date = date(2026, 9, 8), owner: Any = None) -> str:
        with transaction():
            filed = complaints.file(
                story.filing(),
                origin=f"watch:{day}",
                key=ROOT,
                holder=(owner or self.owner).id,
                by=make.SYSTEM,
                at=instant(day),
            ).complaint
        with transaction():
            complaints.accept(filed, to=self.unit, sheet=story.SHEET, by=self.office, at=instant(day))
        return filed.number

    def watch(self, at: datetime) -> int:
        with transaction():
            return service.watch(key=KEY, holder=partial(complaints.holder_of, ROOT), at=at)

    def look(self, user: Any, at: datetime) -> list[queries.Opened]:
        with transaction():
            return service.look(key=KEY, by=user, at=at)


@pytest.fixture
def city(app: Flask) -> City:
    return City()


def test_a_visit_of_the_department_complained_of_is_found_once(city: City) -> None:
    city.complained()
    visit = city.went_in(FIRST)
    city.went_in(FIRST + DAY, enterprise=make.enterprise())
    assert city.watch(instant(FIRST, 3)) == 1
    assert city.watch(instant(FIRST, 4)) == 0
    assert city.watch(instant(FIRST + DAY)) == 0
    (row,) = city.look(city.judge, instant(FIRST + DAY))
    assert (row.facts["ref"], row.facts["days"]) == (visit.number, 14)
    assert (row.enterprise, row.department) == (city.firm, city.unit)
    told = select(Notice.audience).where(Notice.kind == "watch_found")
    assert sorted(db.session.scalars(told)) == ["discipline", "office"]


def test_a_penalty_counts_and_what_came_before_or_of_others_does_not(city: City) -> None:
    city.went_in(FIRST)
    city.complained(FIRST + DAY)
    assert city.watch(instant(FIRST + DAY, 5)) == 0
    with transaction():
        fining.load_lists(by=make.SYSTEM, at=make.AT)
    cast = penalties.Cast.among(city.clerk, city.stranger, city.office, city.firm)
    filed = cast.filed(by=city.clerk, at=instant(FIRST + 3 * DAY))
    cast.filed(by=city.stranger, at=instant(FIRST + 3 * DAY))
    assert city.watch(instant(FIRST + 3 * DAY, 5)) == 1
    assert [row.facts["ref"] for row in city.look(city.office, instant(FIRST + 4 * DAY))] == [filed.number]


def test_no_entry_lies_below_the_end_of_the_list_until_it_is_judged(
    city: City, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.discipline.queries.kept.MOST_LISTED", 1)
    city.complained()
    older, newer = city.went_in(FIRST), city.went_in(FIRST + DAY)
    assert city.watch(instant(FIRST + DAY, 3)) == 2
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(city.judge)
    assert "这里列出 1 条" in client.post("/discipline/watch").text
    (row,) = city.look(city.judge, instant(FIRST + DAY, 4))
    assert row.facts["ref"] == newer.number
    with transaction():
        service.judge(
            row.watch, verdict=State.CLEARED, words="按计划", key=KEY, by=city.judge, at=instant(FIRST + DAY, 5)
        )
    (left,) = city.look(city.judge, instant(FIRST + DAY, 6))
    assert left.facts["ref"] == older.number


def test_nothing_at_rest_tells_who_complained(city: City) -> None:
    """Neither the tables nor the ledger hold the enterprise, the department or the action in the clear."""
    city.complained()
    visit = city.went_in(FIRST)
    city.watch(instant(FIRST, 3))
    rows = db.session.execute(text("SELECT number, mark, state FROM discipline_watches")).all()
    entries = db.session.scalars(select(Entry).where(Entry.verb.like("discipline:%"))).all()
    told = f"{rows}{[(one.ref, one.facts) for one in entries]}{db.session.scalars(select(Watch.sealed)).all()!r}"
    assert entries
    for secret in (visit.number, city.firm.name, city.firm.uscc, str(city.unit.code)):
        assert secret not in told
    assert {column.name for column in inspect(Watch).columns}.isdisjoint({"enterprise_id", "department_id"})


def test_each_look_is_on_record_and_the_ledger_does_not_tell_at_what(city: City) -> None:
    city.complained()
    city.went_in(FIRST)
    city.watch(instant(FIRST, 3))
    city.look(city.judge, instant(FIRST, 4))
    city.look(city.office, instant(FIRST, 5))
    looks = db.session.scalars(select(Entry).where(Entry.verb == "discipline:look").order_by(Entry.index)).all()
    assert [one.actor for one in looks] == [f"user:{city.judge.id}", f"user:{city.office.id}"]
    assert {one.facts for one in looks} == {"{}"}
    assert [one.by_id for one in queries.looks()] == [city.office.id, city.judge.id]
    acts, total = queries.own_acts(limit=9)
    assert ([one.verb for one in acts], total) == (["discipline:look"], 1)


def test_the_timer_finds_it_under_the_keys_of_the_settings(sqlite_app: Flask) -> None:
    city = City()
    city.complained()
    city.went_in(FIRST)
    assert timer.WORKS["discipline:watch"](instant(FIRST, 3)) == 1
    assert queries.counts() == {State.OPEN: 1}


def test_the_page_shows_on_wish_judges_once_and_a_department_has_none_of_it(sqlite_app: Flask, frozen: Any) -> None:
    city = City()
    case = city.complained()
    visit = city.went_in(FIRST)
    city.watch(instant(FIRST, 3))
    frozen.move_to(instant(FIRST, 6))
    people = {name: sqlite_app.test_client() for name in ("judge", "office", "clerk", "stranger")}
    for name, client in people.items():
        assert isinstance(client, Client)
        client.sign_in(getattr(city, name))
    number = queries.watches()[0].number
    assert visit.number not in people["judge"].get("/discipline/watch").text
    shown = people["judge"].post("/discipline/watch").text
    assert visit.number in shown
    assert city.firm.name in shown
    assert case not in shown
    page = people["office"].get(f"/discipline/watch/{number}").text
    assert city.firm.name not in page
    told = {"verdict": "cleared", "words": "计划内抽查，早于投诉排定", "version": "1", "once": "a" * 32}
    assert people["office"].post(f"/discipline/watch/{number}", data={**told, "words": ""}).status_code == 422
    for _ in range(2):
        assert people["office"].post(f"/discipline/watch/{number}", data=told).status_code == 303
    other = {**told, "once": "b" * 32, "version": "2"}
    assert people["judge"].post(f"/discipline/watch/{number}", data=other).status_code == 409
    assert [one.verb for one in ledger.of(number)] == ["discipline:judge"]
    assert "早于投诉排定" in people["judge"].post("/discipline/watch").text
    for name in ("clerk", "stranger"):
        for path in ("", "/watch", f"/watch/{number}", "/log"):
            assert people[name].get(f"/discipline{path}").status_code == 403
    home = people["judge"].get("/discipline").text
    assert "查看限制公开的名单" in home
    assert people["office"].get("/discipline").status_code == 403
    log = people["judge"].get("/discipline/log").text
    assert "查看限制公开的名单" in log
