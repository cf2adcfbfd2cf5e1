"""Finding an enterprise the way offices do."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from app.enterprises import queries, service
from app.enterprises.queries import Filters
from app.enterprises.rules import Grade, Kind, Risk, State
from app.kernel.db import db, transaction
from app.kernel.errors import Missing
from app.kernel.permissions import SYSTEM
from tests import make


def names(text: str, **filters: object) -> list[str]:
    found = queries.search(text, Filters(**filters))  # type: ignore[arg-type]
    assert queries.count(text, Filters(**filters)) == len(found)  # type: ignore[arg-type]
    return [enterprise.name for enterprise in found]


@pytest.fixture
def three(app: Flask) -> None:
    make.enterprise("沅江市琼湖食品有限公司", township="琼湖街道", kind=Kind.COMPANY, credit_grade=Grade.A)
    make.enterprise("琼湖（沅江）银行", township="泗湖山镇", state=State.CLOSED, risk_level=Risk.HIGH)
    make.enterprise("ABC100%咨询_公司")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("食品", {"沅江市琼湖食品有限公司"}),
        ("琼湖", {"沅江市琼湖食品有限公司", "琼湖（沅江）银行"}),
        ("琼湖(沅江)", {"琼湖（沅江）银行"}),
        ("食品 沅江", {"沅江市琼湖食品有限公司"}),
        ("qhsp", {"沅江市琼湖食品有限公司"}),
        ("QHYJYH", {"琼湖（沅江）银行"}),
        ("ａｂｃ", {"ABC100%咨询_公司"}),
        ("0%", {"ABC100%咨询_公司"}),
        ("询_公", {"ABC100%咨询_公司"}),
        ("%", {"ABC100%咨询_公司"}),
        ("火星", set()),
    ],
)
def test_a_name_is_found_by_its_parts_initials_and_signs(text: str, found: set[str]) -> None:
    assert set(names(text)) == found


def test_a_code_is_found_by_its_beginning_not_by_its_middle(app: Flask) -> None:
    made = make.enterprise("甲公司")
    assert names(made.uscc[:8].lower()) == ["甲公司"]
    assert names(made.uscc) == ["甲公司"]
    assert names(made.uscc[4:9]) == []
    assert names(made.uscc[:5]) == ["甲公司"]
    assert names(made.uscc[:12] + "99") == []


def test_a_former_name_still_finds(app: Flask, at: datetime) -> None:
    made = make.enterprise("旧名公司")
    with transaction():
        service.revise(made, by=SYSTEM, at=at, name="现名公司")
    assert names("旧名") == ["现名公司"]


@pytest.mark.usefixtures("three")
def test_filters_narrow() -> None:
    assert names("", kind=Kind.COMPANY, township="琼湖街道") == ["沅江市琼湖食品有限公司"]
    assert names("琼湖", state=State.CLOSED) == ["琼湖（沅江）银行"]
    assert names("", risk_level=Risk.HIGH) == ["琼湖（沅江）银行"]
    assert names("", credit_grade=Grade.A) == ["沅江市琼湖食品有限公司"]
    assert queries.townships() == ["泗湖山镇", "琼湖街道"] or queries.townships() == ["琼湖街道", "泗湖山镇"]


@pytest.mark.usefixtures("three")
def test_names_that_begin_with_the_text_stand_first() -> None:
    assert names("琼湖")[0] == "琼湖（沅江）银行"


def test_pages_follow_each_other_without_gap_or_twin(app: Flask) -> None:
    for number in range(7):
        make.enterprise(f"公司{number}")
    pages = [queries.search("", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert len({enterprise.id for page in pages for enterprise in page}) == 7


def test_an_export_holds_everything_that_the_search_finds(app: Flask) -> None:
    for number in range(5):
        make.enterprise(f"公司{number}")
    make.enterprise("别家")
    assert len(list(queries.export("公司"))) == 5


@pytest.mark.parametrize("code", ["91430981MA4L16JQ9B", "nonsense", ""])
def test_what_is_not_there_is_missing_however_it_is_written(sqlite_app: Flask, code: str) -> None:
    with pytest.raises(Missing) as caught:
        queries.by_code(code)
    assert caught.value.code == "enterprise_missing"


def test_a_key_that_is_not_there_is_missing(sqlite_app: Flask) -> None:
    with pytest.raises(Missing):
        queries.get(7)
    made = make.enterprise()
    assert queries.get(made.id) is made


def test_history_is_told_latest_first(app: Flask, at: datetime) -> None:
    made = make.enterprise("一公司")
    for number, name in enumerate(["二公司", "三公司"]):
        with transaction():
            service.revise(made, by=SYSTEM, at=at + timedelta(days=number), name=name)
    assert [former.name for former in queries.former_names(made)] == ["二公司", "一公司"]
    assert [change.after["name"] for change in queries.changes(made)] == ["三公司", "二公司"]


def test_a_page_of_the_list_asks_the_database_a_fixed_number_of_times(sqlite_app: Flask) -> None:
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    for number in range(3):
        make.enterprise(f"公司{number}")
    event.listen(db.engine, "before_cursor_execute", hear)
    queries.search("公司")
    event.remove(db.engine, "before_cursor_execute", hear)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2
