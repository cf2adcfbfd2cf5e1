"""Several due at one enterprise: the sections of one department go together, several departments jointly or apart."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.enterprises import service as enterprises
from app.enterprises.rules import Risk
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Role
from app.plans import service as plans
from app.visits import queries, service
from app.visits.models import JointOffer, Visit
from app.visits.rules import Basis, State
from tests import make
from tests.conftest import Client
from tests.visits.drawing import Season
from tests.visits.scene import AT, FREE, Scene

pytestmark = pytest.mark.usefixtures("frozen")
As = Callable[[Any], Client]
LATER = date(2026, 9, 28)


class Two(Scene):
    """The scene with a clerk and people of the rival department, who is due at the same enterprise."""

    def __init__(self) -> None:
        super().__init__()
        self.clerk = make.user(Role.CLERK, self.unit)
        self.rival = make.user(Role.CLERK, self.rival_unit)
        self.rivals = [make.inspector(self.rival_unit) for _ in range(2)]
        year = make.plan()
        make.task(year, [self.unit, self.rival_unit], [self.item], "YJ-01")
        with transaction():
            plans.supervise(year, self.unit, basis="安全生产法第六十二条", by=SYSTEM, at=AT)
        with transaction():
            plans.publish(year, by=SYSTEM, at=AT)

    def routine(self, day: date = FREE, **more: Any) -> Visit:
        return self.draft(day, **{"basis": Basis.TASK, "basis_ref": "YJ-01", "basis_on": None, **more})

    def theirs(self, day: date = LATER, **more: Any) -> Visit:
        """The other department's registered routine visit."""
        visit = self.routine(day, by=self.rival, inspectors=self.rivals, **more)
        with transaction():
            service.register(visit, by=self.rival, at=AT)
        return visit


@pytest.fixture
def two(app: Flask) -> Two:
    return Two()


@pytest.fixture
def by(app: Flask) -> As:
    def signed_in(user: Any) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        if user is not None:
            made.sign_in(user)
        return made

    return signed_in


def fresh(visit: Visit, two: Two) -> Visit:
    number = visit.number
    db.session.rollback()
    db.session.expire_all()
    return queries.get(number, to=two.office)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused, transaction():
        act()
    return refused.value.code


def test_two_departments_due_at_one_enterprise_are_refused_apart_and_offered_a_joint_visit(two: Two, by: As) -> None:
    host, guest = two.theirs(), two.routine()
    client, path = by(two.clerk), f"/inspect/visits/{guest.number}"
    refused = client.post(f"{path}/register", data={"version": str(guest.version)})
    assert refused.status_code == 422
    assert "2026-09-28 消防大队" in refused.text
    assert "附件3 第69项" in refused.text
    assert "合并为联合检查" in refused.text
    assert "请对方合并为联合检查" in client.get(path).text
    assert client.post(f"{path}/offer", data={"host": host.number}).status_code == 303
    assert client.post(f"{path}/offer", data={"host": host.number}).status_code == 409
    assert "等待对方或市优办答复" in client.get(path).text
    assert "请求与" in by(two.rival).get("/notifications").text
    offer = db.session.query(JointOffer).one().id
    assert by(two.clerk).post(f"/inspect/offers/{offer}/join").status_code == 404
    assert "同意合并" in by(two.rival).get(f"/inspect/visits/{host.number}").text
    assert by(two.rival).post(f"/inspect/offers/{offer}/join").status_code == 303
    assert by(two.rival).post(f"/inspect/offers/{offer}/join").status_code == 409
    joint, gone = fresh(host, two), fresh(guest, two)
    assert [one.code for one in joint.departments] == [two.rival_unit.code, two.unit.code]
    assert {*joint.inspectors} == {*two.rivals, *two.people}
    assert (joint.state, gone.state) == (State.REGISTERED, State.CANCELLED)
    page = by(None).get(f"/v/{joint.code}").text
    for name in (two.unit.name, two.rival_unit.name, *(one.name for one in two.people)):
        assert name in page
    assert joint.number in client.get("/inspect/visits").text
    assert client.post(f"/inspect/visits/{joint.number}/cancel").status_code == 403
    assert "只来一次" in by(two.owner).get("/notifications").text


def test_who_was_told_why_not_goes_apart(two: Two, by: As) -> None:
    host, guest = two.theirs(), two.routine()
    with transaction():
        offer = service.offer(guest, host, by=two.clerk, at=AT).id
    assert by(two.rival).get(f"/inspect/offers/{offer}/apart").status_code == 200
    assert by(two.rival).post(f"/inspect/offers/{offer}/apart", data={"words": ""}).status_code == 422
    assert by(two.office).post(f"/inspect/offers/{offer}/apart", data={"words": "时间凑不到一起"}).status_code == 303
    path = f"/inspect/visits/{guest.number}"
    assert "时间凑不到一起" in by(two.clerk).get(path).text
    with transaction():
        service.register(fresh(guest, two), by=two.clerk, at=AT)
    assert fresh(guest, two).state is State.REGISTERED


def test_a_lead_of_a_case_is_offered_a_joint_visit_and_not_held_up(two: Two) -> None:
    two.theirs()
    lead = two.draft(FREE)
    with transaction():
        service.register(lead, by=two.applicant, at=AT)
    assert fresh(lead, two).state is State.REGISTERED
    routine = two.routine(date(2026, 9, 23))
    points = {point.name: point.stops for point in queries.points(routine)}
    assert points["others"] is True
    assert points["own"] is False


def test_sections_of_one_department_make_one_visit(two: Two, by: As) -> None:
    firm = make.enterprise("另一家企业")
    first = two.routine(FREE, enterprise=firm)
    with transaction():
        service.register(first, by=two.applicant, at=AT)
    more = make.item("第二科室的事项", [two.unit])
    others = [make.inspector(two.unit), make.inspector(two.unit)]
    second = two.routine(LATER, enterprise=firm, items=[more], inspectors=others)
    client, path = by(two.clerk), f"/inspect/visits/{second.number}"
    refused = client.post(f"{path}/register", data={"version": str(second.version)})
    assert refused.status_code == 422
    assert client.post(f"{path}/merge", data={"host": "JC-20260911-000099-3"}).status_code == 404
    assert client.post(f"{path}/merge", data={"host": first.number}).status_code == 303
    merged = fresh(first, two)
    assert {item.code for item in merged.items} == {two.item.code, more.code}
    assert {*merged.inspectors} == {*two.people, *others}
    assert fresh(second, two).state is State.CANCELLED


def test_nothing_is_added_to_a_visit_whose_quiet_days_were_approved_or_that_has_begun(two: Two) -> None:
    host, guest = two.theirs(), two.routine()
    with make.act():
        host.filing = "BA-20260911-000001-1"
    assert code(lambda: service.offer(guest, host, by=two.clerk, at=AT)) == "visit_not_to_join"
    assert code(lambda: service.merge(guest, host, by=two.clerk, at=AT)) == "visit_of_others"
    assert code(lambda: service.offer(guest, guest, by=two.clerk, at=AT)) == "visit_of_others"
    lead = two.draft(FREE)
    with transaction():
        service.register(lead, by=two.applicant, at=AT)
    assert code(lambda: service.offer(lead, host, by=two.clerk, at=AT)) == "visit_wrong_state"


def test_a_second_routine_visit_of_a_line_in_the_year_is_refused_while_the_first_is_still_to_come(two: Two) -> None:
    first = two.routine(FREE)
    with transaction():
        service.register(first, by=two.applicant, at=AT)
    again = two.routine(date(2026, 12, 22))
    points = {point.name: point for point in queries.points(again)}
    assert points["repeat"].rows == ("2026-09-22 市应急管理局",)
    assert code(lambda: service.register(again, by=two.applicant, at=AT)) == "visit_repeated"


def test_who_has_joined_stays_when_the_draw_exchanges_its_own(app: Flask, frozen: Any) -> None:
    from tests.draws.acts import LATER as DRAWN

    frozen.move_to(DRAWN)
    season = Season()
    draw = season.result("T-2")
    season.schedule(draw)
    host = season.visits(draw)[0]
    guests = [make.inspector(season.along) for _ in range(2)]
    item = make.item("消防事项", [season.along])
    wanted = service.Wanted(
        enterprise=host.enterprise,
        days=(host.starts_on, host.starts_on),
        basis=Basis.MONITORING,
        basis_ref="监测-1",
        basis_on=DRAWN.date(),
        reason="烟感连续告警需要核对",
        items=[item],
        inspectors=guests,
    )
    with transaction():
        guest = service.draft(wanted, by=season.neighbour, at=DRAWN)
    with transaction():
        service.join(service.offer(guest, host, by=season.neighbour, at=DRAWN), by=season.clerk, at=DRAWN)
    assert queries.differences(draw).number == 0
    with transaction():
        assert service.follow(at=DRAWN) == 0
    assert {*guests} <= {*season.visits(draw)[0].inspectors}


def test_key_supervision_lists_who_is_still_to_be_visited_and_fills_the_form(two: Two, by: As) -> None:
    with transaction():
        given = {"credit_grade": None, "risk_level": Risk.HIGH, "rated_by": "应急局", "rated_on": date(2026, 9, 1)}
        enterprises.rate(two.firm, **given, by=SYSTEM, at=AT)
    client = by(two.clerk)
    page = client.get("/inspect/supervision").text
    assert two.firm.name in page
    assert "已安排 0 户，共 1 户" in page
    assert two.firm.name not in by(two.rival).get("/inspect/supervision").text
    form = client.get(f"/inspect/visits/new?enterprise={two.firm.uscc}&basis=supervision&basis_ref=安全生产法").text
    assert two.firm.uscc in form
    two.draft(FREE, basis=Basis.SUPERVISION, basis_ref="安全生产法", basis_on=None)
    assert "已安排 1 户，共 1 户" in client.get("/inspect/supervision").text
