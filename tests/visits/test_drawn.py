"""Visits from a draw: one for each enterprise, on free days, with a pass; in line with the draw until they are over."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.departments import service as departments
from app.draws import queries as draws
from app.draws import service as drawing
from app.draws.rules import AFTER_VISITS, Gone
from app.enterprises.models import Enterprise
from app.inspectors import service as inspectors
from app.items.models import Item
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.notices.models import Notice
from app.quiet_days import service as quiet_days
from app.visits import queries, service
from app.visits.rules import Basis, State
from tests import make
from tests.conftest import Client
from tests.draws.acts import KEY, LATER, fresh
from tests.visits.drawing import AFTER, Season, sent

As = Callable[[Any], Client]


@pytest.fixture
def season(app: Flask, frozen: Any) -> Season:
    frozen.move_to(LATER)
    return Season()


@pytest.fixture
def by(app: Flask) -> As:
    """`by(user)`: a client of their own, signed in."""

    def signed_in(user: Any) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        made.sign_in(user)
        return made

    return signed_in


def refused(act: Callable[[], object], code: str) -> None:
    with pytest.raises(Refused) as error, transaction():
        act()
    assert error.value.code == code


def test_each_enterprise_drawn_gets_one_visit_of_everybody_whom_the_draw_sends(season: Season) -> None:
    draw = season.result()
    outcome = season.schedule(draw)
    standing, visits = draws.standing(draw), season.visits(draw)
    assert (outcome.made, outcome.left) == (len(standing), 0)
    assert {one.enterprise.uscc for one in visits} == {one.uscc for one in standing}
    for visit in visits:
        told = draws.visit(draw, visit.enterprise.uscc)
        assert visit.drawn is not None
        assert tuple(visit.drawn.tasks) == told.tasks
        assert {one.code for one in visit.departments} == set(told.inspectors)
        assert visit.department.code == season.lead.code
        assert {one.certificate_no for one in visit.inspectors} == queries.certificates(told)
        assert (visit.state, visit.basis) == (State.REGISTERED, Basis.TASK)
        assert visit.code
        assert visit.starts_on.day > 20
        assert visit.starts_on > draws.recusable_until(LATER)
    assert 2 in {len(one.departments) for one in visits}


def test_a_draw_scheduled_twice_has_its_visits_once(season: Season) -> None:
    draw = season.result()
    first = season.schedule(draw)
    assert season.schedule(draw) == (0, 0, 0, 0)
    assert len(season.visits(draw)) == first.made
    with transaction():
        assert service.follow(at=AFTER) == 0


def test_departments_inspectors_and_enterprises_are_told(season: Season, by: As) -> None:
    draw = season.result("T-1")
    certificate = sent(draw, draws.standing(draw)[0].uscc, season.along)
    person = next(one for one in season.people[season.along.code] if one.certificate_no == certificate)
    user = make.user(Role.INSPECTOR, season.along)
    with transaction():
        inspectors.link(person, user, by=SYSTEM, at=LATER)
    firm = season.schedule(draw) and season.visits(draw)[0].enterprise
    assert firm is not None
    owner = make.user(Role.ENTERPRISE, enterprise=firm)
    told = db.session.scalars(select(Notice.audience).where(Notice.kind == "visits_assigned")).all()
    assert {*told} == {f"department:{season.lead.id}", f"department:{season.along.id}"}
    assert "您被派往" in by(user).get("/notifications").text
    assert f"安排了本单位的 {len(season.visits(draw))} 次检查" in by(season.neighbour).get("/notifications").text
    assert season.lead.name in by(owner).get("/my/visits").text


def test_what_came_instead_of_a_target_gets_a_visit_and_the_target_loses_its_own(season: Season) -> None:
    draw = season.result("T-1")
    season.schedule(draw)
    gone = season.visits(draw)[0]
    with transaction():
        uscc, more = gone.enterprise.uscc, {"key": KEY, "by": season.one, "at": AFTER}
        instead = drawing.replace(draw, uscc, Gone.CLOSED, reason="已注销", **more)
    with transaction():
        assert service.follow(at=AFTER) == 1 + len(instead)
    states = {one.enterprise.uscc: one.state for one in season.visits(draw)}
    assert states[uscc] is State.CANCELLED
    assert {states[one] for one in instead} == {State.REGISTERED}
    with transaction():
        assert service.follow(at=AFTER) == 0


def test_who_is_recused_is_exchanged_for_whom_the_draw_sends_instead(season: Season) -> None:
    draw = season.result("T-1")
    season.schedule(draw)
    visit = season.visits(draw)[0]
    uscc, one = visit.enterprise.uscc, sent(draw, visit.enterprise.uscc, season.lead)
    with transaction():
        more = {"reason": "近亲属任职", "key": KEY, "by": season.clerk, "at": LATER}
        instead = drawing.recuse(draw, uscc, season.lead.code, one, **more)
    with transaction():
        assert service.follow(at=AFTER) == 1
    names = {person.certificate_no for person in season.visits(draw)[0].inspectors}
    assert one not in names
    assert instead in names
    assert "visit:exchange" in [entry.verb for entry in ledger.of(visit.number)]


def test_a_void_draws_visits_are_called_off(season: Season) -> None:
    draw = season.result("T-1")
    season.schedule(draw)
    season.void(draw, at=LATER)
    season.confirm_void(draw)
    with transaction():
        assert service.follow(at=AFTER) == len(season.visits(draw))
    assert {one.state for one in season.visits(draw)} == {State.CANCELLED}


def test_what_stops_a_visit_by_now_leaves_it_a_draft_without_a_pass(season: Season) -> None:
    draw = season.result("T-1")
    person = next(
        one
        for one in season.people[season.lead.code]
        if one.certificate_no == sent(draw, draws.standing(draw)[0].uscc, season.lead)
    )
    with transaction():
        inspectors.revise(person, active=False, by=SYSTEM, at=LATER)
    season.schedule(draw)
    for visit in season.visits(draw):
        stopped = person in visit.inspectors
        assert (visit.state is State.DRAFT, visit.code is None) == (stopped, stopped)


def test_a_draw_of_another_citys_plan_and_one_without_a_result_are_refused(season: Season) -> None:
    foreign = season.drawn()
    refused(lambda: service.schedule(foreign, by=season.one, at=LATER), "visit_draw_foreign")
    draft = season.draft(plan_year=2027)
    refused(lambda: service.schedule(draft, by=season.one, at=LATER), "draw_wrong_state")


def test_the_department_moves_a_visit_and_changes_nothing_else(season: Season, by: As) -> None:
    draw = season.result("T-1")
    season.schedule(draw)
    visit = season.visits(draw)[0]
    number, code, path = visit.number, visit.code, f"/inspect/visits/{visit.number}"
    client = by(season.clerk)
    assert "改日期" in client.get(path).text
    for days, words in (
        ("2026-09-01", "已经过去"),
        ("2027-01-22", "计划的同一年"),
        ("", "入企日期"),
    ):
        answer = client.post(f"{path}/reschedule", data={"days": days, "version": str(visit.version)})
        assert (answer.status_code, words in answer.text) == (422, True)
    moved = client.post(f"{path}/reschedule", data={"days": "2026-10-27", "version": str(visit.version)})
    assert moved.status_code == 303
    visit = season.visits(draw)[0]
    assert (visit.starts_on, visit.code, visit.state) == (date(2026, 10, 27), code, State.REGISTERED)
    stale = client.post(f"{path}/reschedule", data={"days": "2026-10-28", "version": "1"})
    assert stale.status_code == 409
    assert client.post(f"{path}/cancel").status_code == 409
    assert client.get(f"{path}/reschedule").status_code == 200
    assert number in by(season.neighbour).get("/inspect/visits").text
    assert by(season.neighbour).post(f"{path}/reschedule", data={"days": "2026-10-28"}).status_code == 403


def test_a_visit_moved_to_a_quiet_day_loses_its_pass_until_its_leader_agrees(season: Season, by: As) -> None:
    draw = season.result("T-1")
    season.schedule(draw)
    visit = season.visits(draw)[0]
    path, code = f"/inspect/visits/{visit.number}", visit.code
    client = by(season.clerk)
    assert client.post(f"{path}/reschedule", data={"days": "2026-10-12"}).status_code == 303
    visit = season.visits(draw)[0]
    assert (visit.state, visit.code) == (State.DRAFT, None)
    assert by(season.clerk).get(f"/v/{code}").status_code == 404
    assert "提交申请" in client.get(path).text
    edit = client.post(f"{path}/edit", data={"days": "2026-10-27"})
    assert edit.status_code in {409, 422}


def test_a_draw_shown_after_its_visits_opens_when_they_are_over_and_hides_them_until_then(
    season: Season, by: As, frozen: Any
) -> None:
    draw = season.result("T-1", reveal=AFTER_VISITS)
    season.schedule(draw)
    first, *rest = season.visits(draw)
    owner = make.user(Role.ENTERPRISE, enterprise=first.enterprise)
    office, page = by(season.one), f"/draws/{draw.number}/visits"
    assert season.lead.name not in by(owner).get("/my/visits").text
    assert db.session.scalars(select(Notice).where(Notice.kind == "visit_registered")).all() == []
    early = office.post(f"{page}/publish")
    assert (early.status_code, "还没有全部完成" in early.text) == (409, True)
    assert office.post(f"/draws/{draw.number}/publish").status_code == 409
    season.make(first)
    frozen.move_to(LATER + timedelta(days=80))
    assert season.lead.name in by(owner).get("/my/visits").text
    assert len(db.session.scalars(select(Notice).where(Notice.kind == "visit_registered")).all()) == 1
    assert by(season.one).post(f"{page}/publish").status_code == 409
    for visit in rest:
        season.make(visit)
    assert f"{1 + len(rest)} 次，共 {1 + len(rest)} 次" in re.sub(r"\s+", " ", by(season.one).get(page).text)
    assert by(season.one).post(f"{page}/publish").status_code == 303
    assert fresh(draw).state == "published"


def test_of_visits_that_are_kept_elsewhere_the_office_says_that_they_are_over(season: Season, by: As) -> None:
    draw = season.drawn(reveal=AFTER_VISITS)
    page = f"/draws/{draw.number}/visits"
    client = by(season.one)
    assert "检查在别处登记" in client.get(page).text
    assert client.post(page).status_code == 409
    assert client.post(f"{page}/publish", data={}).status_code == 409
    assert client.post(f"{page}/publish", data={"visits_done": "y"}).status_code == 303


def test_the_office_schedules_by_one_button_and_the_draw_leads_there(season: Season, by: As) -> None:
    draw = season.result("T-1")
    client, page = by(season.one), f"/draws/{draw.number}/visits"
    assert page in client.get(f"/draws/{draw.number}").text
    assert "安排检查" in client.get(page).text
    assert client.post(page).status_code == 303
    text = client.get(page).text
    assert "安排检查</button>" not in text
    assert season.visits(draw)[0].number in text
    assert by(season.clerk).get(page).status_code == 403


def test_who_has_an_account_is_recused_by_themselves_alone(season: Season, by: As) -> None:
    draw = season.result("T-1")
    uscc = draws.standing(draw)[0].uscc
    certificate, other = draws.visit(draw, uscc).inspectors[season.lead.code][:2]
    person = next(one for one in season.people[season.lead.code] if one.certificate_no == certificate)
    user = make.user(Role.INSPECTOR, season.lead)
    with transaction():
        inspectors.link(person, user, by=SYSTEM, at=LATER)
    path = f"/dept/draws/{draw.number}/{uscc}"
    assert by(season.clerk).get(f"{path}/{certificate}/recuse").status_code == 409
    late = by(season.clerk).post(f"{path}/{certificate}/recuse", data={"reason": "近亲属任职"})
    assert (late.status_code, "由本人申报" in late.text) == (409, True)
    assert by(user).get(f"{path}/{other}/recuse").status_code == 404
    assert by(user).post(f"{path}/{other}/recuse", data={"reason": "不想去"}).status_code == 404
    assert f"{certificate}/recuse" in by(user).get("/dept/draws").text
    assert f"{other}/recuse" not in by(user).get("/dept/draws").text
    assert by(user).post(f"{path}/{certificate}/recuse", data={"reason": "近亲属任职"}).status_code == 303
    assert by(season.clerk).get(f"{path}/{other}/recuse").status_code == 200


def test_a_routine_visit_that_its_line_has_had_meanwhile_is_stopped_at_the_door(season: Season) -> None:
    from app.departments.rules import Level
    from app.lookbacks import service as lookbacks

    draw = season.result("T-2")
    season.schedule(draw)
    visit = season.visits(draw)[0]
    row = {"uscc": visit.enterprise.uscc, "happened_on": date(2026, 3, 2), "unit": "益阳某局", "line": "市场监管"}
    with transaction():
        lookbacks.load([{**row, "level": Level.PREFECTURE, "source": "平台"}], digest="0" * 64, by=SYSTEM, at=LATER)
    with pytest.raises(Refused) as error:
        season.make(visit)
    assert error.value.code == "visit_repeated"


def test_no_request_for_quiet_days_takes_a_visit_out_of_its_draw(season: Season, by: As) -> None:
    draw, leader, quiet = season.result("T-1"), make.user(Role.LEADER), (date(2026, 10, 12),) * 2
    season.schedule(draw)
    with transaction():
        departments.appoint(season.lead, leader, from_on=date(2026, 1, 1), until_on=None, by=SYSTEM, at=LATER)
    first, second, *_ = season.visits(draw)
    for visit in (first, second):
        with transaction():
            service.reschedule(visit, quiet, by=season.clerk, at=LATER)
        with transaction():
            request = quiet_days.submit(visit, by=season.clerk, at=LATER)
        with transaction():
            if visit is first:
                quiet_days.approve(request, by=leader, at=LATER)
            quiet_days.withdraw(request, by=season.clerk, at=LATER)
        assert (visit.state, visit.code, visit.covered, visit.filing) == (State.DRAFT, None, [], "")
        with pytest.raises(Refused) as error, transaction():
            quiet_days.submit(visit, by=season.clerk, at=LATER)
        assert error.value.code == "quiet_closed"
        with transaction():
            service.reschedule(visit, (date(2026, 10, 27),) * 2, by=season.clerk, at=LATER)
        assert (visit.state, bool(visit.code)) == (State.REGISTERED, True)
    assert queries.progress(draw) == (0, len(season.visits(draw)))


def test_an_enterprise_reads_of_no_request_for_a_visit_that_its_draw_hides(season: Season, by: As) -> None:
    draw, leader = season.result("T-1", reveal=AFTER_VISITS), make.user(Role.LEADER)
    season.schedule(draw)
    with transaction():
        departments.appoint(season.lead, leader, from_on=date(2026, 1, 1), until_on=None, by=SYSTEM, at=LATER)
    visit = season.visits(draw)[0]
    with transaction():
        service.reschedule(visit, (date(2026, 10, 12),) * 2, by=season.clerk, at=LATER)
        request = quiet_days.submit(visit, by=season.clerk, at=LATER)
    with transaction():
        quiet_days.approve(request, by=leader, at=LATER)
    told = by(make.user(Role.ENTERPRISE, enterprise=visit.enterprise)).get("/my/timeline").text
    assert "2026-10-12" not in told
    assert season.lead.name not in told


def test_a_department_drafts_no_visit_for_a_task_whose_draw_did_not_take_the_enterprise(season: Season, by: As) -> None:
    draw = season.result("T-1")
    taken = {one.uscc for one in draws.standing(draw)}
    firm = db.session.scalars(select(Enterprise).where(Enterprise.uscc.not_in(taken)).limit(1)).one()
    item = db.session.scalars(select(Item).where(Item.code == "LH-1")).one()
    form = {
        "enterprise": firm.uscc,
        "days": "2026-10-26",
        "basis": "task",
        "basis_ref": "T-1",
        "reason": "顺路去检查一下",
        "items": [item.code],
        "inspectors": [one.certificate_no for one in season.people[season.lead.code][:2]],
    }
    refused = by(season.clerk).post("/inspect/visits/new", data=form)
    assert refused.status_code == 422
    assert "抽取结果里没有这家企业" in refused.text
    assert "顺路去检查一下" in refused.text
    kept = by(season.clerk).post("/inspect/visits/new", data=form | {"enterprise": taken.pop()})
    assert kept.status_code == 303
