"""The pages of quiet days: asked for, decided on a phone, filed, printed; and what is refused is recorded."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts import service as accounts
from app.kernel import wording
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger.models import Entry
from app.ledger.rules import checked
from app.notices.models import Notice
from app.quiet_days import queries, service
from app.quiet_days.models import QuietDayRequest
from app.quiet_days.rules import State
from app.visits import queries as visiting
from app.visits.models import Visit
from app.visits.rules import State as Standing
from tests import make
from tests.conftest import Client
from tests.visits.scene import AT, SATURDAY, Scene, allow_emergencies

pytestmark = pytest.mark.usefixtures("frozen")
As = Callable[[Any], Client]


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene()


@pytest.fixture
def by(sqlite_app: Flask) -> As:
    """`by(user)`: a client of their own, signed in."""

    def signed_in(user: Any) -> Client:
        made = sqlite_app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made

    return signed_in


def fresh(number: str) -> QuietDayRequest:
    db.session.expire_all()
    return queries.by_number(number)


def tried(ref: str) -> list[tuple[str, str]]:
    """What was refused on a case, as `(verb, code)`."""
    db.session.rollback()
    found = db.session.scalars(select(Entry).where(Entry.ref == ref, Entry.verb == "visit:note_refused"))
    return [(facts["tried"], facts["code"]) for facts in (json.loads(one.facts) for one in found)]


def approval(version: int | str = 1, **more: Any) -> dict[str, Any]:
    return {"version": str(version), **more}


def test_an_inspector_asks_in_eight_fields_and_sees_what_stands_against_it(scene: Scene, by: As) -> None:
    client = by(scene.applicant)
    page = client.get("/inspect/visits/new").text
    names = {"enterprise", "days", "basis", "basis_ref", "basis_on", "reason", "items", "inspectors"}
    assert all(f'name="{name}"' in page for name in names)
    answer = client.post("/inspect/visits/new", data=scene.form())
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "免查企业" in shown
    assert "不清楚，记录不全" in shown
    assert "提交申请" in shown
    number = answer.location.rpartition("/")[2]
    sent = client.post(f"/quiet-day/of/{number}/submit", data={"version": "1"})
    assert sent.status_code == 303
    request = fresh(sent.location.rpartition("/")[2])
    assert request.state is State.SUBMITTED
    assert request.days == ["2026-09-12"]
    assert request.visit.state is Standing.WAITING
    assert request.visit.code is None
    told = db.session.scalars(select(Notice.audience).where(Notice.kind == "quiet_requested")).all()
    assert told == [f"user:{scene.leader.id}"]


def test_approval_filing_pass_entry_and_notices_are_one_act(scene: Scene, by: As) -> None:
    number = scene.requested().number
    client = by(scene.leader)
    assert client.get(f"/approvals/{number}").status_code == 200
    assert client.get(f"/approvals/{number}/approve").status_code == 200
    answer = client.post(f"/approvals/{number}/approve", data=approval())
    assert answer.status_code == 303
    request = fresh(number)
    assert request.state is State.APPROVED
    assert request.filing is not None
    assert request.filing.startswith("BA-20260911-000001-")
    assert request.decided_at == AT
    assert request.visit.state is Standing.REGISTERED
    assert request.visit.covered == ["2026-09-12"]
    assert request.visit.code
    kinds = {one.kind for one in db.session.scalars(select(Notice))}
    assert {"quiet_approved", "quiet_filed", "visit_registered"} <= kinds
    assert queries.last_entry(request, "approve") is not None
    assert request.filing in client.get(answer.location).text


def test_nothing_of_an_approval_stays_where_its_entry_cannot_be_written(
    scene: Scene, by: As, monkeypatch: pytest.MonkeyPatch, sqlite_app: Flask
) -> None:
    number = scene.requested().number
    client = by(scene.leader)
    before = len(db.session.scalars(select(Notice)).all())
    sqlite_app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken(verb: str, *_ref: Any, **_facts: Any) -> None:
        raise OSError(verb)

    monkeypatch.setattr("app.quiet_days.service.deciding.record", broken)
    assert client.post(f"/approvals/{number}/approve", data=approval()).status_code == 500
    request = fresh(number)
    assert (request.state, request.filing, request.visit.code) == (State.SUBMITTED, None, None)
    assert len(db.session.scalars(select(Notice)).all()) == before
    monkeypatch.undo()
    assert client.post(f"/approvals/{number}/approve", data=approval()).status_code == 303
    filing = fresh(number).filing
    assert filing is not None
    assert filing.startswith("BA-20260911-000001-")


def test_an_approval_with_a_forged_time_is_refused_and_recorded(scene: Scene, by: As) -> None:
    number = scene.requested().number
    for forged in ({"decided_at": "2026-09-01T08:00"}, {"at": "2026-09-01"}):
        answer = by(scene.leader).post(f"/approvals/{number}/approve", data=approval(**forged))
        assert answer.status_code == 400
    assert fresh(number).state is State.SUBMITTED
    assert tried(number) == [("approve", "form_field_unknown")] * 2


def test_an_approval_after_somebody_has_entered_is_refused_and_recorded(scene: Scene, by: As) -> None:
    allow_emergencies()
    request = scene.requested(date(2026, 9, 11))
    number, visit = request.number, request.visit.number
    urgent = by(scene.applicant).post(f"/inspect/visits/{visit}/urgent", data={"reason": "库区起火，现场处置"})
    assert urgent.status_code == 303
    answer = by(scene.leader).post(f"/approvals/{number}/approve", data=approval())
    assert answer.status_code == 409
    assert "不能补批" in answer.text
    assert fresh(number).state is State.SUBMITTED
    assert tried(number) == [("approve", "quiet_entered_already")]


def test_an_approval_by_the_applicant_is_refused_and_recorded(scene: Scene, by: As) -> None:
    number = scene.requested().number
    with transaction():
        accounts.edit_user(scene.applicant, name="李检查", role=Role.LEADER, by=SYSTEM, at=AT)
    with transaction():
        accounts.set_second_factor(scene.applicant, totp_key=make.TOTP_KEY, by=SYSTEM, at=AT)
    scene.lead(scene.unit, scene.applicant, from_on=date(2026, 9, 11))
    answer = by(scene.applicant).post(f"/approvals/{number}/approve", data=approval())
    assert answer.status_code == 409
    assert "不能自己批" in answer.text
    assert fresh(number).state is State.SUBMITTED
    assert tried(number) == [("approve", "quiet_own_request")]


def test_an_approval_by_a_leader_without_the_portfolio_is_refused_and_recorded(scene: Scene, by: As) -> None:
    number = scene.requested().number
    client = by(scene.other)
    assert client.get(f"/approvals/{number}").status_code == 404
    answer = client.post(f"/approvals/{number}/approve", data=approval())
    never = client.post("/approvals/NJ-20260911-000009-8/approve", data=approval())
    assert (answer.status_code, never.status_code) == (404, 404)
    assert fresh(number).state is State.SUBMITTED
    assert tried(number) == [("approve", "quiet_not_in_charge")]


def test_a_deputy_decides_until_the_last_day_and_not_after_it(
    scene: Scene, by: As, frozen: time_machine.Traveller
) -> None:
    first, second = scene.requested().number, scene.requested(date(2026, 9, 15)).number
    days = {"from_on": date(2026, 9, 11), "until_on": date(2026, 9, 13)}
    with transaction():
        service.deputize(scene.other, **days, document="委托书〔2026〕3号", by=scene.leader, at=AT)
    frozen.move_to(datetime(2026, 9, 12, 15, 59, 59, tzinfo=UTC))
    assert by(scene.other).post(f"/approvals/{first}/approve", data=approval()).status_code == 303
    request = fresh(first)
    assert request.decided_by is not None
    assert request.in_place_of is not None
    assert (request.decided_by.username, request.in_place_of.username) == (
        scene.other.username,
        scene.leader.username,
    )
    frozen.move_to(datetime(2026, 9, 13, 16, 0, 0, tzinfo=UTC))
    assert by(scene.other).post(f"/approvals/{second}/approve", data=approval()).status_code == 404
    assert fresh(second).state is State.SUBMITTED
    assert tried(second) == [("approve", "quiet_not_in_charge")]
    assert by(scene.leader).post(f"/approvals/{second}/approve", data=approval()).status_code == 303


def test_an_approval_of_a_stale_version_is_refused_and_recorded(scene: Scene, by: As) -> None:
    number = scene.requested().number
    answer = by(scene.leader).post(f"/approvals/{number}/approve", data=approval(version=7))
    assert answer.status_code == 409
    assert by(scene.leader).post(f"/approvals/{number}/approve", data={}).status_code == 409
    assert fresh(number).state is State.SUBMITTED
    assert tried(number) == [("approve", "changed_meanwhile")] * 2


def test_a_request_is_approved_once(scene: Scene, by: As) -> None:
    number = scene.requested().number
    mark = "0" * 31 + "1"
    client = by(scene.leader)
    assert client.post(f"/approvals/{number}/approve", data=approval(once=mark)).status_code == 303
    filing = fresh(number).filing
    assert client.post(f"/approvals/{number}/approve", data=approval(once=mark)).status_code == 303
    assert client.post(f"/approvals/{number}/approve", data=approval(version=2)).status_code == 409
    assert client.post(f"/approvals/{number}/reject", data=approval(2, reason="merge")).status_code == 409
    assert fresh(number).filing == filing
    assert tried(number) == [("approve", "quiet_wrong_state"), ("reject", "quiet_wrong_state")]


def test_two_who_approve_at_once_make_one_filing(postgresql_app: Flask) -> None:
    scene = Scene()
    number = scene.requested().number
    with transaction():
        days = {"from_on": date(2026, 9, 11), "until_on": date(2026, 9, 13)}
        service.deputize(scene.other, **days, document="委托书", by=scene.leader, at=AT)
    clients = [postgresql_app.test_client() for _ in range(2)]
    for client, user in zip(clients, (scene.leader, scene.other), strict=True):
        assert isinstance(client, Client)
        client.sign_in(user)
    db.session.rollback()
    both, answers = threading.Barrier(2), list[int]()

    def approve(client: Any) -> None:
        with postgresql_app.app_context():
            both.wait()
            answers.append(client.post(f"/approvals/{number}/approve", data=approval()).status_code)

    threads = [threading.Thread(target=approve, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert fresh(number).state is State.APPROVED
    filed = [one for one in db.session.scalars(select(Entry)) if one.verb == "quiet_day:approve"]
    assert len(filed) == 1
    assert len(tried(number)) == 1


def test_another_enterprises_pass_is_refused_at_the_door_and_recorded(scene: Scene, by: As) -> None:
    mine, other = scene.registered(date(2026, 9, 22)), make.enterprise("沅江别家有限公司")
    foreign = scene.registered(date(2026, 9, 22), enterprise=other)
    number, code, wrong = mine.number, mine.code, foreign.code
    with time_machine.travel(datetime(2026, 9, 22, 2, 0, tzinfo=UTC), tick=False):
        client = by(scene.applicant)
        for scanned in (wrong, other.uscc):
            answer = client.post(f"/inspect/visits/{number}/check-in", data={"scanned": scanned})
            assert answer.status_code == 409
            assert "不是这家企业的" in answer.text
        owner = make.user(Role.ENTERPRISE, enterprise=other)
        assert by(owner).post(f"/v/{code}/arrived").status_code == 403
    assert tried(number) == [("check_in", "pass_of_another_enterprise")] * 2
    assert tried(f"door:{number}") == [("confirm", "pass_of_another_enterprise")]
    assert visiting.get(number, to=scene.office).entries == []


def test_a_check_in_with_a_forged_time_is_refused_and_recorded(scene: Scene, by: As) -> None:
    number = scene.registered().number
    data = {"scanned": scene.firm.uscc, "entered_at": "2026-09-22T09:00"}
    assert by(scene.applicant).post(f"/inspect/visits/{number}/check-in", data=data).status_code == 400
    assert tried(number) == [("check_in", "form_field_unknown")]


def test_the_door_opens_on_a_covered_quiet_day_and_not_on_another(
    scene: Scene, by: As, frozen: time_machine.Traveller
) -> None:
    number = scene.approved(date(2026, 9, 19), date(2026, 9, 21)).visit.number
    client = by(scene.applicant)
    answers = []
    for instant in ("18T15:59:59.5", "18T16:00:00", "20T15:59:59.5", "20T16:00:00", "21T16:00:00"):
        day, _, clock = instant.partition("T")
        frozen.move_to(datetime.fromisoformat(f"2026-09-{day}T{clock.split('.')[0]}+00:00"))
        answers.append(client.post(f"/inspect/visits/{number}/check-in", data={"scanned": scene.firm.uscc}).status_code)
    assert answers == [409, 303, 303, 303, 409]
    visit = visiting.get(number, to=scene.office)
    assert [entry.on.day for entry in visit.entries] == [19, 20, 21]


def test_a_quiet_day_that_came_with_a_new_rulebook_is_not_covered(scene: Scene, by: As) -> None:
    """What decides is the rulebook of the day of entry."""
    number = scene.registered().number
    with make.act():
        from app.policy.models import RuleVersion

        RuleVersion.query.filter_by(rule_id="quiet.days").one().kept_value = "[1, 25]"
    with time_machine.travel(datetime(2026, 9, 22, 2, 0, tzinfo=UTC), tick=False):
        answer = by(scene.applicant).post(f"/inspect/visits/{number}/check-in", data={"scanned": scene.firm.uscc})
    assert answer.status_code == 409
    assert tried(number) == [("check_in", "quiet_day_not_covered")]


def test_back_to_be_supplemented_and_sent_again(scene: Scene, by: As) -> None:
    request = scene.requested()
    number, visit = request.number, request.visit.number
    leader, applicant = by(scene.leader), by(scene.applicant)
    assert leader.post(f"/approvals/{number}/return", data=approval()).status_code == 422
    assert leader.post(f"/approvals/{number}/return", data=approval(reason="other")).status_code == 422
    told = approval(reason="incomplete", words="缺监测记录")
    assert leader.post(f"/approvals/{number}/return", data=told).status_code == 303
    assert fresh(number).state is State.RETURNED
    version = visiting.get(visit, to=scene.office).version
    form = scene.form(version=str(version), reason="库温连续三日超限，附监测曲线")
    assert applicant.post(f"/inspect/visits/{visit}/edit", data=form).status_code == 303
    assert applicant.post(f"/quiet-day/of/{visit}/submit", data={"version": str(version + 1)}).status_code == 303
    found = fresh(number)
    assert (found.state, found.round) == (State.SUBMITTED, 2)
    for page in (leader.get(f"/approvals/{number}").text, applicant.get(f"/quiet-day/{number}").text):
        assert "上次退回：材料不全；缺监测记录" in page
    assert leader.post(f"/approvals/{number}/approve", data=approval(found.version)).status_code == 303
    assert fresh(number).reason is None
    assert "上次退回" not in leader.get(f"/approvals/{number}").text


def test_a_request_that_was_sent_again_can_be_taken_back(scene: Scene, by: As) -> None:
    request = scene.requested()
    visit, leader, applicant = request.visit.number, by(scene.leader), by(scene.applicant)
    leader.post(f"/approvals/{request.number}/return", data=approval(reason="incomplete"))
    version = visiting.get(visit, to=scene.office).version
    assert applicant.post(f"/quiet-day/of/{visit}/submit", data={"version": str(version)}).status_code == 303
    assert applicant.post(f"/quiet-day/{request.number}/withdraw").status_code == 303
    assert fresh(request.number).state is State.WITHDRAWN


def test_no_with_a_reason_ends_the_visit(scene: Scene, by: As) -> None:
    number = scene.requested().number
    data = approval(reason="not_urgent", words="二十一日以后再去")
    assert by(scene.leader).post(f"/approvals/{number}/reject", data=data).status_code == 303
    found = fresh(number)
    assert (found.state, found.visit.state, found.visit.code) == (State.REJECTED, Standing.CANCELLED, None)
    assert "二十一日以后再去" in by(scene.applicant).get(f"/quiet-day/{number}").text


def test_an_approval_for_later_moves_the_visit_behind_the_quiet_days(scene: Scene, by: As) -> None:
    number = scene.requested().number
    leader = by(scene.leader)
    assert leader.post(f"/approvals/{number}/approve", data=approval(conditions=["joint"])).status_code == 422
    assert leader.post(f"/approvals/{number}/approve", data=approval(conditions=["later"])).status_code == 303
    visit = fresh(number).visit
    assert (visit.starts_on, visit.ends_on, visit.covered) == (date(2026, 9, 21), date(2026, 9, 21), [])
    assert "改到宁静日以后" in by(scene.applicant).get(f"/quiet-day/{number}").text


def test_a_withdrawn_approval_keeps_its_filing_and_ends_the_pass(scene: Scene, by: As) -> None:
    request = scene.approved()
    number, code, filing = request.number, request.visit.code, request.filing
    stranger = make.user(Role.CLERK, scene.rival_unit)
    assert by(stranger).post(f"/quiet-day/{number}/withdraw").status_code == 404
    assert by(scene.applicant).post(f"/quiet-day/{number}/withdraw").status_code == 303
    found = fresh(number)
    assert (found.state, found.filing, found.visit.state) == (State.WITHDRAWN, filing, Standing.CANCELLED)
    assert "已撤销" in by(scene.office).get(f"/v/{code}").text
    assert filing in by(scene.office).get("/quiet-day/filings/2026").text
    assert db.session.scalars(select(Notice).where(Notice.kind == "quiet_withdrawn")).one().audience == "office"


def test_an_approved_visit_is_called_off_with_its_request_only(scene: Scene, by: As) -> None:
    visit = scene.approved().visit.number
    assert by(scene.applicant).post(f"/inspect/visits/{visit}/cancel").status_code == 409
    assert tried(visit) == [("cancel", "visit_has_request")]


def test_nobody_in_charge_nobody_to_ask(scene: Scene, by: As) -> None:
    clerk = make.user(Role.CLERK, scene.rival_unit)
    people = [make.inspector(scene.rival_unit), make.inspector(scene.rival_unit)]
    visit = scene.draft(by=clerk, inspectors=people).number
    answer = by(clerk).post(f"/quiet-day/of/{visit}/submit", data={"version": "1"})
    assert answer.status_code == 409
    assert "没有登记分管市领导" in answer.text


def test_the_slip_prints_pass_and_filing_and_its_receipt_is_checked(scene: Scene, by: As, sqlite_app: Flask) -> None:
    request = scene.approved()
    number, filing, code = request.number, request.filing, request.visit.code
    for user in (scene.applicant, scene.leader, scene.office):
        page = by(user).get(f"/quiet-day/{number}/slip").text
        assert filing in page
        assert code in page
        assert "<svg" in page
    told = by(scene.applicant).get(f"/quiet-day/{number}/receipt.json").data
    receipt = checked(told, sqlite_app.extensions["ledger"].signer.public)
    assert json.loads(told)["words"]["filing"] == filing
    assert {f"receipt_word.{part}" for part in receipt.words} <= wording.LABELS.keys()
    assert receipt.index == queries.last_entry(fresh(number), "approve").index  # type: ignore[union-attr]
    waits = scene.requested(date(2026, 9, 15)).number
    assert by(scene.applicant).get(f"/quiet-day/{waits}/slip").status_code == 404


def test_the_office_has_every_filing_as_a_list_and_as_files(scene: Scene, by: As) -> None:
    filed = [scene.approved(date(2026, 9, day)).filing for day in (12, 15, 16)]
    client = by(scene.office)
    page = client.get("/quiet-day/filings/2026").text
    assert all(filing in page for filing in filed if filing)
    text = client.get("/quiet-day/filings/2026.csv").data.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == filed
    assert client.get("/quiet-day/filings/2026.xlsx").status_code == 200
    assert client.get("/quiet-day/filings/2025").status_code == 200
    assert by(scene.applicant).get("/quiet-day/filings/2026").status_code == 403


def test_a_leader_puts_another_in_his_place_and_ends_it(scene: Scene, by: As) -> None:
    client = by(scene.leader)
    form = {"deputy": str(scene.other.id), "from_on": "2026-09-11", "until_on": "2026-09-20", "document": "委托书3号"}
    assert client.post("/leader/deputies", data={**form, "until_on": "2026-09-10"}).status_code == 422
    assert client.post("/leader/deputies", data={**form, "from_on": "2026-09-10"}).status_code == 422
    assert client.post("/leader/deputies", data={**form, "deputy": str(scene.leader.id)}).status_code == 422
    assert client.post("/leader/deputies", data=form).status_code == 303
    (row,) = queries.deputies(scene.leader.id)
    number = scene.requested().number
    assert number in by(scene.other).get("/approvals").text
    assert by(scene.other).post(f"/leader/deputies/{row.id}/end").status_code == 404
    assert client.post(f"/leader/deputies/{row.id}/end").status_code == 303
    assert client.post(f"/leader/deputies/{row.id}/end").status_code == 409
    db.session.expire_all()
    assert queries.deputies(scene.leader.id)[0].until_on == date(2026, 9, 11)


def test_a_decision_wants_a_recent_sign_in(scene: Scene, by: As, frozen: time_machine.Traveller) -> None:
    number = scene.requested().number
    client = by(scene.leader)
    frozen.shift(timedelta(hours=8))
    assert client.get(f"/approvals/{number}").status_code == 200
    for verb in ("approve", "return", "reject"):
        answer = client.get(f"/approvals/{number}/{verb}")
        assert answer.status_code == 302
        assert "/auth/verify" in answer.location
    client.post(f"/approvals/{number}/approve", data=approval())
    assert fresh(number).state is State.SUBMITTED


def test_the_leaders_pages_are_light_and_need_no_script(scene: Scene, by: As) -> None:
    number = scene.requested().number
    client = by(scene.leader)
    styles = len(client.get("/static/phone.css").data)
    for path in ("/approvals", f"/approvals/{number}", f"/approvals/{number}/approve", f"/approvals/{number}/reject"):
        page = client.get(path)
        assert "<script" not in page.text
        assert page.text.count('rel="stylesheet"') == 1
        assert len(page.data) + styles <= 30 * 1024, path


def test_a_request_of_others_is_not_there(scene: Scene, by: As) -> None:
    number = scene.requested().number
    stranger = by(make.user(Role.CLERK, scene.rival_unit))
    assert stranger.get(f"/quiet-day/{number}").status_code == 404
    assert stranger.get(f"/quiet-day/of/{fresh(number).visit.number}").status_code == 404
    assert number not in stranger.get("/quiet-day").text
    assert number in by(scene.office).get("/quiet-day?state=submitted").text
    assert number not in by(scene.office).get("/quiet-day?state=approved").text


def test_a_visit_on_free_days_needs_nobody(scene: Scene, by: As) -> None:
    client = by(scene.applicant)
    number = client.post("/inspect/visits/new", data=scene.form(days="2026-09-22")).location.rpartition("/")[2]
    assert client.post(f"/quiet-day/of/{number}/submit", data={"version": "1"}).status_code == 409
    assert client.post(f"/inspect/visits/{number}/register", data={"version": "1"}).status_code == 303
    assert visiting.get(number, to=scene.office).code


def test_after_the_last_quiet_day_nothing_is_approved(scene: Scene, by: As, frozen: time_machine.Traveller) -> None:
    number = scene.requested().number
    frozen.move_to(datetime(2026, 9, 12, 16, 0, tzinfo=UTC))
    assert by(scene.leader).post(f"/approvals/{number}/approve", data=approval()).status_code == 409
    assert tried(number) == [("approve", "quiet_days_over")]
    with transaction():
        assert service.expire(at=datetime(2026, 9, 12, 16, 1, tzinfo=UTC)) == 1
    found = fresh(number)
    assert (found.state, found.visit.state) == (State.EXPIRED, Standing.CANCELLED)


def test_saturday_is_a_quiet_day_like_any_other(scene: Scene) -> None:
    assert visiting.needed(scene.draft()) == [SATURDAY]
    assert db.session.scalars(select(Visit)).one().state is Standing.DRAFT


def test_an_inspector_who_left_for_another_department_loses_sight(scene: Scene, by: As) -> None:
    number = scene.requested().number
    with transaction():
        accounts.edit_user(
            scene.applicant, name="李检查", role=Role.INSPECTOR, department_id=scene.rival_unit.id, by=SYSTEM, at=AT
        )
    assert by(scene.applicant).get(f"/quiet-day/{number}").status_code == 404


def test_the_visit_of_a_request_is_found_by_its_number(scene: Scene, by: As) -> None:
    request = scene.requested()
    answer = by(scene.applicant).get(f"/quiet-day/of/{request.visit.number}")
    assert answer.location.endswith(request.number)
    draft = scene.draft(date(2026, 9, 15)).number
    assert by(scene.applicant).get(f"/quiet-day/of/{draft}").status_code == 404


def test_what_was_refused_can_be_told_in_the_log(scene: Scene, by: As) -> None:
    number = scene.requested().number
    by(scene.other).post(f"/approvals/{number}/approve", data=approval())
    assert "被拒绝的操作" in by(scene.office).get("/admin/log").text
