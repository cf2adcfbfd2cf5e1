"""A year's list with units behind its names, made by the services."""

from datetime import UTC, datetime
from typing import Any

from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Role
from app.measures import queries, schemas, service
from app.measures.models import Measure
from app.measures.rules import Holder, Quarter
from tests import make

# Friday 11 September 2026: the third quarter is reported by the 15th.
AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
OVER = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)
Q3 = Quarter(2026, 3)


class Cast:
    """The shipped list for 2026; one department leads what 市发改局 leads, the office what it leads itself."""

    def __init__(self) -> None:
        make.calendar()
        make.rulebook()
        self.department = make.department("沅江市发展和改革局", short_name="发改局")
        self.clerk = make.user(Role.CLERK, self.department)
        self.stranger = make.user(Role.CLERK)
        self.officer = make.user(Role.OVERSIGHT)
        with transaction():
            service.load(schemas.shipped(2026), digest="0" * 64, by=SYSTEM, at=make.AT)
        with transaction():
            service.match("市优办", Holder.OFFICE, None, by=self.officer, at=make.AT)

    def measure(self, number: int) -> Measure:
        return queries.get(2026, number)

    def report(self, number: int, *figures: str, at: datetime = AT, **more: Any) -> None:
        """The clerk's report of the third quarter: a figure for each target, in their order."""
        measure = self.measure(number)
        values = {"behind": False, "words": "已经办了。", "trouble": "", **more}
        who = values.pop("by", self.clerk)
        told = {one.id: schemas.rules.decimal(text) for one, text in zip(measure.targets, figures, strict=True)}
        with transaction():
            service.report(self.measure(number), Q3, figures=told, by=who, at=at, **values)
