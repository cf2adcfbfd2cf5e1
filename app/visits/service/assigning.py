"""A draw's visits: each enterprise drawn gets one, with everybody whom the draw sends, on a day that is free."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from app.accounts.models import User
from app.departments.models import Department
from app.draws import queries as draws
from app.draws import rules as draw_rules
from app.draws.models import Draw
from app.draws.queries import Standing
from app.enterprises.rules import State as Business
from app.inspectors.models import Inspector
from app.items.models import Item
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Refused
from app.kernel.permissions import SYSTEM, Actor
from app.ledger.service import record
from app.plans.models import PlanTask
from app.visits import queries, rules
from app.visits.models import Companion, DrawnVisit, Look, Member, Visit
from app.visits.rules import Ask, Basis, Placed, State
from app.visits.service.drafting import PREFIX
from app.visits.service.passes import call_off, new_code
from app.visits.service.registers import Known, named, sent
from app.visits.service.telling import tell_departments, tell_enterprise, tell_people

JOIN = "、"


class Outcome(NamedTuple):
    """What an alignment did: visits made, called off, with others sent, and those for which no day is left."""

    made: int
    called_off: int
    exchanged: int
    left: int


def schedule(draw: Draw, *, by: User, at: datetime) -> Outcome:
    """Make the visits of a draw, or bring those that it has in line with it. Refuses a draw without a result, and one
    whose plan is kept elsewhere.
    """
    found = draws.by_number(draw.number, lock=True)
    if found.state not in draw_rules.HAS_RESULT:
        raise Conflict("draw_wrong_state")
    if not queries.tasks_of(found):
        raise Refused("visit_draw_foreign", status=409)
    outcome = _align(found, drafted_by_id=by.id, by=by, at=at)
    record("visit:schedule", found.number, by=by, at=at, **outcome._asdict())
    return outcome


def follow(*, at: datetime) -> int:
    """Bring the visits of this year's draws in line with what was replaced and recused since, or made void."""
    done = 0
    for draw in queries.followed(clock.day(at).year):
        if queries.differences(draw).number:
            found = draws.by_number(draw.number, lock=True)
            first = queries.of_draw(found)[0]
            outcome = _align(found, drafted_by_id=first.drafted_by_id, by=SYSTEM, at=at)
            changed = outcome.made + outcome.called_off + outcome.exchanged
            done += changed
            if changed:
                record("visit:schedule", found.number, by=SYSTEM, at=at, **outcome._asdict())
    return done


def _align(draw: Draw, *, drafted_by_id: int, by: Actor, at: datetime) -> Outcome:
    differ = queries.differences(draw)
    for visit in differ.away:
        call_off(visit, by=by, at=at)
    known = named(draw, [*differ.missing, *(one for _, one in differ.exchanged)], at)
    for visit, standing in differ.exchanged:
        joined = [one for one in visit.inspectors if one.department.code not in standing.inspectors]
        exchange(visit, [*sent(standing, known), *joined], by=by, at=at)
    placed = _places(draw, differ.missing, known, at)
    made = [
        assign(draw, one, known, placed[one.uscc], drafted_by_id=drafted_by_id, by=by, at=at)
        for one in differ.missing
        if one.uscc in placed
    ]
    tell_departments(draw, made, at=at)
    return Outcome(len(made), len(differ.away), len(differ.exchanged), len(differ.missing) - len(made))


def _places(draw: Draw, wanted: Sequence[Standing], known: Known, at: datetime) -> dict[str, Placed]:
    """A day for each visit whose enterprise the directory knows."""
    if not wanted or not known.tasks:
        return {}
    room = queries.room(draw, known.tasks, known.people, clock.day(at))
    asks = [
        Ask(one.uscc, one.tasks, tuple(sorted(queries.certificates(one)))) for one in wanted if one.uscc in known.firms
    ]
    return rules.place(asks, room, queries.busy(known.people.values(), clock.day(at)))


def assign(
    draw: Draw, standing: Standing, known: Known, placed: Placed, *, drafted_by_id: int, by: Actor, at: datetime
) -> Visit:
    """One visit for one enterprise drawn: all its tasks, all their departments. It has its pass at once, unless
    something stops it by now; then it lies as a draft and says what.
    """
    visit = _filled(standing, known)
    visit.number, visit.origin = serials.following(PREFIX, clock.day(at)), f"{draw.number}/{standing.uscc}"
    visit.drawn = DrawnVisit(draw=draw, uscc=standing.uscc, tasks=list(standing.tasks))
    visit.starts_on = visit.ends_on = placed.on
    visit.drafted_by_id, visit.drafted_at, visit.state_since, visit.revised_at = drafted_by_id, at, at, at
    stopped = _stopped(visit, known)
    visit.state, visit.code = (State.DRAFT, None) if stopped else (State.REGISTERED, new_code())
    db.session.add(visit)
    db.session.flush()
    if not stopped:
        tell_enterprise(visit, "visit_registered", at=at)
    tell_people(visit, visit.inspectors, at=at)
    facts: dict[str, Any] = {"draw": draw.number, "enterprise": standing.uscc, "tasks": list(standing.tasks)}
    facts |= {"departments": [one.code for one in visit.departments], "crowded": "yes" if placed.crowded else "no"}
    record("visit:assign", visit.number, by=by, at=at, state=visit.state, day=placed.on, **facts)
    return visit


def _filled(standing: Standing, known: Known) -> Visit:
    """Whom, who goes, what for and what is looked at, as the draw and the plan say."""
    tasks = [known.tasks[number] for number in standing.tasks]
    lead, *others = _units(standing, tasks, known)
    return Visit(
        enterprise=known.firms[standing.uscc],
        department=lead,
        parties=[Companion(department=one) for one in others],
        basis=Basis.TASK,
        basis_ref=JOIN.join(standing.tasks),
        basis_on=None,
        reason=JOIN.join(task.name for task in tasks)[:300],
        members=[Member(inspector=one) for one in sent(standing, known)],
        looked_at=[Look(item=one) for one in _items(tasks)],
        entries=[],
        covered=[],
        filing="",
    )


def _units(standing: Standing, tasks: Sequence[PlanTask], known: Known) -> list[Department]:
    """The departments that go: the first task's lead before all others."""
    first = [one.code for one in tasks[0].departments]
    codes = [*(code for code in first if code in standing.inspectors), *sorted(standing.inspectors)]
    return [known.units[code] for code in dict.fromkeys(codes)]


def _items(tasks: Iterable[PlanTask]) -> list[Item]:
    found = {item.code: item for task in tasks for item in task.items}
    return [found[code] for code in sorted(found)]


def _stopped(visit: Visit, known: Known) -> bool:
    """Whether the visit cannot be registered as it is; its page says why."""
    barred = any((visit.enterprise.id, one.code) in known.barred for one in visit.departments)
    closed = visit.enterprise.state is not Business.ACTIVE
    return barred or closed or any(map(rules.stops, queries.people_points(visit, known.days)))


def exchange(visit: Visit, people: Sequence[Inspector], *, by: Actor, at: datetime) -> None:
    """Send others: an inspector was recused after the draw. Who is new is told."""
    there = {one.inspector_id: one for one in visit.members}
    new = [one for one in people if one.id not in there]
    visit.members = [there.get(one.id) or Member(inspector=one) for one in people]
    visit.revised_at = at
    tell_people(visit, new, at=at)
    record("visit:exchange", visit.number, by=by, at=at, inspectors=[one.certificate_no for one in people])
