"""Nothing is done under a clock that is not believed, and a person is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock, runs, timer
from app.kernel.db import db
from app.kernel.permissions import Role
from app.kernel.runs import Seen, Trouble
from tests import make

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
DAYS = timedelta(days=1)


def later(by: timedelta, *, ran: timedelta | None = None, boot: str = "one") -> Trouble | None:
    """What a tick makes of the clock `by` after one before it, the machine having run for `ran`."""
    return runs.judged(
        Seen(AT, "one", 100.0), Seen(AT + by, boot, 100.0 + (by if ran is None else ran).total_seconds())
    )


def test_the_first_tick_believes_what_it_sees() -> None:
    assert runs.judged(None, Seen(AT, "one", 1.0)) is None


@given(st.timedeltas(timedelta(), timedelta(days=4000)))
def test_a_service_that_stood_still_while_its_machine_ran_is_believed(by: timedelta) -> None:
    assert later(by) is None


@given(st.timedeltas(timedelta(minutes=6), timedelta(days=4000)), st.timedeltas(timedelta(), timedelta(days=30)))
def test_a_clock_that_was_set_is_found_out_however_long_ago_the_last_tick_was(set_by: Any, ran: Any) -> None:
    assert later(ran + set_by, ran=ran) is Trouble.AHEAD
    assert later(ran - set_by, ran=ran) is Trouble.BACK


@pytest.mark.parametrize(
    ("by", "found"),
    [
        (timedelta(minutes=1), None),
        (-timedelta(minutes=4), None),
        (2 * DAYS, None),
        (2 * DAYS + timedelta(seconds=1), Trouble.AHEAD),
        (400 * DAYS, Trouble.AHEAD),
        (-timedelta(minutes=6), Trouble.BACK),
        (-2 * DAYS, Trouble.BACK),
    ],
)
def test_after_a_restart_of_the_machine_the_last_tick_is_all_there_is(by: timedelta, found: Trouble | None) -> None:
    assert later(by, ran=timedelta(), boot="two") is found
    assert runs.judged(Seen(AT, "", 0.0), Seen(AT + by, "", 0.0)) is found


def tick(app: Flask, *words: str) -> Any:
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["tick", *words])
    db.session.rollback()
    return done


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A single piece of work; the list fills with the instants at which it was done."""
    seen: list[datetime] = []
    monkeypatch.setattr(timer, "WORKS", {"ledger:close": lambda at: seen.append(at) or 1})
    return seen


def test_a_clock_that_jumps_stops_the_work_until_it_is_right_again(app: Flask, frozen: Any, works: Any) -> None:
    assert tick(app).exit_code == 0
    for moment in (AT + 400 * DAYS, AT - 2 * DAYS):
        frozen.move_to(moment)
        done = tick(app)
        assert done.exit_code == 1
        assert "flask tick --clock-is-right" in done.output
    frozen.move_to(AT + timedelta(minutes=1))
    assert tick(app).exit_code == 0
    assert works == [AT, AT + timedelta(minutes=1)]


def test_the_alarm_stands_until_somebody_says_that_the_clock_is_right(app: Flask, frozen: Any, works: Any) -> None:
    tick(app)
    frozen.move_to(AT + 400 * DAYS)
    tick(app)
    frozen.move_to(AT)
    assert tick(app).exit_code == 0
    assert runs.trouble(at=AT) is Trouble.AHEAD
    assert tick(app, "--clock-is-right").exit_code == 0
    assert runs.trouble(at=AT) is None


def test_somebody_may_say_that_it_is_right_after_a_long_rest(app: Flask, frozen: Any, works: Any) -> None:
    tick(app)
    frozen.move_to(AT + 30 * DAYS)
    assert tick(app).exit_code == 1
    assert tick(app, "--clock-is-right").exit_code == 0
    assert tick(app).exit_code == 0
    assert len(works) == 3


def test_a_piece_that_fails_is_counted_until_it_does_not(app: Flask, monkeypatch: Any, frozen: Any) -> None:
    faults = [True, True, False]

    def piece(_at: datetime) -> int:
        if faults.pop(0):
            raise ZeroDivisionError("who: somebody")
        return 7

    monkeypatch.setattr(timer, "WORKS", {"ledger:close": piece})
    for failures in (1, 2):
        assert tick(app).exit_code == 1
        [run] = [one for one in runs.runs() if one.name == "ledger:close"]
        assert (run.failures, run.fault) == (failures, "ZeroDivisionError")
        assert runs.trouble(at=clock.wall()) is Trouble.FAILING
    assert tick(app).exit_code == 0
    [run] = [one for one in runs.runs() if one.name == "ledger:close"]
    assert (run.failures, run.count) == (0, 7)
    assert runs.trouble(at=clock.wall()) is None


def test_a_timer_that_stands_still_is_seen_on_the_desk(sqlite_app: Flask, staff: Any, frozen: Any, works: Any) -> None:
    make.rulebook()
    make.calendar()
    office = staff(Role.OVERSIGHT)
    said = "定时任务超过 10 分钟没有运行"
    assert said not in office.get("/desk").text
    tick(sqlite_app)
    frozen.move_to(AT + timedelta(minutes=11))
    assert said in office.get("/desk").text
    assert said in staff(Role.ADMINISTRATOR).get("/admin/timer").text
    tick(sqlite_app)
    assert said not in office.get("/desk").text
    assert "每日封账" in office.get("/admin/timer").text


def test_every_piece_of_work_has_its_word(sqlite_app: Flask) -> None:
    from app.kernel import wording

    assert [name for name in (*timer.WORKS, runs.TICK, runs.CLOCK) if f"timer.work.{name}" not in wording.LABELS] == []
