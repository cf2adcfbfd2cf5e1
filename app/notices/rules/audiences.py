"""Whom a notice is for. An audience is a text that tells nothing of who stands behind a case."""

from collections.abc import Iterable

OFFICE = "office"
DISCIPLINE = "discipline"


def user(user_id: int) -> str:
    """One user."""
    return f"user:{user_id}"


def department(department_id: int) -> str:
    """Everybody of one department who answers cases."""
    return f"department:{department_id}"


def shows_days_only(audiences: Iterable[str]) -> bool:
    """Whether the day of a notice may be known but not its hour: to whoever is told of a department's cases."""
    return any(audience.startswith("department:") for audience in audiences)


def case(number: str) -> str:
    """Whoever may follow the case as its complainant."""
    return f"case:{number}"


def webhook(webhook_id: int) -> str:
    """The program behind one webhook."""
    return f"webhook:{webhook_id}"


def parted(audience: str) -> tuple[str, str]:
    """An audience as its kind and whom it names: `("department", "12")`, `("office", "")`."""
    kind, _, name = audience.partition(":")
    return kind, name
