"""The pages of the inspectors and their import, the 1 000 rows of which 37 are bad included (scene 15)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.inspectors import queries
from app.kernel.db import db
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import sent, upload

pytestmark = pytest.mark.usefixtures("frozen")
Staff = Callable[..., Client]
HEAD = ["姓名", "所属单位", "科室", "执法证号", "有效期起", "有效期至", "可查事项", "在岗"]
FORM = {"certificate_no": "18090001", "name": "李澄宇", "valid_from": "2024-01-01", "valid_until": "2026年10月1日"}


def test_the_list_shows_how_certificates_stand_and_filters_by_it(staff: Staff) -> None:
    make.rulebook()
    client = staff(Role.LEADER)
    make.inspector(name="久有效")
    make.inspector(name="将到期", valid_until=date(2026, 11, 10))
    make.inspector(name="已到期", valid_until=date(2026, 9, 10))
    page = client.get("/registers/inspectors").text
    assert "临近到期" in page
    assert "执法证到期前 60 天标为临近到期" in page
    assert "新增人员" not in page
    soon = client.get("/registers/inspectors?standing=expiring&active=yes").text
    assert "将到期" in soon
    assert "久有效" not in soon
    assert "已筛选 1 / 3 人" in soon
    assert "standing=expiring" in soon


@pytest.mark.parametrize("asked", ["q=%00", "department=NOWHERE&standing=odd&active=maybe", "page=9999"])
def test_nonsense_in_the_address_breaks_nothing(staff: Staff, asked: str) -> None:
    make.inspector()
    assert staff(Role.CLERK).get(f"/registers/inspectors?{asked}").status_code == 200


def test_an_empty_register_says_who_fills_it(staff: Staff) -> None:
    assert "导入各单位的执法人员名单" in staff(Role.OVERSIGHT).get("/registers/inspectors").text
    assert "由市优办和各单位登记" in staff(Role.LEADER).get("/registers/inspectors").text


def test_the_office_chooses_the_department_first(staff: Staff) -> None:
    client, unit = staff(Role.OVERSIGHT), make.department("甲局")
    own, strange = make.item(departments=[unit]), make.item()
    assert "甲局" in client.get("/registers/inspectors/new").text
    address = f"/registers/inspectors/new?department={unit.code}"
    form = client.get(address).text
    assert own.name in form
    assert strange.name not in form
    assert client.post(address, data={}).status_code == 422
    values = {**FORM, "department": unit.code, "items": own.code, "active": "y"}
    assert client.post(address, data={**values, "valid_until": "2020-01-01"}).status_code == 422
    done = client.post(address, data=values)
    assert done.status_code == 303
    page = client.get(done.location).text
    assert own.name in page
    assert "没有登记回避" in page
    again = client.post(address, data=values)
    assert (again.status_code, "已经在名录里" in again.text) == (422, True)
    assert client.get("/registers/inspectors/ 18090001").status_code == 301
    assert client.get("/registers/inspectors/nothing").status_code == 404


def test_a_clerk_corrects_the_own_people_and_no_others(staff: Staff) -> None:
    unit = make.department()
    client, mine, theirs = staff(Role.CLERK, unit), make.inspector(unit), make.inspector()
    address = f"/registers/inspectors/{mine.certificate_no}/edit"
    assert "所属单位" not in client.get(address).text
    values = {**FORM, "version": mine.version, "name": "改名", "section": ""}
    assert client.post(address, data=values).status_code == 303
    assert client.post(address, data=values).status_code == 409
    assert client.post(address, data={**values, "version": 2, "valid_until": "2001-01-01"}).status_code == 422
    db.session.rollback()
    found = queries.by_certificate(mine.certificate_no)
    assert (found.name, found.active, found.valid_until) == ("改名", False, date(2026, 10, 1))
    assert client.get(f"/registers/inspectors/{theirs.certificate_no}/edit").status_code == 403
    assert client.get("/registers/inspectors/new").status_code == 200
    made_ = client.post("/registers/inspectors/new", data={**FORM, "department": unit.code})
    assert made_.status_code == 303
    assert queries.by_certificate("18090001").department == unit


def test_the_office_says_whose_account_is_which_inspectors_and_a_clerk_does_not(staff: Staff) -> None:
    unit = make.department()
    mine, other = make.inspector(unit), make.inspector(unit)
    user = make.user(Role.INSPECTOR, unit, username="li.chengyu")
    office, clerk = staff(Role.OVERSIGHT), staff(Role.CLERK, unit)
    address = f"/registers/inspectors/{mine.certificate_no}/edit"
    values = {**FORM, "department": unit.code, "active": "y", "account": user.username}
    assert "li.chengyu" in office.get(address).text
    assert "li.chengyu" not in clerk.get(address).text
    assert clerk.post(address, data={**values, "version": mine.version}).status_code == 303
    db.session.rollback()
    assert queries.of_user(user) is None
    assert office.post(address, data={**values, "version": mine.version}).status_code == 303
    db.session.rollback()
    assert queries.of_user(user) == mine
    page = office.get(f"/registers/inspectors/{mine.certificate_no}").text
    assert "指定登录账号" in page
    assert "li.chengyu" in page
    second = f"/registers/inspectors/{other.certificate_no}/edit"
    taken = office.post(second, data={**values, "version": other.version})
    assert (taken.status_code, f"执法证号 {mine.certificate_no}" in taken.text) == (422, True)
    elsewhere = make.user(Role.INSPECTOR, username="somebody.else")
    assert office.post(second, data={**values, "version": 1, "account": elsewhere.username}).status_code == 422
    moved = {**values, "version": mine.version, "department": make.department().code}
    assert "调到别的单位的，先取消原来的账号" in office.post(address, data=moved).text


def test_recusals_are_entered_and_ended_and_seen_by_the_own_department_and_the_office(staff: Staff) -> None:
    unit, firm = make.department(), make.enterprise("湖畔食品有限公司")
    client, inspector = staff(Role.CLERK, unit), make.inspector(unit)
    place = f"/registers/inspectors/{inspector.certificate_no}"
    assert client.get(f"{place}/recusals/new").status_code == 200
    values = {"enterprise": firm.uscc, "reason": "配偶任职", "from_on": "2026-09-01"}
    unknown = client.post(f"{place}/recusals/new", data={**values, "enterprise": make.code(888)})
    assert (unknown.status_code, "名录里没有这个经营主体" in unknown.text) == (422, True)
    assert client.post(f"{place}/recusals/new", data={**values, "until_on": "2026-08-01"}).status_code == 422
    assert client.post(f"{place}/recusals/new", data={}).status_code == 422
    assert client.post(f"{place}/recusals/new", data=values).status_code == 303
    assert "配偶任职" in client.get(place).text
    end = f"{place}/recusals/{queries.recusals(inspector)[0].id}/end"
    assert client.get(end).status_code == 200
    assert client.post(end, data={"until_on": "2026-08-01"}).status_code == 422
    assert client.post(end, data={"until_on": "2026-12-31"}).status_code == 303
    assert "2026-12-31" in staff(Role.OVERSIGHT).get(place).text
    for other in (staff(Role.CLERK), staff(Role.LEADER), staff(Role.INSPECTOR, unit)):
        page = other.get(place).text
        assert inspector.name in page
        for hidden in ("配偶任职", "湖畔", firm.uscc, "登记回避"):
            assert hidden not in page
    assert staff(Role.CLERK).get(end).status_code == 403
    assert client.get(f"{place}/recusals/999/end").status_code == 404


def sheet(*rows: list[str]) -> bytes:
    return made.xlsx([HEAD, *rows])


def line(number: int, unit: str, *more: str) -> list[str]:
    values = [f"检查员{number}", unit, "执法队", f"1809{number:06d}", "2024-01-01", "2028-12-31", "", "是"]
    return [more[place] if place < len(more) and more[place] else value for place, value in enumerate(values)]


def thousand(unit: str, other: str) -> list[list[str]]:
    """1 000 rows of which 37 are bad, in each way that a sheet of people goes wrong."""
    rows = [line(number, unit) for number in range(1000)]
    for number in range(0, 10):
        rows[number * 20][1] = "火星局"
    for number in range(10, 18):
        rows[number * 20][3] = "12"
    for number in range(18, 25):
        rows[number * 20][5] = "2028-13-31"
    for number in range(25, 30):
        rows[number * 20][5] = "2020-01-01"
    for number in range(30, 33):
        rows[number * 20][3] = rows[number * 20 - 1][3]
    rows[33 * 20][0] = ""
    rows[34 * 20][7] = "也许"
    rows[35 * 20][6] = "别的事项"
    rows[36 * 20][6] = other
    return rows


def test_a_thousand_rows_with_37_bad_ones_come_back_marked_and_go_in_at_the_second_try(staff: Staff) -> None:
    client, unit = staff(Role.OVERSIGHT), make.department("甲局", short_name="甲")
    own, strange = make.item(departments=[unit]), make.item()
    file = upload(client, "inspectors", b"nothing like a sheet\x00", "名单.xls")
    assert (file.status_code, "这个文件不是表格" in file.text) == (422, True)
    columns = upload(client, "inspectors", made.xlsx([["姓名", "单位"], ["甲", "乙"]]))
    assert (columns.status_code, "缺少“执法证号”这一列" in columns.text) == (422, True)
    rows = thousand("甲局", strange.code)
    place = sent(client, "inspectors", sheet(*rows))
    page = client.get(place).text
    assert "有 37 行需要修改，什么都还没有导入" in page
    assert "只导入正确的 963 行" in page
    book = made.cells(client.get(f"{place}/marked.xlsx").data)
    assert sum(1 for row in book[1:] if row[-1]) == 37
    assert book[0][-1] == "错误说明"
    assert queries.count() == 0
    for number, row in enumerate(rows):
        row[:] = line(number, "甲", "", "", "", "", "", "", own.code if number % 2 else "")
    again = sent(client, "inspectors", sheet(*rows))
    assert "全部 1,000 行都可以导入" in client.get(again).text
    assert client.post(again, data={"rows": "all"}).status_code == 303
    assert queries.count() == 1000
    assert "已导入 1,000 行" in client.get(again).text


def test_a_clerk_imports_the_own_people_only(staff: Staff) -> None:
    unit, other = make.department("甲局"), make.department("乙局")
    theirs = make.inspector(other)
    moved = line(3, "甲局")
    moved[3] = theirs.certificate_no
    client = staff(Role.CLERK, unit)
    page = client.get(sent(client, "inspectors", sheet(line(1, "甲局"), line(2, "乙局"), moved))).text
    assert "有 2 行需要修改" in page
    assert "您不能替它填报" in page
    assert "这名人员属于别的单位" in page


def test_what_is_exported_imports_as_unchanged(staff: Staff) -> None:
    client, unit = staff(Role.OVERSIGHT), make.department()
    make.inspector(unit, items=[make.item(departments=[unit])], active=False)
    client.set_cookie("language", "en")
    book = client.get("/registers/inspectors.xlsx").data
    client.set_cookie("language", "zh_Hans_CN")
    assert "不变</dt><dd>1<" in client.get(sent(client, "inspectors", book)).text
    assert client.get("/registers/inspectors.csv?q=火星").text.count("\r\n") == 1


def test_a_change_of_department_by_sheet_must_leave_the_scope_owned(staff: Staff) -> None:
    client, unit = staff(Role.OVERSIGHT), make.department("甲局")
    known: Any = make.inspector(unit, items=[make.item(departments=[unit])])
    make.department("乙局")
    moved = line(1, "乙局")
    moved[3] = known.certificate_no
    assert "不由这名人员的单位负责" in client.get(sent(client, "inspectors", sheet(moved))).text
