"""The ceremony in a browser: by keyboard alone, without JavaScript, on a narrow screen; then anybody recomputes it."""

from collections.abc import Callable
from typing import Any

import pytest

from app.draws import queries
from tests.conftest import Live
from tests.draws import made
from tests.draws.acts import AT, DUE, LATER, Office, fresh

pytestmark = pytest.mark.browser
VALUE = made.VALUE


@pytest.fixture
def office(live: Live, frozen: Any) -> Office:
    frozen.move_to(AT)
    return Office()


def signed(page: Any, live: Live, user: Any) -> Any:
    """The page in the browser of somebody who is signed in."""
    client = live.app.test_client()
    client.sign_in(user)
    cookie = client.get_cookie("session")
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    return page


def press(page: Any, name: str) -> None:
    """Tab to the link or button of this name and press Enter."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate("() => document.activeElement.innerText || document.activeElement.value || ''")
        if here.strip() == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def fill(page: Any, label: str, text: str) -> None:
    page.get_by_label(label).focus()
    page.keyboard.insert_text(text)


def test_the_ceremony_goes_by_keyboard_without_javascript_on_a_narrow_screen(
    live: Live, office: Office, open_page: Callable[..., Any], frozen: Any
) -> None:
    draw = office.draft(made.lists(200, 4, number=6))
    page = signed(open_page(width=360, javascript=False), live, office.one)
    page.goto(f"/draws/{draw.number}")
    press(page, "锁定名单")
    fill(page, "公布随机数的时间", "2026-09-08 09:00")
    page.get_by_label("来源 1：类型").select_option("dice")
    fill(page, "来源 1：在哪里、哪一期", "政务大厅，20 枚十面骰")
    press(page, "锁定并公布摘要")
    assert "名单已锁定" in page.inner_text("main")
    frozen.move_to(DUE)
    for user in (office.one, office.other):
        page = signed(page, live, user)
        page.goto(f"/draws/{draw.number}")
        press(page, "填写随机数")
        fill(page, "公开随机数", VALUE)
        fill(page, "见证人", "张三 市人大代表\n李四 沅江商会")
        press(page, "提交随机数")
    press(page, "开始抽取")
    assert "抽中" in page.inner_text("main")
    press(page, "公布结果")
    press(page, "公布结果")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert fresh(draw).published_at is not None


def test_anybody_recomputes_the_draw_in_the_browser_and_one_changed_byte_is_named(
    live: Live, office: Office, open_page: Callable[..., Any], frozen: Any
) -> None:
    draw = office.publish(office.drawn(made.lists(200, 4, number=6)))
    frozen.move_to(LATER)
    page = open_page(width=1280)
    page.goto(f"/public/draws/{draw.number}")
    page.get_by_role("button", name="用公布的文件重算").click()
    page.get_by_text("逐字节相同").wait_for()
    files = {name: queries.open_file(draw, name) for name in queries.open_names(draw)}
    files["roster.csv"] = files["roster.csv"].replace(b"MA0", b"MB0", 1)
    handed = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
    page.get_by_label("或者选择您下载的十个文件").set_input_files(handed)
    page.get_by_text("不对：roster.csv 与锁定时的不同").wait_for()
