"""Who lives and works in the city while its story is told."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises.models import Enterprise

DATA = Path(__file__).parent.parent / "data"
SLOW = ("CGZF", "ZRZY", "JTYS")


@dataclass
class Town:
    """The city of one seed. Each stage draws from a source of its own, so that none disturbs another.

    `visited` are the enterprises that the year's visits go to, `recorded` those of which other levels have a record, by
    line and year, `cases` the inspections that the scenes show, by name.
    """

    seed: int
    as_of: date
    office: list[User] = field(default_factory=list)
    clerks: dict[str, User] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    firms: list[str] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    owners: list[tuple[User, Enterprise]] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
    recorded: set[tuple[str, str, int]] = field(default_factory=set)
    cases: dict[str, str] = field(default_factory=dict)

    def source(self, stage: str) -> Random:
        """The random source of a stage."""
        return Random(f"{self.seed}:{stage}")  # noqa: S311


def data(name: str) -> list[dict[str, Any]]:
    """A list that comes with the demo."""
    found: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return found
