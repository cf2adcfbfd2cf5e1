"""Each fault, planted once in a clean city, is found by its own check and by no other, on both databases."""

import importlib
from datetime import date

from flask import Flask

from app.audit import queries
from app.audit.rules import CATALOGUE
from app.kernel.wording import LABELS
from tests import make
from tests.audit.city import AS_OF, ON_QUIET, City
from tests.audit.planting import PLANTS
from tests.visits.scene import AT

MODULES = ("tests.audit.planting", "tests.audit.planting_rest", "tests.audit.planting_cases")
for _module in MODULES:
    importlib.import_module(_module)


def test_every_check_has_a_query_and_a_plant() -> None:
    assert set(queries.QUERIES) == set(CATALOGUE)
    assert set(PLANTS) == set(CATALOGUE)


def test_each_fault_is_found_by_its_own_check_alone(app: Flask) -> None:
    city = City()
    assert city.facts() == []
    before = set[tuple[str, str]]()
    for code, plant in PLANTS.items():
        plant(city)
        facts = {fact.key: fact for fact in city.facts()}
        new = facts.keys() - before
        assert [key[0] for key in new] == [code], (code, sorted(new))
        assert before <= facts.keys(), (code, sorted(before - facts.keys()))
        told = facts[new.pop()]
        assert told.evidence
        assert {f"audit.figure.{name}" for name in told.figures} <= LABELS.keys()
        assert {f"audit.link.{one.endpoint.replace('.', '_')}" for one in told.evidence} <= LABELS.keys()
        before = set(facts)
    found = city.facts()
    for firm in {fact.enterprise_id for fact in found if fact.enterprise_id}:
        own = {fact.key for fact in found if fact.enterprise_id == firm and CATALOGUE[fact.check].of_enterprise}
        assert {fact.key for fact in queries.facts(queries.Asked(AS_OF, enterprise_id=firm))} == own


def test_a_request_that_nobody_approved_files_nothing(app: Flask) -> None:
    """The visit's row says approved; its request waits, so that it has neither a filing nor a leader."""
    city = City()
    visit = city.forced(ON_QUIET, covered=["2026-09-08"])
    request = city.requested(date(2026, 9, 14), enterprise=make.enterprise(), at=AT)
    with make.act():
        request.visit = visit
    assert {fact.check for fact in city.facts()} == {"quiet_unfiled", "quiet_other_leader"}
