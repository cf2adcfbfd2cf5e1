"""The tour in a browser: from /demo each scene opens with one button, at phone width and without JavaScript too."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.demo import queries
from tests.conftest import Database, Live, _app, serving
from tests.demo.conftest import start

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SIGHTS = [
    ("2", "许知远", ["受理并交办", "澄湖市应急管理局"]),
    ("3", "许知远", ["已超 4 个工作日", "今天到期"]),
    ("5", "周敏言", ["2026-10-09", "中秋节", "国庆节", "调休上班"]),
    ("6", "许知远", ["整改", "回访"]),
    ("6", "周敏言", ["整改", "投诉人：保密"]),
    ("10", "江望舒", ["有 4 项指标不符合，还不能公布", "5.46%"]),
]
RECOUNT = "用公布的文件重算"
Acts = tuple[tuple[str, str], ...]
WALK: tuple[tuple[str, str, Acts, tuple[str, ...]], ...] = (
    ("1", "", (("button", "告诉市优办"),), ("市优办已经收到",)),
    ("1", "江望舒", (), ("待认定", "两个人要看消防通道")),
    ("2", "许知远", (("button", "受理并交办"),), ("已受理并交办",)),
    ("2", "", (), ("澄湖市应急管理局", "怎么算的")),
    ("3", "许知远", (), ("已超 4 个工作日", "今天到期")),
    ("3", "李牧川", (), ("今天到期",)),
    ("4", "许知远", (), ("红色督办单", "下载 PDF")),
    ("4", "江望舒", (), ("督办建议", "签发")),
    ("8", "沈景行", (("link", "同意"), ("button", "确认同意")), ("备案号",)),
    ("8", "李澄宇", (), ("备案号 BA-20260911-", "核验码")),
    ("8", "", (), ("备案号 BA-20260911-",)),
    ("8", "江望舒", (), ("BA-20260911-",)),
    ("11", "许知远", (), ("已公布", "锁定摘要")),
    ("11", "", (("button", RECOUNT),), ("自行验证",)),
    ("16", "江望舒", (), ("月调度报告", "下载 PDF", "上期")),
    ("16", "许知远", (), ("季点评报告", "名次")),
    ("16", "李牧川", (), ("半年测评报告",)),
    ("16", "", (), ("公开数据", "导出 CSV", "看完了")),
)
pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture
def live(databases: Callable[[str], Database], cities: Callable[[str], str]) -> Iterator[Live]:
    """The demo city behind a real port, guarded as in production: a copy for each test."""
    with _app(databases("sqlite"), cities("sqlite"), mode="demo") as made, serving(made) as url:
        start()
        yield Live(made, url)


def enter(page: Any, scene: str, person: str) -> None:
    """Press the button of a person in a scene."""
    page.goto("/demo")
    card = page.locator("section", has=page.get_by_role("heading", name=re.compile(f"^场景 {scene}：")))
    card.get_by_role("button", name=f"以此身份打开 {person}").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_every_scene_opens_from_the_tour_with_one_button(live: Live, open_page: Open, javascript: bool) -> None:
    page = open_page(width=360, javascript=javascript)
    for scene, person, words in SIGHTS:
        enter(page, scene, person)
        assert "2026-09-11（周五）" in page.locator(".demo-banner").inner_text()
        content = page.locator("body").text_content()
        assert [word for word in words if word not in content] == [], (scene, person)


def test_scene_10_a_broken_plan_is_merged_until_it_holds_and_published(live: Live, open_page: Open) -> None:
    page = open_page(width=360, javascript=False)
    enter(page, "10", "江望舒")
    page.get_by_role("link", name="合并建议").click()
    page.get_by_role("button", name="合并勾选的任务").click()
    assert "各项指标都符合，可以公布" in page.locator("main").inner_text()
    page.get_by_role("link", name="公布计划").click()
    page.get_by_role("button", name="公布计划").click()
    assert "计划已公布" in page.locator("main").inner_text()
    page.get_by_role("link", name="公开页面").click()
    assert "2027 年度抽查计划" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_a_newcomer_walks_the_short_tour_by_what_the_pages_say(
    live: Live, open_page: Open, width: int, javascript: bool
) -> None:
    """From the first page on by words alone, acting in scenes 1, 2, 8 and 11: no address typed, no dead end."""
    page, firm = open_page(width=width, javascript=javascript), owner()
    page.goto("/")
    page.get_by_role("link", name="演示导览").first.click()
    page.get_by_role("link", name=re.compile("^场景 1：")).click()
    page.locator("section").get_by_role("button").first.click()
    for scene, person, act, sees in WALK:
        told = page.locator(".demo-walk").inner_text()
        assert told.startswith(f"场景 {scene} "), (scene, person, told)
        for role, name in act if javascript else _without_scripts(page, act):
            assert f"“{name}”" in told, "the tour does not name the button"
            page.locator("main").get_by_role(role, name=name, exact=True).first.click()
        words = page.locator("body").inner_text()
        assert [word for word in (person or firm, *sees) if word not in words] == [], (scene, person)
        if "看完了" not in sees:
            page.locator(".demo-walk").get_by_role("button").click()


def _without_scripts(page: Any, act: Acts) -> Iterator[tuple[str, str]]:
    """The acts that need no script; where one does, the tour and the page name the program that does the same."""
    for role, name in act:
        if name != RECOUNT:
            yield role, name
        else:
            assert "独立程序" in page.locator(".demo-walk").inner_text()
            assert "浏览器没有开启脚本" in page.locator("main").inner_text()
            assert page.get_by_role("link", name="verify_draw.py").is_visible()


def owner() -> str:
    """The enterprise's person, whose name is of the seed."""
    return next(user.name for user in queries.signins() if user.enterprise_id)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_tour_and_the_sign_in_page_are_fit_for_everybody(live: Live, open_page: Open, width: int) -> None:
    page = open_page(width=width)
    for path in ("/demo", "/auth/login"):
        page.goto(path)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == [], path
        assert page.evaluate(OVERFLOW) == 0, path


def test_the_sign_in_page_of_the_demo_lets_a_person_in_with_password_and_code(live: Live, open_page: Open) -> None:
    page = open_page(width=1280)
    page.goto("/auth/login")
    row = page.get_by_role("row", name=re.compile("officer"))
    code = re.search(r"\b\d{6}\b", row.inner_text())
    assert code is not None
    page.get_by_label("用户名或统一社会信用代码").fill("officer")
    page.get_by_label("密码", exact=True).fill("chenghu-demo-2026")
    page.locator("main form").first.get_by_role("button", name="登录").click()
    page.get_by_label("动态码").fill(code[0])
    page.locator("main form").first.get_by_role("button").first.click()
    page.goto("/desk")
    assert page.get_by_role("heading", name="工作台").is_visible()
