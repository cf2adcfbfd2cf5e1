"""The clock."""

from datetime import UTC, datetime, timedelta

import pytest

from app.kernel import clock


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    assert clock.day(datetime(2026, 9, 11, 15, 59, tzinfo=UTC)).isoformat() == "2026-09-11"
    assert clock.day(datetime(2026, 9, 11, 16, 0, tzinfo=UTC)).isoformat() == "2026-09-12"


def test_the_demo_clock_runs_beside_the_real_one(frozen, at) -> None:
    try:
        clock.shift(timedelta(days=-30))
        assert clock.now() == at - timedelta(days=30)
    finally:
        clock.shift(timedelta())
    assert clock.now() == at


def test_an_instant_without_its_offset_is_not_stored(app) -> None:
    from app.kernel.db import Instant

    with pytest.raises(ValueError, match="offset"):
        Instant().process_bind_param(datetime(2026, 9, 11), None)  # noqa: DTZ001
