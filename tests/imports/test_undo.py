"""An import taken back within a day: every register as before, or nothing; the ledger keeps both acts (D-12)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.departments import service as departments
from app.enterprises import queries as enterprises
from app.enterprises import service as directory
from app.enterprises.models import Change, FormerName
from app.enterprises.rules import Grade
from app.items import queries as items
from app.items import service as listed
from app.kernel import clock
from app.kernel.db import Model, db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.kernel.sheets.kinds import KINDS
from app.ledger.models import Entry
from app.lookbacks.models import PastRecord
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent

pytestmark = pytest.mark.usefixtures("frozen")
OLD, NEW = make.code(901), make.code(902)
PLAN_HEAD = ["年度", "任务编号", "任务名称", "任务类型", "牵头单位", "抽查事项", "抽查比例", "检查人数", "检查时间"]
SHEETS: Mapping[str, list[list[str]]] = {
    "enterprises": [
        [
            "企业名称",
            "统一社会信用代码",
            "主体类型",
            "所属镇街",
            "登记状态",
            "成立日期",
            "信用等级",
            "评定来源",
            "评定日期",
        ],
        ["新名公司", OLD, "个体工商户", "琼湖街道", "注销", "2016-03-01", "C", "省平台", "2026-08-01"],
        ["乙公司", NEW, "", "", "", "", "B", "省平台", "2026-06-30"],
    ],
    "ratings": [
        ["统一社会信用代码", "信用等级", "风险等级", "评定来源", "评定日期"],
        [OLD, "B", "高", "省平台", "2026-08-01"],
        [OLD, "D", "", "省平台", "2025-08-01"],
    ],
    "history": [
        ["统一社会信用代码", "检查日期", "检查单位", "层级", "系统", "数据来源"],
        [OLD, "2025-05-18", "省生态环境厅", "省级", "生态环境", "省平台"],
    ],
    "departments": [
        ["单位代码", "单位名称", "简称", "层级", "条线", "关键词"],
        ["JIA", "甲局", "新简称", "省级", "新条线", "食品、药品"],
        ["BING", "丙局", "", "", "", ""],
    ],
    "leaders": [["单位代码", "分管领导", "开始日期"], ["甲局", "shen", "2026-09-01"]],
    "items": [
        ["事项编码", "抽查事项", "责任单位", "依据", "类别", "停用日期"],
        ["A-1", "新名检查", "甲局、乙局", "", "重点检查事项", "2027-01-01"],
        ["A-2", "粉尘检查", "甲局", "", "", ""],
    ],
    "inspectors": [
        ["姓名", "所属单位", "科室", "执法证号", "有效期起", "有效期至", "可查事项", "在岗"],
        ["新名", "甲局", "二科", "18090001", "2024-01-01", "2029-12-31", "", "否"],
        ["新人", "甲局", "", "18090002", "2024-01-01", "2028-12-31", "", "是"],
    ],
    "plan_tasks": [
        PLAN_HEAD,
        ["2026", "T-1", "新名任务", "不定向", "甲局", "A-1", "3%", "3", "5-10月"],
        ["2026", "T-2", "又一项", "不定向", "甲局", "A-1", "3%", "2", "4-10月"],
    ],
}
UNLIKE = {"version", "revised_at", "initials"}
BESIDE = {"ledger", "uploads", "enterprise_changes", "sessions", "alembic"}


def _department(code: str, name: str, **more: Any) -> Any:
    with transaction():
        return departments.register(code, name, by=SYSTEM, at=clock.now(), **more)


@pytest.fixture
def client(app: Flask) -> Client:
    """An administrator's or the office's browser, in a city that has one row of each register."""
    make.rulebook()
    make.calendar()
    rated = {"credit_grade": Grade.A, "rated_by": "省平台", "rated_on": date(2026, 6, 30)}
    with transaction():
        directory.register(OLD, "老名公司", by=SYSTEM, at=clock.now(), **rated)
    unit = _department("JIA", "甲局", short_name="甲")
    _department("YI", "乙局")
    item = make.item("老名检查", [unit], code="A-1", from_on=date(2026, 1, 1))
    make.inspector(unit, name="老名", certificate_no="18090001", items=[item])
    make.task(make.plan(), [unit], [item], "T-1")
    first, _ = make.user(Role.LEADER, username="wang"), make.user(Role.LEADER, username="shen")
    with transaction():
        departments.appoint(unit, first, from_on=date(2026, 1, 1), by=SYSTEM, at=clock.now())
    found = app.test_client()
    assert isinstance(found, Client)
    return found


def city() -> dict[str, list[Any]]:
    """Every row of every table that the imports fill, but for what counts its changes."""
    db.session.rollback()
    told = {}
    for table in Model.metadata.sorted_tables:
        if not any(table.name.startswith(name) for name in BESIDE):
            columns = [column for column in table.columns if column.name not in UNLIKE]
            told[table.name] = sorted(map(repr, db.session.execute(select(*columns))))
    return told


def role_of(kind: str) -> Role:
    return Role.ADMINISTRATOR if kind in {"departments", "leaders"} else Role.OVERSIGHT


def different(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [name for name in one if one[name] != other[name]]


def verbs() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Entry.verb).order_by(Entry.index)))


def test_every_register_is_tried_here(client: Client) -> None:
    assert {name for name, kind in KINDS.items() if kind.undo} == set(SHEETS)


@pytest.mark.parametrize("kind", SHEETS)
def test_what_an_import_did_is_undone_row_by_row_and_can_be_done_again(client: Client, kind: str, frozen: Any) -> None:
    client.sign_in(make.user(role_of(kind)))
    before = city()
    frozen.shift(timedelta(minutes=1))
    sheet = made.xlsx(SHEETS[kind])
    place = sent(client, kind, sheet)
    assert client.post(place, data={"rows": "all"}).status_code == 303
    assert "撤销这次导入" in client.get(place).text
    assert different(before, city()) != []
    frozen.shift(timedelta(hours=23))
    for _twice in range(2):
        assert client.post(f"{place}/undo").status_code == 303
        page = client.get(place).text
        assert "这次导入已撤销" in page
        assert "撤销这次导入" not in page
        assert different(before, city()) == []
    assert [verb for verb in verbs() if "undo_import" in verb] == [verbs()[-1]]
    frozen.shift(timedelta(minutes=1))
    assert "已导入" in imported(client, kind, sheet)
    assert different(before, city()) != []


def test_the_page_of_imports_lists_ones_own_of_the_last_day(client: Client, frozen: Any) -> None:
    client.sign_in(make.user(Role.OVERSIGHT))
    page = imported(client, "enterprises", made.xlsx(SHEETS["enterprises"]))
    assert "2026-09-12 09:00 以前可以撤销" in page
    assert "可以撤销" in client.get("/imports/new?kind=items").text
    frozen.shift(timedelta(hours=25))
    assert "可以撤销" not in client.get("/imports/new?kind=items").text


def test_after_a_day_and_for_others_there_is_nothing_to_undo(client: Client, app: Flask, frozen: Any) -> None:
    client.sign_in(make.user(Role.OVERSIGHT))
    place = sent(client, "enterprises", made.xlsx(SHEETS["enterprises"]))
    client.post(place, data={"rows": "all"})
    other = app.test_client()
    assert isinstance(other, Client)
    other.sign_in(make.user(Role.OVERSIGHT))
    assert other.post(f"{place}/undo").status_code == 404
    frozen.shift(timedelta(hours=24))
    client.sign_in(make.user(Role.OVERSIGHT))
    assert client.post(f"{place}/undo").status_code == 404
    assert enterprises.find(NEW) is not None


def test_imports_that_are_evidence_are_not_taken_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "items", replace(KINDS["items"], undo=None))
    client.sign_in(make.user(Role.OVERSIGHT))
    place = sent(client, "items", made.xlsx(SHEETS["items"]))
    client.post(place, data={"rows": "all"})
    assert "撤销这次导入" not in client.get(place).text
    assert "可以撤销" not in client.get("/imports/new?kind=items").text
    answer = client.post(f"{place}/undo")
    assert (answer.status_code, "是凭证，不能撤销" in answer.text) == (409, True)
    assert items.find("A-2") is not None


def test_what_imports_that_stay_bring_is_evidence(client: Client) -> None:
    assert {name for name, kind in KINDS.items() if kind.undo is None} == {"measures", "results", "receipts"}


def _revise_enterprise() -> None:
    directory.revise(enterprises.by_code(NEW), by=SYSTEM, at=clock.now(), township="琼湖街道")


def _rate_enterprise() -> None:
    found = enterprises.by_code(OLD)
    more = {"credit_grade": Grade.D, "risk_level": None, "rated_by": "省平台", "rated_on": date(2026, 9, 1)}
    directory.rate(found, by=SYSTEM, at=clock.now(), **more)


def _revise_item() -> None:
    listed.revise(items.by_code("A-2"), by=SYSTEM, at=clock.now(), content="查现场")


def _strike() -> None:
    past = db.session.scalars(select(PastRecord)).one()
    past.struck_at, past.struck_why = clock.now(), "记错了"


CHANGED_LATER = [
    ("enterprises", _revise_enterprise, NEW),
    ("enterprises", _rate_enterprise, OLD),
    ("ratings", _rate_enterprise, OLD),
    ("items", _revise_item, "A-2"),
    ("history", _strike, OLD),
]


@pytest.mark.parametrize(("kind", "act", "key"), CHANGED_LATER)
def test_an_import_whose_rows_were_changed_since_stays_whole(
    client: Client, kind: str, act: Callable[[], None], key: str, frozen: Any
) -> None:
    client.sign_in(make.user(Role.OVERSIGHT))
    place = sent(client, kind, made.xlsx(SHEETS[kind]))
    client.post(place, data={"rows": "all"})
    frozen.shift(timedelta(minutes=1))
    with transaction():
        act()
    before = city()
    answer = client.post(f"{place}/undo")
    assert (answer.status_code, f"“{key}”在导入以后又改过" in answer.text) == (422, True)
    assert different(before, city()) == []
    assert not any("undo_import" in verb for verb in verbs())


def _visit_new_enterprise() -> None:
    make.user(Role.ENTERPRISE, enterprise=enterprises.by_code(NEW))


def _scope_new_item() -> None:
    new = items.by_code("A-2")
    make.inspector(new.departments[0], items=[new])


@pytest.mark.parametrize(("kind", "act"), [("enterprises", _visit_new_enterprise), ("items", _scope_new_item)])
def test_an_import_whose_new_rows_are_referred_to_stays_whole(
    client: Client, kind: str, act: Callable[[], None]
) -> None:
    client.sign_in(make.user(Role.OVERSIGHT))
    place = sent(client, kind, made.xlsx(SHEETS[kind]))
    client.post(place, data={"rows": "all"})
    db.session.rollback()
    act()
    before = city()
    answer = client.post(f"{place}/undo")
    assert (answer.status_code, "已经在别处用到" in answer.text) == (422, True)
    assert different(before, city()) == []


def test_a_name_that_an_import_brought_is_no_former_name_and_the_way_back_is_on_record(client: Client) -> None:
    client.sign_in(make.user(Role.OVERSIGHT))
    place = sent(client, "enterprises", made.xlsx(SHEETS["enterprises"]))
    client.post(place, data={"rows": "all"})
    client.post(f"{place}/undo")
    db.session.rollback()
    assert db.session.scalars(select(FormerName)).all() == []
    there, back = db.session.scalars(select(Change).order_by(Change.id)).all()
    assert (there.before, there.after) == (back.after, back.before)


def test_the_ledger_is_sound_after_an_undo(client: Client, app: Flask) -> None:
    client.sign_in(make.user(Role.OVERSIGHT))
    for kind in ("items", "inspectors", "plan_tasks"):
        place = sent(client, kind, made.xlsx(SHEETS[kind]))
        client.post(place, data={"rows": "all"})
        assert client.post(f"{place}/undo").status_code == 303, kind
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["ledger", "fsck"])
    assert done.exit_code == 0, done.output
