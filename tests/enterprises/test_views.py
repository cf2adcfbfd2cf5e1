"""The pages of the directory and of its import."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from app.enterprises import queries, service
from app.enterprises.rules import Grade
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made

HEAD = ["企业名称", "统一社会信用代码", "备注"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def staff(sqlite_app: Flask) -> Callable[[Role], Client]:
    """`staff(role)`: a client signed in with that role."""

    def client(role: Role) -> Client:
        found = sqlite_app.test_client()
        assert isinstance(found, Client)
        found.sign_in(make.user(role))
        return found

    return client


def upload(client: Client, data: bytes, name: str = "名单.xlsx") -> Any:
    return client.post(
        "/imports/new?kind=enterprises", data={"file": (BytesIO(data), name)}, content_type="multipart/form-data"
    )


def sheet(*rows: tuple[str, str]) -> bytes:
    return made.xlsx([HEAD, *([*row, ""] for row in rows)])


GOOD = sheet(("甲公司", make.code(901)), ("乙公司", make.code(902)))
MIXED = sheet(("甲公司", make.code(901)), ("乙公司", "12345"), ("丙公司", make.code(901)))


def test_the_list_searches_filters_and_keeps_the_filters_in_the_address(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.CLERK)
    make.enterprise("沅江食品公司", township="琼湖街道", credit_grade=Grade.A)
    make.enterprise("益阳水产公司")
    page = client.get("/registers/entities?q=yjsp&credit_grade=A").text
    assert "沅江食品公司" in page
    assert "益阳水产公司" not in page
    assert "已筛选 1 / 2 户" in page
    assert "/registers/entities.xlsx?q=yjsp&amp;credit_grade=A" in page
    assert "去掉条件" in page


@pytest.mark.parametrize("asked", ["q=%00", "q=%ED%A0%80", "kind=church&township=nowhere&page=x", "page=9999"])
def test_nonsense_in_the_address_finds_nothing_and_breaks_nothing(staff: Callable[[Role], Client], asked: str) -> None:
    assert staff(Role.CLERK).get(f"/registers/entities?{asked}").status_code == 200


def test_an_empty_directory_and_an_empty_search_say_what_to_do(staff: Callable[[Role], Client]) -> None:
    assert "名录还是空的。导入" in staff(Role.OVERSIGHT).get("/registers/entities").text
    clerk = staff(Role.CLERK)
    assert (
        "由市优办导入" in clerk.get("/registers/entities").text
        or "没有符合条件" in clerk.get("/registers/entities").text
    )
    make.enterprise("甲公司")
    assert "没有符合条件的经营主体" in clerk.get("/registers/entities?q=火星").text


def test_one_enterprise_shows_its_names_and_changes(staff: Callable[[Role], Client], at: datetime) -> None:
    client = staff(Role.CLERK)
    known = make.enterprise("旧名公司")
    with transaction():
        service.revise(known, by=SYSTEM, at=at, name="新名公司")
    page = client.get(f"/registers/entities/{known.uscc}").text
    assert "新名公司" in page
    assert "旧名公司 → 新名公司" in page
    assert client.get(f"/registers/entities/{known.uscc.lower()}").status_code == 301
    assert client.get("/registers/entities/nonsense").status_code == 404
    assert "修改评定" not in page


def test_the_office_rates_with_source_and_day(staff: Callable[[Role], Client]) -> None:
    client, known = staff(Role.OVERSIGHT), make.enterprise("甲公司")
    address = f"/registers/entities/{known.uscc}/rate"
    values = {"seen": known.version, "credit_grade": "B", "risk_level": "high", "rated_by": "省信用平台"}
    assert client.get(address).status_code == 200
    refused = client.post(address, data={**values, "rated_on": "2027年1月1日"})
    assert refused.status_code == 422
    assert "它还没有到" in refused.text
    assert "2027年1月1日" in refused.text
    assert client.post(address, data={**values, "rated_on": "2026-09-01"}).status_code == 303
    page = client.get(f"/registers/entities/{known.uscc}").text
    assert "B 级" in page
    assert "高风险" in page
    stale = client.post(address, data={**values, "credit_grade": "D", "rated_on": "2026-09-01"})
    assert stale.status_code == 409


@pytest.mark.parametrize("seen", ["²", "9" * 5000, "x", ""])
def test_a_version_that_no_page_showed_is_a_stale_one(staff: Callable[[Role], Client], seen: str) -> None:
    client, known = staff(Role.OVERSIGHT), make.enterprise()
    values = {"seen": seen, "credit_grade": "B", "risk_level": "", "rated_by": "平台", "rated_on": "2026-09-01"}
    assert client.post(f"/registers/entities/{known.uscc}/rate", data=values).status_code == 409


@pytest.mark.parametrize("missing", ["rated_by", "rated_on"])
def test_a_rating_without_source_or_day_stays_on_its_page(staff: Callable[[Role], Client], missing: str) -> None:
    client, known = staff(Role.OVERSIGHT), make.enterprise("甲公司")
    values = {"seen": "1", "credit_grade": "B", "risk_level": "", "rated_by": "平台", "rated_on": "2026-09-01"}
    values[missing] = ""
    assert client.post(f"/registers/entities/{known.uscc}/rate", data=values).status_code == 422


def test_exports_hold_what_the_list_shows_without_formulas(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.LEADER)
    make.enterprise("甲公司", address="=HYPERLINK(1)")
    make.enterprise("乙公司")
    sheet_ = client.get("/registers/entities.csv?q=甲")
    assert sheet_.mimetype == "text/csv"
    assert sheet_.data.startswith("\ufeff统一社会信用代码,企业名称".encode())
    assert "'=HYPERLINK(1)" in sheet_.text
    assert "乙公司" not in sheet_.text
    book = client.get("/registers/entities.xlsx")
    assert book.mimetype == XLSX
    assert len(made.cells(book.data)) == 3


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_what_is_exported_imports_as_unchanged(staff: Callable[[Role], Client], language: str) -> None:
    client = staff(Role.OVERSIGHT)
    client.set_cookie("language", language)
    make.enterprise("甲公司", scope="食品；百货", township="琼湖街道")
    sent = upload(client, client.get("/registers/entities.xlsx").data)
    client.set_cookie("language", "zh_Hans_CN")
    assert re.search(r"不变</dt><dd>1<", client.get(sent.headers["Location"]).text)


def test_a_good_file_is_checked_then_imported_once(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.OVERSIGHT)
    sent = upload(client, GOOD)
    assert sent.status_code == 303
    place = sent.headers["Location"]
    page = client.get(place).text
    assert "全部 2 行都可以导入" in page
    assert queries.count() == 0
    for _ in range(2):
        assert client.post(place, data={"rows": "all"}).status_code == 303
    assert queries.count() == 2
    assert "已导入 2 行" in client.get(place).text
    assert len(ledger.of(f"import:{_digest(GOOD)[:16]}")) == 1
    gone = client.get(f"{place}/marked.xlsx")
    assert gone.status_code == 410


def _digest(data: bytes) -> str:
    from app.kernel import shelf

    return shelf.digest(data)


def test_a_file_with_bad_rows_is_all_or_nothing_unless_the_good_rows_are_chosen(
    staff: Callable[[Role], Client],
) -> None:
    client = staff(Role.OVERSIGHT)
    place = upload(client, MIXED).headers["Location"]
    page = client.get(place).text
    assert "有 2 行需要修改，什么都还没有导入" in page
    assert "只导入正确的 1 行" in page
    assert "与第 2 行重复" in page
    refused = client.post(place, data={"rows": "all"})
    assert refused.status_code == 422
    assert "整个文件都没有导入" in refused.text
    assert queries.count() == 0
    assert client.post(place, data={"rows": "good"}).status_code == 303
    db.session.rollback()
    assert [found.name for found in queries.search()] == ["甲公司"]
    assert "没有导入的行" in client.get(place).text


def test_the_marked_sheet_comes_back_with_its_faults(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.OVERSIGHT)
    book = client.get(f"{upload(client, MIXED).headers['Location']}/marked.xlsx")
    found = made.cells(book.data)
    assert found[0] == [*HEAD, "错误说明"]
    assert "现有 5 位" in found[2][3]
    assert "attachment" in book.headers["Content-Disposition"]


def test_a_file_without_one_good_row_cannot_be_imported(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.OVERSIGHT)
    place = upload(client, sheet(("乙公司", "12345"))).headers["Location"]
    assert "只导入正确的" not in client.get(place).text
    refused = client.post(place, data={"rows": "good"})
    assert refused.status_code == 422
    assert "没有一行可以导入" in refused.text


def test_a_file_that_cannot_be_used_stays_on_the_page_with_its_sentence(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.OVERSIGHT)
    refused = upload(client, b"<html><table>", "名单.xls")
    assert refused.status_code == 422
    assert "这是一个网页" in refused.text
    assert "有 1 处需要修改" in refused.text
    nothing = client.post("/imports/new", data={})
    assert nothing.status_code == 422
    assert "请选择要导入的文件" in nothing.text


def test_faults_of_columns_are_told_before_any_row(staff: Callable[[Role], Client]) -> None:
    refused = upload(staff(Role.OVERSIGHT), made.xlsx([["名称", "企业名称"], ["甲", "乙"]]))
    assert refused.status_code == 422
    assert "缺少“统一社会信用代码”这一列" in refused.text
    assert "都像“企业名称”" in refused.text


def test_only_the_first_two_hundred_bad_rows_are_shown(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.OVERSIGHT)
    place = upload(client, made.csv([HEAD[:2], *(("坏公司", n) for n in range(250))])).headers["Location"]
    page = client.get(place).text
    assert "先列出前 200 行" in page
    assert page.count("坏公司") == 200


def test_an_upload_is_its_owners_alone(staff: Callable[[Role], Client]) -> None:
    place = upload(staff(Role.OVERSIGHT), GOOD).headers["Location"]
    other = staff(Role.OVERSIGHT)
    assert other.get(place).status_code == 404
    assert other.post(place, data={"rows": "all"}).status_code == 404
    assert other.get(f"{place}/marked.xlsx").status_code == 404


def test_the_template_is_read_back_as_an_example_only(staff: Callable[[Role], Client]) -> None:
    client = staff(Role.OVERSIGHT)
    book = client.get("/imports/template.xlsx?kind=enterprises")
    assert made.cells(book.data)[0][:2] == ["统一社会信用代码*", "企业名称*"]
    assert "下面没有数据" in upload(client, book.data).text


def test_another_kind_of_register_is_not_there(staff: Callable[[Role], Client]) -> None:
    assert staff(Role.OVERSIGHT).get("/imports/new?kind=martians").status_code == 404


PAGES = {
    "/registers/entities": set(Role) - {Role.ENTERPRISE},
    "/registers/entities.csv": set(Role) - {Role.ENTERPRISE},
    "/registers/entities.xlsx": set(Role) - {Role.ENTERPRISE},
    "/imports/new?kind=enterprises": {Role.OVERSIGHT, Role.ADMINISTRATOR},
    "/imports/template.xlsx?kind=enterprises": {Role.OVERSIGHT, Role.ADMINISTRATOR},
}


@pytest.mark.parametrize("role", Role)
def test_each_page_opens_for_its_roles_only(staff: Callable[[Role], Client], role: Role) -> None:
    client = staff(role)
    found = {page for page in PAGES if client.get(page).status_code == 200}
    assert found == {page for page, roles in PAGES.items() if role in roles}


def test_nothing_opens_without_signing_in(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    assert {client.get(page).status_code for page in PAGES} == {302}
