"""How values, changes and periods are written: in Chinese, as documents are, on the screen and on paper alike."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.complaints.rules import Use
from app.reports.rules.counting import Value, tenths
from app.reports.rules.figures import Figure, Measure
from app.reports.rules.periods import Kind, Period

TEXTS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "data" / "texts.json").read_text("utf-8"))


def say(name: str, **facts: object) -> str:
    """A text with its facts."""
    return str(TEXTS[name] % facts) if facts else str(TEXTS[name])


def day(on: date) -> str:
    """A day as a document writes it."""
    return say("date", year=on.year, month=on.month, day=on.day)


def period(told: Period) -> str:
    """The name of a period: 2026年8月."""
    half = TEXTS["halves"][told.number - 1] if told.kind is Kind.HALF_YEAR else ""
    return str(TEXTS["periods"][told.kind] % {"year": told.first.year, "number": told.number, "half": half})


def percent(share: Fraction) -> str:
    """93.3%, rounded towards zero; a whole number without its nought."""
    number = tenths(share)
    sign, number = ("-" if number < 0 else ""), abs(number)
    return f"{sign}{number // 10}%" if number % 10 == 0 else f"{sign}{number // 10}.{number % 10}%"


def yuan(cents: int) -> str:
    """860,000.00元."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100:,}.{cents % 100:02d}{TEXTS['yuan']}"


def worth(one: Figure, found: Value | None) -> str:
    """A value in the figure's measure."""
    if found is None:
        return say("few")
    if one.measure is Measure.SHARE:
        return _share(found)
    return yuan(found.numerator) if one.measure is Measure.YUAN else f"{found.numerator:,}{one.suffix}"


def _share(found: Value) -> str:
    if found.floor is None:
        return say("nothing")
    most = "" if found.ceiling is None else f"～{percent(found.ceiling)}"
    return percent(found.floor) + most


def minutes(step: Use) -> str:
    """A step of minutes."""
    named = {Use.LONGER: "longer", Use.UNTIMED: "untimed"}
    return say(named[step]) if step in named else say("minutes", span=step.replace("-", "～"))


def parts(found: Value | None) -> str:
    """Numerator and denominator of a share; nothing for what is none."""
    if found is None or found.denominator is None:
        return ""
    most = "" if found.most is None else f"～{found.most:,}"
    return f"{found.numerator:,}{most} / {found.denominator:,}"


def change(one: Figure, now: Value | None, before: Value | None) -> str:
    """The difference to the period before: in points of a percent for shares, else in the figure's own measure."""
    if now is None or before is None:
        return say("nothing")
    if one.measure is Measure.SHARE:
        return _points(now.share, before.share)
    left = now.numerator - before.numerator
    sign = "+" if left > 0 else ""
    return sign + (yuan(left) if one.measure is Measure.YUAN else f"{left:,}")


def _points(now: Fraction | None, before: Fraction | None) -> str:
    if now is None or before is None:
        return say("nothing")
    left = percent(now - before).removesuffix("%")
    return say("points", n=f"+{left}" if now > before else left)
