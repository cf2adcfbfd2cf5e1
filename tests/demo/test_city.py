"""The loaded city on both databases: its size, its story in the ledger, the dates of its scenes."""

import json
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import User
from app.complaints import queries as complaints
from app.complaints.models import Attachment, Complaint, Extension, Rating, Supplement, Unsealing
from app.complaints.queries import queues
from app.complaints.rules import Complexity, Disclosure, Score, State
from app.demo import queries
from app.departments import queries as departments
from app.departments.models import Department
from app.departments.rules import Level
from app.enterprises import queries as enterprises
from app.enterprises.models import Enterprise
from app.inspectors import queries as inspectors
from app.inspectors.rules import Standing as Certificate
from app.items import queries as items
from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import Role
from app.ledger.models import Entry, Head
from app.lookbacks import queries as lookbacks
from app.lookbacks.rules import Answer
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind, Standing

FRIDAY = date(2026, 9, 11)


def count(model: Any, *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def case(name: str) -> Complaint:
    world = queries.world()
    assert world is not None
    return db.session.scalars(select(Complaint).where(Complaint.number == world.cases[name])).one()


def due(name: str, kind: DeadlineKind) -> date:
    found = workdays.deadline(case(name).number, kind)
    assert found is not None
    return found.due_on


def standing(name: str, kind: DeadlineKind) -> Standing:
    found = workdays.deadline(case(name).number, kind)
    assert found is not None
    return workdays.standing(found, FRIDAY)


def test_it_has_the_size_that_was_told(city: Flask) -> None:
    assert count(Enterprise) == 600
    assert count(Department) == 30
    assert 55 <= count(Complaint) <= 65
    assert count(User, User.role == Role.OVERSIGHT) == 2


def test_the_clock_stands_at_the_morning_of_its_day(city: Flask) -> None:
    with city.app_context():
        assert clock.today() == FRIDAY
        assert clock.local(clock.now()).hour == 9


def test_the_ledger_has_no_gap_and_never_goes_back_in_time(city: Flask) -> None:
    entries = db.session.execute(select(Entry.index, Entry.at).order_by(Entry.index)).all()
    assert [entry.index for entry in entries] == list(range(len(entries)))
    assert db.session.get_one(Head, 1).size == len(entries)
    instants = [entry.at for entry in entries]
    assert instants == sorted(instants)
    assert clock.day(instants[-1]) == FRIDAY


def test_every_state_and_every_way_to_disclose_is_there(city: Flask) -> None:
    assert set(db.session.scalars(select(Complaint.state))) == set(State)
    assert set(db.session.scalars(select(Complaint.disclosure))) == set(Disclosure)
    assert set(db.session.scalars(select(Complaint.complexity))) == {None, *Complexity}


def test_every_queue_of_the_office_has_something_in_it(city: Flask) -> None:
    assert all(queues.waiting().values()), queues.waiting()
    assert count(Extension, Extension.granted.is_(None))
    assert count(Supplement, Supplement.handed_at.is_(None))
    assert count(Unsealing, Unsealing.approved_at.is_(None))
    assert count(Attachment, Attachment.handed_name != "")


def test_answers_are_rated_well_and_badly(city: Flask) -> None:
    scores = {Score(str(score)) for score in db.session.scalars(select(Rating.score))}
    assert {Score.VERY_SATISFIED, Score.SATISFIED} <= scores
    assert scores & {Score.DISSATISFIED, Score.VERY_DISSATISFIED}


def test_scene_2_waits_for_the_office_and_points_at_one_department(city: Flask) -> None:
    found = case("quiet_day")
    assert found.state is State.SUBMITTED
    statement = complaints.statement(found)

    likely = departments.suggest(f"{statement.about} {statement.facts}", "违规检查、违规处罚")
    assert likely[0].code == "YJGL"


def test_scene_3_one_case_is_due_today_and_one_is_four_working_days_late(city: Flask) -> None:
    today = case("due_today")
    assert today.referred_at is not None
    assert clock.day(today.referred_at) == date(2026, 9, 8)
    assert due("due_today", DeadlineKind.VERIFICATION) == FRIDAY
    assert standing("due_today", DeadlineKind.VERIFICATION) is Standing.DUE_SOON
    late = workdays.deadline(case("overdue").number, DeadlineKind.VERIFICATION)
    assert late is not None
    assert (late.due_on, workdays.days_left(late, FRIDAY)) == (date(2026, 9, 7), -4)


def test_scene_3_nothing_else_is_late(city: Flask) -> None:
    late = [complaint.number for complaint, deadline in complaints.pressing(FRIDAY) if deadline.due_on < FRIDAY]
    assert late == [case("overdue").number]


def test_scene_5_is_due_on_the_ninth_of_october(city: Flask) -> None:
    deadline = workdays.deadline(case("complex").number, DeadlineKind.PRELIMINARY)
    assert deadline is not None
    assert (deadline.starts_on, deadline.due_on) == (FRIDAY, date(2026, 10, 9))
    days = {day.on: day for day in workdays.explain(deadline)}
    assert days[date(2026, 9, 25)].name == "中秋节"
    assert all(days[date(2026, 10, n)].name == "国庆节" for n in range(1, 8))
    assert days[date(2026, 9, 20)].kind == "makeup"


def test_scene_6_was_rated_badly_mended_called_back_and_rated_again(city: Flask) -> None:
    found = case("rated_again")
    first, second = complaints.ratings(found)
    assert first.score <= 2
    assert first.reasons
    assert second.score >= 3
    mended = complaints.rectification(found)
    assert mended is not None
    assert mended.submitted_at is not None
    assert mended.closed_at is not None


def test_whoever_can_be_tried_stands_in_the_list(city: Flask) -> None:
    roles = {user.role for user in queries.signins()}
    assert roles == set(Role)
    assert [user.role for user in queries.signins()].count(Role.OVERSIGHT) == 2


def test_no_entry_of_the_ledger_names_a_complainant(city: Flask) -> None:
    names = set(db.session.scalars(select(Enterprise.name).join(User, User.enterprise_id == Enterprise.id)))
    facts = [json.loads(text) for text in db.session.scalars(select(Entry.facts))]
    told = {value for entry in facts for value in entry.values() if isinstance(value, str)}
    assert not names & told


def test_the_registers_are_filled_as_told(city: Flask) -> None:
    assert (items.count(), inspectors.count()) == (41, 120)
    assert items.count(items.Filters(complete=False)) == 2
    assert inspectors.counts(FRIDAY) == {
        Certificate.VALID: 114,
        Certificate.EXPIRING: 5,
        Certificate.EXPIRED: 1,
        Certificate.NOT_YET: 0,
    }
    assert all(departments.leader_on(one.id, FRIDAY) for one in departments.active())


def test_the_lakeside_firm_is_exempt_and_of_others_it_is_not_known(city: Flask) -> None:
    firm = enterprises.search("湖畔食品")[0]
    found = lookbacks.answer(firm, FRIDAY).exemption
    assert (found.answer, found.parts[2].record.level) == (Answer.YES, Level.PREFECTURE)  # type: ignore[union-attr]
    assert found.until is not None
    assert found.until > FRIDAY
    assert all(lookbacks.counts(FRIDAY).values()), lookbacks.counts(FRIDAY)
    assert inspectors.recused(FRIDAY)
