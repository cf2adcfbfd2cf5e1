"""The year of inspections of the loaded city: drawn, visited, recorded, public; what the story holds back."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.demo import queries as demo
from app.demo import rules
from app.demo.service.trips import TARDY
from app.draws.models import Draw
from app.draws.rules import State as DrawState
from app.kernel import clock
from app.kernel.db import db
from app.plans import queries as plans
from app.publication import queries
from app.publication.models import ChannelRecord, Publication
from app.results.models import Result
from app.visits.models import CheckIn, Visit
from app.workdays import queries as workdays
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind, Standing

FRIDAY, SIZE = date(2026, 9, 11), rules.SIZES[rules.Scale.SMALL]


def held() -> list[Result]:
    """The results that are not public."""
    known = select(Publication.visit_id)
    return list(db.session.scalars(select(Result).where(Result.visit_id.not_in(known))).unique())


def number(name: str) -> str:
    world = demo.world()
    assert world is not None
    return str(world.cases[name])


def test_the_year_has_the_results_that_are_told(city: Flask) -> None:
    last = {one: workdays.deadline(one.visit.number, DeadlineKind.PUBLICITY) for one in held()}
    late = [one for one, deadline in last.items() if deadline and deadline.due_on < FRIDAY]
    assert db.session.scalar(select(func.count()).select_from(Result)) == SIZE.results
    assert (len(last) - len(late), len(late)) == (SIZE.due, SIZE.late)
    assert {one.visit.department.code for one in late} <= set(TARDY)


def test_whatever_is_public_was_received_by_each_channel_in_time(city: Flask) -> None:
    assert set(db.session.scalars(select(Draw.state))) == {DrawState.PUBLISHED, DrawState.LOCKED}
    records = db.session.execute(select(ChannelRecord.visit_id, ChannelRecord.received_at)).all()
    assert Counter(Counter(key for key, _at in records).values()) == {4: SIZE.results - SIZE.due - SIZE.late}
    assert all(at is not None for _key, at in records)
    asked = select(Deadline).where(Deadline.kind == DeadlineKind.PUBLICITY, Deadline.done_at.is_not(None))
    asked = asked.where(Deadline.subject.in_(select(Publication.number)))
    assert {workdays.standing(one, FRIDAY) for one in db.session.scalars(asked)} == {Standing.MET}


def test_every_visit_went_its_way_by_the_door(city: Flask) -> None:
    asked = select(CheckIn.on, CheckIn.left_at, Visit.starts_on, Visit.covered).join(
        Visit, Visit.id == CheckIn.visit_id
    )
    rows = db.session.execute(asked.where(Visit.number != number("unapproved_visit"))).all()
    assert len(rows) >= SIZE.results
    assert all(row.on == row.starts_on and row.left_at is not None for row in rows)
    assert all(row.on.day > 20 or row.on.isoformat() in row.covered for row in rows)


def test_on_the_fifteenth_of_november_three_rates_stand_with_their_denominators(city: Flask) -> None:
    noon = datetime(2026, 11, 15, 4, tzinfo=UTC)
    with time_machine.travel(noon - demo.offset(), tick=False):
        assert clock.today() == date(2026, 11, 15)
        page = city.test_client().get("/public/rates/2026").text
    items, tasks, public = queries.rates(plans.by_year(2026), date(2026, 11, 15))
    assert (public.done, public.of) == (SIZE.results - SIZE.due - SIZE.late, SIZE.results + 2)
    assert (items.of, tasks.of) == (39, 12)
    assert 30 <= items.done <= items.of
    assert 8 <= tasks.done < tasks.of
    assert all(f"{one.done} / {one.of}" in page for one in (items, tasks, public))


def test_scene_13_a_result_is_in_its_eighteenth_working_day(city: Flask) -> None:
    found = workdays.deadline(number("result_due"), DeadlineKind.PUBLICITY)
    assert found is not None
    assert (found.starts_on, found.due_on) == (date(2026, 8, 18), date(2026, 9, 15))
    assert workdays.days_left(found, FRIDAY) == 2
    assert workdays.calendar().between(found.starts_on, FRIDAY) == 18


@pytest.mark.parametrize("name", ["result_due", "result_waits"])
def test_scene_13_both_were_approved_before_anybody_went_in(name: str, city: Flask) -> None:
    visit = db.session.scalars(select(Visit).where(Visit.number == number(name))).unique().one()
    assert visit.filing.startswith("BA-")
    assert visit.covered == [visit.starts_on.isoformat()]
    assert all(entry.entered_at - visit.state_since > timedelta(hours=12) for entry in visit.entries)
