"""The pages of the look-backs, their import and their answer to programs."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.departments.rules import Level
from app.enterprises.models import Enterprise
from app.enterprises.rules import Grade
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.lookbacks import queries, service
from app.lookbacks.rules import Kind
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent

pytestmark = pytest.mark.usefixtures("frozen")
Staff = Callable[..., Client]
HEAD = ["统一社会信用代码", "检查日期", "检查单位", "层级", "系统", "数据来源", "类型"]


@pytest.fixture
def firms(sqlite_app: Flask, at: Any) -> dict[str, Enterprise]:
    """One that is exempt, one of which it is not known, one that is not exempt; penalties are complete, visits not."""
    make.rulebook()
    make.department("沅江市市场监督管理局", line="市场监管")
    rated = {"rated_by": "省信用平台", "rated_on": date(2026, 6, 30)}
    found = {
        "exempt": make.enterprise("湖畔食品有限公司", credit_grade=Grade.A, **rated),
        "unknown": make.enterprise("白鹭机械有限公司", credit_grade=Grade.A, **rated),
        "not": make.enterprise("青芦纺织有限公司", credit_grade=Grade.C, **rated),
    }
    rows = [
        {
            "uscc": found["exempt"].uscc,
            "happened_on": date(2026, 3, 12),
            "unit": "益阳市市场监督管理局",
            "level": Level.PREFECTURE,
            "line": "市场监管",
            "source": "省平台",
        }
    ]
    with transaction():
        service.load(rows, digest="7" * 64, by=SYSTEM, at=at)
        for level in Level:
            facts: dict[str, Any] = {"line": "", "since_on": date(2020, 1, 1), "reason": "核对过"}
            service.declare(Kind.PENALTY, level, **facts, by=SYSTEM, at=at)
    return found


def test_the_list_says_who_why_since_until_and_by_whose_grade(staff: Staff, firms: dict[str, Enterprise]) -> None:
    client = staff(Role.CLERK)
    page = client.get("/exemptions").text
    for words in (
        "湖畔食品有限公司",
        "A 级 · 省信用平台",
        "2026-06-30",
        "益阳市市场监督管理局",
        "2026-03-12",
        "2031-03-12",
    ):
        assert words in page
    assert "白鹭机械" not in page
    assert "青芦纺织" not in page
    unknown = client.get("/exemptions?answer=unknown").text
    assert "白鹭机械" in unknown
    assert "年限内接受过日常检查：不清楚" in unknown
    assert "湖畔食品" not in unknown
    assert "没有符合条件" in client.get("/exemptions?q=火星").text
    assert client.get("/exemptions?q=%00&answer=maybe&page=x").status_code == 200


def test_one_enterprise_shows_each_condition_with_its_evidence(staff: Staff, firms: dict[str, Enterprise]) -> None:
    client = staff(Role.LEADER)
    page = client.get(f"/exemptions/{firms['exempt'].uscc}").text
    for words in ("免查至 2031-03-12", "2026-03-12 · 益阳市市场监督管理局", "2021-09-11 起的完整记录里没有"):
        assert words in page
    assert "没有记录，但 2021-09-11 起的记录不完整" in client.get(f"/exemptions/{firms['unknown'].uscc}").text
    assert "不免查" in client.get(f"/exemptions/{firms['not'].uscc}").text
    assert client.get(f"/exemptions/{firms['not'].uscc.lower()}").status_code == 301
    assert client.get("/exemptions/nonsense").status_code == 404
    assert "/exemptions/" in client.get(f"/registers/entities/{firms['exempt'].uscc}").text


def test_the_office_declares_and_takes_back_and_everybody_sees_since_when(
    staff: Staff, firms: dict[str, Enterprise]
) -> None:
    client = staff(Role.OVERSIGHT)
    address = "/registers/history/declare"
    assert client.get(address).status_code == 200
    values = {"kind": "visit", "level": "city", "line": "市场监管", "since_on": "2021-05-01", "reason": "已核对"}
    assert client.post(address, data={**values, "reason": ""}).status_code == 422
    later = client.post(address, data={**values, "since_on": "2027-01-01"})
    assert (later.status_code, "它还没有到" in later.text) == (422, True)
    assert client.post(address, data={**values, "line": "火星"}).status_code == 422
    assert client.post(address, data=values).status_code == 303
    page = staff(Role.CLERK).get("/registers/history").text
    assert "市场监管 2021-05-01" in page
    assert "声明完整日期" not in page
    assert client.post(address, data={**values, "since_on": ""}).status_code == 303
    assert "市场监管 不清楚" in client.get("/registers/history").text
    assert "已核对" in client.get(address).text
    assert staff(Role.CLERK).get(address).status_code == 403


def test_a_record_is_struck_with_a_reason_and_the_answer_changes(staff: Staff, firms: dict[str, Enterprise]) -> None:
    client, firm = staff(Role.OVERSIGHT), firms["exempt"]
    address = f"/registers/history/{queries.all_records(firm)[0].id}/strike"
    assert client.get(address).status_code == 200
    assert client.post(address, data={}).status_code == 422
    assert client.post(address, data={"reason": "记错了企业"}).status_code == 303
    again = client.post(address, data={"reason": "再撤"})
    assert (again.status_code, "已经撤下" in again.text) == (422, True)
    assert "已撤下" in client.get("/registers/history").text
    page = client.get(f"/exemptions/{firm.uscc}").text
    assert "记错了企业" in page
    assert "不清楚" in page
    assert client.get("/registers/history/999/strike").status_code == 404


def test_sheets_of_records_say_what_is_wrong_in_each_row(staff: Staff, firms: dict[str, Enterprise]) -> None:
    client, code = staff(Role.OVERSIGHT), firms["not"].uscc
    good = [
        [code, "2025-05-18", "省生态环境厅", "省级", "生态环境", "省平台", ""],
        [code, "2025-05-19", "沅江市市场监督管理局", "", "", "本局台账", "行政处罚"],
    ]
    bad = [
        [make.code(999), "2025-05-18", "省生态环境厅", "省级", "", "省平台", ""],
        [code, "2026-09-12", "省生态环境厅", "省级", "", "省平台", ""],
        [code, "2025-05-20", "不在名录的局", "", "", "省平台", ""],
        [code, "2025-05-21", "省生态环境厅", "国家级", "", "省平台", ""],
        [code, "2025-05-22", "省生态环境厅", "省级", "", "", ""],
        [code, "2025-05-23", "省生态环境厅", "省级", "", "省平台", "表扬"],
    ]
    page = client.get(sent(client, "history", made.xlsx([HEAD, *good, *bad]))).text
    assert "有 6 行需要修改" in page
    for words in (
        "没有这个经营主体",
        "它还没有到",
        "不知道它的层级",
        "请核对单位层级",
        "可填：日常检查、行政处罚",
    ):
        assert words in page
    assert "已导入 2 行" in imported(client, "history", made.xlsx([HEAD, *good]))
    db.session.rollback()
    assert {(one.kind, one.line) for one in queries.all_records(firms["not"])} == {
        (Kind.VISIT, "生态环境"),
        (Kind.PENALTY, "市场监管"),
    }
    book = client.get("/registers/history.xlsx").data
    assert "不变</dt><dd>3<" in client.get(sent(client, "history", book)).text
    assert client.get("/registers/history.csv?kind=penalty").text.count("\r\n") == 2
    assert "已筛选 1 / 3 条" in client.get("/registers/history?kind=penalty&level=city").text
    assert client.get("/registers/history?kind=odd&level=moon&line=x&q=%00").status_code == 200


def test_programs_ask_whether_an_enterprise_is_exempt(sqlite_app: Flask, firms: dict[str, Enterprise]) -> None:
    token = make.token(make.user(Role.CLERK), "history:read")
    client = sqlite_app.test_client()

    def asked(address: str) -> Any:
        return client.get(f"/api/v1/exemptions/{address}", headers={"Authorization": f"Bearer {token}"})

    found = asked(firms["exempt"].uscc).json
    assert (found["answer"], found["until"], found["on"]) == ("yes", "2031-03-12", "2026-09-11")
    assert found["parts"][2]["record"]["unit"] == "益阳市市场监督管理局"
    assert asked(f"{firms['exempt'].uscc}?on=2031-03-13").json["answer"] == "unknown"
    assert asked(f"{firms['exempt'].uscc}?on=someday").status_code == 422
    assert asked("nonsense").status_code == 404
