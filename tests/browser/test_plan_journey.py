"""The year's plan in a browser, from the departments' sheets to the public page: narrow, no JavaScript, by keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.accounts.models import User
from app.enterprises.rules import Grade
from app.kernel.permissions import Role
from tests import make
from tests.browser.keys import PRIMARY, tab_to
from tests.browser.test_registers import sound
from tests.conftest import Client, Live
from tests.kernel import sheets_made as made

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]
HEAD = ["年度", "任务编号", "任务名称", "任务类型", "牵头单位", "抽查事项", "行业", "抽查比例", "检查人数", "检查时间"]
WARM = "各项指标都符合，可以公布"


class Stage:
    """A market regulator and a fire brigade with an item and two inspectors each, forty restaurants, a draft."""

    def __init__(self, live: Live, open_page: Callable[..., Any]) -> None:
        self.live, self.open_page = live, open_page
        live.app.test_client_class = Client
        make.rulebook()
        make.calendar()
        self.units = [make.department("沅江市市场监督管理局"), make.department("沅江市消防救援大队")]
        for unit, code in zip(self.units, ("SC-01", "XF-01"), strict=True):
            make.item(f"{unit.name}检查", [unit], code=code)
            for _ in range(2):
                make.inspector(unit)
        for _ in range(40):
            make.enterprise(trade="H 餐饮服务", credit_grade=Grade.B)
        make.plan()

    def seat(self, user: User | None = None, **more: Any) -> Any:
        """A browser in which somebody is signed in, or nobody."""
        page = self.open_page(**more)
        if user is not None:
            client = self.live.app.test_client()
            assert isinstance(client, Client)
            client.sign_in(user)
            cookie = client.get_cookie("session")
            assert cookie is not None
            page.context.add_cookies([{"name": "session", "value": cookie.value, "url": self.live.url}])
        return page

    def sheet(self, folder: Path, unit: int, rate: str, item: str) -> str:
        """The file of a department with one task."""
        name = self.units[unit].name
        row = ["2026", f"T-{unit}", f"餐饮场所检查{unit}", "定向", name, item, "H", rate, "2", "4-10月"]
        file = folder / f"{unit}.csv"
        file.write_bytes(made.csv([HEAD, row]))
        return str(file)


@pytest.fixture
def stage(live: Live, open_page: Callable[..., Any]) -> Stage:
    return Stage(live, open_page)


def send(page: Any, file: str) -> str:
    """Send a sheet of tasks; what the next page says."""
    page.goto("/imports/new?kind=plan_tasks")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="上传并核对").click()
    return str(page.locator("main").inner_text())


@pytest.mark.parametrize("javascript", [True, False])
def test_sheets_become_a_plan_that_is_mended_and_published(stage: Stage, tmp_path: Path, javascript: bool) -> None:
    for place, (rate, item) in enumerate((("9%", "SC-01"), ("3%", "XF-01"))):
        clerk = stage.seat(make.user(Role.CLERK, stage.units[place]), javascript=javascript)
        if place == 0:
            assert "抽查事项清单里没有“没有的”" in send(clerk, stage.sheet(tmp_path, 0, rate, "没有的"))
        assert "全部 1 行都可以导入" in send(clerk, stage.sheet(tmp_path, place, rate, item))
        clerk.get_by_role("button", name="导入 1 行").click()
        clerk.goto("/dept/plan/2026")
        assert f"餐饮场所检查{place}" in clerk.content()
    page = stage.seat(make.user(Role.OVERSIGHT), javascript=javascript)
    page.goto("/plans/2026")
    seen = page.locator("main").inner_text()
    assert [words for words in ("4 项指标不符合", "0 / 2", "3 / 40", "7.50%") if words not in seen] == []
    page.get_by_role("link", name="合并建议").click()
    assert "合并后少去 2 家次" in page.content()
    page.get_by_role("button", name="合并勾选的任务").click()
    assert WARM in page.content()
    if javascript:
        sound(page)
    page.get_by_role("link", name="公布计划").click()
    page.get_by_role("button", name="公布计划").click()
    stranger = stage.seat(javascript=javascript)
    stranger.goto("/public/plans")
    stranger.get_by_role("link", name="2026").first.click()
    seen = stranger.locator("main").inner_text()
    assert [words for words in ("餐饮场所检查0、餐饮场所检查1", "2 / 40", "2026-09-11") if words not in seen] == []
    if javascript:
        sound(stranger)


def test_the_plan_is_merged_and_published_with_the_keyboard_alone(stage: Stage, tmp_path: Path) -> None:
    page = stage.seat(make.user(Role.OVERSIGHT), width=1280)
    for place, item in enumerate(("SC-01", "XF-01")):
        send(page, stage.sheet(tmp_path, place, "3%", item))
        _press(page, PRIMARY)
    page.goto("/plans/2026")
    _press(page, "a[href='/plans/2026/merge']")
    tab_to(page, "main input[name=merge]")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    _press(page, PRIMARY)
    assert WARM in page.content()
    _press(page, "a[href='/plans/2026/publish']")
    _press(page, PRIMARY)
    assert "计划已公布" in page.content()


def _press(page: Any, selector: str) -> None:
    """Tab to a control and press it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
