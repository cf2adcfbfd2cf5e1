"""Nine months of complaints: for each a way that it goes, cut off where the city's day begins."""

from random import Random
from typing import Any

from app.complaints.rules import Channel, Disclosure
from app.demo import rules
from app.demo.rules import Words
from app.demo.service import papers, scenes, steps
from app.demo.service.diary import Diary
from app.demo.service.lives import Act, Life, Who
from app.demo.service.town import SLOW, Town, data
from app.kernel import clock
from app.workdays import queries as workdays

Script = tuple[tuple[str, int, int], ...]
_ACCEPT = (("accept", 0, 1),)
_ANSWERED: Script = (*_ACCEPT, ("verify", 1, 3), ("resolve", 2, 4))
_MENDED: Script = (("rectify", 4, 12), ("call_back", 1, 3), ("rate_again", 1, 3))
SCRIPTS: dict[str, Script] = {
    "good": (*_ANSWERED, ("rate_well", 1, 6)),
    "unrated": _ANSWERED,
    "late": (*_ACCEPT, ("verify", 4, 6), ("resolve", 5, 8), ("rate_badly", 1, 4), *_MENDED[:2]),
    "complex": (
        *_ACCEPT,
        ("verify_complex", 1, 3),
        ("give_preliminary", 7, 12),
        ("resolve", 5, 15),
        ("rate_well", 1, 5),
    ),
    "bad": (*_ANSWERED, ("rate_badly", 1, 3), *_MENDED),
    "declined": (("decline", 0, 1),),
    "routed": (("route", 0, 1),),
    "returned": (
        *_ACCEPT,
        ("return_referral", 0, 1),
        ("refer", 0, 1),
        ("verify", 0, 1),
        ("resolve", 2, 3),
        ("rate_well", 1, 5),
    ),
    "withdrawn": (*_ACCEPT, ("withdraw", 0, 2)),
    "upheld": (*_ANSWERED, ("request_review", 1, 5), ("uphold", 2, 6)),
    "redone": (*_ANSWERED, ("request_review", 1, 4), ("redo", 2, 5), ("resolve", 3, 6), ("rate_well", 1, 4)),
    "extended": (
        *_ACCEPT,
        ("verify", 1, 3),
        ("request_extension", 1, 2),
        ("grant_extension", 0, 1),
        ("resolve", 3, 5),
    ),
    "refused": (
        *_ACCEPT,
        ("verify", 1, 2),
        ("request_extension", 1, 2),
        ("refuse_extension", 0, 1),
        ("resolve", 1, 2),
    ),
    "supplemented": (
        *_ACCEPT,
        ("supplement", 0, 1),
        ("hand_over_supplement", 0, 1),
        ("verify", 0, 1),
        ("resolve", 2, 3),
        ("rate_well", 1, 6),
    ),
    "unsealed": (
        *_ACCEPT,
        ("verify", 1, 2),
        ("request_unsealing", 0, 1),
        ("approve_unsealing", 0, 1),
        ("resolve", 1, 2),
    ),
    "reclassified": (*_ACCEPT, ("verify", 1, 2), ("reclassify", 1, 3), ("give_preliminary", 5, 8), ("resolve", 3, 8)),
}
_WEIGHTS = (34, 10, 6, 12, 7, 8, 4, 5, 4, 3, 2, 4, 1, 4, 2, 2)
_CHANNELS = {
    Channel.WEB: 60,
    Channel.QR: 8,
    Channel.HOTLINE_12345: 14,
    Channel.VISIT: 8,
    Channel.LETTER: 5,
    Channel.CPPCC_OFFICE: 5,
}
_DISCLOSURES = {Disclosure.CONFIDENTIAL: 72, Disclosure.NAMED: 16, Disclosure.ANONYMOUS: 12}
_OLD_DAYS = 45
_PAPERS = 0.15


def plan(town: Town, count: int) -> tuple[list[Act], dict[str, Life]]:
    """Every act before nine o'clock of the city's day, in order of time; and the lives that the scenes show."""
    random = town.source("complaints")
    diary = Diary(workdays.calendar(), town.as_of, random)
    kept = papers.papers(random)
    shown = scenes.lives(town, diary, Words(random), kept[:1])
    words = Words(random)
    lives = [_life(number, town, diary, words, kept) for number in range(1000, 1000 + count)]
    end = rules.nine(town.as_of)
    acts = [act for life in [*shown.values(), *lives] for act in life.acts if act.at < end]
    return sorted(acts, key=lambda act: (act.at, act.order)), shown


def _life(number: int, town: Town, diary: Diary, words: Words, kept: list[Any]) -> Life:
    random = diary.random
    at = diary.filing(rules.opening(town.as_of))
    tale = random.choice(data("tales"))
    life = Life(number, tale, _who(town, random, words), town, random)
    if random.random() < _PAPERS:
        life.files = (random.choice(kept),)
    steps.file(life, at)
    for step, least, most in SCRIPTS[_script(life, (town.as_of - clock.day(at)).days, random)]:
        at = diary.after(at, least, most)
        getattr(steps, step)(life, at)
    return life


def _script(life: Life, age: int, random: Random) -> str:
    """The way that it goes. Three departments are slow, and nothing young is late: that is left to the scenes."""
    chosen = random.choices(list(SCRIPTS), _WEIGHTS)[0]
    if life.code in SLOW and random.random() < 0.5:
        chosen = "late"
    return "good" if chosen == "late" and age < _OLD_DAYS else chosen


def _who(town: Town, random: Random, words: Words) -> Who:
    channel = random.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
    disclosure = random.choices(list(_DISCLOSURES), list(_DISCLOSURES.values()))[0]
    signed_in = channel is Channel.WEB and disclosure is not Disclosure.ANONYMOUS
    owner = random.choice(town.owners) if signed_in else None
    return Who(owner, words.person(), words.phone(), channel, disclosure)
