"""Leaders in charge by periods: never two on a day; handing over; sheets; the pages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.accounts.models import User
from app.departments import queries, rules, service
from app.departments.models import Department, Leadership
from app.departments.rules import Tenure
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Role
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


def test_an_open_period_ends_the_day_before_the_next_begins() -> None:
    assert rules.appointed([Tenure("a", JAN, None)], Tenure("b", FEB, None)) == [
        Tenure("a", JAN, date(2026, 1, 31)),
        Tenure("b", FEB, None),
    ]


@pytest.mark.parametrize(
    ("tenures", "new", "code"),
    [
        ([], Tenure("b", FEB, JAN), "leader_ends_before_it_begins"),
        ([Tenure("a", JAN, FEB)], Tenure("b", FEB, None), "leader_overlap"),
        ([Tenure("a", FEB, None)], Tenure("b", FEB, None), "leader_overlap"),
        ([Tenure("a", FEB, None)], Tenure("b", JAN, None), "leader_overlap"),
        ([Tenure("a", FEB, MAR)], Tenure("b", JAN, FEB), "leader_overlap"),
    ],
)
def test_two_on_one_day_are_refused(tenures: list[Tenure], new: Tenure, code: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.appointed(tenures, new)
    assert caught.value.code == code


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8), DAYS)
def test_whoever_is_appointed_in_whatever_order_no_day_has_two(periods: list[Any], on: date) -> None:
    tenures: list[Tenure] = []
    for number, (from_on, until_on) in enumerate(periods):
        try:
            tenures = rules.appointed(tenures, Tenure(str(number), from_on, until_on))
        except Refused:
            continue
    assert sum(tenure.covers(on) for tenure in tenures) <= 1


def appoint(department: Department, leader: User, at: datetime, from_on: date, until_on: date | None = None) -> Any:
    with transaction():
        return service.appoint(department, leader, from_on=from_on, until_on=until_on, by=SYSTEM, at=at)


def test_who_is_in_charge_follows_from_the_day(app: Flask, at: datetime) -> None:
    unit, one, other = make.department(), make.user(Role.LEADER), make.user(Role.LEADER)
    appoint(unit, one, at, JAN)
    appoint(unit, other, at, FEB)
    found = [queries.leader_on(unit.id, day) for day in (date(2025, 12, 31), JAN, date(2026, 1, 31), FEB, MAR)]
    assert found == [None, one, one, other, other]
    assert [entry.verb for entry in queries.history(unit)][:2] == ["department:appoint"] * 2
    assert "handed_over_by" in queries.history(unit)[0].facts


@pytest.mark.parametrize("role", [Role.OVERSIGHT, Role.CLERK])
def test_only_a_leader_takes_charge(app: Flask, at: datetime, role: Role) -> None:
    unit, user = make.department(), make.user(role)
    with pytest.raises(Refused) as caught:
        appoint(unit, user, at, JAN)
    assert caught.value.code == "leader_not_a_leader"
    assert queries.leaderships(unit) == []


def test_a_period_can_be_ended_and_the_end_corrected_but_not_over_the_next(app: Flask, at: datetime) -> None:
    unit, one = make.department(), make.user(Role.LEADER)
    first = appoint(unit, one, at, JAN)
    with transaction():
        service.relieve(first, until_on=date(2026, 1, 20), by=SYSTEM, at=at)
    appoint(unit, make.user(Role.LEADER), at, FEB)
    for until_on, code in ((FEB, "leader_overlap"), (date(2025, 1, 1), "leader_ends_before_it_begins")):
        with pytest.raises(Refused) as caught, transaction():
            service.relieve(first, until_on=until_on, by=SYSTEM, at=at)
        assert caught.value.code == code
    assert first.until_on == date(2026, 1, 20)


def test_the_database_refuses_two_open_periods_and_an_end_before_the_beginning(app: Flask, at: datetime) -> None:
    unit, one = make.department(), make.user(Role.LEADER)
    made_ = appoint(unit, one, at, JAN)
    for values in ({"from_on": FEB, "until_on": None}, {"from_on": FEB, "until_on": JAN}):
        db.session.add(Leadership(department_id=unit.id, leader_id=one.id, entered_at=at, **values))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
    assert queries.leaderships(unit) == [made_]


def test_a_sheet_of_leaders_can_be_sent_twice(app: Flask, at: datetime) -> None:
    unit, one, other = make.department(), make.user(Role.LEADER), make.user(Role.LEADER)
    rows = [
        {"department": unit.code, "leader": other.username, "from_on": FEB},
        {"department": unit.code, "leader": one.username, "from_on": JAN},
    ]
    for counts in ({"created": 2, "updated": 0, "unchanged": 0}, {"created": 0, "updated": 0, "unchanged": 2}):
        assert service.forecast_leaders(rows) == counts
        with transaction():
            assert service.load_leaders(rows, digest="c" * 64, by=SYSTEM, at=at) == counts
    ended = [{**rows[0], "until_on": MAR}]
    assert service.forecast_leaders(ended) == {"created": 0, "updated": 1, "unchanged": 0}
    with transaction():
        service.load_leaders(ended, digest="d" * 64, by=SYSTEM, at=at)
    assert queries.tenures([unit.id])[unit.id] == [
        Tenure(one.username, JAN, date(2026, 1, 31)),
        Tenure(other.username, FEB, MAR),
    ]


def test_the_office_appoints_and_ends_on_the_departments_page(staff: Callable[..., Client], frozen: Any) -> None:
    client, unit, leader = staff(Role.OVERSIGHT), make.department(), make.user(Role.LEADER, name="沈景行")
    address = f"/registers/departments/{unit.code}/leaders/new"
    assert client.get(address).status_code == 200
    assert client.post(address, data={"leader": "", "from_on": "x"}).status_code == 422
    assert client.post(address, data={"leader": leader.id, "from_on": "2026-01-01"}).status_code == 303
    again = client.post(address, data={"leader": leader.id, "from_on": "2026-01-01"})
    assert (again.status_code, "同一天只有一位分管领导" in again.text) == (422, True)
    page = client.get(f"/registers/departments/{unit.code}").text
    assert "沈景行" in page
    assert "登记分管领导" in page
    end = f"/registers/departments/{unit.code}/leaders/{queries.leaderships(unit)[0].id}/end"
    assert client.get(end).status_code == 200
    assert client.post(end, data={"until_on": "2025-01-01"}).status_code == 422
    assert client.post(end, data={"until_on": ""}).status_code == 422
    assert client.post(end, data={"until_on": "2026-06-30"}).status_code == 303
    other = make.department()
    assert client.get(end.replace(unit.code, other.code)).status_code == 404
    listed = client.get("/registers/leaders").text
    assert "个单位今天没有分管领导" in listed
    assert "2026-06-30" in listed


def test_sheets_of_leaders_say_what_is_wrong_in_each_row(staff: Callable[..., Client], frozen: Any) -> None:
    client, unit = staff(Role.OVERSIGHT), make.department("甲局")
    one, clerk = make.user(Role.LEADER, username="shen"), make.user(Role.CLERK, username="zhou")
    head = ["单位", "分管领导账号", "开始日期", "结束日期"]
    good = [["甲局", one.username, "2026-02-01", ""], [unit.code, one.username, "2026-01-01", "2026-01-31"]]
    bad = [
        ["甲局", clerk.username, "2025-01-01", "2025-02-01"],
        ["甲局", one.username, "2026-01-20", ""],
        ["火星局", one.username, "2026-01-20", ""],
        ["甲局", one.username, "2024-01-20", "2024-01-01"],
    ]
    page = client.get(sent(client, "leaders", made.xlsx([head, *good, *bad]))).text
    assert "有 4 行需要修改" in page
    for words in ("不是在用的分管市领导账号", "同一天只有一位", "没有“火星局”", "结束日期早于开始日期"):
        assert words in page
    assert "已导入 2 行" in imported(client, "leaders", made.xlsx([head, *good]))
    book = client.get("/registers/leaders.xlsx").data
    assert "不变</dt><dd>2<" in client.get(sent(client, "leaders", book)).text


def test_departments_come_from_sheets_in_the_browser_too(staff: Callable[..., Client], frozen: Any) -> None:
    client = staff(Role.ADMINISTRATOR)
    known = make.department("甲局", line="甲")
    head = ["单位代码", "单位名称", "条线", "层级"]
    rows = [["A", "乙局", "市场监管", "市州级"], [known.code, "甲局", "乙", "县市区级"], ["B", "甲局", "", ""]]
    place = sent(client, "departments", made.xlsx([head, *rows]))
    page = client.get(place).text
    assert "同名单位已经登记" in page
    assert client.post(place, data={"rows": "good"}).status_code == 303
    db.session.rollback()
    assert queries.by_code("A").line == "市场监管"
    assert queries.by_code(known.code).line == "乙"
    book = client.get("/registers/departments.xlsx").data
    assert "不变</dt><dd>2<" in client.get(sent(client, "departments", book)).text
    assert client.get("/registers/departments.csv").status_code == 200
