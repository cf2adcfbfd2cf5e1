"""Looking at how the form is used."""

from datetime import date

from sqlalchemy import select

from app.complaints.models import FormUse
from app.complaints.rules import Use
from app.kernel.db import db


def form_uses(first_on: date) -> dict[Use, int]:
    """What was counted of the forms that were begun in the month with this first day."""
    return {Use(row.what): row.count for row in db.session.scalars(select(FormUse).where(FormUse.first_on == first_on))}
