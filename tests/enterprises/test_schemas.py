"""The columns of the import."""

import pytest
from flask import Flask
from marshmallow import ValidationError

from app.enterprises.rules import Grade, Kind
from app.enterprises.schemas import EnterpriseRow
from tests import make

ROW = {"统一社会信用代码": make.code(1), "企业名称": "甲公司"}


@pytest.fixture(autouse=True)
def words(sqlite_app: Flask) -> None:
    """Sentences need the app."""


def test_a_row_becomes_the_keyword_arguments_of_the_directory() -> None:
    more = {
        "主体类型": "个体工商户",
        "成立日期": "2001年2月3日",
        "信用等级": "A",
        "评定来源": "平台",
        "评定日期": "20260901",
    }
    found = EnterpriseRow().load({**ROW, **more})
    assert (found["uscc"], found["kind"], found["credit_grade"]) == (make.code(1), Kind.SOLE_TRADER, Grade.A)
    assert found["registered_on"].isoformat() == "2001-02-03"


@pytest.mark.parametrize(
    "more",
    [
        {"信用等级": "A"},
        {"风险等级": "高", "评定来源": "平台"},
        {"评定来源": "平台"},
        {"信用等级": "A", "评定日期": "20260901"},
    ],
)
def test_a_rating_without_its_source_and_day_is_refused(more: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        EnterpriseRow().load({**ROW, **more})
    assert "由谁、在哪一天评定" in str(caught.value.messages)


def test_a_text_too_long_for_its_column_is_refused() -> None:
    with pytest.raises(ValidationError):
        EnterpriseRow().load({**ROW, "所属镇街": "长" * 201})
