"""The components as a browser sees them: reachable for everybody, at 320 and 1280 px, with and without JavaScript."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]

WIDTHS = (320, 1280)
PATHS = ("/", "/help", "/nowhere", "/dev/components")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.5.8: targets under 24 px, links inside a sentence excepted; native check boxes are as large as their labels.
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter((e) => e.type !== 'hidden' && e.offsetParent && !e.matches('p a, li a, dd a, .skip-link'))
    .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([_, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""
PRIMARY = """() => [
    ...document.querySelectorAll(".btn, .form-control, .form-select, .site-nav a, .site-tool, .choice label")]
    .filter((e) => e.offsetParent).map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
    .filter(([_, height]) => height < 44).map(([text]) => text)"""
FOCUSED = "document.activeElement.id || document.activeElement.className"


@pytest.mark.parametrize(("path", "width"), list(product(PATHS, WIDTHS)))
def test_axe_finds_nothing_and_nothing_runs_over(open_page: Callable[..., Any], path: str, width: int) -> None:
    page = open_page(width=width)
    page.goto(path)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_large_enough_for_a_thumb(open_page: Callable[..., Any], width: int) -> None:
    page = open_page(width=width)
    page.goto("/dev/components")
    assert page.evaluate(SMALL) == []
    assert page.evaluate(PRIMARY) == []


def test_wider_spacing_of_text_cuts_nothing_off(open_page: Callable[..., Any]) -> None:
    page = open_page(width=320, bypass_csp=True)
    page.goto("/dev/components")
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    )
    assert page.evaluate(OVERFLOW) == 0


def test_focus_goes_to_the_summary_of_faults_and_from_there_to_the_control(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/dev/components")
    assert page.evaluate(FOCUSED) == "error-summary"
    page.click(".error-summary a >> nth=2")
    assert page.evaluate(FOCUSED) == "story"
    page.click(".error-summary a >> nth=3")
    assert page.evaluate(FOCUSED) == "disclosure"


def test_the_first_tab_skips_to_the_content_and_focus_is_seen(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/help")
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "跳到主要内容"
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 3
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "main"


def test_what_is_left_to_write_is_counted_with_javascript_and_said_without(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/dev/components")
    assert page.inner_text("#story-limit") == "最多 2000 个字"
    page.fill("#story", "货车被拦🚚")
    assert page.inner_text("#story-limit") == "还可以写 1995 个字"
    page.fill("#story", "货" * 2003)
    assert page.inner_text("#story-limit") == "超出 3 个字"
    plain = open_page(javascript=False)
    plain.goto("/dev/components")
    assert plain.inner_text("#story-limit") == "最多 2000 个字"
    assert plain.get_attribute("#story", "aria-describedby") == "story-hint story-fault story-limit"


def test_a_form_sent_twice_in_a_hurry_is_sent_once(open_page: Callable[..., Any]) -> None:
    page = open_page()
    sent: list[str] = []

    def hold(route: Any) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.goto("/dev/components")
    page.route("**/dev/components", hold)
    with page.expect_request("**/dev/components"):
        page.evaluate("""() => {
            const button = document.querySelector('form[enctype] button[type=submit]');
            button.click(); button.click();
        }""")
    page.wait_for_timeout(300)
    assert page.locator("form[enctype] button[type=submit]:disabled").count() == 2
    assert sent == ["POST"]


def test_without_javascript_nothing_is_offered_that_needs_it(open_page: Callable[..., Any]) -> None:
    page = open_page(javascript=False)
    page.goto("/dev/components")
    assert page.locator("[data-copy]:visible, [data-print]:visible").count() == 0
    page.click("summary:has-text('怎么算的') >> nth=0")
    assert page.locator("text=第 3 个工作日").is_visible()


def test_rows_become_cards_on_a_phone_and_stay_rows_for_a_screen_reader(open_page: Callable[..., Any]) -> None:
    page = open_page(width=360)
    page.goto("/dev/components")
    assert page.get_by_role("row").count() == 4
    assert page.get_by_role("cell").count() == 12
    tops = page.evaluate("[...document.querySelectorAll('.cards tbody tr:first-child td')].map((e) => e.offsetTop)")
    assert tops == sorted(set(tops))
    page.set_viewport_size({"width": 1280, "height": 800})
    tops = page.evaluate("[...document.querySelectorAll('.cards tbody tr:first-child td')].map((e) => e.offsetTop)")
    assert len(set(tops)) == 1


def test_a_row_opens_beside_the_list_and_escape_leads_back(open_page: Callable[..., Any]) -> None:
    page = open_page(width=1280)
    page.goto("/dev/components")
    page.click("[data-drawer] >> nth=1")
    page.wait_for_selector("dialog.drawer h1")
    assert page.url.endswith("/problems/missing")
    assert page.inner_text("dialog h1") == "没有找到您要的内容。"
    assert Axe().run(page, "dialog").response["violations"] == []
    page.keyboard.press("Escape")
    page.wait_for_url("**/dev/components")
    assert page.locator("dialog").count() == 0
    assert page.inner_text(":focus") == "TS-7710-2263-9"
    phone = open_page(width=360)
    phone.goto("/dev/components")
    phone.click("[data-drawer] >> nth=1")
    phone.wait_for_url("**/problems/missing")
    assert phone.locator("dialog").count() == 0


def test_the_language_changes_and_the_page_stays(open_page: Callable[..., Any]) -> None:
    page = open_page(javascript=False)
    page.goto("/help")
    page.click("button:has-text('English')")
    assert page.url.endswith("/help")
    assert page.get_attribute("html", "lang") == "en"


def test_paper_carries_no_menus_and_the_time_of_printing(open_page: Callable[..., Any]) -> None:
    page = open_page(width=1280)
    page.goto("/dev/components")
    page.emulate_media(media="print")
    assert page.locator(".site-nav:visible, .site-tools:visible, .btn:visible, .filters:visible").count() == 0
    assert page.locator("text=打印时间：2026-09-11 09:00").is_visible()


def test_chosen_colours_and_stillness_are_respected(open_page: Callable[..., Any]) -> None:
    page = open_page(forced_colors="active", reduced_motion="reduce")
    page.goto("/dev/components")
    assert page.evaluate("getComputedStyle(document.querySelector('.chip')).borderStyle") == "solid"
    assert page.evaluate("getComputedStyle(document.querySelector('.btn')).transitionDuration") in {"0s", "1e-05s"}
