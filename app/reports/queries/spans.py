"""The span of a count: its days, and the instant as of which it is taken."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from app.kernel import clock
from app.reports.rules import Row


class Span(NamedTuple):
    """From a day to another, both included, as it stands at an instant."""

    first: date
    last: date
    at: datetime

    @property
    def since(self) -> datetime:
        """The instant at which it begins."""
        return clock.midnight(self.first)

    @property
    def until(self) -> datetime:
        """The instant at which it is over."""
        return clock.midnight(self.last, days=1)


Count = Callable[[Span], Iterator[Row]]
