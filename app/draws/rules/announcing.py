"""The announcement of a draw as canonical JSON: sorted keys, no blanks, one line (draw/1 "Files")."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.draws.rules import formats
from app.draws.rules.terms import ANNOUNCEMENT, SPEC, Announcement, Files, Source
from app.kernel.errors import Refused

AT_ONCE, AFTER_VISITS = "at_once", "after_visits"
REVEALS = (AT_ONCE, AFTER_VISITS)
MOST_TEXT = 200
_FIELDS = frozenset({*Announcement._fields, "spec"})
_COMMITMENT = re.compile(r"(?:[0-9a-f]{64})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON that can be written in one way only, with a line end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def write(announcement: Announcement) -> bytes:
    """`announcement.json`."""
    sources = [source._asdict() for source in announcement.sources]
    return canonical({**announcement._asdict(), "sources": sources, "spec": SPEC})


def read(files: Files) -> Announcement:
    """The announcement of these files. Refuses what is not exactly as `write` would write it."""
    if ANNOUNCEMENT not in files:
        raise Refused("draw_file_missing", file=ANNOUNCEMENT)
    found = _loaded(files[ANNOUNCEMENT])
    if not isinstance(found, dict) or found.keys() != _FIELDS or found["spec"] != SPEC:
        raise _malformed("spec")
    sources = found["sources"]
    if not isinstance(sources, list) or not sources or not all(map(_is_source, sources)):
        raise _malformed("sources")
    values = {name: found[name] for name in Announcement._fields if name != "sources"}
    announcement = Announcement(**values, sources=tuple(Source(**source) for source in sources))
    _check_types(announcement)
    if write(announcement) != files[ANNOUNCEMENT]:
        raise Refused("draw_file_not_canonical", file=ANNOUNCEMENT)
    return announcement


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _malformed("JSON") from None


def _is_source(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == set(Source._fields) and all(map(_is_text, value.values()))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _malformed(part: str) -> Refused:
    return Refused("draw_announcement_malformed", file=ANNOUNCEMENT, part=part)


def _check_types(announcement: Announcement) -> None:
    for name, value in announcement._asdict().items():
        if name != "sources" and not _is_text(value):
            raise _malformed(name)
    if not _COMMITMENT.fullmatch(announcement.previous):
        raise _malformed("previous")
    if announcement.reveal not in REVEALS:
        raise _malformed("reveal")


def _check_texts(announcement: Announcement) -> None:
    texts = {name: value for name, value in announcement._asdict().items() if name not in {"sources", "previous"}}
    told = [(name, value) for source in announcement.sources for name, value in source._asdict().items()]
    for name, value in (*texts.items(), *told):
        if not 0 < len(value) <= MOST_TEXT or _CONTROL.search(value):
            raise _malformed(name)


def check(announcement: Announcement, *, previous: str, notice: timedelta) -> None:
    """What the lock asks of an announcement: the draw before it, time enough, and sources with enough chance.

    `previous` is the commitment of the city's draw before this one (empty for the first), `notice` the least time
    between the lock and the value.
    """
    if not announcement.sources:
        raise _malformed("sources")
    _check_types(announcement)
    _check_texts(announcement)
    if announcement.previous != previous:
        raise Refused("draw_previous_wrong", file=ANNOUNCEMENT, previous=previous or "-")
    locked, due = (_instant(announcement, name) for name in ("locked_at", "value_due"))
    if due - locked < notice:
        hours = notice // timedelta(hours=1)
        raise Refused("draw_value_due_too_early", file=ANNOUNCEMENT, field="value_due", hours=hours)
    formats.check_kinds(announcement.sources)
    formats.check_chance(announcement.sources)


def _instant(announcement: Announcement, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(getattr(announcement, name))
    except ValueError:
        raise _malformed(name) from None
    if found.tzinfo is None:
        raise _malformed(name)
    return found
