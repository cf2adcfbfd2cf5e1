"""The verbs of quiet days on both databases: silence, numbers without gaps, what the ledger seals."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.kernel import numbering, timer
from app.kernel.clock import SHANGHAI
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.ledger import queries as ledger
from app.notices.models import Notice
from app.quiet_days import queries, service
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import Reason, State
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import State as Standing
from tests.visits.scene import AT, FREE, Scene, allow_emergencies

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=SHANGHAI)


def remind(when: datetime) -> int:
    with transaction():
        return service.remind(at=when)


def told(kind: str) -> list[str]:
    return list(db.session.scalars(select(Notice.audience).where(Notice.kind == kind).order_by(Notice.id)))


def test_silence_is_reminded_of_then_told_to_the_office_once_each(scene: Scene) -> None:
    """Sent on Friday at nine: four working hours end at three; one working day ends with Monday."""
    request = scene.requested(date(2026, 9, 18))
    assert queries.reminds(request) == at(11, 15)
    assert queries.escalates(request) == date(2026, 9, 14)
    assert remind(at(11, 14, 59)) == 0
    assert remind(at(11, 15)) == 1
    assert remind(at(11, 15, 1)) == 0
    assert told("quiet_reminded") == [f"user:{scene.leader.id}"]
    assert remind(at(14, 23, 59)) == 0
    assert remind(at(15, 0)) == 1
    assert remind(at(15, 0, 1)) == 0
    assert told("quiet_escalated") == ["office"]
    assert request.state is State.SUBMITTED


def test_a_request_that_is_sent_again_is_reminded_of_again(scene: Scene) -> None:
    request = scene.requested(date(2026, 9, 18))
    remind(at(11, 15))
    with transaction():
        service.return_request(request, reason=Reason.INCOMPLETE, by=scene.leader, at=at(11, 16))
    assert remind(at(14, 15)) == 0
    with transaction():
        service.submit(request.visit, by=scene.applicant, at=at(14, 9))
    assert remind(at(14, 15)) == 1


def test_what_is_decided_is_not_reminded_of(scene: Scene) -> None:
    scene.approved(date(2026, 9, 18))
    assert remind(at(17, 9)) == 0


def test_whoever_stands_in_is_reminded_too(scene: Scene) -> None:
    days = {"from_on": date(2026, 9, 11), "until_on": date(2026, 9, 20)}
    with transaction():
        service.deputize(scene.other, **days, document="委托书", by=scene.leader, at=AT)
    scene.requested(date(2026, 9, 18))
    assert remind(at(11, 15)) == 2
    assert told("quiet_reminded") == [f"user:{scene.leader.id}", f"user:{scene.other.id}"]


def test_the_timer_knows_its_work() -> None:
    assert {"quiet_days:remind", "quiet_days:expire"} <= timer.WORKS.keys()


def test_the_timer_does_both(scene: Scene) -> None:
    number = scene.requested().number
    assert timer.WORKS["quiet_days:remind"](at(11, 15)) == 1
    assert timer.WORKS["quiet_days:expire"](at(12, 23)) == 0
    assert timer.WORKS["quiet_days:expire"](at(13, 0)) == 1
    assert timer.WORKS["quiet_days:expire"](at(13, 0)) == 0
    assert queries.by_number(number).state is State.EXPIRED
    assert told("quiet_expired") == [f"user:{scene.applicant.id}"]


def came_back(scene: Scene, moved_to: date) -> tuple[QuietDayRequest, Visit]:
    """A request that the leader returned, with its visit that was moved to another day since."""
    request = scene.requested()
    with transaction():
        service.return_request(request, reason=Reason.NOT_URGENT, by=scene.leader, at=AT)
    with transaction():
        wanted = scene.wanted(moved_to)
        visits.revise(request.visit, wanted, seen=request.visit.version, by=scene.applicant, at=AT)
    return request, request.visit


def test_a_request_that_came_back_and_was_moved_to_free_days_leaves_its_visit_alone(scene: Scene) -> None:
    request, visit = came_back(scene, FREE)
    with transaction():
        visits.register(visit, by=scene.applicant, at=AT)
    with transaction():
        assert service.expire(at=at(13, 0)) == 1
    assert (request.state, visit.state) == (State.EXPIRED, Standing.REGISTERED)


def test_a_request_that_came_back_lives_on_in_a_draft_that_was_moved_to_other_quiet_days(scene: Scene) -> None:
    request, visit = came_back(scene, date(2026, 9, 16))
    with transaction():
        assert service.expire(at=at(13, 0)) == 0
    assert (request.state, visit.state) == (State.RETURNED, Standing.DRAFT)
    with transaction():
        service.submit(visit, by=scene.applicant, at=at(13, 1))
    assert (request.state, request.days) == (State.SUBMITTED, ["2026-09-16"])
    with transaction():
        assert service.expire(at=at(17, 0)) == 1
    assert (request.state, visit.state) == (State.EXPIRED, Standing.CANCELLED)


def test_a_refused_emergency_stays_what_it_is(scene: Scene) -> None:
    allow_emergencies()
    request = scene.requested(date(2026, 9, 11))
    with transaction():
        visits.enter_urgently(request.visit, reason="库区起火", by=scene.applicant, at=AT)
    with transaction():
        service.reject(request, reason=Reason.OTHER, words="事后不补批", by=scene.leader, at=AT)
    assert (request.state, request.visit.state) == (State.REJECTED, Standing.EMERGENCY)


def test_numbers_have_no_gaps_and_each_its_check_digit(scene: Scene) -> None:
    first = scene.approved(date(2026, 9, 15))
    with pytest.raises(Refused), transaction():
        service.approve(first, by=scene.leader, at=AT)
    second = scene.approved(date(2026, 9, 16))
    for number, start in ((first.filing, "BA-20260911-000001-"), (second.filing, "BA-20260911-000002-")):
        assert number is not None
        assert number.startswith(start)
        assert numbering.parse_number(number) == number
    assert [one.filing for one in queries.filings(2026)] == [first.filing, second.filing]


def test_an_approval_covers_what_is_still_to_come(scene: Scene) -> None:
    request = scene.requested(date(2026, 9, 11), date(2026, 9, 13))
    with transaction():
        service.approve(request, by=scene.leader, at=at(12, 8))
    assert request.visit.covered == ["2026-09-12", "2026-09-13"]


def test_an_entered_visit_is_not_withdrawn(scene: Scene) -> None:
    request = scene.approved(date(2026, 9, 11))
    with transaction():
        visits.check_in(request.visit, scanned=scene.firm.uscc, by=scene.applicant, at=AT)
    with pytest.raises(Refused, match="visit_entered_already"), transaction():
        service.withdraw(request, by=scene.applicant, at=AT)


def test_an_approval_made_up_behind_the_services_back_is_found(scene: Scene) -> None:
    request = scene.requested(date(2026, 9, 15))
    scene.approved(date(2026, 9, 16))
    assert list(ledger.rows()) == []
    assert [one.verb for one in ledger.of(request.number)] == ["quiet_day:submit"]
    with db.engine.begin() as connection:
        connection.execute(
            text("UPDATE visits SET covered = '[\"2026-09-15\"]' WHERE id = :id"), {"id": request.visit_id}
        )
    db.session.expire_all()
    assert [finding.detail for finding in ledger.rows()] == [f"visits/{request.visit_id}"]
