"""A creditor files arrears on a phone without JavaScript; the office hands over and orders; the department pays."""

from collections.abc import Callable
from typing import Any

import pytest

from app.kernel import sealing
from app.kernel.permissions import Role
from tests import make
from tests.arrears.books import Cast
from tests.browser.test_penalty_journey import signed_in
from tests.complaints import story
from tests.conftest import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]


def test_arrears_are_filed_handed_over_and_paid_on_a_phone_without_scripts(
    open_page: Callable[..., Any], live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "KEY", sealing.key(live.app.config["BE_IDENTITY_KEY"]))
    cast = Cast()
    page = signed_in(open_page(width=360, javascript=False), live, cast.owner)
    page.goto("/complaints/new/matter")
    page.get_by_label("拖欠账款", exact=True).check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("机关、事业单位（含镇、街道）").check()
    page.get_by_label("欠款单位").fill("琼湖街道办事处")
    page.get_by_label("项目或合同").fill("道路维修合同 2025-031")
    page.get_by_label("拖欠金额（元）").fill("3e4")
    page.get_by_label("交付日期").fill("2026年3月1日")
    page.get_by_label("情况说明").fill("道路维修工程已经验收交付，三次上门催要，对方一直没有付款。")
    page.get_by_role("button", name="下一步").click()
    assert "这样写不能确定是哪一个数" in page.content()
    page.get_by_label("拖欠金额（元）").fill("86万")
    page.get_by_role("button", name="下一步").click()
    assert "¥860,000.00（捌拾陆万元整）" in page.content()
    page.get_by_role("button", name="提交投诉").click()
    assert "QK-" in page.content()
    number = page.url.split("/")[-2]

    office = signed_in(open_page(width=1280, javascript=False), live, cast.officer)
    office.goto(f"/arrears/{number}")
    office.get_by_role("link", name="转交账目").click()
    office.get_by_label("投诉人怎样同意的").fill("电话征得同意")
    office.get_by_role("button", name="转交账目").click()
    office.get_by_role("link", name="登记回款").click()
    office.get_by_label("回款金额（元）").fill("860000")
    office.get_by_label("到账日期").fill("2026-09-11")
    office.get_by_label("凭证号").fill("湘财支1号")
    office.get_by_role("button", name="登记回款").click()
    assert "已清零" in office.content()
    page.goto(f"/arrears/{number}")
    assert "¥0.00（零元整）" in page.content()
    leader = signed_in(open_page(width=360, javascript=False), live, make.user(Role.LEADER))
    leader.goto("/arrears/totals")
    assert "1 件，其中已清零 1 件" in leader.content()
