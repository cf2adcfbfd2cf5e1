"""Filing, tracking and rating in a browser: few clicks, by keyboard alone, without JavaScript, on any width."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.complaints import queries, service
from app.kernel import sealing
from app.kernel.db import db, transaction
from tests import make
from tests.complaints import story
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]

Open = Callable[..., Any]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FACTS = "两名工作人员没有出示批准文件就进厂检查，还要求停产半天，没有留下任何文书。"


@pytest.fixture
def cast(live: Live, monkeypatch: pytest.MonkeyPatch) -> story.Cast:
    monkeypatch.setattr(story, "KEY", sealing.key(live.app.config["BE_IDENTITY_KEY"]))
    return story.Cast()


class Clicks:
    """A page whose button clicks are counted; choosing and typing are not clicks."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.count = 0

    def __call__(self, text: str) -> None:
        self.page.locator("main").locator("a.btn, button, a.door").filter(has_text=text).first.click()
        self.count += 1


def sign_in(page: Any, username: str) -> None:
    page.goto("/auth/login")
    page.fill("#username", username)
    page.fill("#password", make.PASSWORD)
    page.click("main button[type=submit]")


def write_facts(page: Any) -> None:
    page.fill("#happened", "2026年8月")
    page.fill("#facts", FACTS)
    page.fill("#wants", "说明检查依据")


def looks_right(page: Any) -> None:
    """axe finds nothing and nothing runs over."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == [], page.url
    assert page.evaluate(OVERFLOW) == 0, page.url


@pytest.mark.parametrize("javascript", [True, False])
def test_four_clicks_from_my_page_to_a_filed_complaint(open_page: Open, cast: story.Cast, javascript: bool) -> None:
    page = open_page(javascript=javascript)
    sign_in(page, cast.owner.username)
    page.goto("/my")
    click = Clicks(page)
    click("我要投诉")
    page.check("text=违规检查、违规处罚")
    click("下一步")
    write_facts(page)
    click("下一步")
    click("提交投诉")
    assert "投诉已提交" in page.text_content("h1")
    assert click.count == 4


def test_five_clicks_from_the_home_page(open_page: Open, cast: story.Cast) -> None:
    page = open_page()
    sign_in(page, cast.owner.username)
    page.goto("/")
    click = Clicks(page)
    click("我要投诉")
    click("开始填写")
    page.check("text=违规检查、违规处罚")
    click("下一步")
    write_facts(page)
    click("下一步")
    click("提交投诉")
    assert "/receipt" in page.url
    assert click.count == 5


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_from_start_to_tracking_without_an_account(open_page: Open, cast: story.Cast, width: int) -> None:
    page = open_page(width=width)
    page.goto("/complaints/start")
    looks_right(page)
    page.click("text=开始填写")
    page.click("button:has-text('下一步')")
    looks_right(page)
    page.check("text=违规检查、违规处罚")
    page.click("button:has-text('下一步')")
    page.set_input_files("#files", {"name": "现场.png", "mimeType": "image/png", "buffer": story.PNG})
    page.click("button:has-text('下一步')")
    assert "现场.png" in page.text_content("main")
    looks_right(page)
    write_facts(page)
    page.click("button:has-text('下一步')")
    page.click("button:has-text('下一步')")
    looks_right(page)
    page.fill("#enterprise", "沅江湖畔食品有限公司")
    page.fill("#phone", "13800001402")
    page.click("button:has-text('下一步')")
    looks_right(page)
    page.click("button:has-text('提交投诉')")
    looks_right(page)
    number, code = (page.locator(".copied-text").nth(place).text_content() for place in (0, 1))
    page.click("text=查看进度")
    looks_right(page)
    page.click("button:has-text('结束查看')")
    looks_right(page)
    page.fill("#number", number)
    page.fill("#code", code.lower().replace("-", ""))
    page.click("button:has-text('查询')")
    assert number in page.text_content("main")
    assert code not in page.content()
    assert code not in page.url


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_an_account(open_page: Open, cast: story.Cast, width: int) -> None:
    answered, running = cast.resolved(), cast.referred()
    page = open_page(width=width)
    sign_in(page, cast.owner.username)
    for path in (
        "/my",
        f"/complaints/{answered.number}",
        f"/complaints/{running.number}",
        f"/complaints/{running.number}/supplement",
        f"/complaints/{running.number}/withdraw",
        f"/complaints/{answered.number}/rate",
        f"/complaints/{answered.number}/review",
        f"/complaints/{running.number}/receipt",
        "/notifications",
        "/complaints/not-eligible/civil_dispute",
    ):
        page.goto(path)
        looks_right(page)
    page.goto("/complaints/new/matter")
    page.check("text=违规检查、违规处罚")
    page.click("button:has-text('下一步')")
    write_facts(page)
    page.click("button:has-text('下一步')")
    assert "您已有相近的投诉在办" in page.text_content("h1")
    looks_right(page)


def press_until(page: Any, selector: str, most: int = 80) -> None:
    """Tab on until the control has the focus."""
    for _ in range(most):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def test_filing_by_keyboard_alone(open_page: Open, cast: story.Cast) -> None:
    page = open_page()
    sign_in(page, cast.owner.username)
    page.goto("/complaints/new/matter")
    press_until(page, "input[name=category]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_until(page, "#about")
    page.keyboard.press("Enter")
    page.wait_for_url("**/facts")
    for control, typed in (("#happened", "2026-09-08"), ("#facts", FACTS), ("#wants", "说明检查依据")):
        press_until(page, control)
        page.keyboard.type(typed)
    press_until(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check")
    press_until(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt")
    assert [found.category for found in _all(cast)] == ["illegal_fees"]


def _all(cast: story.Cast) -> Any:
    db.session.rollback()
    return queries.followed(service.holder_of(story.KEY, cast.owner.id))


def test_tracking_and_rating_by_keyboard_alone(open_page: Open, cast: story.Cast) -> None:
    filed = story.filed()
    complaint = filed.complaint
    with transaction():
        service.accept(complaint, to=cast.department, sheet=story.SHEET, by=cast.officer, at=story.REFERRED)
    with transaction():
        service.verify(complaint, fields=story.REPLY, complexity="simple", by=cast.clerk, at=story.REFERRED)
    with transaction():
        service.resolve(complaint, fields=story.REPLY, by=cast.clerk, at=story.REFERRED)
    page = open_page()
    page.goto(f"/track/{complaint.number}")
    press_until(page, "#code")
    page.keyboard.type(filed.code)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=三个时限")
    press_until(page, "a[href$='/rate']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rate")
    press_until(page, "input[name=score]")
    page.keyboard.press("Space")
    press_until(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=评价已提交，谢谢。")


def test_a_double_click_makes_one_complaint(open_page: Open, cast: story.Cast) -> None:
    page = open_page()
    sign_in(page, cast.owner.username)
    page.goto("/complaints/new/matter")
    page.check("text=违规检查、违规处罚")
    page.click("button:has-text('下一步')")
    write_facts(page)
    page.click("button:has-text('下一步')")
    page.dblclick("button:has-text('提交投诉')")
    page.wait_for_url("**/receipt")
    assert len(_all(cast)) == 1


def test_the_case_prints_its_code_and_clocks(open_page: Open, cast: story.Cast) -> None:
    complaint = cast.referred(at=story.REFERRED + timedelta(hours=1))
    page = open_page(width=1280)
    sign_in(page, cast.owner.username)
    page.goto(f"/complaints/{complaint.number}")
    page.emulate_media(media="print")
    assert page.locator(".qr-frame svg").is_visible()
    assert page.locator(".timers").first.is_visible()
    assert not page.locator("nav.site-nav").is_visible()
