"""The first stages: rulebook, calendar, categories, departments; then the directory of enterprises."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.complaints import service as complaints
from app.demo.rules import Words
from app.demo.rules.words import Firm
from app.demo.service.town import Town, data
from app.departments import service as departments
from app.enterprises import queries as directory
from app.enterprises import rules
from app.enterprises import service as enterprises
from app.kernel import clock
from app.kernel.permissions import SYSTEM
from app.penalties import service as penalties
from app.policy import rules as rulebook
from app.policy import service as policy
from app.workdays import service as workdays

LAKESIDE = "澄湖市湖畔食品有限公司"
_RATED_BY = "市场监管部门信用分类（演示数据）"


def furnish(town: Town, rows: Iterable[rulebook.Row], *, at: datetime) -> None:
    """The rulebook, the work calendar, the kinds of complaint, the lists of leniency, thirty departments."""
    policy.load(rows, by=SYSTEM, at=at)
    workdays.seed(by=SYSTEM, at=at)
    complaints.load_categories(by=SYSTEM, at=at)
    penalties.load_lists(by=SYSTEM, at=at)
    for row in data("departments"):
        values = dict(row)
        made = departments.register(values.pop("code"), values.pop("name"), by=SYSTEM, at=at, **values)
        town.departments[made.code] = made


def settle(town: Town, count: int, *, at: datetime, told: Callable[[int], None] | None = None) -> None:
    """Enter `count` enterprises as one import; 湖畔食品 is the first."""
    random = town.source("enterprises")
    words = Words(random)
    lakeside = Firm(words.code("91"), LAKESIDE, "company", "青芦镇", "C 食品生产", "A", "low")
    firms = [lakeside, *(words.firm() for _ in range(count - 1))]
    rows = [_row(firm, random, at) for firm in firms]
    town.firms = [firm.code for firm in firms]
    digest = hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()
    enterprises.load(rows, digest=digest, by=SYSTEM, at=at, told=told)


def first_enterprises(count: int) -> list[Any]:
    """The enterprises that will sign in: 湖畔食品, then others by code."""
    found = [one for one in directory.search(limit=count) if one.name != LAKESIDE]
    return [directory.search(LAKESIDE)[0], *found[: count - 1]]


def _row(firm: Firm, random: Random, at: datetime) -> dict[str, Any]:
    born = clock.day(at) - timedelta(days=random.randrange(200, 6000))
    return {
        "uscc": firm.code,
        "name": rules.name(firm.name),
        "kind": rules.Kind(firm.kind),
        "township": firm.township,
        "trade": firm.trade,
        "credit_grade": rules.Grade(firm.grade),
        "risk_level": rules.Risk(firm.risk),
        "rated_by": _RATED_BY,
        "rated_on": clock.day(at),
        "registered_on": born,
        "state": random.choices(list(rules.State)[:4], (94, 2, 3, 1))[0]
        if firm.name != LAKESIDE
        else rules.State.ACTIVE,
        "address": f"澄湖市{firm.township}{random.randrange(1, 300)}号",
    }
