"""Timelines as rules: the latest first, each visit once; entries on quiet days counted by who and why."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.timelines.rules import Entry, Happening, Kind, counted, line, whole
from app.visits.rules import Basis

DAY = date(2026, 9, 11)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["甲局", "乙局"]),
    st.sampled_from(list(Basis)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def happening(**more: Any) -> Happening:
    return Happening(**{"on": DAY, "kind": Kind.VISIT, "units": ("甲局",), **more})


def test_the_latest_comes_first() -> None:
    days = [date(2026, 3, 1), date(2026, 9, 11), date(2025, 1, 1)]
    assert [one.on for one in line(happening(on=day) for day in days)] == sorted(days, reverse=True)


def test_a_visit_that_another_record_tells_of_too_stands_there_once() -> None:
    own = happening(entered=(DAY,))
    same = happening(kind=Kind.PAST_VISIT)
    others = [
        happening(kind=Kind.PAST_VISIT, units=("乙局",)),
        happening(kind=Kind.PAST_VISIT, on=date(2026, 9, 10)),
        happening(kind=Kind.PAST_PENALTY),
    ]
    assert same not in line([own, same, *others])
    assert {*others} < {*line([own, same, *others])}
    assert same in line([happening(), same])


@given(st.lists(ENTRIES))
def test_every_entry_on_a_quiet_day_is_counted_once(entries: list[Entry]) -> None:
    rows = counted(entries)
    sums = whole(rows)
    assert sums["entries"] == len(entries)
    assert sums["approved"] == sum(one.covered for one in entries)
    assert sums["approved"] + sums["free"] + sums["unapproved"] == len(entries)
    assert sums["judged"] <= sums["unapproved"]
    keys = [(row.unit, row.basis) for row in rows]
    assert keys == sorted({*keys})


@given(ENTRIES)
def test_an_entry_without_cover_is_unapproved_unless_the_rulebook_lets_a_lead_go(one: Entry) -> None:
    (row,) = counted([one])
    assert (row.approved, row.free) == (one.covered, one.free and not one.covered)
    assert row.unapproved == (not one.covered and not one.free)
