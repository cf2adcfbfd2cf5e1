"""Routine visits that should have been one: of one department, of several one after the other."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Row, Select, and_, exists, func, or_, select, type_coerce

from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import by_version
from app.audit.rules import Fact, figures, link
from app.kernel.civil import days_between
from app.kernel.db import db
from app.visits.models import CheckIn, DrawnVisit, JointOffer, Visit
from app.visits.rules import ROUTINE


def _in_turn(asked: Asked, *parts: Any) -> Any:
    """Routine visits that took place, each with the one before it among those alike in these columns."""
    order: dict[str, Any] = {"partition_by": parts, "order_by": (Visit.starts_on, Visit.id)}
    went = exists().where(CheckIn.visit_id == Visit.id, CheckIn.on <= asked.on)
    drawn = exists().where(DrawnVisit.visit_id == Visit.id)
    made = select(
        Visit.id,
        Visit.number,
        Visit.department_id,
        Visit.enterprise_id,
        Visit.starts_on,
        drawn.label("drawn"),
        func.lag(Visit.id).over(**order).label("before_id"),
        func.lag(Visit.number).over(**order).label("before"),
        func.lag(Visit.department_id).over(**order).label("before_unit"),
        type_coerce(func.lag(Visit.ends_on).over(**order), Date).label("before_on"),
        type_coerce(func.lag(drawn).over(**order), Boolean).label("before_drawn"),
    ).where(Visit.basis.in_(sorted(ROUTINE)), went)
    return asked._replace(department_id=None).narrow(made, enterprise=Visit.enterprise_id).subquery()


def _of(asked: Asked, rows: Any) -> Select[Any]:
    """Those of the department that is asked about; of an enterprise the rows are already."""
    return asked._replace(enterprise_id=None).narrow(select(rows), department=rows.c.department_id)


def _near(rows: Any) -> ColumnElement[bool]:
    """Whether the one before lies within `merge.window` days, and a draw did not send both."""
    gap = days_between(rows.c.starts_on, rows.c.before_on)
    near = by_version("merge.window", rows.c.starts_on, lambda days: gap <= int(days))
    return and_(near, or_(~rows.c.drawn, ~rows.c.before_drawn))


def _pair(code: str, row: Row[Any]) -> Fact:
    return Fact(
        code,
        row.number,
        row.starts_on,
        row.department_id,
        row.enterprise_id,
        (link("visits.show", number=row.number), link("visits.show", number=row.before)),
        figures(earlier=row.before_on, days=(row.starts_on - row.before_on).days),
    )


@finds("sections_unmerged")
def sections_unmerged(asked: Asked) -> Iterator[Fact]:
    """One department went to one enterprise twice for routine within the window: that should have been one visit."""
    rows = _in_turn(asked, Visit.enterprise_id, Visit.department_id)
    for row in db.session.execute(_of(asked, rows).where(_near(rows))):
        yield _pair("sections_unmerged", row)


@finds("departments_unjoined")
def departments_unjoined(asked: Asked) -> Iterator[Fact]:
    """Departments went to one enterprise one after the other within the window, and nobody said why not together."""
    rows = _in_turn(asked, Visit.enterprise_id)
    pair = or_(
        and_(JointOffer.host_id == rows.c.id, JointOffer.guest_id == rows.c.before_id),
        and_(JointOffer.guest_id == rows.c.id, JointOffer.host_id == rows.c.before_id),
    )
    apart = exists().where(pair, JointOffer.accepted.is_(False))
    other = rows.c.department_id != rows.c.before_unit
    for row in db.session.execute(_of(asked, rows).where(_near(rows), other, ~apart)):
        yield _pair("departments_unjoined", row)
