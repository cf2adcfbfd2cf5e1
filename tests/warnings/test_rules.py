"""Counting: to a number, within days, from the beginning after each warning."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.warnings.rules import Event, Terms, counted, progress, restarts

FIRST = date(2026, 1, 1)
TWICE = Terms(2, 60, 1)


def event(day: int, name: str = "a") -> Event:
    return Event(FIRST + timedelta(days=day), f"{name}{day}")


def days(*numbers: int) -> list[Event]:
    return [event(day) for day in numbers]


EVENTS = st.lists(st.tuples(st.integers(0, 200), st.sampled_from("abcd")), unique=True, max_size=30).map(
    lambda rows: [event(day, name) for day, name in rows]
)
TERMS = st.builds(Terms, st.integers(1, 4), st.integers(0, 90), st.just(1))


def test_the_last_day_of_the_window_counts_and_the_next_one_does_not() -> None:
    assert counted(days(0, 60), TWICE)[0] == [(event(0), event(60))]
    assert counted(days(0, 61), TWICE)[0] == []
    assert progress(days(0), TWICE, FIRST + timedelta(days=60)) == days(0)
    assert progress(days(0), TWICE, FIRST + timedelta(days=61)) == []


def test_the_counter_begins_anew_after_each_warning() -> None:
    made, held = counted(days(0, 10, 20), TWICE)
    assert made == [(event(0), event(10))]
    assert held == days(20)
    assert [len(counted(days(*range(n)), TWICE)[0]) for n in range(7)] == [0, 0, 1, 1, 2, 2, 3]


def test_what_lies_before_the_last_warning_counts_no_more_what_is_left_of_its_day_does() -> None:
    since = FIRST + timedelta(days=10)
    assert counted(days(5, 12), TWICE, since=since)[1] == days(12)
    left = event(10, "b")
    assert counted([*days(5), left, event(12)], TWICE, since=since)[0] == [(left, event(12))]


@given(EVENTS, TERMS, st.randoms(use_true_random=False))
def test_the_order_in_which_events_come_to_hand_does_not_matter(
    events: list[Event], terms: Terms, any_: Random
) -> None:
    mixed = list(events)
    any_.shuffle(mixed)
    assert counted(mixed, terms) == counted(events, terms)


@given(EVENTS, TERMS)
def test_each_warning_has_exactly_its_number_within_its_days_and_no_event_twice(
    events: list[Event], terms: Terms
) -> None:
    made, held = counted(events, terms)
    for warning in made:
        assert len(warning) == terms.needed
        assert (restarts(warning) - warning[0].on).days <= terms.within
    used = [one for warning in made for one in warning]
    assert len(used) == len(set(used))
    assert set(used).isdisjoint(held)
    assert len(held) < terms.needed


@given(EVENTS, TERMS)
def test_between_two_warnings_no_window_is_full(events: list[Event], terms: Terms) -> None:
    """A second way of counting: whatever stands between two warnings makes none by itself."""
    made, _held = counted(events, terms)
    used, edges = {one for warning in made for one in warning}, [restarts(warning) for warning in made]
    for since, until in zip([date.min, *edges], [*edges, date.max], strict=True):
        between = sorted(one.on for one in set(events) - used if since < one.on < until)
        fulls = zip(between, between[terms.needed - 1 :], strict=False)
        assert all((last - first).days > terms.within for first, last in fulls)


@given(EVENTS, TERMS)
def test_counted_day_by_day_it_is_the_same_as_counted_at_once(events: list[Event], terms: Terms) -> None:
    """As the timer does it: each day what is there by then, less what has counted, from the last warning on."""
    whole, _held = counted(events, terms)
    nightly, used, since = list[object](), set[Event](), None
    for day in sorted({one.on for one in events}):
        known = [one for one in events if one.on <= day and one not in used]
        made, _held = counted(known, terms, since=since)
        for warning in made:
            nightly.append(tuple(warning))
            used |= set(warning)
            since = restarts(warning)
    assert nightly == whole
