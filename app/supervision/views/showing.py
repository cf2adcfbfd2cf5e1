"""One order: its words, what it is about, its clocks, its answer, the minutes, what was done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts import queries as accounts
from app.kernel import clock, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web import gate
from app.kernel.web.pages import instant
from app.supervision import queries, rules
from app.supervision.models import Order
from app.supervision.rules import COLOURS
from app.supervision.views.blueprint import bp, me
from app.workdays import queries as workdays

_P = Permission
OFFERS = {
    "receive": _P.SUPERVISION_ANSWER,
    "answer": _P.SUPERVISION_ANSWER,
    "note": _P.SUPERVISION_ISSUE,
    "withdraw": _P.SUPERVISION_ISSUE,
}


@dataclass(frozen=True)
class Timer:
    """One row of `timer_block`."""

    name: str
    standing: str
    due_on: date
    left: int
    done_on: date | None
    provisional: bool
    first_due_on: date
    starts_on: date
    days: Any
    proof: Any


@bp.get("/supervision/<number>")
@needs(Permission.SUPERVISION_READ)
def show(number: str) -> ResponseReturnValue:
    """The order, and what can be done now."""
    order = queries.by_number(number, to=me())
    if number != order.number:
        return redirect(url_for(".show", number=order.number), 301)
    about = queries.matters(order)
    return render_template(
        "supervision/show.html",
        order=order,
        matters=about,
        ladder=_ladder(order),
        minutes=queries.minutes(order),
        timers=_timers(order),
        history=_history(order),
        offers=offers(order),
    )


def offers(order: Order) -> list[str]:
    """The acts that the page offers: what the state leaves, and whoever looks may do."""
    opened = rules.open_verbs(order.state)
    return [name for name, permission in OFFERS.items() if name in opened and gate.allowed(permission)]


def _ladder(order: Order) -> list[tuple[Any, list[Order]]]:
    """The three colours, each with the orders about the same cases that whoever looks may see."""
    subjects = {one.subject for one in queries.matters(order)}
    found = {one.number: one for subject in subjects for one in queries.of_subject(subject, me())}
    return [(colour, [one for one in found.values() if one.kind is colour]) for colour in COLOURS]


def _timers(order: Order) -> list[Timer]:
    today, clocks = clock.today(), workdays.deadlines(order.number)
    proofs = workdays.proofs(clocks)
    return [
        Timer(
            name=wording.label("deadline_kind", one.kind),
            standing=workdays.standing(one, today, proofs.get(one.id)),
            due_on=one.due_on,
            left=workdays.days_left(one, today),
            done_on=clock.day(one.done_at) if one.done_at else None,
            provisional=one.provisional,
            first_due_on=one.first_due_on,
            starts_on=one.starts_on,
            days=workdays.explain(one),
            proof=proofs.get(one.id),
        )
        for one in clocks
    ]


def _history(order: Order) -> list[dict[str, str]]:
    told = queries.timeline(order)[::-1]
    names = accounts.actors(entry.actor for entry in told)
    return [
        {
            "when": instant(one.at),
            "words": wording.label("ledger_verb", one.verb),
            "unit": names.get(one.actor, ""),
        }
        for one in told
    ]
