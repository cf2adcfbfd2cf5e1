"""The cases that the scenes show, and one in every state: each step on its working day before the city's day."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.complaints.rules import Channel, Disclosure
from app.complaints.service import Upload
from app.demo.rules import Words
from app.demo.service import steps
from app.demo.service.diary import Diary
from app.demo.service.lives import Life, Who
from app.demo.service.town import Town, data

Shown = tuple[int, str, tuple[tuple[str, int, str], ...]]
_ACCEPTED = (("file", 4, "10:05"), ("accept", 3, "09:20"))
_ANSWERED = (("file", 9, "15:05"), ("accept", 8, "09:20"), ("verify", 6, "10:40"), ("resolve", 4, "16:10"))
_RATED = (("file", 16, "15:30"), ("accept", 15, "09:05"), ("verify", 13, "15:20"), ("resolve", 10, "16:30"))
# name: (which tale, the department that it lies with, its steps)
SHOWN: dict[str, Shown] = {
    "quiet_day": (8, "YJGL", (("file", 0, "08:12"),)),
    "due_today": (11, "YJGL", (("file", 4, "16:45"), ("accept", 3, "09:30"))),
    "overdue": (21, "CGZF", (("file", 8, "14:20"), ("accept", 7, "09:10"))),
    "complex": (13, "SCJG", (("file", 1, "17:10"), ("accept", 0, "08:31"), ("verify_complex", 0, "08:50"))),
    "rated_again": (
        3,
        "SCJG",
        (
            *_RATED,
            ("rate_badly", 9, "19:40"),
            ("rectify", 5, "11:05"),
            ("call_back", 3, "15:45"),
            ("rate_again", 2, "20:15"),
        ),
    ),
    "call_back": (9, "SCJG", (*_RATED, ("rate_badly", 8, "20:40"), ("rectify", 1, "16:35"))),
    "rectification": (2, "JTYS", (*_RATED, ("rate_badly", 6, "18:25"))),
    "anonymous": (6, "JTYS", (("file", 1, "21:40"),)),
    "returned": (10, "GSGS", (("file", 3, "09:50"), ("accept", 2, "10:10"), ("return_referral", 1, "11:30"))),
    "preliminary": (
        14,
        "SWJL",
        (
            ("file", 13, "11:20"),
            ("accept", 12, "10:10"),
            ("verify_complex", 10, "15:15"),
            ("give_preliminary", 1, "17:05"),
        ),
    ),
    "redone": (19, "ZFJS", (*_ANSWERED, ("request_review", 3, "09:45"), ("redo", 1, "14:50"))),
    "resolved": (20, "JYTY", _ANSWERED),
    "under_review": (15, "GXQG", (*_ANSWERED, ("request_review", 1, "19:30"))),
    "withdrawn": (7, "XZSP", (("file", 3, "10:30"), ("accept", 2, "14:05"), ("withdraw", 1, "09:15"))),
    "declined": (20, "WSJK", (("file", 2, "12:15"), ("decline", 1, "15:30"))),
    "supplement": (16, "GAJX", (*_ACCEPTED[:1], ("accept", 2, "09:25"), ("supplement", 1, "20:10"))),
    "extension": (
        12,
        "CZJF",
        (("file", 7, "14:20"), ("accept", 6, "09:15"), ("verify", 4, "10:20"), ("request_extension", 1, "16:20")),
    ),
    "unsealing": (
        5,
        "RLZY",
        (("file", 4, "13:10"), ("accept", 3, "10:25"), ("verify", 1, "15:10"), ("request_unsealing", 1, "16:55")),
    ),
}
_NAMED = {"resolved", "complex"}
_NAMELESS = {"anonymous", "withdrawn"}
_LAKESIDE = {"quiet_day", "due_today", "complex", "rated_again", "resolved", "under_review"}


def lives(town: Town, diary: Diary, words: Words, papers: Sequence[Upload]) -> dict[str, Life]:
    """The cases by name; 湖畔食品 follows the ones that a visitor looks at from its side."""
    tales = data("tales")
    return {
        name: _life(number, name, tales[which], code, script, town, diary, words, papers)
        for number, (name, (which, code, script)) in enumerate(SHOWN.items(), 1)
    }


def _life(
    number: int,
    name: str,
    tale: Mapping[str, Any],
    code: str,
    script: tuple[tuple[str, int, str], ...],
    town: Town,
    diary: Diary,
    words: Words,
    papers: Sequence[Upload],
) -> Life:
    others = [other for other in tale["to"] if other != code]
    life = Life(number, {**tale, "to": [code, *others]}, _who(name, number, town, words), town, diary.random)
    life.files = tuple(papers) if name in {"quiet_day", "due_today", "rated_again"} else ()
    for step, before, hour in script:
        getattr(steps, step)(life, diary.on(before, hour))
    return life


def _who(name: str, number: int, town: Town, words: Words) -> Who:
    person, phone = words.person(), words.phone()
    if name in _NAMELESS:
        return Who(None, "", "", Channel.QR, Disclosure.ANONYMOUS)
    owner = town.owners[0] if name in _LAKESIDE else town.owners[number % len(town.owners)]
    disclosure = Disclosure.NAMED if name in _NAMED else Disclosure.CONFIDENTIAL
    return Who(owner, person, phone, disclosure=disclosure)
