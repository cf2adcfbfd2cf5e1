"""The city's day, its clock and its made-up names."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from stdnum.cn import uscc

from app.demo import rules
from app.demo.rules.words import REGION, TOWNSHIPS, Words
from app.kernel.errors import Refused

FRIDAY = date(2026, 9, 11)


def test_the_clock_of_the_city_stands_at_nine_when_it_is_loaded() -> None:
    loaded = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)
    assert loaded + rules.offset(FRIDAY, loaded) == datetime(2026, 9, 11, 1, 0, tzinfo=UTC)


def test_it_runs_on_from_there() -> None:
    loaded = datetime(2020, 5, 5, tzinfo=UTC)
    later = loaded + timedelta(hours=26)
    assert later + rules.offset(FRIDAY, loaded) == rules.nine(FRIDAY) + timedelta(hours=26)


@pytest.mark.parametrize("day", [date(2026, 9, 12), date(2026, 10, 1), date(2019, 9, 11), date(2031, 9, 11)])
def test_the_city_lives_on_a_working_day_that_is_known(day: date) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_day(day)
    assert refused.value.code == "demo_day"


@pytest.mark.parametrize("day", [FRIDAY, date(2026, 9, 20), date(2025, 9, 11)])
def test_a_working_day_will_do_a_worked_sunday_too(day: date) -> None:
    rules.check_day(day)


def test_enterprises_have_right_codes_of_a_made_up_region_and_names_of_their_own() -> None:
    words = Words(Random(5))
    firms = [words.firm() for _ in range(2000)]
    assert len({firm.code for firm in firms}) == len({firm.name for firm in firms}) == 2000
    assert all(uscc.is_valid(firm.code) and firm.code[2:8] == REGION for firm in firms)
    assert {firm.township for firm in firms} == set(TOWNSHIPS)


def test_the_grades_are_dealt_out_as_told() -> None:
    words = Words(Random(5))
    grades = [words.firm().grade for _ in range(4000)]
    shares = {grade: round(100 * grades.count(grade) / len(grades)) for grade in "ABCD"}
    assert all(abs(shares[grade] - told) <= 2 for grade, told in {"A": 31, "B": 55, "C": 12, "D": 2}.items())


def test_the_same_seed_makes_the_same_names() -> None:
    one, other, third = (Words(Random(seed)) for seed in (7, 7, 8))
    first = [one.firm() for _ in range(50)]
    assert first == [other.firm() for _ in range(50)]
    assert first != [third.firm() for _ in range(50)]
