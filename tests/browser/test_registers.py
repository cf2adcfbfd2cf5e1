"""The directory, its import and the departments as a browser shows them: axe, narrow and wide, without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.enterprises import queries, service
from app.inspectors import queries as inspectors
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from tests import make
from tests.conftest import Client, Live
from tests.kernel import sheets_made as made

pytestmark = pytest.mark.browser
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def office(live: Live, open_page: Callable[..., Any]) -> Callable[..., Any]:
    """`office(width=…)`: a page in which somebody of the office is signed in."""
    live.app.test_client_class = Client
    client = live.app.test_client()
    assert isinstance(client, Client)
    client.sign_in(make.user(Role.OVERSIGHT))
    cookie = client.get_cookie("session")
    assert cookie is not None

    def opened(**more: Any) -> Any:
        page = open_page(**more)
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live.url}])
        return page

    return opened


def sound(page: Any) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_registers(office: Callable[..., Any], width: int) -> None:
    known = make.enterprise("沅江市琼湖食品有限公司", address="沅江市琼湖街道" * 9, scope="食品生产；" * 60)
    department = make.department("沅江市消防救援大队")
    with transaction():
        service.revise(known, by=SYSTEM, at=clock.now(), name="沅江市琼湖食品股份有限公司", township="琼湖街道")
    page = office(width=width)
    for path in (
        "/registers/entities",
        "/registers/entities?q=qhsp&credit_grade=A",
        f"/registers/entities/{known.uscc}",
        f"/registers/entities/{known.uscc}/rate",
        "/imports/new?kind=enterprises",
        "/registers/departments",
        f"/registers/departments/{department.code}",
    ):
        assert page.goto(path).ok, path
        sound(page)


HEAD = ["姓名", "单位", "科室", "执法证号", "有效期起", "有效期至"]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_item_is_completed_and_people_for_it_come_from_a_corrected_sheet(
    office: Callable[..., Any], tmp_path: Path, javascript: bool
) -> None:
    """From an item that cannot be planned to one that can, with an inspector who may look at it."""
    make.rulebook()
    unit = make.department("沅江市应急管理局", short_name="应急局")
    item = make.item("工贸企业检查", [unit], code="YJ-01", basis="")
    page = office(width=360, javascript=javascript)
    page.goto("/registers/items?complete=no")
    page.get_by_role("link", name="工贸企业检查").click()
    assert "还缺：检查依据" in page.content()
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("检查依据").fill("《中华人民共和国安全生产法》第六十五条")
    page.get_by_role("button", name="保存").click()
    assert "修改已保存" in page.content()
    assert "还缺" not in page.content()
    rows = [
        ["李澄宇", "应急局", "执法队", "18090001", "2024-01-01", "2026-13-01"],
        ["王舒言", "火星局", "", "18090002"],
    ]
    for name, lines in (("坏.csv", rows), ("好.csv", [[*rows[0][:5], "2028-01-01"]])):
        file = tmp_path / name
        file.write_bytes(made.csv([HEAD, *lines]))
        page.goto("/imports/new?kind=inspectors")
        page.set_input_files("input[type=file]", str(file))
        page.get_by_role("button", name="上传并核对").click()
        if name == "坏.csv":
            assert "有 2 行需要修改" in page.content()
            assert "单位名录里没有“火星局”" in page.content()
            assert page.get_by_role("button", name="导入").count() == 0
    page.get_by_role("button", name="导入 1 行").click()
    page.get_by_role("link", name="执法检查人员名录").first.click()
    page.get_by_role("link", name="李澄宇").click()
    assert "本单位的全部事项" in page.content()
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("YJ-01 工贸企业检查").check()
    page.get_by_role("button", name="保存").click()
    assert "YJ-01 工贸企业检查" in page.content()
    if javascript:
        sound(page)
    db.session.rollback()
    assert inspectors.by_certificate("18090001").items == [item]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_sheet_with_a_bad_row_is_imported_with_its_good_rows(
    office: Callable[..., Any], tmp_path: Path, javascript: bool
) -> None:
    file = tmp_path / "名单.csv"
    rows = [["企业名单"], ["名称", "注册号/统一社会信用代码"], ["甲公司", make.code(901)], ["乙公司", "12345"]]
    file.write_bytes(made.csv(rows, "gb18030"))
    page = office(width=360, javascript=javascript)
    page.goto("/imports/new?kind=enterprises")
    page.get_by_role("button", name="上传并核对").click()
    assert "请选择要导入的文件" in page.content()
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="上传并核对").click()
    assert "现有 5 位" in page.content()
    if javascript:
        sound(page)
    with page.expect_download() as marked:
        page.get_by_role("link", name="下载标好错误的表格").click()
    assert "错误说明" in made.cells(Path(marked.value.path()).read_bytes())[1]
    page.get_by_role("button", name="只导入正确的 1 行").click()
    assert page.get_by_role("heading", level=1).inner_text() == "导入结果"
    if javascript:
        sound(page)
    db.session.rollback()
    assert [found.name for found in queries.search("甲公司")] == ["甲公司"]
