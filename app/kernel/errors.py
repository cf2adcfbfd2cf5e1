"""What a rule or a query says instead of doing. The sentences live in `wording`."""

from typing import Any


class Refused(Exception):
    """A rule turns the request down.

    `code` names the sentence in `wording`, `facts` fill it, `field` names the control that it belongs to, and `status`
    is what a door answers over HTTP.
    """

    status = 422

    def __init__(self, code: str, *, field: str | None = None, status: int | None = None, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts
        self.status = status or self.status


class Missing(Refused):
    """Not there, or not this user's: the two are the same answer."""

    status = 404

    def __init__(self, code: str = "missing", **facts: Any) -> None:
        super().__init__(code, **facts)


class Conflict(Refused):
    """Somebody else changed the case in the meantime, or the same key was used for another request."""

    status = 409


class Forbidden(Refused):
    """Signed in, and not allowed."""

    status = 403

    def __init__(self, code: str = "forbidden", **facts: Any) -> None:
        super().__init__(code, **facts)
