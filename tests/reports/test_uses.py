"""What is told of the complaint form: enough forms of whole months, kept once they can change no more; on both
databases.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from app.complaints import service as complaints
from app.complaints.rules import Use
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.reports import queries, rules, service
from app.reports.rules import Value
from tests.complaints import story

OCTOBER, NOVEMBER = datetime(2026, 10, 9, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)
LATER = datetime(2027, 2, 3, tzinfo=UTC)
NONE = (9, 9, Value(0, 0))
SOME = [1, 4, 8, 8, 9, 200]


@pytest.fixture
def visitor(app: Flask) -> Any:
    story.city()
    return app.test_client()


def use(at: datetime, *filed: int | None, given_up: int = 0, after: timedelta = timedelta()) -> None:
    """Forms begun at an instant and filed after so many minutes (None: unknown), or given up."""
    with transaction():
        for _ in range(len(filed) + given_up):
            complaints.count_begun(at=at)
        for minutes in filed:
            done = at + (after or timedelta(minutes=minutes or 0))
            opened = (done - timedelta(minutes=minutes)).isoformat() if minutes is not None else ""
            complaints.count_filed({"began": at.isoformat(), "opened": opened}, at=done)


def close(year: int, month: int) -> None:
    with transaction():
        service.close_months(by=SYSTEM, at=datetime(year, month, 1, 1, 0, tzinfo=UTC))


def told() -> tuple[list[Any], list[Any]]:
    done = [(one.first.month, one.last.month, one.told) for one in queries.completion(at=LATER)]
    return done, [(one.first.month, one.last.month, step) for one, step in queries.minutes(at=LATER)]


def test_a_month_is_told_when_the_next_one_is_over_and_never_changes(visitor: Any) -> None:
    close(2026, 10)
    use(OCTOBER, *SOME, None, given_up=5)
    close(2026, 11)
    assert told() == ([NONE], [])
    use(OCTOBER, 8, after=timedelta(days=27))
    use(OCTOBER, 8, after=timedelta(days=29))
    close(2026, 12)
    kept = told()
    assert kept == ([NONE, (10, 10, Value(8, 14))], [(10, 10, Use.TEN)])
    use(OCTOBER, *SOME)
    close(2027, 1)
    assert told()[0][:2] == kept[0]
    assert told()[1] == kept[1]


def test_months_of_few_forms_are_told_together_and_few_of_a_part_as_a_span(visitor: Any) -> None:
    close(2026, 10)
    use(OCTOBER, 1, 1, 1, given_up=1)
    use(NOVEMBER, 20, 20, 20, 20)
    close(2026, 12)
    assert told() == ([NONE], [])
    with time_machine.travel(LATER, tick=False):
        assert "2026-10" not in visitor.get("/public/stats.csv").text.partition("投诉表单")[2]
    close(2027, 1)
    assert told() == ([NONE, (10, 11, Value(1, 8, 7))], [])


def test_a_beginning_that_was_not_counted_makes_no_share_above_all(visitor: Any) -> None:
    close(2026, 10)
    use(OCTOBER, *SOME)
    with transaction():
        db.session.execute(text("DELETE FROM form_uses WHERE what = 'begun'"))
    close(2026, 12)
    assert told()[0] == [NONE, (10, 10, Value(6, 6))]


def test_everybody_reads_share_and_median_and_no_number_of_the_steps(visitor: Any) -> None:
    close(2026, 10)
    use(OCTOBER, *SOME, *[None] * 2, given_up=8)
    use(NOVEMBER, 44)
    close(2027, 1)
    with time_machine.travel(LATER, tick=False):
        page, sheet = visitor.get("/public/stats").text, visitor.get("/public/stats.csv").text
        meanings = visitor.get("/public/definitions").text
    for one in rules.form():
        assert one.title in page
        assert one.meaning in page
        assert one.meaning in meanings
    assert "8 / 16" in page
    assert "6～10 分钟" in page
    rows = [line.split(",")[:6] for line in sheet.splitlines() if line.startswith("投诉表单")]
    assert rows == [
        ["投诉表单完成率", "2026-09-01", "2026-09-30", "'--", "0", "0"],
        ["投诉表单完成率", "2026-10-01", "2026-10-31", "50%", "8", "16"],
        ["投诉表单填写用时", "2026-10-01", "2026-10-31", "6～10 分钟", "", ""],
    ]
    assert "31～60 分钟" not in sheet.replace(rules.form()[1].meaning, "")
