"""The pages of the office and the departments in a browser: their work by keyboard and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient

from app.complaints import service
from app.complaints.rules import State
from app.kernel import clock, sealing
from tests.complaints import story
from tests.conftest import Client, Live

pytestmark = pytest.mark.browser
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Town:
    """The story's people on a live server, a case just filed and one just referred."""

    def __init__(self, live: Live) -> None:
        story.KEY = sealing.key(live.app.config["BE_IDENTITY_KEY"])
        self.live = live
        self.cast = story.Cast()
        now = clock.now()
        self.filed = self.cast.in_state(State.SUBMITTED)
        self.new = self.cast.referred(at=now - timedelta(hours=1), files=[service.upload("照片.png", story.PNG)])


def sign_in(page: Any, live: Live, user: Any) -> None:
    """Let the page's browser hold a session of the user."""
    live.app.test_client_class = Client
    client: FlaskClient = live.app.test_client()
    client.sign_in(user)  # type: ignore[attr-defined]
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])


@pytest.fixture
def town(live: Live, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(story, "KEY", story.KEY)
    return Town(live)


def test_a_complaint_is_accepted_verified_and_answered_without_javascript(
    town: Town, open_page: Callable[..., Any]
) -> None:
    case = town.filed
    office, unit = open_page(javascript=False), open_page(javascript=False)
    sign_in(office, town.live, town.cast.officer)
    sign_in(unit, town.live, town.cast.clerk)
    office.goto("/desk/triage")
    assert case.number in office.inner_text("main")
    office.select_option("#to", label=town.cast.department.name)
    office.fill("#facts", "反映一次未经批准的检查")
    office.click("button.btn-primary")
    assert "已受理并交办" in office.inner_text("main")
    unit.goto(f"/complaints/{case.number}")
    unit.click("a.btn-primary")
    unit.fill("#findings", "查明属实")
    unit.check("#complexity")
    unit.click("button:has-text('预览')")
    assert "投诉人将看到" in unit.inner_text("main")
    unit.click("button:has-text('提交核实情况')")
    unit.click("a.btn-primary")
    unit.fill("#findings", "查明属实")
    unit.click("button:has-text('答复并办结')")
    assert "有 1 处需要修改" in unit.inner_text("main")
    unit.fill("#outcome", "已纠正")
    unit.click("button:has-text('答复并办结')")
    assert "已办结" in unit.inner_text("main")


def test_a_case_is_verified_with_the_keyboard_alone(town: Town, open_page: Callable[..., Any]) -> None:
    page = open_page(width=1280)
    sign_in(page, town.live, town.cast.clerk)
    page.goto(f"/complaints/{town.new.number}/verify")

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(selector)

    tab_to("#findings")
    page.keyboard.type("查明属实")
    tab_to("[name=complexity]")
    page.keyboard.press("Space")
    tab_to("button.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/complaints/{town.new.number}")
    assert "核实情况已提交" in page.inner_text("main")


def test_both_versions_stand_side_by_side_and_nothing_is_lost(town: Town, open_page: Callable[..., Any]) -> None:
    path = f"/complaints/{town.new.number}/verify"
    pages = [open_page(width=1280), open_page(width=320)]
    for page, words in zip(pages, ("先写好的", "后写好的"), strict=True):
        sign_in(page, town.live, town.cast.clerk)
        page.goto(path)
        page.fill("#findings", words)
        page.check("#complexity")
    for page in pages:
        page.click("button.btn-primary")
        page.wait_for_load_state()
    late = pages[1]
    assert "先写好的" in late.inner_text("main")
    assert late.input_value("#findings") == "后写好的"
    found = Axe().run(late, options={"resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in found] == []
    assert late.evaluate(OVERFLOW) <= 0


def test_the_receipt_on_behalf_shows_its_code_once(town: Town, open_page: Callable[..., Any]) -> None:
    page = open_page()
    sign_in(page, town.live, town.cast.officer)
    page.goto("/complaints/behalf")
    page.check("#channel")
    page.select_option("#category", "illegal_inspection")
    page.fill("#facts", "来电反映有人未出示文件入企检查。")
    page.fill("#wants", "说明依据")
    page.click("button.btn-primary")
    page.wait_for_load_state()
    assert "查询码只在本页显示一次" in page.inner_text("main")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in found] == []
