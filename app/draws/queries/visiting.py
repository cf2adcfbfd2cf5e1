"""Who is to be visited by whom, after everything that was replaced."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from app.accounts.models import User
from app.draws import rules
from app.draws.models import Draw, DrawFile, DrawRecusal, GoneTarget
from app.inspectors import queries as inspectors
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Missing
from app.kernel.permissions import Role
from app.policy import queries as policy
from app.workdays import queries as workdays
from app.workdays.rules import due


class Standing(NamedTuple):
    """A visit as it is to be made now. `place` is that in the order, `instead_of` the target that fell away for it.

    `recused` names by department who was replaced; `since` is the instant from which inspectors can be recused.
    """

    place: int
    uscc: str
    ticket: str
    tasks: tuple[str, ...]
    inspectors: dict[str, tuple[str, ...]]
    recused: dict[str, tuple[str, ...]]
    instead_of: str
    since: datetime


def result(draw: Draw) -> Mapping[str, Any]:
    """`result.json` as values; empty before the draw."""
    asked = select(DrawFile.content).where(DrawFile.draw_id == draw.id, DrawFile.name == rules.RESULT)
    content = db.session.scalar(asked)
    return json.loads(bytes(content).decode()) if content is not None else {}


def gone(draw: Draw) -> Sequence[GoneTarget]:
    """The targets that fell away, in the order in which they did."""
    asked = select(GoneTarget).where(GoneTarget.draw_id == draw.id)
    return db.session.scalars(asked.order_by(GoneTarget.position)).all()


def recusals(draw: Draw, uscc: str | None = None) -> Sequence[DrawRecusal]:
    """The inspectors recused after the draw, of one visit or of all."""
    asked = select(DrawRecusal).where(DrawRecusal.draw_id == draw.id).order_by(DrawRecusal.id)
    return db.session.scalars(asked if uscc is None else asked.where(DrawRecusal.uscc == uscc)).all()


def standing(draw: Draw) -> list[Standing]:
    """The visits that are to be made, in the order of the draw, those that came instead of others after them.

    Of a draw that became void before it was drawn: those that it would have had.
    """
    fallen, since = gone(draw), draw.drawn_at or draw.voided_at or draw.drafted_at
    told: list[tuple[Mapping[str, Any], str, datetime]] = [
        (visit, "", since) for visit in result(draw).get("visits", [])
    ]
    told += [(visit, one.uscc, one.replaced_at) for one in fallen for visit in one.outcome["visits"]]
    away, turned = {one.uscc for one in fallen}, _by_visit(recusals(draw))
    found = [_visit(place, *one, turned.get(one[0]["uscc"], [])) for place, one in enumerate(told, 1)]
    return [visit for visit in found if visit.uscc not in away]


def drawn(plan_year: int) -> Mapping[str, set[str]]:
    """By task of a year's plan the codes of those drawn for it, as it stands after everything that was replaced."""
    found: dict[str, set[str]] = defaultdict(set)
    made = select(Draw).where(Draw.plan_year == plan_year, Draw.state.in_((rules.State.DRAWN, rules.State.PUBLISHED)))
    for draw in db.session.scalars(made.order_by(Draw.id)):
        for visit in standing(draw):
            for task in visit.tasks:
                found[task].add(visit.uscc)
    return found


def _by_visit(found: Iterable[DrawRecusal]) -> dict[str, list[DrawRecusal]]:
    turned: dict[str, list[DrawRecusal]] = {}
    for one in found:
        turned.setdefault(one.uscc, []).append(one)
    return turned


def _visit(
    place: int, told: Mapping[str, Any], instead_of: str, since: datetime, turned: Sequence[DrawRecusal]
) -> Standing:
    sent = {department: list(names) for department, names in told["inspectors"].items()}
    recused: dict[str, list[str]] = {}
    for one in turned:
        sent[one.department].remove(one.certificate_no)
        sent[one.department] += [one.replacement] if one.replacement else []
        recused.setdefault(one.department, []).append(one.certificate_no)
    return Standing(
        place,
        told["uscc"],
        told["ticket"],
        tuple(told["tasks"]),
        {department: tuple(names) for department, names in sent.items()},
        {department: tuple(names) for department, names in recused.items()},
        instead_of,
        since,
    )


def visit(draw: Draw, uscc: str) -> Standing:
    """The visit to this enterprise. Raises `Missing` where there is none, or none any more."""
    found = next((one for one in standing(draw) if one.uscc == uscc), None)
    if found is None:
        raise Missing("draw_visit_missing", uscc=uscc[:40])
    return found


def own_visit(draw: Draw, uscc: str, code: str, certificate_no: str) -> Standing:
    """The visit of this department to which this inspector is sent. Raises `Missing`, one answer whatever is not so:
    whoever is not sent learns of no target.
    """
    found = next((one for one in of_department(draw, code) if one.uscc == uscc), None)
    if found is None or certificate_no not in found.inspectors[code]:
        raise Missing("draw_inspector_not_sent")
    return found


def check_recuser(certificate_no: str, by: User) -> None:
    """Whoever has an account is recused by themselves alone; for who has none a clerk speaks. Raises `Missing` where
    somebody who inspects speaks for another.
    """
    own = inspectors.find(certificate_no)
    account = own.account if own else None
    if account is not None and account.user_id == by.id:
        return
    if by.role is Role.INSPECTOR:
        raise Missing("draw_inspector_not_sent")
    if account is not None:
        raise Conflict("draw_recusal_by_oneself")


def of_department(draw: Draw, code: str) -> list[Standing]:
    """The visits in which this department takes part."""
    return [one for one in standing(draw) if code in one.inspectors]


def recusable_until(since: datetime) -> date:
    """The last day on which an inspector of a visit that was drawn at `since` can be recused."""
    on = clock.day(since)
    return due(on, int(policy.term("draw.recuse_within", on).value), workdays.calendar()).on
