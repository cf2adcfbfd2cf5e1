"""Reports as rules: periods, the table of figures, rounding, ranks, who is slow, what everybody may read."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Missing, Refused
from app.reports import rules
from app.reports.rules import Better, Kind, Measure, Readers, Value
from app.reports.rules import telling as words
from app.reports.rules.blocks import Bar

DAYS = st.dates(date(2001, 1, 1), date(2990, 1, 1))
_AT = datetime(2026, 2, 1, tzinfo=UTC)
MONTH = rules.containing(Kind.MONTHLY, date(2026, 1, 1))


@given(st.sampled_from(Kind), DAYS)
def test_a_period_is_read_as_it_is_written_and_follows_the_one_before(kind: Kind, day: date) -> None:
    own = rules.containing(kind, day)
    assert own.first <= day <= own.last
    assert rules.parse(own.key) == own
    assert own.before.last + timedelta(days=1) == own.first
    assert own.before.after == own


@pytest.mark.parametrize(
    ("key", "first", "last", "name"),
    [
        ("2026-08", date(2026, 8, 1), date(2026, 8, 31), "2026年8月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "2026年第3季度"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_periods_are_named(key: str, first: date, last: date, name: str) -> None:
    own = rules.parse(key)
    assert (own.first, own.last, words.period(own)) == (first, last, name)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-00", "2026-Q5", "2026-H3", "202", "1999", "3000-01", "２０２６"])
def test_what_is_no_period_is_not_there(key: str) -> None:
    with pytest.raises(Missing, match="report_period_unknown"):
        rules.parse(key)


def test_a_period_is_over_on_the_day_after_its_last() -> None:
    rules.check_over(MONTH, date(2026, 2, 1))
    with pytest.raises(Refused, match="report_period_open"):
        rules.check_over(MONTH, date(2026, 1, 31))
    assert rules.lately(Kind.QUARTERLY, date(2026, 9, 11), 2)[0].key == "2026-Q2"


def test_the_table_has_a_definition_and_a_clause_for_each_figure() -> None:
    table = rules.table()
    assert len(table) >= 30
    for one in table.values():
        assert all([one.title, one.meaning, one.counted, one.clause, one.kinds])
        assert bool(one.of) == (one.measure is Measure.SHARE)
        assert one.measure is not Measure.COUNT or one.suffix
    assert len({one.title for one in table.values()}) == len(table)
    for kind in Kind:
        assert len(rules.of_kind(kind)) >= 20


def test_what_could_tell_of_one_complaint_is_guarded_or_not_public() -> None:
    for one in rules.public():
        assert one.guarded or not any(word in one.meaning for word in ("投诉", "台账", "督办"))
    open_to_departments = {one.code for one in rules.table().values() if one.readers is not Readers.LEADERS}
    assert not {code for code in open_to_departments if code.startswith("arrears")}


@given(st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_is_rounded_down_so_that_all_means_all(pair: tuple[int, int]) -> None:
    share = Fraction(*pair)
    told = rules.tenths(share)
    assert 0 <= share * 1000 - told < 1
    assert (words.percent(share) == "100%") == (pair[0] == pair[1])


def test_values_are_told_in_their_measure() -> None:
    share, count, money = (rules.table()[code] for code in ("on_time", "received", "arrears_left"))
    assert words.worth(share, Value(2, 3)) == "66.6%"
    assert words.worth(share, Value(0, 0)) == "--"
    assert words.worth(count, Value(1234)) == "1,234件"
    assert words.worth(money, Value(86_000_005)) == "860,000.05元"
    assert words.worth(count, None) == "件数少，不公开"
    assert words.change(share, Value(2, 3), Value(1, 1)) == "-33.3 个百分点"
    assert words.change(share, Value(1, 1), Value(2, 3)) == "+33.3 个百分点"
    assert words.change(share, Value(1, 1), Value(0, 0)) == "--"
    assert words.change(money, Value(100), Value(250)) == "-1.50元"
    assert words.change(count, Value(3), Value(1)) == "+2"


def test_equal_shares_have_equal_ranks_and_who_has_none_is_not_ranked() -> None:
    values = {"a": Value(1, 2), "b": Value(2, 2), "c": Value(2, 4), "d": Value(0, 0), "e": Value(1, 4)}
    assert rules.ranks(values, Better.MORE) == [(1, "b"), (2, "a"), (2, "c"), (4, "e")]
    assert rules.ranks(values, Better.LESS) == [(1, "e"), (2, "a"), (2, "c"), (4, "b")]


def test_ranks_are_found_from_exact_shares() -> None:
    values = {"a": Value(999, 1000), "b": Value(9991, 10000)}
    assert rules.ranks(values, Better.MORE) == [(1, "b"), (2, "a")]


def test_slow_is_below_the_share_with_enough_clocks() -> None:
    values = {"exact": Value(9, 10), "slow": Value(8, 9), "worse": Value(1, 3), "few": Value(0, 2)}
    assert rules.slow(values, below=Fraction(90, 100), least=3) == ["worse", "slow"]


def months(*counts: int) -> list[tuple[date, Value]]:
    month, found = MONTH, []
    for count in counts:
        found.append((month.first, Value(count)))
        month = month.after
    return found


def test_months_are_told_together_until_they_hold_enough() -> None:
    told = rules.atoms(months(0, 3, 0, 2, 7, 1, 4), 5)
    assert [(one.first.month, one.last.month, one.value.numerator) for one in told] == [
        (1, 1, 0),
        (2, 4, 5),
        (5, 5, 7),
        (6, 7, 5),
    ]
    assert rules.atoms(months(7, 2), 5) == rules.atoms(months(7), 5)


@given(st.lists(st.integers(0, 12), max_size=30), st.integers(1, 9))
def test_no_subtraction_of_public_numbers_leaves_a_few(counts: list[int], least: int) -> None:
    """Whatever was told after whichever month: each pair of runs of atoms differs by nothing or by enough."""
    sums = set()
    for length in range(len(counts) + 1):
        told, total = rules.atoms(months(*counts[:length]), least), 0
        sums.add(0)
        for one in told:
            total += one.value.numerator
            sums.add(total)
        later = rules.atoms(months(*counts), least)
        assert later[: len(told)] == told
    ordered = sorted(sums)
    assert all(more - less >= least for less, more in pairwise(ordered))


PAIRS = st.lists(st.integers(0, 12).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), max_size=12)


@given(PAIRS, st.integers(3, 8))
def test_no_part_of_few_can_be_computed_from_everything_that_is_told(counts: list[tuple[int, int]], least: int) -> None:
    """Of every run of atoms the bounds of both parts that all published sums together leave: never one of few.

    What is told of a run is the sum of what is told of its atoms, so their own bounds are all that an outsider has; an
    outsider also knows how atoms are laid and veiled, and leaves out what would have been told otherwise.
    """
    days = [month for month, _value in months(*[0] * len(counts))]
    told = rules.atoms([(day, Value(*pair)) for day, pair in zip(days, counts, strict=True)], least)
    for atom in told:
        of = atom.value.denominator or 0
        alike = [part for part in range(of + 1) if rules.veiled(Value(part, of), least) == atom.told]
        assert atom.value.numerator in alike
        assert len(alike) > 1 or {alike[0], of - alike[0]} & set(range(1, least)) == set()
    for first, last in combinations(range(len(told) + 1), 2):
        own = [one.told for one in told[first:last]]
        low, high = (sum(one.numerator for one in own), sum(one.most or one.numerator for one in own))
        assert low < high or not 0 < low < least
        assert low < high or not 0 < sum(one.denominator or 0 for one in own) - low < least


@pytest.mark.parametrize("hidden", [(5, 3), (1, 8)])
def test_a_run_of_atoms_is_found_from_what_is_told_alone(hidden: tuple[int, int]) -> None:
    pairs = [(hidden[0], 6), (hidden[1], 9), (6, 6), (5, 10), (4, 10)]
    days = [month for month, _value in months(*[0] * len(pairs))]
    told = rules.atoms([(day, Value(*pair)) for day, pair in zip(days, pairs, strict=True)], 5)
    found = [(one.first.month, one.last.month, one.told) for one in rules.runs(told, 5)]
    assert found == [(1, 3, Value(8, 21, 19)), (4, 4, Value(5, 10))]


def test_a_span_is_told_as_one_and_has_no_change() -> None:
    share = rules.table()["online"]
    told = rules.veiled(Value(27, 28), 5)
    assert (words.worth(share, told), words.parts(told)) == ("85.7%～96.4%", "24～27 / 28")
    assert words.change(share, told, Value(1, 1)) == "--"
    assert rules.veiled(Value(28, 28), 5) == Value(28, 28)
    assert rules.veiled(Value(3, 6), 5) == rules.veiled(Value(5, 6), 5) == Value(1, 6, 5)


def test_a_period_is_told_where_it_holds_whole_atoms_only() -> None:
    told = rules.atoms(months(3, 2, 6, 5, 1, 1), 5)
    assert rules.whole(told, rules.parse("2026-01")) is None
    march, quarter = rules.whole(told, rules.parse("2026-03")), rules.whole(told, rules.parse("2026-Q1"))
    assert march is not None
    assert quarter is not None
    assert (march.value, quarter.value) == (Value(6), Value(11))
    assert rules.whole(told, rules.parse("2026-H1")) is None
    assert rules.whole([], rules.parse("2026-H1")) is None


def test_a_chart_is_drawn_of_names_as_they_are_and_breaks_no_policy() -> None:
    bars = [Bar("<b>&局", Fraction(1, 3), '33.3%"'), Bar("乙局", None, "—", marked=True)]
    for drawn in (
        rules.bars('占比"<', bars),
        rules.months(
            "月", [rules.Column("26-01", Fraction(1, 7), "≥", Fraction(6, 7)), rules.Column("26-02", None, "—")]
        ),
    ):
        root = ElementTree.fromstring(drawn)
        assert root.attrib["role"] == "img"
        assert not any("style" in node.attrib for node in root.iter())
        assert "<script" not in drawn
    names = [node.text for node in ElementTree.fromstring(rules.bars("x", bars)).iter() if node.text]
    assert names[0] == "<b>&局"


@given(st.text(max_size=20), st.integers(0, 9), st.none() | st.integers(0, 9))
def test_a_figure_is_kept_and_read_again(title: str, n: int, of: int | None) -> None:
    one: Any = rules.table()["on_time"]._replace(title=title)
    line = rules.Line(one, Value(n, of), Value(1), None if of else Value(2), {"甲": Value(1, 2)}, {})
    told = rules.Snapshot(MONTH, _AT, 7, 1, "d", (line,), {"甲": "甲局"}, "90", 3, "")
    assert rules.restored(rules.kept(told)) == told
