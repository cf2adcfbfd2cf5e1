"""The pages of warnings: the office sees all, a unit what it was told of and its own cases, nobody else anything."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel.db import db
from app.kernel.permissions import Role
from app.warnings.models import Warned
from app.warnings.rules import Kind
from tests.conftest import Client
from tests.warnings.counting import FIRST, Town, instant, timedelta

DAY = timedelta(days=1)


@pytest.fixture
def town(sqlite_app: Flask, frozen: Any) -> Town:
    frozen.move_to(instant(FIRST + DAY))
    return Town()


def browser(app: Flask, user: Any) -> Client:
    made = app.test_client()
    assert isinstance(made, Client)
    made.sign_in(user)
    return made


def number(kind: Kind) -> str:
    return str(db.session.scalar(select(Warned.number).where(Warned.kind == kind)))


def test_a_unit_reads_its_own_and_never_that_an_enterprise_spoke(town: Town, sqlite_app: Flask) -> None:
    visits = [town.went_in(FIRST), town.went_in(FIRST + DAY)]
    for day in (FIRST, FIRST + DAY):
        town.reported(day)
    town.count(FIRST + DAY)
    clerk, kept, own = browser(sqlite_app, town.clerk), number(Kind.UNANNOUNCED), number(Kind.SAME_ENTERPRISE)
    listed, page = clerk.get("/warnings").text, clerk.get(f"/warnings/{own}").text
    assert own in listed
    assert all(visit.number in page for visit in visits)
    assert "60 天内满 2 次" in page
    for told in (listed, page):
        assert kept not in told
        assert "报告" not in told.partition("<main")[2]
    assert clerk.get(f"/warnings/{kept}").status_code == 404
    assert clerk.get("/warnings/YJ-1").status_code == 404
    assert browser(sqlite_app, town.stranger).get(f"/warnings/{own}").status_code == 404


def test_the_office_and_the_discipline_see_everything_with_links(town: Town, sqlite_app: Flask) -> None:
    town.went_in(FIRST)
    town.reported(FIRST)
    town.reported(FIRST + DAY)
    town.count(FIRST + DAY)
    for user in (town.office, town.judge):
        client = browser(sqlite_app, user)
        listed = client.get("/warnings").text
        assert "企业报告没有核验码" in listed
        assert "1 / 2" in listed
        assert town.firm.name in listed
        page = client.get(f"/warnings/{number(Kind.UNANNOUNCED)}").text
        assert "企业报告的情况不告诉单位" in page
        assert ("/desk/visits" in page) is (user.role is Role.OVERSIGHT)
