"""The three rates of the year as of a day (`plan.done_by`): items looked at, tasks done, results published."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Row, and_, case, exists, func, select

from app.draws import queries as draws
from app.enterprises.models import Enterprise
from app.kernel import clock
from app.kernel.db import db
from app.plans import queries as plans
from app.plans.models import AnnualPlan
from app.policy import queries as policy
from app.publication import rules
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel, Purpose, Rate
from app.results.models import Finding, Result
from app.visits.models import CheckIn, Visit
from app.visits.rules import Basis, State

DONE_BY = "plan.done_by"
_NOT_PUBLIC = -1
JOIN = "、"  # between the numbers of a visit for several tasks


def day_of(year: int, today: date) -> date:
    """The day as of which a year is judged: `plan.done_by`, or today where that is yet to come."""
    month, day = (int(part) for part in str(policy.term(DONE_BY, min(today, date(year, 12, 31))).value).split("-"))
    return min(today, date(year, month, day))


def rates(plan: AnnualPlan, on: date) -> list[Rate]:
    """Item coverage, tasks done, results published: three denominators, each with the rows that break it."""
    return [rate(plan, on) for rate in RATES.values()]


def items_rate(plan: AnnualPlan, on: date) -> Rate:
    """Of the items that stand in the plan those of which a visit of the year has a result."""
    tasks, year = plans.tasks(plan), plan.year
    planned = {item.id: item for task in tasks for item in task.items}
    asked = select(Finding.item_id).join(Result, Result.visit_id == Finding.visit_id).distinct()
    seen = set(db.session.scalars(asked.where(Result.ended_on.between(date(year, 1, 1), on))))
    wanted = sorted(item.code for item in planned.values())
    names = {item.code: item.name for item in planned.values()}
    return rules.rate("items", wanted, (planned[one].code for one in seen & planned.keys()), names)


def tasks_rate(plan: AnnualPlan, on: date) -> Rate:
    """Of the plan's tasks those whose drawn targets all have a visit of the task with a result."""
    tasks, year = plans.tasks(plan), plan.year
    sent, visited = draws.drawn(year), _visited(year, on)
    wanted = [task.number for task in tasks]
    left = {number: len(sent[number] - visited[number]) for number in wanted}
    done = [number for number in wanted if sent[number] and not left[number]]
    return rules.rate("tasks", wanted, done, {number: f"{left[number]} / {len(sent[number])}" for number in wanted})


def _visited(year: int, on: date) -> Mapping[str, set[str]]:
    asked = (
        select(Visit.basis_ref, Enterprise.uscc)
        .join(Result, Result.visit_id == Visit.id)
        .join(Enterprise, Enterprise.id == Visit.enterprise_id)
        .where(Visit.basis == Basis.TASK, Result.ended_on.between(date(year, 1, 1), on))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for tasks, uscc in db.session.execute(asked):
        for task in tasks.split(JOIN):
            found[task].add(uscc)
    return found


def published_rate(plan: AnnualPlan, on: date) -> Rate:
    """Of the visits that ended in the year those whose result is public and received by every channel."""
    return next(published_rates({plan.year: on}))


def published_rates(years: Mapping[int, date]) -> Iterator[Rate]:
    """The same of several years, each as of its day, in their order."""
    spans = [(date(year, 1, 1), on) for year, on in years.items()]
    if not spans:
        return
    bare = _without_result(min(spans)[0], max(on for _, on in spans))
    for first, on in spans:
        yield _published(first, on, [(number, "–") for number, last in bare if first <= last <= on])


def _published(first: date, on: date, bare: list[tuple[str, str]]) -> Rate:
    """Of the visits that ended between two days; `bare` have no result. None was public or received before them."""
    received = (
        select(ChannelRecord.visit_id, func.count().label("channels"))
        .where(ChannelRecord.purpose == Purpose.PUBLISH)
        .where(
            ChannelRecord.received_at >= clock.midnight(first), ChannelRecord.received_at < clock.midnight(on, days=1)
        )
        .group_by(ChannelRecord.visit_id)
        .subquery()
    )
    public = and_(Publication.visit_id == Result.visit_id, Publication.published_on.between(first, on))
    told = case((Publication.visit_id.is_not(None), func.coalesce(received.c.channels, 0)), else_=_NOT_PUBLIC)
    counts = select(func.count(), func.count().filter(told < len(Channel))).where(Result.ended_on.between(first, on))
    joined = counts.select_from(Result).outerjoin(Publication, public)
    joined = joined.outerjoin(received, received.c.visit_id == Result.visit_id)
    whole, left = db.session.execute(joined).one()
    named = joined.with_only_columns(Visit.number, told).join(Visit, Visit.id == Result.visit_id)
    rows = db.session.execute(named.where(told < len(Channel))) if left else ()
    broken = [(number, "–" if part == _NOT_PUBLIC else f"{part} / {len(Channel)}") for number, part in rows]
    return Rate("published", whole - left, whole + len(bare), tuple(sorted([*broken, *bare])))


def _without_result(first: date, on: date) -> Sequence[Row[str, date]]:
    """Visits without a result that the door saw end between two days, by number with the day."""
    last, bare = func.max(CheckIn.on), ~exists().where(Result.visit_id == CheckIn.visit_id)
    seen = select(Visit.number, last).join(CheckIn, CheckIn.visit_id == Visit.id)
    over = (func.count() == func.count(CheckIn.left_at), last.between(first, on))
    seen = seen.where(bare, Visit.state != State.CANCELLED).group_by(Visit.id, Visit.number).having(*over)
    return db.session.execute(seen).all()


RATES = {"items": items_rate, "tasks": tasks_rate, "published": published_rate}
