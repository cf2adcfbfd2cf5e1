"""Where an entry says something else than its leaf: the text beside the columns tells what they said before."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from app.ledger.rules.entries import Fields, entry_text, instant, leaf, leaf_sm3
from app.ledger.rules.facts import digest

_NEVER = datetime.min.replace(tzinfo=UTC)
_NUMBERS = {"index", "version", "ref_seq", "previous", "rulebook_version", "calendar_version"}
_AT = Fields._fields.index("at")
_TEXTS = [place for place, name in enumerate(Fields._fields) if name not in _NUMBERS | {"at"}]
_texts = itemgetter(*_TEXTS)


def read(values: Sequence[Any]) -> Fields:
    """The fields of a stored row, whatever somebody has put there: what cannot be said is said otherwise."""
    if set(map(type, _texts(values))) != {str}:
        values = [
            repr(said) if place in _TEXTS and type(said) is not str else said for place, said in enumerate(values)
        ]
    return Fields._make((*values[:_AT], moment(values[_AT]), *values[_AT + 1 :]))


def moment(value: Any) -> datetime:
    """An instant as the database drivers give it: aware, or text in UTC. What is none becomes the first instant."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return _NEVER


def is_sound(entry: Fields, text: str, own: str, own_sm3: str) -> bool:
    """Whether columns, text and both leaves agree."""
    return (
        entry_text(entry) == text
        and leaf(text) == own
        and leaf_sm3(text, entry.facts, entry.rows) == own_sm3
        and digest(entry.facts) == entry.facts_hash
    )


def wrong_columns(entry: Fields, text: str, own: str, own_sm3: str) -> Iterator[str]:
    """The columns that were changed, as far as one can tell: never none for an entry that is not sound."""
    told = entry_text(entry)
    if told != text:
        columns = _differing(text, entry) if leaf(text) == own else ["entry"]
    else:
        columns = [] if leaf(text) == own else ["leaf"]
    if digest(entry.facts) != entry.facts_hash and "facts_hash" not in columns:
        columns.append("facts")
    yield from columns or (["leaf_sm3"] if leaf_sm3(text, entry.facts, entry.rows) != own_sm3 else [])


def _differing(text: str, entry: Fields) -> list[str]:
    try:
        said = dict(json.loads(text))
    except ValueError:
        return ["entry"]
    told = {**entry._asdict(), "at": instant(entry.at), "rows_hash": digest(entry.rows)}
    wrong = [str(name) for name in said if said[name] != told.get(name)]
    return ["rows" if name == "rows_hash" else name for name in wrong] or ["entry"]
