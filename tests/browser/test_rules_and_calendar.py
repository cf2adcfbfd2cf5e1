"""The rulebook and the calendar in a browser: reachable for everybody, and changed by two without JavaScript."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.policy import service as policy
from app.workdays import service as workdays
from app.workdays.rules import DayKind, Special
from tests import make
from tests.browser.test_accounts import look, sign_in
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]
WIDTHS = (320, 1280)
PUBLIC = (
    "/calendar/2026",
    "/calendar/2027",
    "/calendar/count",
    "/calendar/count?start=2026-09-18&length=20",
    "/calendar/count?start=x&length=y",
    "/rules",
    "/rules/complaint.verify",
)
OFFICE = (
    "/calendar/proposals",
    "/calendar/proposals/new",
    "/calendar/proposals/1",
    "/rules/proposals",
    "/rules/complaint.simple/proposals/new",
    "/rules/quiet.case_leads/proposals/new",
    "/rules/proposals/1",
)
PRINTED = "() => [...document.querySelectorAll('.summary-change, .site-nav')].every((e) => !e.offsetParent)"


@pytest.fixture
def office(live: Live) -> Any:
    make.calendar()
    make.rulebook()
    made = make.user(Role.OVERSIGHT)
    with transaction():
        days = [Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")]
        workdays.propose(2027, days, source="国办发明电", by=made, at=make.AT)
        policy.propose("complaint.verify", 5, date(2026, 10, 1), "试行", by=made, at=make.AT)
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_public_pages(office: Any, open_page: Callable[..., Any], width: int) -> None:
    page = open_page(width=width)
    assert [fault for path in PUBLIC for fault in look(page, path)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_offices_pages(
    live: Live, office: Any, open_page: Callable[..., Any], width: int
) -> None:
    page = open_page(width=width)
    sign_in(page, live, make.user(Role.OVERSIGHT))
    assert [fault for path in OFFICE for fault in look(page, path)] == []


def test_a_second_person_loads_a_year_and_changes_a_rule_without_javascript(
    live: Live, office: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(javascript=False)
    sign_in(page, live, make.user(Role.OVERSIGHT))
    page.goto("/calendar/proposals")
    page.click("text=2027 年")
    page.click("text=同意并载入")
    page.wait_for_url("**/calendar/2027")
    page.goto("/rules/proposals")
    page.click("text=complaint.verify")
    page.click("button:text-is('同意')")
    page.wait_for_url("**/rules/complaint.verify")
    assert "2026-10-01" in page.inner_text("main")


def test_the_rulebook_prints_without_what_only_works_on_a_screen(office: Any, open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/rules")
    page.emulate_media(media="print")
    assert page.evaluate(PRINTED)
