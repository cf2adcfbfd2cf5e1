"""A leader approves on a phone without JavaScript, in three taps and by keyboard; the enterprise reports in three."""

from collections.abc import Callable
from typing import Any

import pytest

from app.kernel.db import db
from app.quiet_days import queries
from app.quiet_days.rules import State
from app.visits.models import Sighting
from tests.conftest import Client, Live
from tests.visits.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]


def sign_in(page: Any, live: Live, user: Any) -> None:
    client = live.app.test_client()
    assert isinstance(client, Client)
    client.sign_in(user)
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])


def test_three_taps_from_the_message_to_the_decision(live: Live, open_page: Callable[..., Any]) -> None:
    scene = Scene()
    number = scene.requested().number
    page = open_page(width=360, height=640, javascript=False)
    sign_in(page, live, scene.leader)
    page.goto(f"/approvals/{number}")  # the first tap: the link of the message
    for word in ("同意", "退回补充", "不同意"):
        box = page.get_by_role("link", name=word, exact=True).bounding_box()
        assert box["height"] >= 48
        assert box["y"] + box["height"] <= 640
    assert page.get_by_role("heading", name="沅丰烟花爆竹仓储有限公司").is_visible()
    page.get_by_role("link", name="同意", exact=True).click()
    page.get_by_role("button", name="确认同意").click()
    assert "备案号 BA-20260911-000001-" in page.get_by_role("status").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    db.session.expire_all()
    assert queries.by_number(number).state is State.APPROVED


def test_the_same_by_keyboard(live: Live, open_page: Callable[..., Any]) -> None:
    scene = Scene()
    number = scene.requested().number
    page = open_page(width=360, height=640, javascript=False)
    sign_in(page, live, scene.leader)
    page.goto("/approvals")

    def reach(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if name in page.evaluate("document.activeElement.innerText"):
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                return
        raise AssertionError(name)

    reach("沅丰烟花爆竹仓储有限公司")
    reach("不同意")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    reach("确认不同意")
    db.session.expire_all()
    assert queries.by_number(number).state is State.REJECTED


def test_the_enterprise_reports_in_three_clicks(live: Live, open_page: Callable[..., Any]) -> None:
    scene = Scene()
    page = open_page(width=360, height=640, javascript=False)
    sign_in(page, live, scene.owner)
    page.goto("/my/visits")
    page.get_by_role("link", name="有人上门没有核验码").click()
    page.get_by_label("来的是哪个单位").select_option(scene.unit.code)
    page.get_by_role("button", name="告诉市优办").click()
    assert page.get_by_role("heading", name="市优办已经收到").is_visible()
    report = db.session.query(Sighting).one()
    assert (report.enterprise_id, report.department_id) == (scene.firm.id, scene.unit.id)
