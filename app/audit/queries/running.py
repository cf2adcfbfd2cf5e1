"""Running the checks: every registered query that fits what is asked, in the order of the catalogue."""

from collections.abc import Collection, Iterator

from app.audit.queries.registry import QUERIES, Asked
from app.audit.rules import CATALOGUE, Fact


def codes(asked: Asked) -> list[str]:
    """The checks that a run takes in: all of them for the city, for a part of it those that look at enterprises."""
    return [code for code, check in CATALOGUE.items() if asked.whole or check.of_enterprise]


def facts(asked: Asked, only: Collection[str] | None = None) -> Iterator[Fact]:
    """Everything that the checks find as of a day, of each check what happened first. Looks and writes nothing."""
    for code in codes(asked):
        if only is None or code in only:
            yield from sorted(QUERIES[code](asked), key=_place)


def _place(fact: Fact) -> tuple[object, ...]:
    """Numbers of complaints are random, so they come last: the same city has its findings in the same order."""
    return fact.happened_on, fact.department_id or 0, fact.enterprise_id or 0, str(fact.figures), fact.subject
