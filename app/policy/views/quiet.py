"""What every page tells of 企业宁静日: whether today is one, and which."""

from datetime import date

from app.policy import queries
from app.policy.views.blueprint import bp


@bp.app_template_global()
def quiet_day_number(on: date) -> int | None:
    """Which quiet day of its month a day is, by the rulebook's `quiet.days` of that day; None where it is none."""
    return queries.quiet_day_number(on)
