"""Whom a notice is for. An audience is a text that tells nothing of who stands behind a case."""

OFFICE = "office"


def user(user_id: int) -> str:
    """One user."""
    return f"user:{user_id}"


def department(department_id: int) -> str:
    """Everybody of one department who answers cases."""
    return f"department:{department_id}"


def case(number: str) -> str:
    """Whoever may follow the case as its complainant."""
    return f"case:{number}"
