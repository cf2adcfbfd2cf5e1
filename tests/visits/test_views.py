"""The pages of visits: drafted, registered, the door, the pass that anybody checks, reports, what the office judges."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.departments.rules import Level
from app.enterprises import service as enterprises
from app.enterprises.rules import Grade, Risk
from app.inspectors import service as inspectors
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger.models import Entry
from app.lookbacks import service as lookbacks
from app.lookbacks.rules import Kind
from app.plans import service as plans
from app.visits import queries
from app.visits.models import CheckIn, Sighting, Visit
from app.visits.rules import State
from tests import make
from tests.conftest import Client
from tests.visits.scene import AT, FREE, Scene, allow_emergencies

pytestmark = pytest.mark.usefixtures("frozen")
As = Callable[[Any], Client]
NOON = datetime(2026, 9, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene()


@pytest.fixture
def by(sqlite_app: Flask) -> As:
    """`by(user)`: a client of their own, signed in; None is nobody."""

    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made

    return signed_in


def fresh(number: str, scene: Scene) -> Visit:
    db.session.expire_all()
    return queries.get(number, to=scene.office)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"days": "2026-09-10"}, "入企日期已经过去"),
        ({"days": "2026-09-20 至 2026-09-19"}, "结束日期早于开始日期"),
        ({"enterprise": "没有这家公司"}, "名录"),
        ({"basis_on": ""}, "个案线索要有来源、编号和日期"),
        ({"basis_on": "2026-09-12"}, "日期不能晚于今天"),
        ({"basis_ref": ""}, "来由编号"),
        ({"basis": "task", "basis_ref": "X-1"}, "已公布的年度计划里，本单位没有这项任务"),
        ({"basis": "supervision"}, "不在本单位的重点监管范围里"),
        ({"basis": "complaint", "basis_ref": "TS-0482-9174-4"}, "没有交给本单位办理的这一投诉件"),
        ({"basis": "complaint", "basis_ref": "TS-0482"}, "请核对编号"),
        ({"inspectors": []}, "检查人员"),
        ({"items": ["NOTHING"]}, "请选择列出的一项"),
    ],
)
def test_what_no_visit_can_rest_on_is_refused(scene: Scene, by: As, more: Any, words: str) -> None:
    answer = by(scene.applicant).post("/inspect/visits/new", data=scene.form(**more))
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Visit).count() == 0


def test_people_and_items_of_others_are_refused_whatever_the_form_offers(scene: Scene) -> None:
    from app.kernel.errors import Refused

    for more, code in (
        ({"inspectors": [make.inspector(scene.rival_unit)]}, "visit_inspector_of_others"),
        ({"items": [make.item("别家事项", [scene.rival_unit])]}, "visit_item_of_others"),
    ):
        with pytest.raises(Refused) as refused:
            scene.draft(**more)
        assert refused.value.code == code


def test_a_closed_enterprise_is_not_visited(scene: Scene, by: As) -> None:
    from app.enterprises.rules import State as Business

    with transaction():
        enterprises.revise(scene.firm, state=Business.CLOSED, by=SYSTEM, at=AT)
    answer = by(scene.applicant).post("/inspect/visits/new", data=scene.form())
    assert answer.status_code == 422
    assert "不在业" in answer.text


def test_an_enterprise_is_found_by_its_name_unless_two_bear_it(scene: Scene, by: As) -> None:
    client = by(scene.applicant)
    assert client.post("/inspect/visits/new", data=scene.form(enterprise=scene.firm.name)).status_code == 303
    for _ in range(2):
        make.enterprise("同名商行")
    answer = client.post("/inspect/visits/new", data=scene.form(enterprise="同名商行"))
    assert answer.status_code == 422
    assert "不止一家" in answer.text


def test_a_task_of_the_published_plan_is_a_basis(scene: Scene, by: As) -> None:
    people = [make.inspector(scene.rival_unit) for _ in range(2)]
    year = make.plan()
    make.task(year, [scene.unit, scene.rival_unit], [scene.item], "YJ-01")
    form = scene.form(basis="task", basis_ref="YJ-01", basis_on="", days="2026-09-22")
    client = by(scene.applicant)
    assert client.post("/inspect/visits/new", data=form).status_code == 422
    with transaction():
        plans.publish(year, by=SYSTEM, at=AT)
    assert client.post("/inspect/visits/new", data=form).status_code == 303
    assert people


def test_key_supervision_is_a_basis_for_a_high_risk_enterprise_of_its_frame(scene: Scene, by: As) -> None:
    for _ in range(2):
        make.inspector(scene.rival_unit)
    year = make.plan()
    make.task(year, [scene.unit, scene.rival_unit], [scene.item])
    with transaction():
        frame = {"kinds": [], "trades": [], "townships": []}
        plans.supervise(year, scene.unit, basis="安全生产法第六十二条", **frame, by=SYSTEM, at=AT)
    with transaction():
        plans.publish(year, by=SYSTEM, at=AT)
    form = scene.form(basis="supervision", basis_ref="沅安〔2026〕1号", basis_on="", days="2026-09-22")
    client = by(scene.applicant)
    assert client.post("/inspect/visits/new", data=form).status_code == 422
    with transaction():
        given = {"credit_grade": None, "risk_level": Risk.HIGH, "rated_by": "应急局", "rated_on": date(2026, 9, 1)}
        enterprises.rate(scene.firm, **given, by=SYSTEM, at=AT)
    assert client.post("/inspect/visits/new", data=form).status_code == 303


def _visited(scene: Scene, line: str) -> None:
    row = {"uscc": scene.firm.uscc, "happened_on": date(2026, 3, 2), "unit": "益阳某局", "line": line}
    with transaction():
        lookbacks.load([{**row, "level": Level.PREFECTURE, "source": "平台"}], digest="0" * 64, by=SYSTEM, at=AT)


def test_a_line_that_has_had_its_visit_of_the_year_is_stopped_unless_a_lead_leads_there(scene: Scene, by: As) -> None:
    _visited(scene, "应急管理")
    routine, lead = scene.draft(FREE), scene.draft(FREE)
    with make.act():
        from app.visits.rules import Basis

        routine.basis, routine.basis_on = Basis.TASK, None
    client = by(scene.applicant)
    stopped = client.post(f"/inspect/visits/{routine.number}/register", data={"version": str(routine.version)})
    assert stopped.status_code == 422
    assert "2026-03-02 益阳某局" in stopped.text
    assert "不能检查" in client.get(f"/inspect/visits/{routine.number}").text
    page = client.get(f"/inspect/visits/{lead.number}").text
    assert "2026-03-02 益阳某局" in page
    assert client.post(f"/inspect/visits/{lead.number}/register", data={"version": "1"}).status_code == 303


def test_our_own_visits_of_the_year_count_as_well(scene: Scene, by: As) -> None:
    from app.visits.rules import Basis

    first = scene.registered()
    with make.act():
        first.basis = Basis.TASK
        db.session.add(
            CheckIn(visit_id=first.id, on=FREE, entered_at=NOON, entered_by_id=scene.applicant.id, emergency="")
        )
    again = scene.draft(date(2026, 9, 23))
    answers = {point.name: (point.answer, point.rows) for point in queries.points(again)}
    assert answers["repeat"] == ("yes", ("2026-09-22 市应急管理局",))


def test_an_enterprise_that_is_certainly_exempt_is_not_visited_routinely(scene: Scene, by: As) -> None:
    from app.visits.rules import Basis

    _visited(scene, "市场监管")
    with transaction():
        given = {"credit_grade": Grade.A, "risk_level": None, "rated_by": "信用办", "rated_on": date(2026, 9, 1)}
        enterprises.rate(scene.firm, **given, by=SYSTEM, at=AT)
    with transaction():
        for level in Level:
            since = {"since_on": date(2018, 1, 1), "reason": "已导入"}
            lookbacks.declare(Kind.PENALTY, level, line="", **since, by=scene.office, at=AT)
    visit = scene.draft(FREE)
    with make.act():
        visit.basis = Basis.TASK
    version = str(visit.version)
    answer = by(scene.applicant).post(f"/inspect/visits/{visit.number}/register", data={"version": version})
    assert answer.status_code == 422
    assert "免查企业" in answer.text


def test_a_certificate_and_a_recusal_stop_a_visit_before_it_is_asked_for(scene: Scene, by: As) -> None:
    client = by(scene.applicant)
    old = make.inspector(scene.unit, valid_until=date(2026, 9, 20), name="王过期")
    expired = scene.draft(FREE, inspectors=[scene.people[0], old]).number
    assert "王过期" in client.post(f"/inspect/visits/{expired}/register", data={"version": "1"}).text
    alone = scene.draft(FREE, inspectors=[scene.people[0]]).number
    assert "不够两人" in client.post(f"/inspect/visits/{alone}/register", data={"version": "1"}).text
    with transaction():
        reason = {"reason": "近亲属任职", "from_on": date(2026, 9, 1)}
        inspectors.recuse(scene.people[0], scene.firm, **reason, by=SYSTEM, at=AT)
    barred = scene.draft(FREE).number
    answer = client.post(f"/inspect/visits/{barred}/register", data={"version": "1"})
    assert answer.status_code == 422
    assert "应当回避" in answer.text


def test_another_department_that_is_due_is_told_within_the_window_and_not_beyond(scene: Scene) -> None:
    clerk = make.user(Role.CLERK, scene.rival_unit)
    people = [make.inspector(scene.rival_unit) for _ in range(2)]
    for day in (date(2026, 9, 25), date(2026, 11, 24)):
        scene.draft(day, by=clerk, inspectors=people)
    from app.visits import service

    for visit in db.session.query(Visit).all():
        with transaction():
            service.register(visit, by=clerk, at=AT)
    points = {point.name: point.rows for point in queries.points(scene.draft(FREE))}
    assert points["others"] == ("2026-09-25 消防大队",)


def test_a_registered_visit_is_told_to_the_enterprise_and_shown_by_its_pass(scene: Scene, by: As) -> None:
    visit = scene.registered()
    code = visit.code or ""
    page = by(None).get(f"/v/{code}")
    assert page.status_code == 200
    assert "今天无效" in page.text
    for person in scene.people:
        assert person.name in page.text
        assert person.certificate_no in page.text
    with time_machine.travel(NOON, tick=False):
        for typed in (code, code.lower(), code.replace("-", "")):
            assert "有效" in by(None).get(f"/v/{typed}").text
        found = by(None).get("/v", query_string={"code": f"http://x/v/{code}"})
        assert found.location.endswith(f"/v/{code}")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert "已过期" in by(None).get(f"/v/{code}").text
    assert by(None).get("/v/AAAA-BBBB-CCCC-DDDD").status_code == 404
    assert "登记了对您企业的检查" in by(scene.owner).get("/notifications").text
    assert scene.unit.name in by(scene.owner).get("/my/visits").text


def test_a_pass_says_nothing_more_than_the_paper(scene: Scene, by: As) -> None:
    visit = scene.registered()
    page = by(None).get(f"/v/{visit.code}").text
    for kept in (visit.number, visit.basis_ref, visit.reason, scene.applicant.name):
        assert kept not in page


def test_in_and_out_by_the_servers_clock(scene: Scene, by: As) -> None:
    visit = scene.registered()
    number, code = visit.number, visit.code
    with time_machine.travel(NOON, tick=False):
        client = by(scene.applicant)
        assert client.post(f"/inspect/visits/{number}/check-out").status_code == 409
        assert client.post(f"/inspect/visits/{number}/check-in", data={"scanned": ""}).status_code == 422
        wrong = client.post(f"/inspect/visits/{number}/check-in", data={"scanned": "AAAA"})
        assert wrong.status_code == 409
        assert client.post(f"/inspect/visits/{number}/check-in", data={"scanned": f"/v/{code}"}).status_code == 303
        assert client.post(f"/inspect/visits/{number}/check-in", data={"scanned": code}).status_code == 409
        assert client.post(f"/inspect/visits/{number}/cancel").status_code == 409
        assert client.post(f"/inspect/visits/{number}/check-out").status_code == 303
    (entry,) = fresh(number, scene).entries
    assert (entry.on, entry.entered_at, entry.left_at) == (FREE, NOON, NOON)


def test_an_inspector_whose_certificate_ended_meanwhile_does_not_go_in(scene: Scene, by: As) -> None:
    number = scene.registered().number
    with transaction():
        inspectors.revise(scene.people[0], valid_until=date(2026, 9, 21), by=SYSTEM, at=AT)
    with time_machine.travel(NOON, tick=False):
        answer = by(scene.applicant).post(f"/inspect/visits/{number}/check-in", data={"scanned": scene.firm.uscc})
    assert answer.status_code == 422
    assert scene.people[0].name in answer.text


def test_emergencies_are_off_unless_the_rulebook_says_otherwise(scene: Scene, by: As) -> None:
    number = scene.draft(date(2026, 9, 11)).number
    client = by(scene.applicant)
    assert "突发先行" not in client.get(f"/inspect/visits/{number}").text
    answer = client.post(f"/inspect/visits/{number}/urgent", data={"reason": "库区起火"})
    assert answer.status_code == 409
    assert fresh(number, scene).state is State.DRAFT


def test_an_emergency_is_a_finding_until_the_office_has_judged_it(scene: Scene, by: As) -> None:
    allow_emergencies()
    number = scene.draft(date(2026, 9, 11)).number
    client, office = by(scene.applicant), by(scene.office)
    assert client.post(f"/inspect/visits/{number}/urgent", data={"reason": ""}).status_code == 422
    assert client.post(f"/inspect/visits/{number}/urgent", data={"reason": "库区起火"}).status_code == 303
    visit = fresh(number, scene)
    assert (visit.state, visit.entries[0].emergency) == (State.EMERGENCY, "库区起火")
    assert "未经批准" in by(None).get(f"/v/{visit.code}").text
    page = office.get("/desk/visits").text
    assert number in page
    assert "待认定" in page
    assert office.get(f"/desk/visits/{number}/judge").status_code == 200
    assert office.post(f"/desk/visits/{number}/judge", data={"words": ""}).status_code == 422
    assert office.post(f"/desk/visits/{number}/judge", data={"words": "属实，免予追究"}).status_code == 303
    assert office.post(f"/desk/visits/{number}/judge", data={"words": "再来一次"}).status_code == 409
    page = office.get("/desk/visits").text
    assert "属实，免予追究" in page
    assert "待认定</strong>" not in page
    registered = scene.registered().number
    assert office.get(f"/desk/visits/{registered}/judge").status_code == 404


def test_the_enterprise_confirms_and_no_department_can_tell(scene: Scene, by: As) -> None:
    """Every page and the row of the visit are byte for byte the same, before and after."""
    visit = scene.registered()
    number, code, version = visit.number, visit.code, visit.version
    with time_machine.travel(NOON, tick=False):
        owner, clerk = by(scene.owner), by(make.user(Role.CLERK, scene.unit))

        def seen() -> list[bytes]:
            paths = (f"/inspect/visits/{number}", "/inspect/visits", "/quiet-day", "/notifications", f"/v/{code}")
            return [_unmarked(clerk.get(path).text) for path in paths]

        before = seen()
        assert "人已经到了" in owner.get(f"/v/{code}").text
        assert owner.post(f"/v/{code}/arrived").status_code == 303
        assert owner.post(f"/v/{code}/arrived").status_code == 409
        assert owner.post(f"/v/{code}/left").status_code == 303
        assert owner.post("/door/report", data={"department": scene.unit.code, "words": "三个人"}).status_code == 200
        assert "人已到" in owner.get(f"/v/{code}").text
        assert seen() == before
    assert fresh(number, scene).version == version
    assert [one.kind for one in queries.sightings(fresh(number, scene))] == ["arrived", "left"]
    assert {one.actor for one in db.session.query(Entry).filter(Entry.ref == f"door:{number}")} <= {
        "complainant",
        scene.owner.actor,
    }


def _unmarked(page: str) -> bytes:
    import re

    return re.sub(r'(nonce|name="once" value|name="csrf_token" value)="[^"]*"', "", page).encode()


def test_only_its_own_day_is_confirmed(scene: Scene, by: As) -> None:
    code = scene.registered().code
    assert by(scene.owner).post(f"/v/{code}/arrived").status_code == 409
    assert by(None).post(f"/v/{code}/arrived").status_code == 302
    assert by(scene.applicant).post(f"/v/{code}/arrived").status_code == 403


def test_somebody_without_a_pass_is_reported_in_three_clicks(scene: Scene, by: As) -> None:
    """The page, the department, the button: the enterprise is known, the rest may be left empty."""
    owner, office = by(scene.owner), by(scene.office)
    assert scene.firm.name in owner.get("/door/report").text
    assert owner.post("/door/report", data={"department": scene.unit.code}).status_code == 200
    report = db.session.query(Sighting).one()
    assert (report.enterprise_id, report.department_id, report.at) == (scene.firm.id, scene.unit.id, AT)
    assert scene.firm.name in office.get("/desk/visits").text
    path = f"/desk/sightings/{report.id}/judge"
    assert office.get(path).status_code == 200
    assert office.post(path, data={"words": "已约谈"}).status_code == 303
    assert office.post(path, data={"words": "已约谈"}).status_code == 409
    assert office.get("/desk/sightings/999/judge").status_code == 404


def test_nobody_signed_in_reports_with_a_name_and_not_without(scene: Scene, by: As) -> None:
    assert by(None).post("/door/report", data={}).status_code == 422
    assert by(None).post("/door/report", data={"place": "琼湖路早餐店"}).status_code == 200
    told = db.session.query(Entry).filter(Entry.verb == "visit:report").one()
    assert told.actor == "complainant"
    assert "琼湖路早餐店" in by(scene.office).get("/desk/visits").text


def test_a_draft_is_changed_by_one_at_a_time_and_not_once_registered(scene: Scene, by: As) -> None:
    number = scene.draft(FREE).number
    client = by(scene.applicant)
    assert scene.firm.uscc in client.get(f"/inspect/visits/{number}/edit").text
    form = scene.form(days="2026-09-23", version="1")
    assert client.post(f"/inspect/visits/{number}/edit", data={**form, "days": "x"}).status_code == 422
    assert client.post(f"/inspect/visits/{number}/edit", data={**form, "basis_on": ""}).status_code == 422
    assert client.post(f"/inspect/visits/{number}/edit", data=form).status_code == 303
    assert client.post(f"/inspect/visits/{number}/edit", data=form).status_code == 409
    assert fresh(number, scene).starts_on == date(2026, 9, 23)
    version = str(fresh(number, scene).version)
    assert client.post(f"/inspect/visits/{number}/register", data={"version": version}).status_code == 303
    version = str(fresh(number, scene).version)
    assert client.post(f"/inspect/visits/{number}/edit", data={**form, "version": version}).status_code == 409
    assert client.post(f"/inspect/visits/{number}/cancel").status_code == 303
    assert fresh(number, scene).state is State.CANCELLED


def test_a_quiet_day_is_not_registered_without_approval(scene: Scene, by: As) -> None:
    number = scene.draft().number
    answer = by(scene.applicant).post(f"/inspect/visits/{number}/register", data={"version": "1"})
    assert answer.status_code == 409
    noted = db.session.query(Entry).filter(Entry.ref == number, Entry.verb == "visit:note_refused").one()
    assert json.loads(noted.facts) == {"code": "visit_needs_approval", "tried": "register"}


def test_a_visit_of_others_is_not_there(scene: Scene, by: As) -> None:
    number = scene.registered().number
    stranger = by(make.user(Role.INSPECTOR, scene.rival_unit))
    assert stranger.get(f"/inspect/visits/{number}").status_code == 404
    assert stranger.get("/inspect/visits/nothing").status_code == 404
    assert number not in stranger.get("/inspect/visits").text
    assert number in by(scene.office).get("/inspect/visits?state=registered&from_on=2026-09-22").text
    assert number not in by(scene.office).get("/inspect/visits?until_on=2026-09-21").text


def test_the_enterprises_code_is_printed(scene: Scene, by: As) -> None:
    page = by(scene.owner).get("/my/qr").text
    assert scene.firm.uscc in page
    assert "<svg" in page


def test_a_form_that_is_sent_twice_makes_one_visit_and_one_report(scene: Scene, by: As) -> None:
    client, owner = by(scene.applicant), by(scene.owner)
    once = {"once": "0" * 31 + "7"}
    answers = [client.post("/inspect/visits/new", data={**scene.form(), **once}).location for _ in range(2)]
    assert answers[0] == answers[1]
    assert db.session.query(Visit).count() == 1
    for _ in range(2):
        assert owner.post("/door/report", data={"department": scene.unit.code, **once}).status_code == 200
    assert db.session.query(Sighting).count() == 1
