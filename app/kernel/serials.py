"""Running numbers without gaps: counted in the act that uses them, so that an act which fails uses none."""

from datetime import date

from sqlalchemy import CheckConstraint, update
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import numbering
from app.kernel.db import Model, db


class Serial(Model):
    """How many numbers of a prefix were given out in a year."""

    __tablename__ = "serials"
    __table_args__ = (CheckConstraint("last >= 0", name="not_negative"),)

    prefix: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def following(prefix: str, on: date) -> str:
    """The next number of a prefix, such as `NJ-20260911-000031-1`: gap-free within the year of the day.

    Whoever else wants one of the same prefix and year waits until this act is done. Two that begin a year at once are
    one too many: the second is told that something changed meanwhile.
    """
    counted = update(Serial).where(Serial.prefix == prefix, Serial.year == on.year).values(last=Serial.last + 1)
    plain = counted.returning(Serial.last).execution_options(synchronize_session=False)
    serial = db.session.execute(plain).scalar_one_or_none()
    if serial is None:
        db.session.add(Serial(prefix=prefix, year=on.year, last=1))
        db.session.flush()
        serial = 1
    return numbering.serial_number(prefix, f"{on:%Y%m%d}", serial)
