"""Results as rules: kinds, when a visit is over, back-entries, follow-up, papers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.results import rules
from app.results.rules import Follow, Found, Kind, Said, Stay

IN = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
OUT = IN + timedelta(hours=2)
DAYS = (date(2026, 9, 22), date(2026, 9, 23))
NOW = datetime(2026, 9, 25, 1, 0, tzinfo=UTC)


def code(verb: Any, *given: Any, **more: Any) -> str:
    try:
        verb(*given, **more)
    except Refused as refused:
        return refused.code
    return ""


@given(st.lists(st.sampled_from(list(Kind)), min_size=1))
def test_of_a_visit_the_gravest_kind_is_told(kinds: list[Kind]) -> None:
    told = rules.worst(kinds)
    assert told in kinds
    assert (told is Kind.NO_PROBLEM) == (set(kinds) == {Kind.NO_PROBLEM})


def test_every_kind_is_one_of_the_eight_of_the_national_system() -> None:
    assert set(rules.NATIONAL) == set(Kind)
    assert len(set(rules.NATIONAL.values())) == 8


@pytest.mark.parametrize(
    ("found", "refused"),
    [
        ([Found(1, Kind.NO_PROBLEM), Found(2, Kind.NO_PROBLEM)], ""),
        ([Found(1, Kind.NO_PROBLEM)], "result_items_unlike"),
        ([Found(1, Kind.NO_PROBLEM), Found(3, Kind.NO_PROBLEM)], "result_items_unlike"),
        ([Found(1, Kind.NO_PROBLEM)] * 2, "result_items_unlike"),
        ([Found(1, Kind.NO_PROBLEM), Found(2, Kind.REFUSED)], "result_words_missing"),
        ([Found(1, Kind.NO_PROBLEM), Found(2, Kind.REFUSED, "不开门")], ""),
        ([Found(1, Kind.NO_PROBLEM), Found(2, Kind.PENDING, "待鉴定")], "result_due_missing"),
        ([Found(1, Kind.NO_PROBLEM), Found(2, Kind.PENDING, "待鉴定", date(2026, 9, 21))], "result_due_past"),
        ([Found(1, Kind.NO_PROBLEM), Found(2, Kind.PENDING, "待鉴定", date(2026, 9, 22))], ""),
    ],
)
def test_each_item_has_one_whole_result(found: list[Found], refused: str) -> None:
    assert code(rules.check, found, [1, 2], date(2026, 9, 22)) == refused


def ended(stays: list[Stay], said: Said | None = None, at: datetime = NOW) -> date:
    return rules.ended_on(stays, said, days=DAYS, at=at, most_days=10)


def test_a_visit_ends_on_the_day_of_the_last_leaving_in_shanghai() -> None:
    late = datetime(2026, 9, 22, 16, 30, tzinfo=UTC)
    assert ended([Stay(IN, OUT)]) == date(2026, 9, 22)
    assert ended([Stay(IN, OUT), Stay(late, late)]) == date(2026, 9, 23)


@pytest.mark.parametrize(
    ("stays", "said", "refused"),
    [
        ([], None, "result_not_entered"),
        ([Stay(IN, None)], None, "result_visit_not_over"),
        ([Stay(IN, OUT), Stay(IN, None)], None, "result_visit_not_over"),
        ([Stay(IN, OUT)], Said(IN, OUT, "没信号"), "back_entry_not_needed"),
        ([], Said(IN, OUT, ""), "required"),
        ([], Said(OUT, IN, "没信号"), "back_entry_disordered"),
        ([], Said(IN, NOW + timedelta(seconds=1), "没信号"), "back_entry_to_come"),
        ([], Said(IN - timedelta(days=1), OUT, "没信号"), "back_entry_another_day"),
        ([], Said(IN, OUT + timedelta(days=2), "没信号"), "back_entry_another_day"),
    ],
)
def test_what_is_not_over_has_no_result(stays: list[Stay], said: Said | None, refused: str) -> None:
    assert code(ended, stays, said) == refused


def test_a_back_entry_is_for_ten_days_and_not_for_eleven() -> None:
    said = Said(IN, OUT, "没信号")
    assert ended([], said, at=OUT + timedelta(days=10)) == date(2026, 9, 22)
    assert code(ended, [], said, at=OUT + timedelta(days=11)) == "back_entry_late"


def test_what_is_closed_stays_closed() -> None:
    assert rules.after(Follow.OPEN, "pass") is Follow.PUT_RIGHT
    assert rules.after(Follow.OPEN, "fail") is Follow.OPEN
    assert rules.after(Follow.OPEN, "open_case") is Follow.CASE_OPENED
    for state in (Follow.PUT_RIGHT, Follow.CASE_OPENED):
        assert rules.open_verbs(state) == frozenset()
        assert {code(rules.after, state, verb) for verb in ("pass", "fail", "open_case")} == {"follow_up_closed"}


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ("{文书编号} {企业名称}\n{结果表}", ""),
        ("{企业名称}", "template_number_missing"),
        ("{文书编号} {身份证号}", "template_name_unknown"),
        ("{文书编号} {", "template_brace_open"),
        ("{文书编号} }", "template_brace_open"),
        ("{文书编号} {}", "template_name_unknown"),
        ("{文书编号} {{企业名称}}", "template_brace_open"),
    ],
)
def test_a_template_names_only_what_can_be_filled(body: str, refused: str) -> None:
    assert code(rules.check_body, body) == refused


@given(st.text())
def test_what_is_filled_in_is_never_filled_again(words: str) -> None:
    values = dict.fromkeys(rules.NAMES, "–") | {"企业名称": words}
    assert rules.filled("甲{企业名称}乙{文书编号}", values) == f"甲{words}乙–"
    trap = values | {"企业名称": "{文书编号}"}
    assert rules.filled("{企业名称}", trap) == "{文书编号}"
