"""What a year comes to: items, tasks and publication by `plan.done_by`; high-risk enterprises planned and visited."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from app.audit.queries.planning import fact, published
from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import day_of_year
from app.audit.rules import Fact, link
from app.enterprises.models import Enterprise
from app.enterprises.rules import Risk
from app.enterprises.rules import State as Business
from app.kernel.db import db
from app.plans import queries as plans
from app.plans.models import AnnualPlan
from app.publication import queries as publication
from app.publication.rules import Rate
from app.visits import queries as visits
from app.visits.models import CheckIn, Visit
from app.visits.rules import Basis

MOST_NAMED = 20


def _ended(asked: Asked) -> Iterator[tuple[AnnualPlan, date]]:
    """The published plans whose year was to be done before the day, with the day by which."""
    for plan in published(asked):
        by = day_of_year("plan.done_by", plan.year)
        if by is not None and by < asked.on:
            yield plan, by


def _judged(code: str, rates: Callable[[Mapping[AnnualPlan, date]], Iterable[Rate]]) -> Callable[..., Iterator[Fact]]:
    """A check of one of the three rates: of each year that is over, as of the day by which all was to be done."""

    def query(asked: Asked) -> Iterator[Fact]:
        ended = dict(_ended(asked))
        for (plan, by), found in zip(ended.items(), rates(ended), strict=True):
            if not found.whole:
                named = "、".join(ref for ref, _ in found.broken[:MOST_NAMED])
                made = fact(code, plan, by, part=found.done, whole=found.of, due_on=by, missing=named or None)
                yield made._replace(evidence=(link("publication.rates", year=plan.year),))

    return query


def _each(rate: Callable[[AnnualPlan, date], Rate]) -> Callable[[Mapping[AnnualPlan, date]], Iterable[Rate]]:
    return lambda ended: (rate(plan, by) for plan, by in ended.items())


def _published(ended: Mapping[AnnualPlan, date]) -> Iterable[Rate]:
    return publication.published_rates({plan.year: by for plan, by in ended.items()})


finds("year_items")(_judged("year_items", _each(publication.items_rate)))
finds("year_tasks")(_judged("year_tasks", _each(publication.tasks_rate)))
finds("year_published")(_judged("year_published", _published))


def _high_risk() -> Sequence[Any]:
    asked = select(Enterprise.id, Enterprise.uscc, Enterprise.kind, Enterprise.trade, Enterprise.township)
    asked = asked.where(Enterprise.risk_level == Risk.HIGH, Enterprise.state == Business.ACTIVE)
    return db.session.execute(asked.order_by(Enterprise.uscc)).all()


def _under(plan: AnnualPlan, firms: Sequence[Any]) -> list[Any]:
    """Those that an entry of key supervision beside the plan takes."""
    entries = plans.supervisions(plan)
    return [firm for firm in firms if any(visits.takes(entry, firm) for entry in entries)]


@finds("supervision_unplanned")
def supervision_unplanned(asked: Asked) -> Iterator[Fact]:
    """High-risk enterprises that no entry of key supervision takes, of the year's published plan as things are now."""
    for plan in (one for one in published(asked) if one.year == asked.on.year):
        firms = _high_risk()
        taken = {firm.id for firm in _under(plan, firms)}
        missing = [firm.uscc for firm in firms if firm.id not in taken]
        if missing:
            told: dict[str, Any] = {"part": len(taken), "whole": len(firms), "missing": "、".join(missing[:MOST_NAMED])}
            yield fact("supervision_unplanned", plan, **told)


@finds("supervision_unvisited")
def supervision_unvisited(asked: Asked) -> Iterator[Fact]:
    """High-risk enterprises under key supervision that nobody had visited by `plan.done_by`."""
    high = _high_risk()
    for plan, by in _ended(asked):
        went = exists().where(
            Visit.enterprise_id == Enterprise.id,
            Visit.basis == Basis.SUPERVISION,
            CheckIn.visit_id == Visit.id,
            CheckIn.on.between(date(plan.year, 1, 1), by),
        )
        seen = set(db.session.scalars(select(Enterprise.id).where(Enterprise.risk_level == Risk.HIGH, went)))
        firms = _under(plan, high)
        missing = [firm.uscc for firm in firms if firm.id not in seen]
        if missing:
            told: dict[str, Any] = {"part": len(firms) - len(missing), "whole": len(firms), "due_on": by}
            yield fact("supervision_unvisited", plan, by, missing="、".join(missing[:MOST_NAMED]), **told)
