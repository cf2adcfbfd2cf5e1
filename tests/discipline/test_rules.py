"""Which actions lie close after a complaint."""

from datetime import UTC, datetime, timedelta

import pytest

from app.discipline.rules import Action, Close, Kind, State, close, judged
from app.kernel.errors import Refused

FILED = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
FIRM, UNIT, OTHER = 1, 10, 11


def action(after: timedelta, *units: int, ref: str = "JC-1", firm: int = FIRM) -> Action:
    return Action(Kind.VISIT, ref, firm, frozenset(units or {UNIT}), FILED + after)


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (timedelta(seconds=-1), None),
        (timedelta(0), None),
        (timedelta(seconds=1), 0),
        (timedelta(days=1), 1),
        (timedelta(days=180), 180),
        (timedelta(days=181), None),
    ],
)
def test_only_what_comes_after_the_complaint_and_on_the_last_day_at_the_latest(
    after: timedelta, days: int | None
) -> None:
    found = close([action(after)], {(FIRM, UNIT): [FILED]}, 180)
    assert [one.days for one in found] == ([] if days is None else [days])


def test_another_department_and_another_enterprise_are_not_close() -> None:
    filed = {(FIRM, UNIT): [FILED]}
    assert close([action(timedelta(1), OTHER), action(timedelta(1), firm=2)], filed, 180) == []


def test_an_action_stands_once_by_the_nearest_complaint_also_where_several_went() -> None:
    filed = {(FIRM, UNIT): [FILED, FILED + timedelta(days=20)], (FIRM, OTHER): [FILED + timedelta(days=5)]}
    both = action(timedelta(days=30), UNIT, OTHER)
    assert close([both], filed, 180) == [Close(both, UNIT, 10)]


def test_an_entry_is_judged_once_with_words() -> None:
    assert judged(State.OPEN, State.CLEARED, "按计划抽中") is State.CLEARED
    for state, verdict, words in (
        (State.CLEARED, State.PURSUED, "再看"),
        (State.OPEN, State.OPEN, "不变"),
        (State.OPEN, State.PURSUED, ""),
    ):
        with pytest.raises(Refused):
            judged(state, verdict, words)
