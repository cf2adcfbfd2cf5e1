"""The versions of a plan: each entry of the ledger is one, and its tasks are replayed from the entries before it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from app.kernel.errors import Missing
from app.ledger import queries as ledger
from app.plans import rules
from app.plans.models import AnnualPlan


class Version(NamedTuple):
    """What an act did to a plan; `number` is the entry's running number."""

    number: int
    verb: str
    at: datetime
    actor: str
    facts: Mapping[str, Any]


def versions(plan: AnnualPlan) -> Sequence[Version]:
    """Every version of a plan, the first one first."""
    return [
        Version(entry.ref_seq, entry.verb, entry.at, entry.actor, json.loads(entry.facts))
        for entry in ledger.of(plan.ref)
    ]


def tasks_at(plan: AnnualPlan, number: int) -> list[rules.Task]:
    """The tasks of a plan as they stood in a version. Raises `Missing`."""
    found = versions(plan)
    if number not in {version.number for version in found}:
        raise Missing("plan_version_missing")
    return rules.replayed((version.verb, version.facts) for version in found if version.number <= number)
