"""The office issues the month's report by keyboard without JavaScript; a passer-by reads the public figures."""

from collections.abc import Callable
from typing import Any

import pytest

from app.reports import queries
from tests.browser.test_penalty_journey import signed_in
from tests.conftest import Live
from tests.reports.town import City

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]


def reach(page: Any, name: str) -> None:
    """Walk with the tab key to a link or button, and press it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.innerText"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(name)


def test_the_office_issues_and_publishes_by_keyboard(open_page: Callable[..., Any], live: Live) -> None:
    city = City(quiet=True)
    page = signed_in(open_page(width=360, javascript=False), live, city.officer)
    page.goto("/reports")
    for name in ("2026年8月", "签发报告", "签发"):
        reach(page, name)
    (report,) = queries.issued()
    assert "已签发" in page.get_by_role("status").inner_text()
    reach(page, "向社会公开")
    page.goto("/public/stats")
    page.get_by_role("link", name="月调度 2026-08-01 至 2026-08-31").click()
    assert report.number in page.content()
    assert page.get_by_role("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
