"""Each fault, planted once in a clean city, is found by its own check and by no other, on both databases."""

import importlib
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from app.audit import queries
from app.audit.rules import CATALOGUE
from app.inspectors.models import Recusal
from app.kernel.db import db, transaction
from app.kernel.wording import LABELS
from app.plans.models import Party
from app.quiet_days import service as quiet_days
from app.visits.models import Companion
from tests import make
from tests.audit.city import AS_OF, IN, ON_QUIET, City
from tests.audit.planting import PLANTS
from tests.visits.scene import AT

NOON = datetime(2026, 9, 12, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
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


def test_of_one_department_is_found_what_is_put_down_to_it_whoever_leads_the_visit(app: Flask) -> None:
    """So a run over it notes nothing as gone that is still there."""
    city = City()
    old = make.inspector(city.rival_unit, valid_until=date(2026, 6, 30))
    visit = city.forced(people=[*city.people, old], parties=[Companion(department_id=city.rival_unit.id)])
    with make.act():
        told = {"reason": "近亲属", "from_on": date(2026, 1, 1), "until_on": None, "entered_at": AT}
        db.session.add(Recusal(inspector_id=old.id, enterprise_id=visit.enterprise_id, **told))
    city.forced(people=city.people[:1])
    facts = city.facts()
    theirs = {fact.check for fact in facts if fact.department_id == city.rival_unit.id}
    assert theirs == {"inspectors_few", "certificate_expired", "recused_sent"}
    for unit in (city.unit, city.rival_unit):
        own = {fact.key for fact in facts if fact.department_id == unit.id}
        assert {fact.key for fact in queries.facts(queries.Asked(AS_OF, department_id=unit.id))} == own


def test_a_cap_counts_whom_a_department_was_drawn_for_beside_another_and_as_soon_as_it_was(app: Flask) -> None:
    city = City()
    with make.act():
        draw, task = city.drawn([]), city.planned(city.plan, "2026-1", [city.unit, city.rival_unit])
        task.townships = ["南洞庭"]
    for _ in range(2):
        own = {"parties": [Companion(department_id=city.plain.id)], "people": [*city.people, *city.plumbers]}
        city.sent(draw, at=IN + 60 * DAY, task="2026-1", drafted_at=AT, state_since=AT, **own)
    assert city.facts() == []
    with make.act():
        task.parties.append(Party(department_id=city.plain.id, position=2))
    assert {(fact.check, fact.department_id) for fact in city.facts()} == {("cap_department", city.plain.id)}


def test_a_request_that_nobody_approved_files_nothing(app: Flask) -> None:
    """The visit's row says approved; its request waits, so that it has neither a filing nor a leader."""
    city = City()
    visit = city.forced(ON_QUIET, covered=["2026-09-08"])
    request = city.requested(date(2026, 9, 14), enterprise=make.enterprise(), at=AT)
    with make.act():
        request.visit = visit
    assert {fact.check for fact in city.facts()} == {"quiet_unfiled", "quiet_other_leader"}


def test_an_entry_that_is_said_afterwards_is_looked_at_like_one_of_the_door(app: Flask) -> None:
    """Nobody avoids a check by not checking in: before the pass, before the approval, without one."""
    city = City()
    said = city.said
    request = city.requested(date(2026, 9, 12), enterprise=make.enterprise(), at=AT)
    with transaction():
        quiet_days.approve(request, by=city.leader, at=NOON + HOUR)
    city.recorded(request.visit, at=NOON + 4 * HOUR, said=said(NOON, NOON + HOUR))
    assert found(city) == {"back_entered", "quiet_approved_late", "registered_late"}
    late = city.requested(date(2026, 9, 12), date(2026, 9, 14), enterprise=make.enterprise(), at=AT)
    with transaction():
        quiet_days.approve(late, by=city.leader, at=NOON + 2 * DAY)
    city.recorded(late.visit, at=NOON + 3 * DAY, said=said(NOON + DAY, NOON + DAY + HOUR))
    assert "quiet_unapproved" in found(city)


def found(city: City) -> set[str]:
    """The checks that find something."""
    return {fact.check for fact in city.facts()}
