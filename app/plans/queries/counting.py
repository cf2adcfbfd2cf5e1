"""What the registers say to a plan: enterprises by what frames ask of them, items, inspectors, the rulebook."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import String, func, select, type_coerce

from app.enterprises.models import Enterprise
from app.enterprises.rules import Risk
from app.enterprises.rules import State as Standing
from app.inspectors import queries as inspectors
from app.inspectors import rules as fitness
from app.inspectors.models import Inspector
from app.items import queries as items
from app.items.queries import Filters
from app.kernel.db import db
from app.plans.queries.remembering import NOBODY, Past
from app.plans.rules import UNRATED, Bounds, Cell, Register, Supervision, Task, grouped
from app.plans.rules.staffing import duties
from app.policy import queries as policy

MOST_ITEMS = 10_000
COLUMNS = Enterprise.__table__.c
SEEN = (
    type_coerce(COLUMNS.kind, String),
    COLUMNS.trade,
    COLUMNS.township,
    func.coalesce(type_coerce(COLUMNS.risk_level, String), ""),
    func.coalesce(type_coerce(COLUMNS.credit_grade, String), UNRATED),
)


def bounds(year: int, on: date) -> Bounds:
    """What the rulebook in force on a day says of the plan of a year."""

    def said(rule: str) -> Any:
        return policy.term(rule, on).value

    first, last = said("quiet.days")
    return Bounds(
        share=said("cap.share"),
        joint=said("plan.joint_share"),
        coverage=said("plan.item_coverage"),
        supervision=said("key_supervision.coverage"),
        grades=tuple(said("rate.by_grade")),
        inspectors=said("draw.min_inspectors"),
        publish_by=_day(year, said("plan.publish_by")),
        done_by=_day(year, said("plan.done_by")),
        visits_a_day=said("plan.visits_a_day"),
        quiet=(int(first), int(last)),
    )


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year, month, day)


def cells(past: Past) -> tuple[Counter[Cell], Counter[Cell]]:
    """The active enterprises of the directory, counted by what a frame can ask of them and what keeps them out.

    Beside them those of which nobody knows whether they are exempt.
    """
    asked = select(COLUMNS.id, *SEEN).where(COLUMNS.state == Standing.ACTIVE)
    seen = {row[0]: row[1:] for row in db.session.execute(asked)}
    remembered = (past.exempt | past.had.keys()) & seen.keys()
    alike = Counter(seen.values())
    alike.subtract(seen[key] for key in remembered)
    found = Counter({Cell(*told): count for told, count in alike.items() if count})
    found.update(known(key, Cell(*seen[key]), past) for key in remembered)
    return found, Counter(Cell(*seen[key]) for key in past.doubtful & seen.keys())


def known(key: int, one: Cell, past: Past) -> Cell:
    """An enterprise as a frame sees it, with what the look-backs say of the one with this key."""
    if key not in past.exempt and key not in past.had:
        return one
    return one._replace(exempt=key in past.exempt, had=past.had.get(key, NOBODY))


def drawable(found: Mapping[Cell, int], supervised: Sequence[Supervision]) -> dict[Cell, int]:
    """Those that are not outside every frame: whoever stands under key supervision is not drawn."""
    return {one: size for one, size in found.items() if not is_supervised(one, supervised)}


def is_supervised(one: Cell, supervised: Sequence[Supervision]) -> Supervision | None:
    """The first entry of key supervision that takes such an enterprise."""
    if one.risk != Risk.HIGH:
        return None
    return next((entry for entry in supervised if entry.frame.takes(one)), None)


def register(found: Mapping[Cell, int], supervised: Sequence[Supervision], tasks: Sequence[Task], on: date) -> Register:
    """What a plan is measured against on a day."""
    high = {one: size for one, size in found.items() if one.risk == Risk.HIGH}
    plannable = items.search(Filters(complete=True, in_force_on=on), limit=MOST_ITEMS)
    return Register(
        active=sum(found.values()),
        items=frozenset(item.code for item in plannable),
        staff=Counter(one.department.code for one in staff(tasks, on)),
        high=sum(high.values()),
        covered=sum(size for one, size in high.items() if is_supervised(one, supervised)),
    )


def staff(tasks: Sequence[Task], on: date) -> Iterator[Inspector]:
    """The inspectors who can be sent on a day to every item that their department looks at in these tasks."""
    owners = _owners({code for task in tasks for code in task.items})
    asked = duties(tasks, owners)
    for one in inspectors.export(inspectors.Filters(active=True)):
        needed = asked.get(one.department.code)
        if needed is not None and not fitness.unfit(one.card, on=on, items=needed):
            yield one


def _owners(codes: Collection[str]) -> dict[str, list[str]]:
    return {code: [owner.code for owner in item.departments] for code, item in items.by_codes(codes).items()}


def sizes(tasks: Sequence[Task]) -> Counter[tuple[str, ...]]:
    """How many active enterprises lie in the frames of exactly these tasks, whatever the look-backs say of them."""
    asked = select(*SEEN, func.count()).where(COLUMNS.state == Standing.ACTIVE).group_by(*SEEN)
    cells = {Cell(*row[:-1]): row[-1] for row in db.session.execute(asked)}
    found: Counter[tuple[str, ...]] = Counter()
    for (_stratum, names), size in grouped(cells, tasks).items():
        found[names] += size
    return found


def trades() -> Sequence[str]:
    """The trades that occur among active enterprises, by name."""
    active = Enterprise.state == Standing.ACTIVE
    asked = select(Enterprise.trade).where(active, Enterprise.trade != "").distinct().order_by(Enterprise.trade)
    return db.session.scalars(asked).all()


def townships() -> Sequence[str]:
    """The townships that occur among active enterprises, by name."""
    active = Enterprise.state == Standing.ACTIVE
    asked = select(Enterprise.township).where(active, Enterprise.township != "")
    return db.session.scalars(asked.distinct().order_by(Enterprise.township)).all()
