"""A department files a penalty on a phone without JavaScript; the office registers it; the decision comes after it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Client, Live
from tests.penalties.cases import HOUR, Cast

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("frozen")]


def signed_in(page: Any, live: Live, user: Any) -> Any:
    client = live.app.test_client()
    assert isinstance(client, Client)
    client.sign_in(user)
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
    return page


def test_a_penalty_is_filed_registered_and_decided_on_a_phone_without_scripts(
    open_page: Callable[..., Any], live: Live, frozen: Any
) -> None:
    cast = Cast()
    page = signed_in(open_page(width=360, javascript=False), live, cast.clerk)
    page.goto("/penalties")
    page.get_by_role("link", name="报备处罚").click()
    page.get_by_role("button", name="开始填写").click()
    page.get_by_label("当事人统一社会信用代码").fill(cast.firm.uscc)
    page.get_by_label("案号").fill("沅市监立〔2026〕9号")
    page.get_by_label("案由").fill("销售不合格配电箱")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("违法事实").fill("三批不合格")
    page.get_by_label("处罚依据").fill("产品质量法第四十九条")
    page.get_by_label("裁量理由").fill("货值较大")
    page.get_by_label("拟罚款金额").fill("3e4")
    page.get_by_role("button", name="下一步").click()
    assert "这样写不能确定是哪一个数" in page.content()
    assert page.get_by_label("违法事实").input_value() == "三批不合格"
    page.get_by_label("拟罚款金额").fill("叁万元整")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("法制审核人").fill("王*")
    page.get_by_label("审核日期").fill("2026年9月10日")
    page.get_by_label("审核意见").fill("同意")
    page.get_by_role("button", name="下一步").click()
    assert "¥30,000.00（叁万元整）" in page.content()
    page.get_by_role("button", name="提交报备").click()
    assert "已报备。编号 YC-20260911-000001" in page.content()
    address = page.url

    office = signed_in(open_page(width=1280, javascript=False), live, cast.officer)
    office.goto("/desk/penalties")
    office.get_by_role("link", name="YC-20260911-000001").click()
    office.get_by_role("button", name="登记报备").click()
    assert "已登记" in office.content()

    frozen.shift(HOUR)
    page.goto(address)
    page.get_by_role("link", name="登记处罚决定").click()
    page.get_by_label("处罚决定书文号").fill("沅市监罚〔2026〕9号")
    page.get_by_label("作出决定的时间").fill("2026-09-11 08:59")
    page.get_by_role("button", name="登记处罚决定").click()
    assert "报备在前，决定在后" in page.content()
    page.get_by_label("作出决定的时间").fill("2026-09-11 10:00")
    page.get_by_role("button", name="登记处罚决定").click()
    assert "处罚决定已登记" in page.content()
    assert "2026-09-21" in page.content()
