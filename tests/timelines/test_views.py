"""One timeline for an enterprise, read by itself and the office; entries on quiet days, read by everybody."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.departments.rules import Level
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.lookbacks import service as lookbacks
from app.quiet_days import service as quiet_days
from app.visits import service as visits
from app.visits.models import CheckIn
from tests import make
from tests.conftest import Client
from tests.penalties import cases
from tests.visits.scene import AT, SATURDAY, Scene, allow_emergencies

pytestmark = pytest.mark.usefixtures("frozen")
As = Callable[[Any], Client]
NOON = datetime(2026, 9, 12, 4, 0, tzinfo=UTC)


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


@pytest.fixture
def by(app: Flask) -> As:
    def signed_in(user: Any) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made

    return signed_in


def free_leads() -> None:
    """The office has let leads go without approval: as if by a rulebook that says so."""
    from app.policy.models import RuleVersion

    with make.act():
        RuleVersion.query.filter_by(rule_id="quiet.case_leads").one().kept_value = '"exempt"'


def past(scene: Scene, unit: str, level: Level) -> None:
    row = {"uscc": scene.firm.uscc, "happened_on": date(2026, 3, 2), "unit": unit, "line": "消防", "level": level}
    with transaction():
        lookbacks.load([{**row, "source": "省平台"}], digest="0" * 64, by=SYSTEM, at=AT)


def test_everything_of_every_department_and_level_stands_in_one_line(scene: Scene, by: As) -> None:
    past(scene, "省消防救援总队", Level.PROVINCE)
    approved, other = scene.approved(SATURDAY), scene.registered()
    waiting, draft = scene.requested(date(2026, 9, 15)), scene.draft(date(2026, 9, 23))
    own, office = by(scene.owner).get("/my/timeline").text, by(scene.office).get(_path(scene)).text
    for page in (own, office):
        for words in ("省消防救援总队", "省级", "省平台", scene.unit.name, "已批准"):
            assert words in page
    assert other.code in own
    assert str(approved.filing) in own
    assert approved.number in office
    assert draft.number in office
    assert waiting.number in office
    for hidden in (draft.number, waiting.number, "待批", "草稿"):
        assert hidden not in own
    assert by(scene.applicant).get(_path(scene)).status_code == 403
    assert by(scene.applicant).get("/my/timeline").status_code == 403
    assert by(make.user(Role.ENTERPRISE)).get("/my/timeline").text.count(scene.unit.name) == 0


def _path(scene: Scene) -> str:
    return f"/registers/entities/{scene.firm.uscc}/timeline"


def test_what_the_enterprise_reported_stands_there_for_itself_and_the_office(scene: Scene, by: As) -> None:
    with transaction():
        said = {"enterprise": scene.firm, "place": "", "department": scene.unit, "origin": "x"}
        visits.report(**said, words="三个人没有核验码", at=AT)
    assert "三个人没有核验码" in by(scene.owner).get("/my/timeline").text
    assert "三个人没有核验码" in by(scene.office).get(_path(scene)).text


def test_a_penalty_stands_there_once_it_is_decided(scene: Scene, by: As) -> None:
    clerk = make.user(Role.CLERK, scene.unit)
    cast = cases.Cast.among(clerk, make.user(Role.CLERK), scene.office, scene.firm)
    filed = cast.vetted(by=clerk, at=AT)
    assert filed.matter not in by(scene.owner).get("/my/timeline").text
    cast.decide(filed)
    assert filed.matter in by(scene.owner).get("/my/timeline").text


def entered(scene: Scene, by_day: date) -> None:
    """Approved and entered on that quiet day."""
    request = scene.approved(by_day)
    at = datetime(by_day.year, by_day.month, by_day.day, 4, tzinfo=UTC)
    with transaction():
        visits.check_in(request.visit, scanned=scene.firm.uscc, by=scene.applicant, at=at)


def test_everybody_sees_who_entered_on_quiet_days_with_approval_and_without(scene: Scene, by: As) -> None:
    nothing = by(None).get("/public/quiet-days").text
    assert "没有人登记进门" in nothing
    entered(scene, SATURDAY)
    allow_emergencies()
    urgent = scene.draft(date(2026, 9, 14))
    with transaction():
        visits.enter_urgently(urgent, reason="库区起火", by=scene.applicant, at=datetime(2026, 9, 14, 4, tzinfo=UTC))
    unapproved = scene.approved(date(2026, 9, 16), date(2026, 9, 18)).visit
    with make.act():
        unapproved.covered = ["2026-09-16"]
        told: dict[str, Any] = {"entered_by_id": scene.applicant.id, "left_at": None, "emergency": ""}
        db.session.add(CheckIn(visit_id=unapproved.id, on=date(2026, 9, 18), entered_at=NOON, **told))
    free = scene.registered()
    with transaction():
        at = datetime(2026, 9, 22, 4, tzinfo=UTC)
        visits.check_in(free, scanned=scene.firm.uscc, by=scene.applicant, at=at)
    page = by(None).get("/public/quiet-days?year=2026")
    assert page.status_code == 200
    assert scene.unit.name in page.text
    for kept in (scene.firm.name, scene.firm.uscc, urgent.number, "库区起火", scene.applicant.name):
        assert kept not in page.text
    sheet = by(None).get("/public/quiet-days.csv").data
    assert sheet.startswith(b"\xef\xbb\xbf")
    rows = sheet.decode("utf-8-sig").split()
    assert rows == [
        "单位,来由,宁静日入企天次,经批准,按规定不需批准,未经批准,未经批准中已认定",
        f"{scene.unit.name},数据监测,3,1,0,2,0",
    ]
    free_leads()
    assert b",3,1,1,1,0" in by(None).get("/public/quiet-days.csv").data
    with transaction():
        visits.judge_emergency(urgent, words="属实", by=scene.office, at=NOON)
    assert b",3,1,1,1,1" in by(None).get("/public/quiet-days.csv?year=2026").data
    assert "没有人登记进门" in by(None).get("/public/quiet-days?year=2025").text
    assert by(None).get("/public/quiet-days?year=1949").status_code == 200


def test_what_somebody_reports_at_a_door_changes_no_public_figure(scene: Scene, by: As) -> None:
    before = by(None).get("/public/quiet-days.csv").data
    with transaction():
        visits.report(enterprise=scene.firm, place="", department=scene.unit, words="", origin="y", at=AT)
    assert by(None).get("/public/quiet-days.csv").data == before


def test_a_refused_request_is_told_to_the_enterprise_once_it_is_decided(scene: Scene, by: As) -> None:
    from app.quiet_days.rules import Reason

    request = scene.requested(SATURDAY)
    with time_machine.travel(NOON, tick=False), transaction():
        quiet_days.reject(request, reason=Reason.NOT_URGENT, by=scene.leader, at=AT)
    db.session.expire_all()
    assert "不同意" in by(scene.owner).get("/my/timeline").text
