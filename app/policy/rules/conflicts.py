"""Where texts do not fit together: what each says, what the service does, which rules carry it, where it shows."""

from typing import NamedTuple


class Text(NamedTuple):
    """One side: where it stands, and what it says in our own words."""

    clause: str
    says: str


class Conflict(NamedTuple):
    """A conflict of rules. `rules` are ids of the rulebook, `shows` the endpoints of pages where it can be seen."""

    id: str
    title: str
    texts: list[Text]
    does: str
    why: str
    rules: list[str]
    shows: list[str]
