"""Two years' plans: this year's, mended and published in March; next year's, in which a department asks too much."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from app.demo import rules
from app.demo.rules.scale import SHANGHAI
from app.demo.service.town import Town
from app.items import queries as items
from app.items.models import Item
from app.plans import queries
from app.plans import service as plans
from app.plans.models import AnnualPlan
from app.plans.rules import Targeting

_WEEK = timedelta(days=7)
_MOST_ITEMS, _FEW = 1000, 60
_FRAMES = {
    "SCJG": ("H",),
    "WSJK": ("H",),
    "YJGL": ("C",),
    "STHJ": ("C",),
    "XFJY": ("C", "F", "H", "O"),
    "CGZF": ("C", "F", "H", "O"),
    "NYNC": ("A",),
    "SLJH": ("A",),
    "ZFJS": ("E", "L"),
    "RLZY": ("E", "L"),
    "JTYS": ("G", "O"),
    "WLGT": ("I", "L", "R"),
}
_JOINT = (
    ("SCJG", "XFJY", ("F", "H"), "餐饮和商贸场所联合检查"),
    ("YJGL", "XFJY", ("C", "O"), "生产和维修企业安全联合检查"),
    ("ZFJS", "CGZF", ("E",), "建筑施工现场联合检查"),
    ("SSWJ", "RLZY", (), "用工和纳税联合检查"),
)
_MONTHS = ((3, 6), (5, 10), (8, 10))
_RATES = (300, 500, 500, 500, 300)
_GREEDY, _ASKED = "CGZF", (900,) * 5
_LAW = "《中华人民共和国安全生产法》第六十二条"


def published_at(town: Town) -> datetime:
    """When this year's plan is published: in March, or as near to it as the story allows."""
    march = min(date(town.as_of.year, 3, 18), town.as_of - _WEEK)
    day = max(rules.opening(town.as_of) + _WEEK, march)
    return datetime.combine(day, time(10), SHANGHAI)


def publish_plan(town: Town, at: datetime) -> None:
    """This year's plan: what the departments asked for, merged by the office until it holds, published."""
    office = town.office[0]
    plan = _draft(town, town.as_of.year, at)
    while found := queries.outlook(plan, at.date()).proposals:
        plans.merge(plan, *([task.number for task in one.tasks] for one in found), by=office, at=at)
    plans.publish(plan, by=office, at=at)


def draft_plan(town: Town, *, at: datetime) -> AnnualPlan:
    """Next year's plan as the departments have sent it in."""
    return _draft(town, town.as_of.year + 1, at)


def _draft(town: Town, year: int, at: datetime) -> AnnualPlan:
    office = town.office[0]
    plan = plans.draft(year, by=office, at=at)
    for unit, number, values in [*_own(town), *_together(town)]:
        plans.add_task(plan, number, **values, by=town.clerks[unit], at=at)
    plans.supervise(plan, town.departments["YJGL"], basis=_LAW, by=office, at=at)
    return plan


def _own(town: Town) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What each department looks at alone: its items by twos, in a large city by threes."""
    known = _complete()
    size = 2 if sum(map(len, known.values())) <= _FEW else 3
    for code in sorted(known):
        for place in range(0, len(known[code]), size):
            looked_at, turn = known[code][place : place + size], place // size
            rates = _ASKED if (code, turn) == (_GREEDY, 0) else _RATES
            name = f"{looked_at[0].name}等" if len(looked_at) > 1 else looked_at[0].name
            yield code, f"{code}-{turn + 1:02d}", _task(town, [code], looked_at, name, rates, turn)


def _together(town: Town) -> Iterator[tuple[str, str, dict[str, Any]]]:
    known = _complete()
    for number, (lead, other, trades, name) in enumerate(_JOINT, 1):
        values = _task(town, [lead, other], [known[lead][0], known[other][0]], name, _RATES, number)
        yield lead, f"LH-{number:02d}", values | {"trades": list(trades)}


def _complete() -> dict[str, list[Item]]:
    """The items that can be planned, by the department that owns them."""
    found: dict[str, list[Item]] = {}
    for item in items.search(items.Filters(complete=True), limit=_MOST_ITEMS):
        found.setdefault(item.departments[0].code, []).append(item)
    return found


def _task(
    town: Town, units: Sequence[str], looked_at: Sequence[Item], name: str, rates: Sequence[int], turn: int
) -> dict[str, Any]:
    trades = _FRAMES.get(units[0], ())
    first, last = _MONTHS[turn % len(_MONTHS)]
    return {
        "name": name,
        "targeting": Targeting.TARGETED if trades else Targeting.UNTARGETED,
        "departments": [town.departments[code] for code in units],
        "items": list(looked_at),
        "kinds": [],
        "trades": list(trades),
        "townships": [],
        "risks": [],
        "inspectors": 2,
        "from_month": first,
        "until_month": last,
        **dict(zip(("rate_a", "rate_b", "rate_c", "rate_d", "rate_u"), rates, strict=True)),
    }
