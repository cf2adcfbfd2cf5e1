"""A case is drafted, approved by two people on their phones and read by everybody, all without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.browser.test_penalty_journey import signed_in
from tests.conftest import Live
from tests.typical_cases.cast import WORDS, Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]


def test_a_case_goes_from_draft_to_tombstone_on_a_phone_without_scripts(
    open_page: Callable[..., Any], live: Live, frozen: Any
) -> None:
    cast = Cast()
    page = signed_in(open_page(width=360, javascript=False), live, cast.officer)
    page.goto("/cases")
    page.get_by_role("link", name="起草一个案例").first.click()
    page.get_by_label("标题").fill(WORDS["title"])
    page.get_by_label("发生了什么").fill("工作人员在企业宁静日进洞庭粮油检查")
    page.get_by_label("怎么处理的").fill(WORDS["outcome"])
    page.get_by_label("问题类别").select_option("illegal_inspection")
    page.get_by_label("点名的责任单位").select_option(label=cast.unit.name)
    page.get_by_label("公开到哪一天").fill("2026年9月30日")
    page.get_by_role("button", name="提交").click()
    assert "“洞庭粮油”" in page.get_by_role("alert").inner_text()
    page.get_by_label("发生了什么").fill(WORDS["facts"])
    page.get_by_role("button", name="提交").click()
    address = page.url
    for user in (cast.second, cast.leader):
        signed_in(page, live, user).goto(address)
        page.get_by_role("link", name="审看并同意").click()
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="同意").click()
        assert "已同意" in page.get_by_role("status").inner_text()
    page.context.clear_cookies()
    page.goto("/public/cases")
    page.get_by_role("link", name=WORDS["title"]).click()
    assert cast.unit.name in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    frozen.shift(timedelta(days=20))
    page.reload()
    assert "这个案例已经撤下" in page.content()
    assert WORDS["title"] not in page.content()
