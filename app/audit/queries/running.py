"""Running the checks: every registered query that fits what is asked, in the order of the catalogue."""

from collections.abc import Collection, Iterator

from sqlalchemy import text

from app.audit.queries.registry import QUERIES, Asked, Query
from app.audit.rules import CATALOGUE, Fact
from app.kernel.db import db

_FEW_FOUND = text("SELECT set_config('parallel_tuple_cost', '0', true)")


def codes(asked: Asked) -> list[str]:
    """The checks that a run takes in: all of them for the city, for a part of it those that look at enterprises."""
    return [code for code, check in CATALOGUE.items() if asked.whole or check.of_enterprise]


def expect_few() -> None:
    """Until the transaction ends PostgreSQL lets its processes search side by side.

    It takes two columns that are compared for ones that differ in half of all rows, and handing over so many for dear.
    Here hardly any row is found.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(_FEW_FOUND)


def facts(asked: Asked, only: Collection[str] | None = None) -> Iterator[Fact]:
    """Everything that the checks find as of a day, of each check what happened first. Looks and writes nothing."""
    expect_few()
    found: dict[Query, list[Fact]] = {}
    for code in codes(asked):
        if only is None or code in only:
            query = QUERIES[code]
            if query not in found:
                found[query] = sorted(query(asked), key=_place)
            yield from (fact for fact in found[query] if fact.check == code)


def _place(fact: Fact) -> tuple[object, ...]:
    """Numbers of complaints are random, so they come last: the same city has its findings in the same order."""
    return fact.happened_on, fact.department_id or 0, fact.enterprise_id or 0, str(fact.figures), fact.subject
