"""Results by sheet: given out with what is known, refused row by row, recorded whole by the verb of a single one."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from flask import Flask

from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.results import queries
from app.results.models import Result
from app.results.rules import Kind, by_visit, found_in, the_one
from app.visits.models import Visit
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent
from tests.results.scene import LATER, Scene

ORDERED = {"检查结果*": "发现问题已责令改正", "发现的问题": "三号库温度计未检定", "最晚改正或处理日期": "2026-10-12"}
CLEAN = {"检查结果*": "未发现问题"}


class Sheets(Scene):
    """Two visits that are over: of two items, and of one."""

    def __init__(self) -> None:
        super().__init__()
        self.second = make.item("作业现场检查", [self.unit])
        self.two, self.one = (self.over(items=items).number for items in ([self.item, self.second], [self.item]))


@pytest.fixture
def scene(app: Flask) -> Sheets:
    return Sheets()


@pytest.fixture
def by(app: Flask) -> Any:
    def signed_in(user: Any) -> Client:
        client = app.test_client()
        assert isinstance(client, Client)
        client.sign_in(user)
        return client

    with time_machine.travel(LATER, tick=False):
        yield signed_in


def blank(client: Client) -> list[list[str]]:
    """The sheet to fill in, as rows."""
    book = openpyxl.load_workbook(BytesIO(client.get("/imports/template.xlsx?kind=results").data))
    return [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]


def filled(client: Client, *told: dict[str, str]) -> bytes:
    """The same with what each of its rows says."""
    head, *rows = blank(client)
    assert len(rows) == len(told)
    for row, more in zip(rows, told, strict=True):
        for title, words in more.items():
            row[head.index(title)] = words
    return made.xlsx([head, *rows])


def count() -> int:
    db.session.expire_all()
    return db.session.query(Result).count()


def test_the_sheet_lists_ones_own_visits_with_words_to_choose_from(scene: Sheets, by: Callable[..., Client]) -> None:
    client = by(scene.applicant)
    _head, *rows = blank(client)
    assert [row[0] for row in rows] == [scene.two, scene.two, scene.one]
    assert {row[1] for row in rows} == {scene.firm.name}
    page = openpyxl.load_workbook(BytesIO(client.get("/imports/template.xlsx?kind=results").data)).active
    assert page.protection.sheet
    assert [page.cell(2, place).protection.locked for place in (1, 5, 6, 10)] == [True, True, False, False]
    assert any("未发现问题" in one.formula1 and one.sqref == "F2:F4" for one in page.data_validations.dataValidation)
    assert len(blank(by(make.user(Role.CLERK, scene.rival_unit)))) == 1


def test_a_whole_sheet_is_recorded_like_single_results(scene: Sheets, by: Callable[..., Client]) -> None:
    client = by(scene.applicant)
    assert "录入后不能撤销" in client.get(place := sent(client, "results", filled(client, CLEAN, ORDERED, CLEAN))).text
    assert count() == 0
    assert client.post(place, data={"rows": "all"}).status_code == 303
    assert client.post(place, data={"rows": "all"}).status_code == 303
    assert "撤销这次导入" not in client.get(place).text
    found = queries.get(scene.two, to=scene.applicant)
    assert [(one.item_id, one.kind, one.words) for one in found.findings] == [
        (scene.item.id, Kind.NO_PROBLEM, ""),
        (scene.second.id, Kind.ORDERED_TO_CORRECT, "三号库温度计未检定"),
    ]
    (follow,) = queries.follow_ups(found)
    assert str(follow.due_on) == "2026-10-12"
    assert str(queries.clock_of(found).due_on) == "2026-10-27"
    assert [entry.verb for entry in ledger.of(scene.one)][-1] == "result:record"
    assert db.session.query(Entry).filter_by(verb="result:load").one().actor == scene.applicant.actor
    assert len(blank(client)) == 1


def test_one_wrong_row_and_nothing_is_recorded(scene: Sheets, by: Callable[..., Client]) -> None:
    client = by(scene.applicant)
    place = sent(client, "results", filled(client, CLEAN, {**ORDERED, "发现的问题": ""}, CLEAN))
    page = client.get(place).text
    assert "没有写发现了什么问题" in page
    assert "只导入正确的" not in page
    for rows in ("good", "all"):
        assert client.post(place, data={"rows": rows}).status_code == 422
    assert count() == 0
    back = openpyxl.load_workbook(BytesIO(client.get(f"{place}/marked.xlsx").data)).active
    assert back.cell(1, back.max_column).value == "错误说明"
    assert "没有写发现了什么问题" in back.cell(3, back.max_column).value


def test_each_row_is_refused_in_its_own_words(scene: Sheets, by: Callable[..., Client]) -> None:
    client = by(scene.applicant)
    inside = scene.entered().number
    head, *_given = blank(client)
    code = {head[place]: place for place in range(len(head))}

    def row(number: str, item: str, **more: str) -> list[str]:
        told = ["", "", "", "", "", "", "", "", "", ""]
        for title, words in {"检查编号*": number, "事项编码*": item, **CLEAN, **more}.items():
            told[code[title]] = words
        return told

    unit = scene.item.code
    sheet = [
        row(scene.two, unit, 企业人员="在场"),
        row(scene.two, scene.second.code, 企业人员="不在场"),
        row(scene.one, scene.second.code),
        row(inside, unit),
        row(numbering.serial_number("JC", "20260911", 999), unit),
        row(scene.one, unit, **{"检查结果*": "还可以"}),
    ]
    page = client.get(sent(client, "results", made.xlsx([head, *sheet]))).text
    for words in ("这一列写得不一样", "检查事项与登记的不一样", "登记离开", "没有找到这次检查", "请选择列出的一项"):
        assert words in page, words
    half = client.get(sent(client, "results", made.xlsx([head, row(scene.two, unit)]))).text
    assert f"还有事项没有写在表里，或者写的那一行有错：{scene.second.code}" in half
    scene.recorded(db.session.query(Visit).filter_by(number=scene.one).one())
    assert "结果已经录入" in client.get(sent(client, "results", made.xlsx([head, row(scene.one, unit)]))).text


def test_a_visit_that_was_recorded_meanwhile_keeps_the_sheet_out(scene: Sheets, by: Callable[..., Client]) -> None:
    client = by(scene.applicant)
    place = sent(client, "results", filled(client, CLEAN, ORDERED, CLEAN))
    scene.recorded(db.session.query(Visit).filter_by(number=scene.one).one())
    assert client.post(place, data={"rows": "all"}).status_code == 422
    assert count() == 1


def test_another_department_records_nothing_of_it(scene: Sheets, by: Callable[..., Client]) -> None:
    sheet = filled(by(scene.applicant), CLEAN, ORDERED, CLEAN)
    stranger = by(make.user(Role.CLERK, scene.rival_unit))
    place = sent(stranger, "results", sheet)
    assert "没有找到这次检查" in stranger.get(place).text
    assert stranger.post(place, data={"rows": "all"}).status_code == 422
    office = by(scene.office)
    assert office.get("/imports/new?kind=results").status_code == 403
    assert count() == 0
    assert "已导入 3 行" in imported(by(make.user(Role.CLERK, scene.unit)), "results", sheet)


def test_rows_are_put_together_by_visit_and_agree_about_it() -> None:
    rows = [{"number": "B", "item": "x", "kind": Kind.NO_PROBLEM, "words": "多余"}, {"number": "A", "item": "y"}]
    assert list(by_visit(rows)) == ["A", "B"]
    (found,) = found_in(rows[:1], {"x": 7})
    assert (found.item, found.words) == (7, "")
    for items, code in (({"x": 1, "z": 2}, "result_rows_missing"), ({"z": 2}, "result_items_unlike")):
        with pytest.raises(Refused) as refused:
            found_in(rows[:1], items)
        assert refused.value.code == code
    assert the_one([{"note": "甲"}, {}, {"note": "甲"}], "note") == "甲"
    with pytest.raises(Refused, match="result_rows_unlike"):
        the_one([{"note": "甲"}, {"note": "乙"}], "note")
