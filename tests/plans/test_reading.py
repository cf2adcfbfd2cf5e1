"""How people and sheets write rates, months, numbers and lists."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.plans.rules import reading
from app.plans.rules.terms import Targeting


@pytest.mark.parametrize(
    ("read", "value", "found"),
    [
        (reading.number, " scjg—01 ", "SCJG-01"),
        (reading.number, "市监２０２６．１", "市监2026.1"),
        (reading.year, "2026年", 2026),
        (reading.rate, "2.5%", 250),
        (reading.rate, "５％", 500),
        (reading.rate, "0", 0),
        (reading.rate, "100.00", 10_000),
        (reading.inspectors, "2人", 2),
        (reading.months, "3-6月", (3, 6)),
        (reading.months, "3月至11月", (3, 11)),
        (reading.months, "5月", (5, 5)),
        (reading.visits, " 12 ", 12),
        (reading.parts, "C 食品、D  电力,C 食品；", ["C 食品", "D 电力"]),
        (reading.parts, "", []),
        (reading.targeting, "不定向抽查", Targeting.UNTARGETED),
        (reading.kinds, "企业、个体户", ["company", "sole_trader"]),
        (reading.risks, "高风险、中", ["high", "medium"]),
    ],
)
def test_what_people_write_is_read(read: Callable[[str], Any], value: str, found: Any) -> None:
    assert read(value) == found


@pytest.mark.parametrize(
    ("read", "value", "code"),
    [
        (reading.number, "A/1", "plan_number_malformed"),
        (reading.year, "26", "plan_year_malformed"),
        (reading.year, "2022", "plan_year_malformed"),
        (reading.rate, "2.555", "plan_rate_malformed"),
        (reading.rate, "101", "plan_rate_malformed"),
        (reading.rate, "-1", "plan_rate_malformed"),
        (reading.rate, "NaN", "plan_rate_malformed"),
        (reading.rate, "1e400000000", "plan_rate_malformed"),
        (reading.rate, "五", "plan_rate_malformed"),
        (reading.inspectors, "0", "plan_inspectors_malformed"),
        (reading.inspectors, "二", "plan_inspectors_malformed"),
        (reading.months, "6-3月", "plan_months_malformed"),
        (reading.months, "13月", "plan_months_malformed"),
        (reading.months, "全年", "plan_months_malformed"),
        (reading.visits, "-1", "plan_visits_malformed"),
        (reading.parts, "长" * 61, "too_long"),
        (reading.targeting, "随便", "plan_targeting_unknown"),
        (reading.kinds, "企业、机关", "plan_kind_unknown"),
        (reading.risks, "极高", "enterprise_risk_unknown"),
    ],
)
def test_what_means_nothing_is_refused(read: Callable[[str], Any], value: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(value)
    assert caught.value.code == code


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(value: str) -> None:
    readers = (reading.number, reading.year, reading.rate, reading.inspectors, reading.months, reading.visits)
    for read in (*readers, reading.parts, reading.targeting, reading.kinds, reading.risks):
        try:
            read(value)
        except Refused:
            continue
