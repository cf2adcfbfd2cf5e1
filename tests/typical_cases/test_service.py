"""The verbs of typical cases on both databases: two approvals of what was seen, numbers without a gap, an end."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.kernel.db import Base, db, transaction
from app.kernel.errors import Refused
from app.ledger import queries as ledger
from app.notices.models import Notice
from app.typical_cases import queries, service
from app.typical_cases.models import TypicalCase
from app.typical_cases.rules import State
from tests import make
from tests.typical_cases.cast import AT, DAY, UNTIL, Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def verbs(case: TypicalCase) -> list[str]:
    return [one.verb.partition(":")[2] for one in ledger.of(case.ref)]


def refused(code: str, act: Callable[..., Any], *given: Any, **more: Any) -> Refused:
    with pytest.raises(Refused, match=f"^{code}$") as told:
        act(*given, **more)
    db.session.rollback()
    return told.value


def test_the_second_approval_publishes_in_its_act(cast: Cast) -> None:
    case = cast.drafted(department_id=cast.unit.id)
    cast.approve(case, cast.leader)
    assert (case.state, case.number, queries.count(UNTIL)) == (State.PENDING, None, 0)
    cast.approve(case, cast.second)
    assert (case.state, case.published_on) == (State.PUBLISHED, date(2026, 9, 1))
    assert (case.number or "").startswith("DX-20260901-000001-")
    assert verbs(case) == ["draft", "approve", "publish"]
    assert (cast.published().number or "").startswith("DX-20260901-000002-")
    assert [one.id for one in queries.standing(UNTIL)] == [case.id + 1, case.id]
    assert queries.standing(UNTIL + DAY) == []


def test_those_who_may_approve_are_told_and_the_drafter_learns_the_outcome(cast: Cast) -> None:
    known = set[int]()

    def told() -> list[tuple[str, str]]:
        found = db.session.scalars(select(Notice).where(Notice.id.not_in(known)).order_by(Notice.id)).all()
        known.update(one.id for one in found)
        return [(one.audience, one.kind) for one in found]

    waits = [("office", "typical_case_waits"), ("discipline", "typical_case_waits")]
    case = cast.drafted()
    drafter = f"user:{case.drafted_by_id}"
    assert told() == waits
    with transaction():
        service.send_back(case, words="行业写得太细", seen=case.version, by=cast.leader, at=AT)
    assert told() == [(drafter, "typical_case_returned")]
    with transaction():
        service.revise(case, cast.told(), seen=case.version, by=cast.officer, at=AT)
    assert told() == waits
    cast.approve(case, cast.leader)
    assert told() == []
    cast.approve(case, cast.second)
    notice = db.session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert notice is not None
    assert told() == [(drafter, "typical_case_public")]
    assert notice.facts == {"number": case.number}


def test_discipline_drafts_and_somebody_else_of_discipline_approves(cast: Cast) -> None:
    case = cast.drafted(cast.inquirer)
    refused("typical_case_own", cast.approve, case, cast.inquirer)
    cast.approve(case, cast.other)
    refused("typical_case_side_approved", cast.approve, case, cast.leader)
    refused("typical_case_side_approved", cast.approve, case, cast.other)
    cast.approve(case, cast.officer)
    assert (case.outside_by_id, case.office_by_id) == (cast.other.id, cast.officer.id)


def test_the_office_alone_does_not_publish(cast: Cast) -> None:
    case = cast.drafted()
    refused("typical_case_own", cast.approve, case, cast.officer)
    refused("typical_case_unlooked", cast.approve, case, cast.second, looked=False)
    cast.approve(case, cast.second)
    assert case.state is State.PENDING
    with pytest.raises(IntegrityError, match="approved_twice"):
        db.session.execute(text("UPDATE typical_cases SET state='published', number='DX-1', published_on='2026-09-01'"))
    db.session.rollback()


@pytest.mark.parametrize(
    ("column", "check"), [("office_by_id = drafted_by_id", "approved_by_others"), ("office_at = NULL", "office_at")]
)
def test_the_database_knows_no_approval_of_ones_own(cast: Cast, column: str, check: str) -> None:
    cast.approve(cast.drafted(), cast.second)
    with pytest.raises(IntegrityError, match=check):
        db.session.execute(text(f"UPDATE typical_cases SET {column}"))
    db.session.rollback()


def test_an_approval_is_of_the_version_that_was_seen(cast: Cast) -> None:
    case = cast.drafted()
    seen = case.version
    with transaction():
        service.revise(case, cast.told(title="另一个标题"), seen=seen, by=cast.officer, at=AT)
    refused("changed_meanwhile", cast.approve, case, cast.second, seen=seen)
    cast.approve(case, cast.second)
    with transaction():
        service.revise(case, cast.told(), seen=case.version, by=cast.officer, at=AT)
    assert (case.office_by_id, case.office_at) == (None, None)
    cast.approve(case, cast.leader)
    assert case.state is State.PENDING


def test_only_the_drafter_revises_and_nothing_that_is_public(cast: Cast) -> None:
    case = cast.drafted()
    more = {"by": cast.second, "at": AT}
    refused("typical_case_not_yours", service.revise, case, cast.told(), seen=case.version, **more)
    case = cast.published()
    for act, said in (
        (service.revise, {"told": cast.told()}),
        (service.send_back, {"words": "不妥"}),
        (service.approve, {"looked": True}),
    ):
        refused("typical_case_wrong_state", act, case, **said, seen=case.version, **more)


def test_a_case_sent_back_loses_its_approval_and_waits_for_its_drafter(cast: Cast) -> None:
    case = cast.drafted()
    cast.approve(case, cast.second)
    with transaction():
        service.send_back(case, words="看得出是哪一家", seen=case.version, by=cast.leader, at=AT)
    assert (case.state, case.returned_why, case.office_by_id) == (State.RETURNED, "看得出是哪一家", None)
    refused("typical_case_wrong_state", cast.approve, case, cast.second)
    with transaction():
        service.revise(case, cast.told(title="再写一次"), seen=case.version, by=cast.officer, at=AT)
    assert (case.state, case.returned_why) == (State.PENDING, "")
    assert verbs(case) == ["draft", "approve", "send_back", "revise"]


@pytest.mark.parametrize("field", ["title", "facts", "outcome"])
def test_what_tells_is_refused_beside_its_field(cast: Cast, field: str) -> None:
    told = refused("typical_case_tells", cast.drafted, **{field: "洞庭粮油，电话13800001402"})
    assert told.field == field
    assert "洞庭粮油" in told.facts["words"]
    assert "13800001402" in told.facts["words"]


def test_a_name_that_came_into_the_directory_since_is_refused_at_the_approval(cast: Cast) -> None:
    case = cast.drafted(facts="在乡里一家便民小超市检查")
    make.enterprise("便民小超市")
    refused("typical_case_tells", cast.approve, case, cast.second)


def test_the_last_day_is_judged_at_the_approval_too(cast: Cast) -> None:
    refused("typical_case_until_past", cast.drafted, until_on=date(2026, 9, 1))
    refused("typical_case_until_far", cast.drafted, until_on=date(2027, 9, 2))
    case = cast.drafted(until_on=date(2026, 9, 2))
    refused("typical_case_until_past", cast.approve, case, cast.second, at=AT + DAY)


def test_the_office_takes_a_case_down_once_while_it_stands(cast: Cast) -> None:
    case = cast.published()
    late = {"words": "有人认出来了", "seen": case.version, "by": cast.officer}
    refused("typical_case_wrong_state", service.withdraw, case, **late, at=AT + 200 * DAY)
    with transaction():
        service.withdraw(case, **late, at=AT)
    assert (case.state, queries.count(UNTIL)) == (State.WITHDRAWN, 0)
    refused("typical_case_wrong_state", service.withdraw, case, **{**late, "seen": case.version}, at=AT)
    assert queries.published(str(case.number)).withdrawn_why == "有人认出来了"


def test_nothing_joins_a_case_to_a_complaint_or_an_enterprise(cast: Cast) -> None:
    table = Base.metadata.tables["typical_cases"]
    assert {key.column.table.name for key in table.foreign_keys} == {"users", "departments", "complaint_categories"}
    facts = " ".join(one.facts for one in ledger.of(cast.published().ref))
    assert "食品企业" not in facts
    refused("typical_case_missing", queries.get, 9999)
    refused("typical_case_missing", queries.published, "DX-1")
    refused("typical_case_missing", queries.published, "JC-20260911-000099-3")
