"""Tasks and enterprises for the tests of a plan's rules, said in a few words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.plans.rules import STRATA, Bounds, Cell, Frame, Register, Targeting, Task

BOUNDS = Bounds(
    share=Decimal(5),
    joint=Decimal(20),
    coverage=Decimal(100),
    supervision=Decimal(100),
    grades=("A", "B", "C", "D"),
    inspectors=2,
    publish_by=date(2026, 3, 31),
    done_by=date(2026, 11, 15),
    visits_a_day=2,
    quiet=(1, 20),
)


def rates(value: int = 500, **more: int) -> dict[str, int]:
    return dict.fromkeys(STRATA, value) | more


def task(number: str = "T1", *departments: str, **more: Any) -> Task:
    values: dict[str, Any] = {
        "name": f"任务{number}",
        "targeting": Targeting.TARGETED,
        "departments": departments or ("D1",),
        "items": ("I1",),
        "frame": Frame(),
        "rates": rates(),
        "inspectors": 2,
        "from_month": 3,
        "until_month": 10,
    }
    return Task(number, **(values | more))


def cells(**sizes: int) -> dict[Cell, int]:
    """Enterprises by stratum, of one trade each: `cells(A=100, U=40)`."""
    return {Cell("company", f"C {stratum}", "", "", stratum): size for stratum, size in sizes.items()}


def of_trades(sizes: Mapping[str, int], stratum: str = "B") -> dict[Cell, int]:
    return {Cell("company", trade, "", "", stratum): size for trade, size in sizes.items()}


def register(active: int = 1000, **more: Any) -> Register:
    values: dict[str, Any] = {"items": frozenset({"I1"}), "staff": {"D1": 4, "D2": 4, "D3": 4}, "high": 0, "covered": 0}
    return Register(active, **(values | more))
