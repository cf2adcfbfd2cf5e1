"""The pages of the measures: the board and its files, a report with its draft, names of units, the list as a sheet."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel.db import db
from app.measures import queries, schemas
from app.measures.models import Progress
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.measures.lists import Cast

pytestmark = pytest.mark.usefixtures("frozen")
REPORT = "/measures/2026/11/report/2026-3"


class Scene(Cast):
    """Everybody with a browser."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.pages = {name: self.browser(app, getattr(self, name)) for name in ("clerk", "officer")}

    @staticmethod
    def browser(app: Flask, user: Any) -> Client:
        found = app.test_client()
        assert isinstance(found, Client)
        found.sign_in(user)
        return found


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene(sqlite_app)


def figures(*values: str) -> dict[str, str]:
    targets = queries.get(2026, 11).targets
    return {f"figure_{one.id}": value for one, value in zip(targets, values, strict=True)}


def test_nothing_that_was_typed_is_lost(scene: Scene) -> None:
    page = scene.pages["clerk"]
    kept = page.post(REPORT, data={"draft": "yes", "words": "写了一半", **figures("1OO", "9", "")})
    assert kept.status_code == 303
    assert "写了一半" in page.get(REPORT).text
    assert 'value="1OO"' in page.get(REPORT).text
    sent = page.post(REPORT, data={"words": "平台推广已经完成", **figures("1OO", "9", "7.5")})
    assert sent.status_code == 422
    assert "请写成 12 或 35.5 这样" in sent.text
    assert "平台推广已经完成" in sent.text


def test_a_report_sent_twice_is_one_and_empties_the_draft(scene: Scene) -> None:
    page = scene.pages["clerk"]
    page.post(REPORT, data={"draft": "yes", "words": "写了一半"})
    data = {"words": "授信 9 亿元。", "once": "a" * 32, **figures("100", "9", "7.5")}
    assert [page.post(REPORT, data=data).status_code for _ in range(2)] == [303, 303]
    db.session.rollback()
    assert len(db.session.scalars(select(Progress)).all()) == 1
    assert "写了一半" not in page.get(REPORT).text
    shown = page.get("/measures/2026/11").text
    assert "授信 9 亿元。" in shown
    assert "绿灯" in shown


def test_the_board_shows_what_was_asked_for_and_its_files_the_same(scene: Scene) -> None:
    page = scene.pages["officer"]
    whole = page.get("/measures").text
    assert "共 85 项" in whole
    assert "共 12 项" in page.get("/measures?unit=市发改局").text
    assert "没有符合条件的措施" in page.get("/measures?light=green").text
    rows = page.get("/measures.csv?unit=市发改局").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 13
    book = made.cells(page.get("/measures.xlsx?unit=市发改局").data)
    assert [row[0] for row in book[1:]] == [line.split(",")[0] for line in rows[1:]]


def test_the_office_says_whom_a_name_means(scene: Scene) -> None:
    page = scene.pages["officer"]
    assert "未对应" in page.get("/measures/units").text
    there = "/measures/units/市科工局"
    assert page.post(there, data={"means": scene.department.code}).status_code == 303
    db.session.rollback()
    assert queries.unit("市科工局").key == scene.department.id
    assert "清单里没有这个单位名称" in page.get("/measures/units/没有这个局").text


def test_a_city_brings_its_own_list(scene: Scene) -> None:
    page = scene.pages["officer"]
    titles = [str(field.data_key) for field in schemas.MeasureRow().fields.values()]
    good = ["2027", "1", "服务", "1", "审批", "开办时限", "", "市市监局", "市公安局", "开办时间 每季≤4小时"]
    bad = ["27", "0", "服务", "1", "审批", "开办时限", "", "市市监局", "", ""]
    sheet = made.xlsx([titles, good, bad])
    sent = page.post("/imports/new?kind=measures", data={"kind": "measures", "file": (BytesIO(sheet), "清单.xlsx")})
    shown = page.get(sent.location).text
    assert "年度要写成四位数" in shown
    assert "编号要写成 1 到 999 的整数" in shown
    page.post(sent.location, data={"rows": "good"})
    db.session.rollback()
    assert [one.title for one in queries.of_year(2027)] == ["开办时限"]
    listed = made.cells(page.get("/measures/list.xlsx?year=2027").data)
    assert [str(cell or "") for cell in listed[1]] == good
