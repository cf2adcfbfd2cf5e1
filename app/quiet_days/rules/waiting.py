"""How long a request has waited: in working hours, which are some hours of every working day."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from app.kernel.clock import SHANGHAI, local

_SPAN = re.compile(r"^(\d{1,2}):(\d{2})\s*[-–—~～至]\s*(\d{1,2}):(\d{2})$")
Spans = list[tuple[time, time]]


def spans(texts: Iterable[str]) -> Spans:
    """The hours of a working day from `workday.hours`, in order. Raises `ValueError` for what is none."""
    found: Spans = []
    for text in texts:
        match = _SPAN.match(text.strip())
        if match is None:
            raise ValueError(text)
        first, second, third, fourth = (int(part) for part in match.groups())
        found.append((time(first, second), time(third, fourth)))
    return sorted(found)


def hours_after(start: datetime, hours: int, of_day: Spans, is_working: Callable[[date], bool]) -> datetime:
    """The instant at which so many working hours have passed since another one.

    Raises `ValueError` where a working day has no hours: then they never pass.
    """
    left = timedelta(hours=hours)
    if not any(end > begin for begin, end in of_day):
        raise ValueError("no working hours")
    day = local(start).date()
    while True:
        for begin, end in of_day if is_working(day) else ():
            opens = max(datetime.combine(day, begin, SHANGHAI), start)
            closes = datetime.combine(day, end, SHANGHAI)
            if opens + left <= closes:
                return opens + left
            left -= max(closes - opens, timedelta())
        day += timedelta(days=1)
