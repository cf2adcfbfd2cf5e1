"""What people write at the ceremony: an instant, a value, names of witnesses, the year of a plan."""

import re
import unicodedata
from datetime import datetime

from app.kernel import clock, parsing
from app.kernel.errors import Refused

MOST_WITNESSES = 20
MOST_NAME = 100
_INSTANT = re.compile(r"(.+?)[T\s日]\s*([01]?[0-9]|2[0-3])\s*[:：时]\s*([0-5][0-9])分?", re.DOTALL)


def instant(value: str) -> datetime:
    """A day and an hour of Asia/Shanghai, such as 2026-09-14 10:00. Refuses anything else."""
    match = _INSTANT.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if match is None:
        raise Refused("draw_due_malformed")
    day = match[1] if re.search(r"[月年]", match[1]) is None else f"{match[1]}日"
    return clock.midnight(parsing.day(day)).replace(hour=int(match[2]), minute=int(match[3]))


def typed(value: str) -> str:
    """A value as it is written: full-width signs made plain, outer blanks cut."""
    return unicodedata.normalize("NFKC", value).strip()


def lines(value: str) -> list[str]:
    """One name a line, empty ones left out."""
    found = [parsing.line(line) for line in parsing.text(value).split("\n") if line.strip()]
    if len(found) > MOST_WITNESSES or any(len(line) > MOST_NAME for line in found):
        raise Refused("too_long", most=MOST_NAME)
    return found


def year(value: str) -> int:
    """A year, written 2026 or 2026年."""
    plain = unicodedata.normalize("NFKC", value).strip().removesuffix("年")
    if not re.fullmatch(r"20[0-9]{2}", plain):
        raise Refused("date_malformed")
    return int(plain)
