"""What the pages share: who looks, the rows of a list of clocks, the numbers of two months."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.models import User
from app.departments import queries as departments
from app.desk import queries, rules
from app.desk.queries import Item, clocks
from app.desk.rules import Line, Own, Span, When
from app.kernel import wording
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.supervision.rules import Kind
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind, Standing, Stretch, days_left, month_of

bp = Blueprint("desk", __name__)
_PLACES = {
    Line.COMPLAINT: "complaints.show",
    Line.ARREARS: "complaints.show",
    Line.SUPERVISION: "supervision.show",
    Line.PENALTY: "penalties.show",
    Line.RESULT: "publication.preview",
    Line.FOLLOW_UP: "results.show",
    Line.QUIET_DAY: "quiet_days.show",
    Line.AUDIT: "audit.show",
}


class Row(NamedTuple):
    """A line of a list of clocks: the clock, whose it is, what it is, where it stands, where its case lies.

    `kind` is the order that the rule proposes; `reminds` says whether the unit can be reminded.
    """

    item: Item
    unit: str
    what: str
    left: int
    standing: Standing
    place: str
    reminds: bool
    kind: Kind | None


def me() -> User:
    """Whoever is signed in."""
    user: User = current_user._get_current_object()
    return user


def units() -> dict[int, str]:
    """The short names of the departments by key, and the office's own."""
    return {clocks.OFFICE: _("市优办"), **{one.id: one.short_name for one in departments.every()}}


def rows(items: Sequence[Item], names: dict[int, str], today: date, *, acts: bool = False) -> list[Row]:
    """Clocks as lines; with what can be done about each only for the office, which alone may do it."""
    calendar, kinds = workdays.calendar(), queries.actions(items, today) if acts else {}
    return [
        Row(
            item=one,
            unit=names.get(one.unit, ""),
            what=what(one),
            left=days_left(one.due_on, today, calendar),
            standing=Standing.OVERDUE if one.due_on < today else Standing.DUE_SOON,
            place=place(one),
            reminds=one.key in kinds,
            kind=kinds.get(one.key),
        )
        for one in items
    ]


def what(item: Item) -> str:
    """The word for what runs out."""
    return wording.label("deadline_kind" if item.what in set(DeadlineKind) else "desk.what", item.what)


def place(item: Item) -> str:
    """The address of the case."""
    endpoint = "visits.show" if item.what == Own.RECORD else _PLACES[item.line]
    return url_for(endpoint, number=item.number)


def columns(today: date) -> dict[When, Span]:
    """The columns of the wall as of a day."""
    return rules.spans(today, workdays.soon(today))


def listed(found: Sequence[Item], today: date, *, acts: bool = False) -> dict[str, Any]:
    """What the page of a list of clocks shows: the part that its address asks for, and which part that is."""
    asked, names, number = request.args, units(), page_number()
    when = When(asked["when"]) if asked.get("when", "") in set(When) else None
    line = asked["line"] if asked.get("line", "") in set(Line) else ""
    unit = next((key for key in names if asked.get("unit", "") == str(key)), None)
    part = queries.chosen(found, columns(today)[when] if when else None, line, unit)
    shown = part[(number - 1) * PER_PAGE : number * PER_PAGE]
    words = [wording.label("desk.when", when)] if when else []
    words += [wording.label("desk.line", line)] if line else []
    words += [names[unit]] if unit is not None else []
    return {
        "rows": rows(shown, names, today, acts=acts),
        "page": Page(shown, len(part), number),
        "words": words,
        "acts": acts,
    }


class Both(NamedTuple):
    """This month's figures and shares as far as the month has gone, and the whole ones of the month before."""

    this: Stretch
    last: Stretch
    counts: tuple[dict[str, int], dict[str, int]]
    rates: tuple[dict[str, queries.Rate], dict[str, queries.Rate]]


def both(today: date, own: Collection[int] | None = None) -> Both:
    """The numbers of two months, of the whole city or of some units."""
    this = month_of(today)
    found = [queries.figures(month, today, own) for month in (this, this.before)]
    counts = [{name: len(rows) for name, rows in one.items()} for one in found]
    shares = [queries.rates(one) for one in found]
    return Both(this, this.before, (counts[0], counts[1]), (shares[0], shares[1]))
