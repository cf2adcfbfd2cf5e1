"""Whether a draw's files are what they should be; if not, which file is wrong (draw/1 "What must hold").

The locked files are held against the manifest, the manifest against the commitment, the value against the announced
formats, and the result against the draw itself. Where two of them disagree, a third decides which one is to blame.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from app.draws.rules import announcing, drawing, formats, hashing, tables
from app.draws.rules.terms import LOCKED, MANIFEST, PUBLISHED, RESULT, SECRET, VALUE, Files, Lists
from app.draws.rules.walking import Walk, ordered
from app.kernel.errors import Refused


class Finding(NamedTuple):
    """What is wrong with one file: the code of the sentence, and its facts."""

    file: str
    code: str
    facts: dict[str, Any]


def _finding(refused: Refused) -> Finding:
    return Finding(str(refused.facts["file"]), refused.code, refused.facts)


def verify(files: Files, commitment: str = "") -> list[Finding]:
    """What is wrong, in the order of the steps; nothing where all holds. Never raises, whatever the files hold.

    `commitment` is the one that was published at the lock, where the caller knows it: it alone shows that all files
    have been replaced together.
    """
    missing = [name for name in PUBLISHED if name not in files]
    if missing:
        return [Finding(name, "draw_file_missing", {"file": name}) for name in missing]
    return _sums(files, commitment) or _forms(files) or _result(files)


def _caught(*checks: Callable[[], object]) -> list[Finding]:
    found = []
    for check in checks:
        try:
            check()
        except Refused as refused:
            found.append(_finding(refused))
    return found


def _sums(files: Files, commitment: str) -> list[Finding]:
    """The locked files against the manifest, and the manifest against what was published or drawn from."""
    own, now = files[MANIFEST], hashing.manifest_of(files)
    told = commitment or _told(files, "commitment")
    if own != now and told == hashing.digest(now):
        return [_wrong(MANIFEST, "draw_manifest_wrong")]
    try:
        sums = hashing.sums(own)
    except Refused as refused:
        return [_finding(refused)]
    found = [_wrong(name, "draw_file_changed") for name in LOCKED if hashing.digest_of(name, files[name]) != sums[name]]
    if commitment and commitment != hashing.digest(own):
        found.append(_wrong(MANIFEST, "draw_manifest_not_published"))
    return found


def _wrong(file: str, code: str, **facts: Any) -> Finding:
    return Finding(file, code, {"file": file, **facts})


def _told(files: Files, name: str) -> str:
    """What the result says of itself; empty where it says nothing that can be read."""
    try:
        found = json.loads(files[RESULT].decode("utf-8"))
    except (ValueError, RecursionError):
        return ""
    return str(found.get(name, "")) if isinstance(found, dict) else ""


def _forms(files: Files) -> list[Finding]:
    """What the files hold, each by itself; then whether every department has a limit."""

    def lists() -> None:
        found = tables.read(files)
        Walk(found.tasks, found.caps)

    def value() -> None:
        formats.check_value(value_of(files), announcing.read(files).sources)

    def chance() -> None:
        formats.check_chance(announcing.read(files).sources)

    found = _caught(lists, lambda: hashing.secret(files[SECRET]), chance, value)
    return [one for place, one in enumerate(found) if one not in found[:place]]


def value_of(files: Files) -> str:
    """The public value. Refuses more than one line and what is not ASCII: no format allows it."""
    try:
        text = files[VALUE].decode("ascii").removesuffix("\n")
    except UnicodeDecodeError:
        raise Refused("draw_file_encoding", file=VALUE) from None
    if not text or not text.isprintable():
        raise Refused("draw_value_line", file=VALUE)
    return text


def _result(files: Files) -> list[Finding]:
    lists = tables.read(files)
    commitment, seed = drawing.seed_of(files, value_of(files))
    right = _drawn(commitment, seed, lists)
    if right == files[RESULT]:
        return []
    if _told(files, "commitment") != commitment:
        return [_wrong(RESULT, "draw_result_foreign")]
    told = _told(files, "seed")
    if told != seed and _drawn(commitment, told, lists) == files[RESULT]:
        return [_wrong(VALUE, "draw_value_not_drawn")]
    return [_wrong(RESULT, "draw_result_differs", where=next(_differences(files[RESULT], right)))]


def _drawn(commitment: str, seed: str, lists: Lists) -> bytes:
    state = Walk(lists.tasks, lists.caps)
    return drawing.drawn(commitment, seed, lists, state, ordered(seed, lists.roster)).content


def _differences(given: bytes, right: bytes) -> Iterator[str]:
    """Where a result differs from the right one: `visits[3]`, `seed`; `bytes` where only the writing does."""
    try:
        one, two = json.loads(given.decode("utf-8")), json.loads(right)
    except (ValueError, RecursionError):
        yield "JSON"
        return
    if isinstance(one, dict):
        for name in ("spec", "commitment", "seed", "visits", "shortfalls"):
            if one.get(name) != two[name]:
                yield _place(name, one.get(name), two[name])
    yield "bytes"


def _place(name: str, one: Any, two: Any) -> str:
    if not isinstance(one, list) or not isinstance(two, list):
        return name
    length = min(len(one), len(two))
    return f"{name}[{next((at for at in range(length) if one[at] != two[at]), length)}]"
