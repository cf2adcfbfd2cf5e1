"""Codes, kinds, completeness and days of inspection items."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.items import rules
from app.items.rules import Kind
from app.kernel.errors import Refused

WHOLE = {"basis": "法", "subject": "局", "object": "企业", "method": "现场"}
DAY = date(2026, 9, 11)


@pytest.mark.parametrize(
    ("value", "code"),
    [(" scjg-01 ", "SCJG-01"), ("ＳＣＪＧ－01", "SCJG-01"), ("湘沅市监 1.2", "湘沅市监1.2"), ("A—1", "A-1")],
)
def test_a_code_is_read_whatever_its_width_case_and_blanks(value: str, code: str) -> None:
    assert rules.code(value) == code


@pytest.mark.parametrize("value", ["", "-1", "A/1", "A" * 41, "A_1", "=1"])
def test_a_code_of_another_shape_is_refused(value: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.code(value)
    assert caught.value.code == "item_code_malformed"


@given(st.text(max_size=50))
def test_the_code_of_a_code_is_the_code(value: str) -> None:
    try:
        found = rules.code(value)
    except Refused:
        return
    assert rules.code(found) == found


def test_kinds_are_read_as_lists_write_them() -> None:
    assert [rules.kind(word) for word in ("一般", "重点检查事项", "key")] == [Kind.ROUTINE, Kind.KEY, Kind.KEY]
    with pytest.raises(Refused) as caught:
        rules.kind("特殊")
    assert caught.value.code == "item_kind_unknown"


def test_an_item_is_complete_with_basis_subject_object_and_method() -> None:
    assert rules.lacking(WHOLE) == ()
    for name in rules.NEEDED:
        assert rules.lacking({**WHOLE, name: ""}) == (name,)
    assert rules.lacking({}) == ("basis", "subject", "object", "method")


@pytest.mark.parametrize(
    ("from_on", "until_on", "found"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2026, 9, 12), None, False),
        (date(2026, 1, 1), date(2026, 9, 10), False),
    ],
)
def test_both_ends_count(from_on: date, until_on: date | None, found: bool) -> None:
    assert rules.in_force(from_on, until_on, DAY) is found


@pytest.mark.parametrize(
    ("texts", "until_on", "code"),
    [({**WHOLE, "basis": ""}, None, "item_incomplete"), (WHOLE, date(2026, 9, 10), "item_not_in_force")],
)
def test_an_incomplete_or_ended_item_cannot_be_planned(texts: dict[str, str], until_on: date | None, code: str) -> None:
    rules.check_plannable("A", WHOLE, from_on=date(2026, 1, 1), until_on=None, on=DAY)
    with pytest.raises(Refused) as caught:
        rules.check_plannable("A", texts, from_on=date(2026, 1, 1), until_on=until_on, on=DAY)
    assert caught.value.code == code
