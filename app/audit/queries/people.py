"""Who went: too few, without a valid certificate, recused."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select

from app.audit.queries.entering import entries, fact
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import by_version, versions
from app.audit.rules import Fact, link
from app.departments.models import Department
from app.inspectors.models import Inspector, Recusal
from app.kernel.db import db
from app.visits.models import CheckIn, Companion, Member, Visit


@finds("inspectors_few")
def inspectors_few(asked: Asked) -> Iterator[Fact]:
    """A department that took part sent fewer than `draw.min_inspectors`; where one went alone, whoever went is its."""
    together = _together(asked)
    for few, unit in ((_alone(asked), Visit.department_id), (together, together.c.unit_id)):
        for row in db.session.execute(_told(asked, few, unit)):
            found = fact("inspectors_few", row, part=row.people, department=row.name)
            yield found._replace(subject=f"{found.subject}/{row.code}", department_id=row.unit_id)


def _told(asked: Asked, few: Any, unit: Any) -> Select[Any]:
    """The entries of the visits to which a department sent few people: fewer than the rule of the day asks for."""
    told = (Department.id.label("unit_id"), Department.code, Department.name, few.c.people)
    made = _of_unit(asked, unit, *told)
    made = made.join(few, few.c.visit_id == Visit.id).join(Department, Department.id == unit)
    return made.where(by_version("draw.min_inspectors", CheckIn.on, lambda least: few.c.people < int(least)))


def _of_unit(asked: Asked, unit: Any, *more: Any) -> Select[Any]:
    """The entries; where one department is asked for, those that are put down to it, whoever leads the visit."""
    made = entries(asked._replace(department_id=None), *more)
    return made if asked.department_id is None else made.where(unit == asked.department_id)


def _most() -> int:
    """What the strictest version asks for: who sent as many is not looked at again."""
    return max((int(str(one.value)) for one in versions("draw.min_inspectors")), default=0)


def _alone(asked: Asked) -> Any:
    """Visits without companions to which hardly anybody was sent."""
    people, alone = func.count(Member.inspector_id), ~exists().where(Companion.visit_id == Visit.id)
    few = select(Visit.id.label("visit_id"), people.label("people")).outerjoin(Member, Member.visit_id == Visit.id)
    few = asked.narrow(few, enterprise=Visit.enterprise_id, department=Visit.department_id)
    return _once(few.where(alone).group_by(Visit.id).having(people < _most()))


def _together(asked: Asked) -> Any:
    """Each department of a joint visit of whose inspectors hardly anybody was sent."""
    joint = select(Companion.visit_id).join(Visit, Visit.id == Companion.visit_id)
    joint = asked._replace(department_id=None).narrow(joint, enterprise=Visit.enterprise_id)
    along = select(Companion.visit_id, Companion.department_id.label("unit_id")).where(Companion.visit_id.in_(joint))
    leads = select(Visit.id, Visit.department_id).where(Visit.id.in_(joint))
    if asked.department_id is not None:
        along = along.where(Companion.department_id == asked.department_id)
        leads = leads.where(Visit.department_id == asked.department_id)
    units = along.union_all(leads).subquery()
    people = select(Member.visit_id, Inspector.id, Inspector.department_id)
    sent = people.join(Inspector, Inspector.id == Member.inspector_id).subquery()
    same = and_(sent.c.visit_id == units.c.visit_id, sent.c.department_id == units.c.unit_id)
    few = select(*units.c, func.count(sent.c.id).label("people")).outerjoin(sent, same)
    return _once(few.group_by(*units.c).having(func.count(sent.c.id) < _most()))


def _once(few: Any) -> Any:
    """Few rows that it takes a look at all visits to find: no process finds them for itself again."""
    return few.cte().prefix_with("MATERIALIZED")


def _sent(asked: Asked, *more: Any) -> Select[Any]:
    """Every inspector of an entry."""
    unit = Inspector.department_id
    made = _of_unit(asked, unit, Inspector.certificate_no, unit.label("unit_id"), *more)
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
