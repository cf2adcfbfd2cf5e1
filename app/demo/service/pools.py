"""One list and two pools (一单两库): items, leaders in charge, inspectors; and what other levels have recorded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from app.accounts import queries as accounts
from app.demo import rules
from app.demo.rules import Words
from app.demo.service.town import Town, data
from app.departments import service as departments
from app.departments.rules import Level
from app.enterprises import queries as enterprises
from app.inspectors import queries as inspectors
from app.inspectors import service as inspecting
from app.inspectors.rules import Standing
from app.items import service as items
from app.kernel import clock
from app.kernel.permissions import SYSTEM
from app.lookbacks import service as lookbacks
from app.lookbacks.rules import Kind

Row = dict[str, Any]
_SECTIONS = ("综合执法队", "监管一股", "监管二股", "法规股")
_KINDS = ("企业", "个体工商户", "农民专业合作社", "重点单位", "新设立的主体")
_UNITS = (
    ("碧湖市市场监督管理局", "市场监管", Level.PREFECTURE),
    ("碧湖市应急管理局", "应急管理", Level.PREFECTURE),
    ("碧湖市消防救援支队", "消防", Level.PREFECTURE),
    ("碧湖市生态环境局", "生态环境", Level.PREFECTURE),
    ("省市场监督管理局", "市场监管", Level.PROVINCE),
    ("省生态环境厅", "生态环境", Level.PROVINCE),
    ("省水利厅", "水利", Level.PROVINCE),
)
_SOURCE = "省级双随机监管平台（演示数据）"
_YEARS, _LAKESIDE = 6, timedelta(days=500)
_EVERY_TWENTIETH = 20


def fill(town: Town, size: rules.Size, *, at: datetime, told: Callable[[int], None]) -> None:
    """Items, leaders, inspectors, the records of the years before, and from which day these are complete."""
    listed = _items(size.items)
    items.load(listed, digest=_digest(listed), by=SYSTEM, at=at)
    told(len(listed))
    _lead(town, at)
    people = _inspectors(town, size.inspectors, listed)
    inspecting.load(people, digest=_digest(people), by=SYSTEM, at=at)
    told(len(listed) + len(people))
    _recuse(town, at)
    _link(at)
    past = _records(town, town.firms[1:], size.records, until=clock.day(at), days=_YEARS * 365)
    past[0] = _record(town.firms[0], Kind.VISIT, clock.day(at) - _LAKESIDE, *_UNITS[0])
    lookbacks.load(past, digest=_digest(past), by=SYSTEM, at=at)
    _declare(town, at)


def look_back(town: Town, count: int, *, at: datetime) -> None:
    """What other levels have recorded since the story began, at enterprises that nobody of the city has visited."""
    begun = clock.day(at) - rules.opening(town.as_of)
    firms = [code for code in town.firms[1:] if code not in town.visited]
    recent = _records(town, firms, count, until=clock.day(at), days=begun.days)
    lookbacks.load(recent, digest=_digest(recent), by=town.office[0], at=at)


def _items(count: int) -> list[Row]:
    """The items of `data/items.json`, and beyond them the same ones for each kind of entity."""
    plain = data("items")
    rows = [*plain, *(_variant(row, number) for number in range(len(_KINDS)) for row in plain)][:count]
    return [_item(row) for row in rows]


def _variant(row: Row, number: int) -> Row:
    return {**row, "code": f"{row['code']}-{number + 1}", "name": f"{row['name']}（{_KINDS[number]}）"}


def _item(row: Row) -> Row:
    kept = ("code", "name", "category", "basis", "object", "method")
    owner = {"departments": [row["department"]], "subject": "县级主管部门", "from_on": date(2023, 5, 1)}
    return {**{key: row[key] for key in kept}, **owner}


def _lead(town: Town, at: datetime) -> None:
    """Each department has a leader in charge; one was handed over in the spring of the story's year."""
    began = date(rules.opening(town.as_of).year, 1, 1)
    rows = [
        {"department": code, "leader": town.leaders[number % 3].username, "from_on": began}
        for number, code in enumerate(town.departments)
    ]
    first = {**rows[1], "leader": town.leaders[2].username}
    rows[1] = {**rows[1], "leader": town.leaders[0].username, "from_on": clock.day(at)}
    departments.load_leaders([first, *rows], digest=_digest(rows), by=SYSTEM, at=at)


def _inspectors(town: Town, count: int, listed: list[Row]) -> list[Row]:
    """People of the departments that own items; some certificates end within weeks of the day, a few are over."""
    random = town.source("inspectors")
    words = Words(random)
    own: dict[str, list[str]] = {}
    for item in listed:
        own.setdefault(item["departments"][0], []).append(item["code"])
    units = sorted(own)
    return [
        {
            "certificate_no": f"1809{number:06d}",
            "name": words.person(),
            "department": units[number % len(units)],
            "section": random.choice(_SECTIONS),
            "items": own[units[number % len(units)]][:2] if random.random() < 0.3 else [],
            "valid_from": date(2023, 5, 1),
            "valid_until": _ends(town.as_of, number, random.randrange(200, 1500)),
            "active": True,
        }
        for number in range(1, count + 1)
    ]


def _ends(as_of: date, number: int, days: int) -> date:
    """4 of 100 end within 60 days, 1 of 160 has ended."""
    if number % 160 == 80:
        return as_of - timedelta(days=number % 30 + 1)
    return as_of + timedelta(days=number % 55 if number % 24 == 3 else days)


def _recuse(town: Town, at: datetime) -> None:
    """Somebody of the emergency bureau does not go to 湖畔食品."""
    unit = inspectors.Filters(department_id=town.departments["YJGL"].id)
    firm = enterprises.by_code(town.firms[0])
    reason = "近亲属在该企业任职（演示数据）"
    first = inspectors.search(unit, limit=1)[0]
    inspecting.recuse(first, firm, reason=reason, from_on=clock.day(at), by=SYSTEM, at=at)


def _link(at: datetime) -> None:
    """The inspector whom a visitor can be is one of the register, with the account's name."""
    user = accounts.by_username("inspector")
    if user is None or user.department_id is None:
        raise LookupError("the people come before the registers")
    unit = inspectors.Filters(department_id=user.department_id, active=True, standing=Standing.VALID, on=clock.day(at))
    found = inspectors.search(unit, limit=2)[-1]
    inspecting.revise(found, name=user.name, by=SYSTEM, at=at)
    inspecting.link(found, user, by=SYSTEM, at=at)


def _records(town: Town, firms: Sequence[str], count: int, *, until: date, days: int) -> list[Row]:
    """Visits by other levels, one of twenty a penalty, in the `days` before `until`."""
    random = town.source(f"records:{until}")
    rows = []
    for number in range(count):
        unit, line, level = random.choice(_UNITS)
        kind = Kind.PENALTY if number % _EVERY_TWENTIETH == 1 else Kind.VISIT
        on = until - timedelta(days=random.randrange(1, days))
        code = _free(town, firms, (line, on.year), random)
        rows.append(_record(code, kind, on, unit, line, level))
    return rows


def _free(town: Town, firms: Sequence[str], had: tuple[str, int], random: Random) -> str:
    """An enterprise that no record of the line and the year names yet: other levels keep the measures too."""
    code = random.choice(firms)
    while (code, *had) in town.recorded:
        code = random.choice(firms)
    town.recorded.add((code, *had))
    return code


def _record(code: str, kind: Kind, on: date, unit: str, line: str, level: Level) -> Row:
    place = {"unit": unit, "line": line, "level": level}
    return {"uscc": code, "kind": kind, "happened_on": on, "source": _SOURCE, **place}


def _declare(town: Town, at: datetime) -> None:
    """The office vouches for the penalties of six years; for visits at every level but the towns', which began late."""
    long_ago = clock.day(at) - timedelta(days=_YEARS * 365)
    for kind in Kind:
        for level in Level:
            late = kind is Kind.VISIT and level is Level.TOWN
            facts: Mapping[str, Any] = {
                "since_on": date(2025, 1, 1) if late else long_ago,
                "reason": "乡镇台账 2025 年起建立。" if late else "已导入平台的全部记录并核对。",
            }
            lookbacks.declare(kind, level, line="", **facts, by=town.office[0], at=at)


def _digest(rows: list[Row]) -> str:
    return hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()
