"""The office's and the department's tasks with the keyboard alone, each key's place in sight; the rest without scripts.

Filing, tracking and rating by keyboard: `test_complaint_journey`. The story without JavaScript: `journeys`.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.keys import PRIMARY, send, tab_to, typed
from tests.browser.pages import World
from tests.complaints import story

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_complaint_is_accepted_and_referred(seat: Open, width: int) -> None:
    page = seat("office", "/desk", width=width)
    tab_to(page, "a.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/triage")
    tab_to(page, "select#to")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#facts")
    page.keyboard.press("Control+A")
    page.keyboard.type("有人反映未出示批准文件入企检查。")
    assert "已受理并交办" in send(page)


def test_an_answer_is_previewed_and_sent(seat: Open) -> None:
    page = seat("clerk", "/complaints/{begun}")
    tab_to(page, "a.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resolve")
    typed(page, findings="已到现场核实，情况属实。", outcome="已撤回通知。")
    assert "已办结" in send(page)


def test_a_bad_rating_is_mended(seat: Open) -> None:
    page = seat("clerk", "/complaints/{rated}/rectify")
    typed(page, plan="约谈两名工作人员", evidence="约谈记录已存档")
    assert "整改" in send(page)
    assert "/rectify" not in page.url


def test_whoever_rated_badly_is_called_back(seat: Open) -> None:
    page = seat("office", "/complaints/{mended}/call-back")
    tab_to(page, "[name=satisfied]")
    page.keyboard.press("Space")
    typed(page, words="电话回访，对整改表示认可。")
    send(page)
    assert "/call-back" not in page.url


def test_a_review_is_decided(seat: Open) -> None:
    page = seat("office", "/complaints/{under_review}/review/decide")
    tab_to(page, "[name=outcome]")
    page.keyboard.press("Space")
    typed(page, words="已查阅全部材料。")
    send(page)
    assert "/decide" not in page.url


def test_after_a_fault_the_focus_is_on_the_summary_and_leads_to_the_control(seat: Open) -> None:
    page = seat("clerk", "/complaints/{complex}/preliminary")
    send(page)
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "findings"


def test_escape_closes_the_menu_and_gives_the_focus_back(seat: Open) -> None:
    page = seat("office", "/desk")
    tab_to(page, ".site-more summary")
    page.keyboard.press("Enter")
    assert page.locator(".site-more details[open]").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".site-more details[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.site-more summary')")


def test_the_first_tab_skips_to_the_page(seat: Open) -> None:
    page = seat("nobody", "/complaints/start")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip-link')")
    page.keyboard.press("Enter")
    tab_to(page, "main a.btn", most=3)


def test_a_review_is_asked_for_and_decided_without_javascript(seat: Open, world: World) -> None:
    number = world.names["resolved"]
    owner = seat("owner", "/complaints/{resolved}/review", javascript=False)
    owner.fill("#reason", "没有回答我的问题")
    owner.click(PRIMARY)
    assert "复核" in owner.inner_text("main")
    office = seat("office", f"/complaints/{number}/review/decide", javascript=False)
    office.check("#outcome")
    office.fill("#words", "已查阅全部材料。")
    office.click(PRIMARY)
    assert "/decide" not in office.url


def test_a_case_is_tracked_without_javascript(seat: Open) -> None:
    filed = story.filed()
    page = seat("nobody", "/track", javascript=False)
    page.fill("#number", filed.complaint.number)
    page.fill("#code", filed.code)
    page.click(PRIMARY)
    assert "待受理" in page.inner_text("main")
