"""What the registers say to a plan: enterprises by what frames ask of them, items, inspectors, the rulebook."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.enterprises.models import Enterprise
from app.enterprises.rules import Risk
from app.enterprises.rules import State as Standing
from app.inspectors import queries as inspectors
from app.inspectors import rules as fitness
from app.inspectors.models import Inspector
from app.items import queries as items
from app.items.queries import Filters
from app.kernel.db import db
from app.lookbacks import queries as lookbacks
from app.lookbacks.rules import Answer
from app.plans.queries.remembering import NOBODY, Past, remembered
from app.plans.rules import UNRATED, Bounds, Cell, Register, Supervision, Task
from app.plans.rules.staffing import duties
from app.policy import queries as policy

Anything = tuple[Any, ...]
MOST_ITEMS = 10_000
SEEN = (
    Enterprise.kind,
    Enterprise.trade,
    Enterprise.township,
    Enterprise.risk_level,
    Enterprise.credit_grade,
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


def cells(year: int, on: date, past: Past) -> Counter[Cell]:
    """The active enterprises of the directory, counted by what a frame can ask of them and what keeps them out."""
    active = Enterprise.state == Standing.ACTIVE
    found = _counted(select(*SEEN, func.count()).where(active))
    asked: Select[*Anything] = select(Enterprise.id, *SEEN).where(active, remembered(year, on))
    for key, *seen in db.session.execute(asked):
        found[cell(*seen)] -= 1
        found[known(key, cell(*seen), past)] += 1
    return +found


def doubtful(on: date) -> Counter[Cell]:
    """The active enterprises of which nobody knows whether they are exempt, counted by what a frame can ask of them."""
    unknown = Enterprise.id.in_(lookbacks.answered(Answer.UNKNOWN, on))
    return _counted(select(*SEEN, func.count()).where(unknown))


def _counted(asked: Select[*Anything]) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for *seen, count in db.session.execute(asked.group_by(*SEEN)):
        found[cell(*seen)] += count
    return found


def cell(kind: Any, trade: str, township: str, risk: Any, grade: Any) -> Cell:
    """An enterprise as a frame sees it."""
    return Cell(kind.value, trade, township, risk.value if risk else "", grade.value if grade else UNRATED)


def known(key: int, one: Cell, past: Past) -> Cell:
    """The same with what the look-backs say of the enterprise with this key."""
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
