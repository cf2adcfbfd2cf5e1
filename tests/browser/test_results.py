"""A result on a phone: without JavaScript in at most four taps, by keyboard, and typed while there is no network."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Error

from app.kernel.db import db
from app.results import queries
from app.results.models import Result
from app.results.rules import Kind
from tests.browser.test_quiet_days import sign_in
from tests.conftest import Live
from tests.results.scene import LATER, Scene

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def kind_of(number: str) -> Kind | None:
    db.session.expire_all()
    made = queries.by_number(number)
    return made.kind if made else None


def test_nothing_found_in_at_most_four_taps(live: Live, open_page: Callable[..., Any]) -> None:
    scene = Scene()
    number = scene.over().number
    page = open_page(width=360, height=640, javascript=False)
    sign_in(page, live, scene.applicant)
    page.goto("/")
    taps = (
        lambda: page.get_by_role("link", name="进入今天的检查").click(),
        lambda: page.get_by_role("link", name="录入结果").click(),
        lambda: page.get_by_label("未发现问题", exact=True).check(),
        lambda: page.get_by_role("button", name="提交结果").click(),
    )
    for tap in taps:
        tap()
    assert len(taps) <= 4
    assert page.get_by_role("status").inner_text().startswith("结果已提交")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert kind_of(number) is Kind.NO_PROBLEM


def test_an_order_by_keyboard_and_its_fault_in_focus(live: Live, open_page: Callable[..., Any]) -> None:
    scene = Scene()
    number = scene.over().number
    page = open_page(width=360, height=640)
    sign_in(page, live, scene.applicant)
    page.goto(f"/inspect/visits/{number}/result")

    def reach(name: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name || document.activeElement.innerText") == name:
                return
        raise AssertionError(name)

    reach("kind")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    reach("words")
    page.keyboard.type("三号库温度计未检定")
    reach("提交结果")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    assert "没有写最晚日期" in page.get_by_role("alert").inner_text()
    reach("due_on")
    page.keyboard.type("2026-10-12")
    reach("提交结果")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert kind_of(number) is Kind.ORDERED_TO_CORRECT


def test_what_is_typed_without_a_network_stays_and_is_not_sent_by_itself(
    live: Live, open_page: Callable[..., Any]
) -> None:
    scene = Scene()
    number = scene.over().number
    page = open_page(width=360, height=640)
    sign_in(page, live, scene.applicant)
    page.goto(f"/inspect/visits/{number}/result")
    page.context.set_offline(True)
    page.get_by_label("发现问题已当场改正").check()
    page.get_by_label("发现的问题").first.fill("灭火器过期，当场更换")
    page.get_by_role("button", name="提交结果").click()
    assert page.locator("[data-offline]").is_visible()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.context.set_offline(False)
    page.goto("/inspect/results")
    page.goto(f"/inspect/visits/{number}/result")
    assert db.session.query(Result).count() == 0
    assert page.get_by_label("发现的问题").first.input_value() == ""
    page.get_by_role("button", name="取回草稿").click()
    assert page.get_by_label("发现的问题").first.input_value() == "灭火器过期，当场更换"
    page.get_by_role("button", name="提交结果").click()
    page.wait_for_url(f"**/inspect/results/{number}")
    assert kind_of(number) is Kind.CORRECTED_ON_SITE
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('keep:'))") == []
