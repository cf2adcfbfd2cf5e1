"""How a check is asked: as of a day, of the whole city, of one enterprise or of one department."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, false

from app.audit.rules import Fact
from app.kernel import clock


class Asked(NamedTuple):
    """As of `on`: what happened until its end. Narrowed to an enterprise or to a department by their keys."""

    on: date
    enterprise_id: int | None = None
    department_id: int | None = None

    @property
    def whole(self) -> bool:
        """Whether the whole city is asked."""
        return self.enterprise_id is None and self.department_id is None

    @property
    def end(self) -> datetime:
        """The instant at which the day is over."""
        return clock.midnight(self.on, days=1)

    def narrow(self, asked: Any, *, enterprise: Any = None, department: Any = None) -> Select[Any]:
        """The statement for what is asked; `enterprise` and `department` are the columns that hold the keys."""
        for key, column in ((self.enterprise_id, enterprise), (self.department_id, department)):
            if key is not None:
                asked = asked.where(false() if column is None else column == key)
        narrowed: Select[Any] = asked
        return narrowed


Query = Callable[[Asked], Iterable[Fact]]
QUERIES: dict[str, Query] = {}


def finds(*codes: str) -> Callable[[Query], Query]:
    """Register the query of a check under its code; of several where one look answers them all."""

    def register(query: Query) -> Query:
        QUERIES.update(dict.fromkeys(codes, query))
        return query

    return register
