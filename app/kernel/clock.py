"""The one clock. Instants are aware and in UTC; days are civil days of Asia/Shanghai (rules.md, opening)."""

import time as machine
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_offset = timedelta()


def now() -> datetime:
    """The present instant, in UTC, moved by the demo clock's offset where one is set."""
    return datetime.now(UTC) + _offset


def wall() -> datetime:
    """The real instant, whatever the demo clock says: for waits, never for what a case is told."""
    return datetime.now(UTC)


def running() -> tuple[str, float]:
    """Since when this machine runs and for how many seconds: a mark of its start, and a clock that nobody can set.

    The mark is empty where the system tells none.
    """
    try:
        return _BOOT.read_text().strip(), machine.clock_gettime(machine.CLOCK_BOOTTIME)
    except (OSError, AttributeError):
        return "", 0.0


def day(at: datetime) -> date:
    """The civil day in Asia/Shanghai on which the instant lies."""
    return at.astimezone(SHANGHAI).date()


def today() -> date:
    """The present civil day in Asia/Shanghai."""
    return day(now())


def shift(offset: timedelta) -> None:
    """Let the clock run `offset` away from the real one: for the demo city only."""
    global _offset
    _offset = offset


def local(at: datetime) -> datetime:
    """The same instant, told as Asia/Shanghai tells it."""
    return at.astimezone(SHANGHAI)


def midnight(on: date, *, days: int = 0) -> datetime:
    """The instant at which a civil day of Asia/Shanghai, or the one `days` later, begins."""
    return datetime.combine(on + timedelta(days=days), time(), SHANGHAI)
