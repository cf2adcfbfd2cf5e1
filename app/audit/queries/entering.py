"""Entries: in an emergency, without a pass, before they were registered, on another day; people without a pass."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select

from app.audit.queries.registry import Asked, finds
from app.audit.rules import Fact, figures, link
from app.draws import queries as draws
from app.enterprises.models import Enterprise
from app.kernel.db import db
from app.publication.queries.rating import JOIN
from app.visits.models import CheckIn, DrawnVisit, Judgement, Sighting, Visit
from app.visits.rules import LEADS, Basis, Sight, State

_PASSED = (State.REGISTERED, State.EMERGENCY)
COLUMNS = (
    Visit.number,
    Visit.department_id,
    Visit.enterprise_id,
    Visit.filing,
    CheckIn.on,
    CheckIn.entered_at,
    CheckIn.left_at,
)


def entries(asked: Asked, *more: Any) -> Select[Any]:
    """The entries until the day, each with its visit."""
    made = select(*COLUMNS, *more).select_from(CheckIn).join(Visit, Visit.id == CheckIn.visit_id)
    made = made.where(CheckIn.on <= asked.on)
    return asked.narrow(made, enterprise=Visit.enterprise_id, department=Visit.department_id)


def fact(code: str, row: Row[Any], **more: Any) -> Fact:
    """An entry that breaks a rule: its subject is the visit and the day."""
    return Fact(
        code,
        f"{row.number}/{row.on}",
        row.on,
        row.department_id,
        row.enterprise_id,
        (link("visits.show", number=row.number),),
        figures(entered_at=row.entered_at, **more),
    )


@finds("emergency_unjudged")
def emergency_unjudged(asked: Asked) -> Iterator[Fact]:
    """Entered before anybody approved, and the office has not judged it."""
    judged = exists().where(Judgement.visit_id == Visit.id)
    for row in db.session.execute(entries(asked).where(Visit.state == State.EMERGENCY, ~judged)):
        yield fact("emergency_unjudged", row)


@finds("no_pass")
def no_pass(asked: Asked) -> Iterator[Fact]:
    """Somebody went in, and the visit has no pass that the enterprise could have checked."""
    bare = or_(Visit.code.is_(None), Visit.state.not_in(_PASSED))
    for row in db.session.execute(entries(asked, Visit.state).where(bare)):
        yield fact("no_pass", row, state=row.state)


_UNLIKE: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "registered_late": (
        or_(
            Visit.drafted_at > CheckIn.entered_at,
            and_(Visit.state == State.REGISTERED, Visit.state_since > CheckIn.entered_at),
        ),
        (Visit.drafted_at, Visit.state_since),
    ),
    "another_day": (or_(CheckIn.on < Visit.starts_on, CheckIn.on > Visit.ends_on), (Visit.starts_on, Visit.ends_on)),
    "lead_undated": (
        and_(Visit.basis.in_(sorted(LEADS)), or_(Visit.basis_on.is_(None), Visit.basis_on > CheckIn.on)),
        (Visit.basis_ref, Visit.basis_on),
    ),
}


@finds(*_UNLIKE)
def unlike(asked: Asked) -> Iterator[Fact]:
    """Entries unlike what their visit's row says, in one look at all of them.

    The visit was written down, or had its pass, only after somebody had gone in; somebody went in on a day that is none
    of the visit's; nobody wrote down the day of the lead that it rests on, or it is later than the entry.
    """
    flags = [broken.label(code) for code, (broken, _) in _UNLIKE.items()]
    told = [column for _, columns in _UNLIKE.values() for column in columns]
    wanted = entries(asked, *flags, *told).where(or_(*(broken for broken, _ in _UNLIKE.values())))
    for row in db.session.execute(wanted):
        for code, (_, columns) in _UNLIKE.items():
            if getattr(row, code):
                yield fact(code, row, **{column.key: getattr(row, column.key) for column in columns})


@finds("never_left")
def never_left(asked: Asked) -> Iterator[Fact]:
    """Somebody went in on a day before and has not gone out."""
    for row in db.session.execute(entries(asked).where(CheckIn.left_at.is_(None), CheckIn.on < asked.on)):
        yield fact("never_left", row, days=(asked.on - row.on).days)


@finds("sighting_unjoined")
def sighting_unjoined(asked: Asked) -> Iterable[Fact]:
    """An enterprise saw people without a pass, and the office has not judged it. No department learns of it."""
    wanted = select(Sighting).where(
        Sighting.kind == Sight.UNANNOUNCED, Sighting.on <= asked.on, Sighting.judged_at.is_(None)
    )
    wanted = asked.narrow(wanted, enterprise=Sighting.enterprise_id, department=Sighting.department_id)
    for one in db.session.scalars(wanted.order_by(Sighting.id)):
        yield Fact(
            "sighting_unjoined",
            f"sighting/{one.id}",
            one.on,
            one.department_id,
            one.enterprise_id,
            (link("visits.judge_sighting", sighting_id=one.id),),
            figures(at=one.at, place=one.place or None),
        )


@finds("outside_draw")
def outside_draw(asked: Asked) -> Iterator[Fact]:
    """A visit that says it is for a drawn task went to an enterprise that no draw had taken for it."""
    sent = exists().where(DrawnVisit.visit_id == Visit.id)
    wanted = entries(asked, Visit.basis_ref, Enterprise.uscc).join(Enterprise, Enterprise.id == Visit.enterprise_id)
    rows = db.session.execute(wanted.where(Visit.basis == Basis.TASK, ~sent)).all()
    drawn = {year: draws.drawn(year) for year in {row.on.year for row in rows}}
    for row in rows:
        tasks = drawn[row.on.year]
        if not any(row.uscc in tasks.get(task, ()) for task in row.basis_ref.split(JOIN)):
            yield fact("outside_draw", row, task=row.basis_ref)
