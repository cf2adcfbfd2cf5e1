"""Names of units as lists write them, and who stands behind one."""

import re
from enum import StrEnum

from app.kernel.errors import Refused

MOST = 40
_DIVIDERS = re.compile(r"[、，,;；\n]+(?![^（(]*[）)])")


class Holder(StrEnum):
    """Behind a name: a department of the register, the oversight office itself, or many units (各镇、各相关单位)."""

    DEPARTMENT = "department"
    OFFICE = "office"
    GROUP = "group"


def names(text: str) -> list[str]:
    """The names of a cell, each once, in order; what stands in brackets is not divided. Refuses too long a one."""
    found = list(dict.fromkeys(part.strip() for part in _DIVIDERS.split(text) if part.strip()))
    if any(len(one) > MOST for one in found):
        raise Refused("too_long", most=MOST)
    return found


def without_city(name: str) -> str:
    """市发改局 as the register's short names have it: 发改局."""
    return name.removeprefix("市")
