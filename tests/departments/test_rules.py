"""Codes, levels, keywords, and which department a complaint's words point at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.departments import rules
from app.departments.rules import Level
from app.kernel.errors import Refused

SJJ = {"names": ("沅江市市场监督管理局", "市监局"), "initials": "sjj", "words": ["食品", "执照"]}


def fit(text: str, category: str = "") -> int:
    return rules.fit(text, category, **SJJ)  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "code"), [(" scjg ", "SCJG"), ("ｙｊ－scjg", "YJ-SCJG"), ("01", "01")])
def test_a_code_is_read_whatever_its_width_and_case(value: str, code: str) -> None:
    assert rules.code(value) == code


@pytest.mark.parametrize("value", ["", "市监局", "-A", "A" * 33, "A B"])
def test_a_code_of_another_shape_is_refused(value: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.code(value)
    assert caught.value.code == "department_code_malformed"


def test_levels_are_read_in_words() -> None:
    assert [rules.level(word) for word in ("省级", "益阳", "沅江", "乡镇级", "city")] == [
        Level.PROVINCE,
        Level.PREFECTURE,
        Level.CITY,
        Level.TOWN,
        Level.CITY,
    ]
    with pytest.raises(Refused) as caught:
        rules.level("国家级")
    assert caught.value.code == "department_level_unknown"


def test_keywords_are_divided_by_any_mark_and_kept_once() -> None:
    assert rules.keywords("食品、药品，执照; 食品 价格") == ["食品", "药品", "执照", "价格"]


def test_a_name_weighs_more_than_a_keyword_and_a_keyword_more_than_the_category() -> None:
    assert fit("沅江市市场监督管理局乱罚款") > fit("市监局乱罚款") > fit("办执照难") > fit("很慢", "食品许可") > 0
    assert fit("食品和执照") > fit("食品")
    assert fit("路灯坏了") == 0


def test_initials_typed_alone_find_and_within_a_text_do_not() -> None:
    assert fit(" SJJ ") > 0
    assert fit("sjj 的人") == 0
    assert rules.fit("", "", names=("甲局", ""), initials="", words=[]) == 0


@given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=30))
def test_nothing_points_at_a_department_without_words(text: str) -> None:
    assert rules.fit(text, text, names=("甲局", ""), initials="", words=[]) == 0
