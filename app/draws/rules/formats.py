"""How a public value is written, and how much chance is in it (draw/1 "Files", `value.txt`).

A format is a sequence of printable ASCII characters and of classes such as `[0-9a-f]`, each followed by `{n}` where it
stands n times; a part in parentheses may stand n times too, and has no parentheses in it. There are no alternatives,
no open ends and no semicolon: a value has one length, is compared place by place, and their number counted exactly.
"""

import re
from collections.abc import Sequence
from math import comb, prod

from app.draws.rules.terms import ANNOUNCEMENT, VALUE, Source
from app.kernel.errors import Refused

LEAST_BITS = 64
MOST_FORMAT = 200
SEPARATOR = ";"
# How many outcomes one issue has; None: as many as its format tells.
KINDS: dict[str, int | None] = {
    "dice": None,
    "beacon": None,
    "lottery_kl8": comb(80, 20),
    "lottery_dlt": comb(35, 5) * comb(12, 2),
    "lottery_qxc": 15 * 10**6,
}
REFUSED_KINDS = frozenset({"lottery_3d", "lottery_pl3", "six_balls", "server", "clock"})
Place = frozenset[str]
_IN_CLASS = r"[^\\\[\]^\-]"
_ATOM = re.compile(rf"(?:\[((?:{_IN_CLASS}(?:-{_IN_CLASS})?)+)\]|([^\\\[\](){{}}*+?|.^$;]))(?:\{{([1-9][0-9]?)\}})?")
_GROUP = re.compile(r"\(([^()]+)\)\{([1-9][0-9]?)\}")
_RANGE = re.compile(r"(.)(?:-(.))?")
_PRINTABLE = re.compile(r"[ -~]+")


def places(format_: str) -> list[Place]:
    """The characters that may stand at each place of a value. Refuses what is not written as this module says."""
    plain = _GROUP.sub(lambda group: group[1] * int(group[2]), format_[:MOST_FORMAT])
    if len(format_) > MOST_FORMAT or not _PRINTABLE.fullmatch(plain) or _ATOM.sub("", plain):
        raise _unreadable(format_)
    return [
        place
        for several, one, times in _ATOM.findall(plain)
        for place in [_class(several or one, format_)] * int(times or 1)
    ]


def _class(text: str, format_: str) -> Place:
    found: set[str] = set()
    for first, last in _RANGE.findall(text):
        if last and last < first:
            raise _unreadable(format_)
        found |= {chr(code) for code in range(ord(first), ord(last or first) + 1)}
    if SEPARATOR in found:
        raise _unreadable(format_)
    return frozenset(found)


def _unreadable(format_: str) -> Refused:
    return Refused("draw_format_unreadable", file=ANNOUNCEMENT, format=format_[:100])


def outcomes(source: Source) -> int:
    """How many values a source can give: what its format allows, or fewer where its kind is a game with fewer."""
    told = prod(len(place) for place in places(source.format))
    most = KINDS.get(source.kind)
    return told if most is None else min(told, most)


def check_chance(sources: Sequence[Source]) -> None:
    """Refuses sources that together give fewer than 64 bits."""
    together = prod(outcomes(source) for source in sources)
    if together < 1 << LEAST_BITS:
        raise Refused("draw_value_too_small", file=ANNOUNCEMENT, bits=together.bit_length() - 1, least=LEAST_BITS)


def check_kinds(sources: Sequence[Source]) -> None:
    """Refuses kinds of source that give too little chance or lie in the hands of whoever draws, and unknown ones."""
    for source in sources:
        if source.kind in REFUSED_KINDS:
            raise Refused("draw_source_refused", file=ANNOUNCEMENT, kind=source.kind)
        if source.kind not in KINDS:
            raise Refused("draw_source_unknown", file=ANNOUNCEMENT, kind=source.kind[:40], kinds=", ".join(KINDS))


def check_value(value: str, sources: Sequence[Source]) -> None:
    """Refuses a value that is not what the announced formats say, part by part in the announced order."""
    parts = value.split(SEPARATOR)
    if len(parts) != len(sources):
        raise Refused("draw_value_parts", file=VALUE, field="value", given=len(parts), wanted=len(sources))
    for number, (part, source) in enumerate(zip(parts, sources, strict=True), 1):
        if not _fits(part, places(source.format)):
            raise Refused("draw_value_malformed", file=VALUE, field="value", number=number, format=source.format)


def _fits(part: str, wanted: list[Place]) -> bool:
    return len(part) == len(wanted) and all(one in place for one, place in zip(part, wanted, strict=True))
