"""The desk, the wall, a leader's view, a department's clocks: who sees what, and at what cost."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from app.audit import queries as findings
from app.audit import service as audit
from app.audit.models import RunKind
from app.complaints import service as complaints
from app.departments import service as departments
from app.desk import queries
from app.desk.rules import Line, Own
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.workdays.rules import month_of
from tests import make
from tests.audit import settling
from tests.complaints import story
from tests.complaints.desk import Office, house, key
from tests.conftest import Client
from tests.results.scene import OUT, Scene
from tests.supervision import orders

__all__ = ["house", "key"]
NOW = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    told: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        told.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield told
    event.remove(db.engine, "before_cursor_execute", hear)


@pytest.fixture
def leader(house: Office, staff: Callable[..., Client]) -> Client:
    """A leader who is in charge of the house's department."""
    who = make.user(Role.LEADER)
    with transaction():
        departments.appoint(house.department, who, from_on=date(2026, 1, 1), until_on=None, by=SYSTEM, at=NOW)
    made = house.office.application.test_client()
    assert isinstance(made, Client)
    made.sign_in(who)
    return made


def test_what_is_late_stands_first_with_what_can_be_done_about_it(house: Office) -> None:
    late = house.referred(at=NOW - timedelta(days=6))
    page = house.office.get("/desk").text
    assert "超期 1 件" in page
    assert page.index(late.number) < page.index("今天到期")
    assert f'href="/complaints/{late.number}"' in page
    [order] = re.findall(r'href="(/supervision/issue/yellow\?pick=\d+)"', page)
    [remind] = re.findall(r'href="(/supervision/reminders\?pick=\d+)"', page)
    assert late.number in house.office.get(order).text
    reminders = house.office.get(remind).text
    assert reminders.count(" checked") == 1
    assert late.number in reminders


def test_at_most_seven_stand_on_the_desk_and_the_rest_is_one_click_away(house: Office) -> None:
    numbers = {house.referred(at=NOW - timedelta(days=9)).number for _nth in range(9)}
    page = house.office.get("/desk").text
    assert sum(number in page for number in numbers) == 7
    assert "查看全部 9 件" in page
    assert all(number in house.office.get("/desk/clocks?when=overdue").text for number in numbers)


def test_the_desk_sends_as_many_statements_for_forty_cases_as_for_four(house: Office) -> None:
    told: list[int] = []
    for cases in (4, 36):
        for nth in range(cases):
            house.referred(at=NOW - timedelta(days=9 - nth % 9))
            story.filed(house.owner, at=NOW)
        db.session.expire_all()
        with asked() as statements:
            assert house.office.get("/desk").status_code == 200
        told.append(len(statements))
    assert told[0] == told[1]
    assert told[0] < 90


def test_every_line_of_work_has_its_clock(app: Flask, frozen: Any) -> None:
    cast = orders.Cast()
    order = cast.issue(orders.Kind.YELLOW, late := cast.case("late"))
    found = {(one.line, one.number): one for one in queries.running(date(2026, 12, 31))}
    assert found[Line.SUPERVISION, order.number].what == "receipt"
    assert found[Line.COMPLAINT, late.number].due_on == date(2026, 9, 10)
    assert found[Line.COMPLAINT, late.number].unit == cast.department.id


def test_visits_lead_to_clocks_too(app: Flask, frozen: Any) -> None:
    scene = Scene()
    unrecorded, request = scene.over(), scene.requested()
    recorded = scene.recorded(found=scene.ordered())
    found = {(one.line, one.what): one for one in queries.running(date(2026, 12, 31))}
    assert found[Line.RESULT, Own.RECORD].number == unrecorded.number
    assert found[Line.RESULT, "publicity"].number == recorded.visit.number
    assert found[Line.RESULT, Own.RECORD].due_on == found[Line.RESULT, "publicity"].due_on
    assert found[Line.FOLLOW_UP, Own.PUT_RIGHT].due_on == date(2026, 10, 12)
    assert found[Line.QUIET_DAY, Own.DECIDE].number == request.number


def test_a_finding_runs_at_its_department_and_waits_at_the_office_in_turn(house: Office) -> None:
    for serial, unit in enumerate((house.department, make.department())):
        settling.entered(make.enterprise().id, unit, make.user(Role.INSPECTOR, unit), serial)
    with transaction():
        audit.run(findings.Asked(NOW.date()), kind=RunKind.CITY, wall=lambda: NOW, by=SYSTEM, at=NOW)
    [number] = [one.number for one in findings.search(to=house.clerk) if one.code == "quiet_unapproved"]

    def act(verb: Callable[..., None], by: Any, days: int = 9) -> tuple[bool, bool, bool]:
        """Whether it stands on the department's page afterwards, late on the office's desk, and on its pile."""
        with transaction():
            verb(findings.get(number, to=by), words="请看来件", by=by, at=NOW - timedelta(days=days))
        db.session.expire_all()
        pages = (house.unit.get("/dept").text, house.office.get("/desk").text)
        late = pages[1].partition("今天到期")[0]
        return number in pages[0], number in late, number in house.office.get("/desk/piles/findings").text

    assert act(audit.ask, house.officer) == (True, True, False)
    assert f'href="/audit/{number}"' in house.unit.get("/dept?when=overdue").text
    assert act(audit.explain, house.clerk, 1) == (False, False, True)
    assert act(audit.accept, house.officer, 0) == (False, False, False)
    assert [one.what for one in queries.running(date(2026, 12, 31)) if one.number == number] == ["rectification"]
    assert act(audit.correct, house.clerk, 0) == (False, False, True)
    assert queries.counts(NOW.date())["findings"].total == 1


def test_a_visit_whose_result_nobody_recorded_counts_as_not_public(app: Flask, frozen: Any) -> None:
    scene = Scene()
    visit = scene.over()
    [due] = [one.due_on for one in queries.running(date(2026, 12, 31)) if one.what == Own.RECORD]
    found = queries.figures(month_of(due), due + timedelta(days=1))
    assert ([one.number for one in found["published"]], found["published_met"]) == ([visit.number], [])
    assert queries.figures(month_of(due), due)["published"] == []
    assert OUT.date() < due


def test_each_number_of_the_wall_leads_to_its_list_and_only_the_large_screen_renews_itself(house: Office) -> None:
    for days in (12, 12, 3, 2, 0):
        house.referred(at=NOW - timedelta(days=days))
    page = house.office.get("/desk/timers").text
    cells = re.findall(r'href="(/desk/clocks\?[^"]*)">(\d+)<', page)
    assert sum(int(count) for _url, count in cells) == 5
    for url, count in cells:
        assert f"共 {count} 件" in house.office.get(url.replace("&amp;", "&")).text
    refresh = 'http-equiv="refresh"'
    assert [refresh in house.office.get(f"/desk/timers{more}").text for more in ("", "?screen=on")] == [False, True]
    paused = house.office.get("/desk/timers?screen=paused").text
    assert (refresh in paused, "继续刷新" in paused) == (False, True)


def test_the_desk_is_the_offices_alone(house: Office, leader: Client, staff: Callable[..., Client]) -> None:
    paths = ("/desk", "/desk/timers", "/desk/clocks", "/desk/piles/penalties", "/desk/figures/asked")
    others = (house.unit, leader, staff(Role.DISCIPLINE), staff(Role.ADMINISTRATOR), staff(Role.INSPECTOR))
    assert {one.get(path).status_code for one in others for path in paths} == {403}
    assert [house.office.get(path).status_code for path in paths] == [200] * 5
    for path in ("/desk/piles/nothing", "/desk/figures/nothing", "/desk/figures/accepted"):
        assert house.office.get(path).status_code == 404
    assert house.office.get("/desk/clocks?when=x&line=x&unit=x&page=x").status_code == 200


def test_a_leader_sees_numbers_of_the_own_units_and_no_word_of_a_case(house: Office, leader: Client) -> None:
    mine, waiting = house.referred(at=NOW - timedelta(days=8)), story.filed(house.owner, at=NOW).complaint
    other = make.department("市城管执法局")
    theirs = story.filed(house.owner, at=NOW - timedelta(days=8)).complaint
    with transaction():
        complaints.accept(theirs, to=other, sheet=story.SHEET, by=house.officer, at=NOW - timedelta(days=8))
    for path in ("/leader", "/leader/clocks", "/leader/clocks?when=overdue", "/leader/figures/accepted"):
        page = leader.get(path).text
        assert story.FACTS[:12] not in page
        assert waiting.number not in page
        assert theirs.number not in page
    assert mine.number in leader.get("/leader/clocks?when=overdue").text
    assert f"/complaints/{mine.number}" not in leader.get("/leader/clocks").text
    assert leader.get("/leader/figures/nothing").status_code == 404
    assert house.office.get("/leader").status_code == 403


def test_a_leader_without_units_is_told_so(house: Office, staff: Callable[..., Client]) -> None:
    house.referred(at=NOW - timedelta(days=8))
    page = staff(Role.LEADER).get("/leader").text
    assert "今天没有分管的单位" in page
    assert "分管单位没有超期件" in page


def test_a_department_sees_its_own_clocks_and_nothing_that_does_not_lie_with_it(
    house: Office, staff: Callable[..., Client]
) -> None:
    mine, returned = house.referred(at=NOW - timedelta(days=8)), house.in_state(story.State.RETURNED)
    waiting = story.filed(house.owner, at=NOW).complaint
    page = house.unit.get("/dept").text
    assert mine.number in page
    assert (returned.number in page, waiting.number in page) == (False, False)
    stranger = staff(Role.CLERK, make.department("市水利局"))
    assert mine.number not in stranger.get("/dept").text
    assert "全部按时" in stranger.get("/dept").text
    assert house.office.get("/dept").status_code == 403


def test_the_first_page_leads_everybody_to_what_is_red_for_them(house: Office, leader: Client) -> None:
    for client, address in ((house.office, "/desk"), (leader, "/leader"), (house.unit, "/dept")):
        button = re.search(r'btn-start" href="([^"]+)"', client.get("/").text)
        assert button is not None
        assert button[1] == address
