"""Canonical facts."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger import rules

KEYS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
PLAIN = st.one_of(st.text(st.characters(blacklist_categories=["Cs"])), st.integers(), st.booleans(), st.none())
FACTS = st.dictionaries(KEYS, st.one_of(PLAIN, st.lists(PLAIN, max_size=4)), max_size=8)


class Colour(StrEnum):
    RED = "red"


@given(FACTS)
def test_the_same_facts_in_another_order_are_the_same_text(facts: dict) -> None:
    assert rules.canonical(dict(reversed(facts.items()))) == rules.canonical(facts)


@given(FACTS)
def test_canonical_text_reads_back_as_the_facts(facts: dict) -> None:
    assert json.loads(rules.canonical(facts)) == facts


@given(FACTS)
def test_canonical_text_is_a_fixed_point(facts: dict) -> None:
    once = rules.canonical(facts)
    assert rules.canonical(json.loads(once)) == once


@given(FACTS, FACTS)
def test_other_facts_have_another_hash(one: dict, other: dict) -> None:
    same = rules.canonical(one) == rules.canonical(other)
    assert (rules.digest(rules.canonical(one)) == rules.digest(rules.canonical(other))) == same


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(-12, 12))  # noqa: DTZ001
def test_an_instant_is_one_text_wherever_it_is_told(naive: datetime, hours: int) -> None:
    at = naive.replace(tzinfo=UTC)
    elsewhere = at.astimezone(timezone(timedelta(hours=hours)))
    assert rules.canonical({"at": elsewhere}) == rules.canonical({"at": at})


def test_days_decimals_and_states_are_text() -> None:
    facts = {"on": date(2026, 9, 11), "fine": Decimal("30000.00"), "colour": Colour.RED}
    assert rules.canonical(facts) == '{"colour":"red","fine":"30000.00","on":"2026-09-11"}'


@pytest.mark.parametrize("value", [1.5, [1.5], {"deep": [1.5]}, float("nan"), object(), b"bytes", {1, 2}])
def test_what_has_no_one_text_is_no_fact(value: object) -> None:
    with pytest.raises(TypeError):
        rules.canonical({"value": value})


def test_the_hash_is_sha256_of_the_text() -> None:
    empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert rules.digest(rules.canonical({})) == empty
