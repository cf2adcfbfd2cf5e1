"""Who went: too few, without a valid certificate, recused."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select

from app.audit.queries.entering import entries, fact
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import by_version
from app.audit.rules import Fact, link
from app.departments.models import Department
from app.inspectors.models import Inspector, Recusal
from app.kernel.db import db
from app.visits.models import CheckIn, Companion, Member, Visit


@finds("inspectors_few")
def inspectors_few(asked: Asked) -> Iterator[Fact]:
    """A department that took part sent fewer than `draw.min_inspectors`; where one went alone, whoever went is its."""
    for wanted in (_alone(asked), _together(asked)):
        for row in db.session.execute(wanted):
            found = fact("inspectors_few", row, part=row.people, department=row.name)
            yield found._replace(subject=f"{found.subject}/{row.code}", department_id=row.unit_id)


def _told(asked: Asked, people: Any) -> Select[Any]:
    unit = (Department.id.label("unit_id"), Department.code, Department.name, people.label("people"))
    return entries(asked, *unit).where(by_version("draw.min_inspectors", CheckIn.on, lambda least: people < int(least)))


def _alone(asked: Asked) -> Select[Any]:
    sent = select(Member.visit_id, func.count().label("people")).group_by(Member.visit_id).subquery()
    made = _told(asked, func.coalesce(sent.c.people, 0)).join(Department, Department.id == Visit.department_id)
    made = made.outerjoin(sent, sent.c.visit_id == Visit.id)
    return made.where(~exists().where(Companion.visit_id == Visit.id))


def _together(asked: Asked) -> Select[Any]:
    """Each department of a joint visit, by the department that its inspectors are of."""
    along = select(Companion.visit_id, Companion.department_id)
    leads = select(Visit.id, Visit.department_id).where(Visit.id.in_(select(Companion.visit_id)))
    units = along.union_all(leads).subquery()
    sent = (
        select(Member.visit_id, Inspector.department_id, func.count().label("people"))
        .join(Inspector, Inspector.id == Member.inspector_id)
        .where(Member.visit_id.in_(select(Companion.visit_id)))
        .group_by(Member.visit_id, Inspector.department_id)
        .subquery()
    )
    same = and_(sent.c.visit_id == units.c.visit_id, sent.c.department_id == units.c.department_id)
    made = _told(asked, func.coalesce(sent.c.people, 0)).join(units, units.c.visit_id == Visit.id)
    return made.join(Department, Department.id == units.c.department_id).outerjoin(sent, same)


def _sent(asked: Asked, *more: Any) -> Select[Any]:
    """Every inspector of an entry."""
    made = entries(asked, Inspector.certificate_no, Inspector.department_id.label("unit_id"), *more)
    return made.join(Member, Member.visit_id == Visit.id).join(Inspector, Inspector.id == Member.inspector_id)


def _of_person(code: str, row: Row[Any], **more: Any) -> Fact:
    found = fact(code, row, certificate_no=row.certificate_no, **more)
    return found._replace(
        subject=f"{found.subject}/{row.certificate_no}",
        department_id=row.unit_id,
        evidence=(*found.evidence, link("inspectors.show", number=row.certificate_no)),
    )


@finds("certificate_expired")
def certificate_expired(asked: Asked) -> Iterator[Fact]:
    """The certificate did not hold on the day. One that was renewed since is not judged by its new first day."""
    early = and_(Inspector.valid_from > CheckIn.on, Inspector.revised_at <= CheckIn.entered_at)
    suspects = select(Inspector.id).where(or_(Inspector.valid_until < asked.on, Inspector.valid_from > _FIRST))
    wanted = _sent(asked, Inspector.valid_from, Inspector.valid_until).where(
        Member.inspector_id.in_(suspects), or_(Inspector.valid_until < CheckIn.on, early)
    )
    for row in db.session.execute(wanted):
        yield _of_person("certificate_expired", row, valid_from=row.valid_from, valid_until=row.valid_until)


_FIRST = select(func.min(CheckIn.on)).scalar_subquery()


@finds("recused_sent")
def recused_sent(asked: Asked) -> Iterator[Fact]:
    """Somebody went who must not be sent to this enterprise on that day."""
    same = and_(Recusal.inspector_id == Member.inspector_id, Recusal.enterprise_id == Visit.enterprise_id)
    open_then = or_(Recusal.until_on.is_(None), Recusal.until_on >= CheckIn.on)
    wanted = _sent(asked, Recusal.from_on, Recusal.id.label("recusal")).join(Recusal, same)
    for row in db.session.execute(wanted.where(Recusal.from_on <= CheckIn.on, open_then)):
        yield _of_person("recused_sent", row, recused_from=row.from_on)
