"""A visit that is over, and its result."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from app.kernel.db import transaction
from app.results import service as results
from app.results.models import Result
from app.results.rules import Found, Kind, Said
from app.results.service import Outcome
from app.visits import service as visits
from app.visits.models import Visit
from tests.visits.scene import AT, FREE
from tests.visits.scene import Scene as VisitScene

IN = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
OUT = IN + timedelta(hours=2)
LATER = OUT + timedelta(hours=1)
DUE = date(2026, 10, 12)
GPS, OFFSET = 0x8825, 0x0112


def photo(place: str = "28 deg 50 min") -> bytes:
    """A JPEG that tells where it was taken, and by whom."""
    image = Image.new("RGB", (64, 48), "grey")
    exif = Image.Exif()
    exif[0x013B] = "李检查 13907370001"
    exif.get_ifd(GPS)[0x0002] = (28.0, 50.0, 30.0)
    exif.get_ifd(GPS)[0x001B] = place.encode()
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=place.encode())
    return out.getvalue()


class Scene(VisitScene):
    """The visits' scene, with visits that are over on 22 September."""

    def entered(self, **more: Any) -> Visit:
        visit = self.registered(FREE, at=AT, **more)
        with transaction():
            visits.check_in(visit, scanned=self.firm.uscc, by=self.applicant, at=IN)
        return visit

    def over(self, **more: Any) -> Visit:
        visit = self.entered(**more)
        with transaction():
            visits.check_out(visit, by=self.applicant, at=OUT)
        return visit

    def found(self, kind: Kind = Kind.NO_PROBLEM, words: str = "", due_on: date | None = None) -> list[Found]:
        return [Found(self.item.id, kind, words, due_on)]

    def ordered(self) -> list[Found]:
        return self.found(Kind.ORDERED_TO_CORRECT, "三号库温度计未检定", DUE)

    def recorded(
        self, visit: Visit | None = None, found: list[Found] | None = None, *, at: datetime = LATER, **more: Any
    ) -> Result:
        visit = visit or self.over()
        with transaction():
            outcome = Outcome(found or self.found(), **more)
            return results.record_result(visit, outcome, by=self.applicant, at=at)

    def said(self, since: datetime = IN, until: datetime = OUT, why: str = "现场没有信号") -> Said:
        return Said(since, until, why)
