"""The pages of the inspection items, their import and their answers to programs."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.items import queries
from app.kernel.db import db
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent, upload

pytestmark = pytest.mark.usefixtures("frozen")
Staff = Callable[..., Client]
HEAD = ["事项编码", "抽查事项", "责任单位", "依据", "停用日期"]
FORM = {"code": "sp-01", "name": "食品检查", "kind": "routine", "from_on": "2026年1月1日"}


def test_the_list_filters_and_keeps_the_filters_in_the_address(staff: Staff) -> None:
    client = staff(Role.LEADER)
    make.item("食品检查", code="SP-1")
    make.item("消防检查", code="XF-1", basis="")
    page = client.get("/registers/items?q=spjc&complete=yes&state=in_force").text
    assert "食品检查" in page
    assert "消防检查" not in page
    assert "已筛选 1 / 2 项" in page
    assert "/registers/items.xlsx?q=spjc&amp;complete=yes" in page
    assert "有 1 个事项的依据、主体、对象、方式没有填全" in page
    assert "新增事项" not in page


@pytest.mark.parametrize(
    "asked", ["q=%00", "department=NOWHERE&kind=odd&complete=maybe", "state=x&page=9999", "q=" + "a" * 99]
)
def test_nonsense_in_the_address_breaks_nothing(staff: Staff, asked: str) -> None:
    make.item()
    assert staff(Role.CLERK).get(f"/registers/items?{asked}").status_code == 200


def test_an_empty_list_says_who_fills_it(staff: Staff) -> None:
    assert "导入各单位的抽查事项清单" in staff(Role.OVERSIGHT).get("/registers/items").text
    assert "由市优办和各单位登记" in staff(Role.LEADER).get("/registers/items").text
    make.item()
    assert "没有符合条件的事项" in staff(Role.LEADER).get("/registers/items?q=火星").text


def test_the_office_enters_an_item_and_its_page_shows_what_it_lacks_and_its_history(staff: Staff) -> None:
    client, one, other = staff(Role.OVERSIGHT), make.department(), make.department()
    assert client.get("/registers/items/new").status_code == 200
    none = client.post("/registers/items/new", data=FORM)
    assert none.status_code == 422
    assert "责任单位" in none.text
    done = client.post("/registers/items/new", data={**FORM, "departments": [one.code, other.code]})
    assert done.status_code == 303
    page = client.get(done.location).text
    assert "还缺：检查依据、检查主体、检查对象、检查方式" in page
    assert f"{one.name}、{other.name}" in page
    assert "测试用户" in page
    assert client.get("/registers/items/sp-01").status_code == 301
    assert client.get("/registers/items/NOTHING").status_code == 404
    again = client.post("/registers/items/new", data={**FORM, "departments": [one.code]})
    assert (again.status_code, "已经在清单里" in again.text) == (422, True)


def edited(client: Client, code: str, version: int, **more: Any) -> Any:
    values = {**FORM, "version": version, **more}
    return client.post(f"/registers/items/{code}/edit", data=values)


def test_a_clerk_corrects_the_own_departments_items_and_no_others(staff: Staff) -> None:
    own = make.department()
    client, mine, theirs = staff(Role.CLERK, own), make.item("甲", [own]), make.item("乙")
    form = client.get(f"/registers/items/{mine.code}/edit").text
    assert "责任单位" not in form
    assert edited(client, mine.code, mine.version, name="甲改", until_on="2026-12-31").status_code == 303
    db.session.rollback()
    found = queries.by_code(mine.code)
    assert (found.name, found.until_on, found.basis, found.departments) == ("甲改", date(2026, 12, 31), "", [own])
    assert "修改已保存" in client.get(f"/registers/items/{mine.code}").text
    assert client.get(f"/registers/items/{theirs.code}/edit").status_code == 403
    assert edited(client, theirs.code, theirs.version).status_code == 403
    assert "/edit" not in client.get(f"/registers/items/{theirs.code}").text


def test_a_clerks_new_item_belongs_to_the_own_department(staff: Staff) -> None:
    own, other = make.department(), make.department()
    client = staff(Role.CLERK, own)
    assert other.name not in client.get("/registers/items/new").text
    assert client.post("/registers/items/new", data={**FORM, "departments": other.code}).status_code == 422
    assert client.post("/registers/items/new", data={**FORM, "departments": own.code}).status_code == 303
    assert queries.by_code("SP-01").departments == [own]


def test_a_stale_page_and_wrong_days_change_nothing(staff: Staff) -> None:
    client, item = staff(Role.OVERSIGHT), make.item("甲")
    owner = item.departments[0].code
    stale = edited(client, item.code, item.version + 1, departments=owner)
    assert stale.status_code == 409
    wrong = edited(client, item.code, item.version, departments=owner, until_on="2025-01-01")
    assert (wrong.status_code, "停用日期早于启用日期" in wrong.text) == (422, True)
    nothing = edited(client, item.code, item.version, departments=owner, kind="odd")
    assert nothing.status_code == 422
    db.session.rollback()
    assert queries.by_code(item.code).name == "甲"


def sheet(*rows: list[str]) -> bytes:
    return made.xlsx([HEAD, *rows])


def test_the_office_imports_items_and_bad_rows_say_what_is_wrong(staff: Staff) -> None:
    client, unit = staff(Role.OVERSIGHT), make.department("沅江市应急管理局", short_name="应急局")
    rows = [
        ["YJ-1", "安全生产检查", "应急局", "安全生产法", ""],
        ["YJ-2", "危化品检查", f"{unit.name}、{unit.code}", "", ""],
        ["YJ-3", "粉尘检查", "火星局", "", ""],
        ["YJ-1", "重复", "应急局", "", ""],
        ["YJ-4", "矿山检查", "应急局", "", "昨天"],
    ]
    place = sent(client, "items", sheet(*rows))
    page = client.get(place).text
    assert "有 3 行需要修改" in page
    assert "单位名录里没有“火星局”" in page
    assert "与第 2 行重复" in page
    assert "请核对日期的写法" in page
    assert client.post(place, data={"rows": "good"}).status_code == 303
    db.session.rollback()
    assert [item.code for item in queries.search()] == ["YJ-1", "YJ-2"]
    assert "错误说明" in str(made.cells(client.get(f"{sent(client, 'items', sheet(*rows))}/marked.xlsx").data)[0])


def test_a_clerk_imports_for_the_own_department_only(staff: Staff) -> None:
    own, other = make.department(), make.department()
    theirs = make.item("别人的", [other])
    client = staff(Role.CLERK, own)
    rows = [["A-1", "甲", own.name, "", ""], ["A-2", "乙", other.name, "", ""], [theirs.code, "丙", own.name, "", ""]]
    page = client.get(sent(client, "items", sheet(*rows))).text
    assert "有 2 行需要修改" in page
    assert "您不能替它填报" in page
    assert "由别的单位负责" in page
    assert "已导入 1 行" in imported(client, "items", sheet(*rows), "good")


def test_an_end_before_the_beginning_that_the_list_knows_is_a_bad_row(staff: Staff) -> None:
    item = make.item(from_on=date(2026, 5, 1))
    rows = [[item.code, item.name, item.departments[0].code, "", "2026-04-30"]]
    client = staff(Role.OVERSIGHT)
    assert "停用日期早于启用日期" in client.get(sent(client, "items", sheet(*rows))).text


def test_what_is_exported_imports_as_unchanged(staff: Staff) -> None:
    client = staff(Role.OVERSIGHT)
    make.item("食品检查", [make.department(), make.department()], content="一；二\n三")
    client.set_cookie("language", "en")
    book = client.get("/registers/items.xlsx").data
    client.set_cookie("language", "zh_Hans_CN")
    assert "不变</dt><dd>1<" in client.get(sent(client, "items", book)).text
    assert client.get("/registers/items.csv?q=火星").text.count("\r\n") == 1


def test_the_template_says_what_to_fill_in(staff: Staff) -> None:
    client = staff(Role.CLERK)
    book = client.get("/imports/template.xlsx?kind=items")
    assert made.cells(book.data)[0][:2] == ["事项编码*", "抽查事项*"]
    assert "下面没有数据" in upload(client, "items", book.data).text


def test_a_clerk_sees_only_the_registers_that_a_department_fills(staff: Staff) -> None:
    client = staff(Role.CLERK)
    page = client.get("/imports/new").text
    assert "抽查事项" in page
    assert "kind=enterprises" not in page
    assert client.get("/imports/new?kind=enterprises").status_code == 403
    assert client.get("/imports/new?kind=martians").status_code == 404


def test_programs_read_the_list(sqlite_app: Flask) -> None:
    item = make.item("食品检查", basis="")
    token = make.token(make.user(Role.CLERK), "item:read")
    client = sqlite_app.test_client()

    def asked(address: str) -> Any:
        return client.get(f"/api/v1/items{address}", headers={"Authorization": f"Bearer {token}"})

    (found,) = asked(f"?department={item.departments[0].code}&complete=false").json
    assert (found["code"], found["lacking"]) == (item.code, ["basis"])
    assert found["departments"] == [item.departments[0].code]
    assert asked("?complete=true").json == []
    assert asked("?department=NOWHERE").status_code == 404
    assert asked(f"/{item.code.lower()}").json == found
    assert asked("/NOTHING").status_code == 404
