"""`flask items`: import the register at a terminal, by the same checks as in the browser."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask.cli import AppGroup

from app.items import service
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.kernel.sheets.terminal import importing

group = AppGroup("items", help="The list of inspection items.")


def _load(rows: Sequence[Mapping[str, Any]], *, digest: str, refused: int) -> Mapping[str, int]:
    with transaction():
        return service.load(rows, digest=digest, refused=refused, by=SYSTEM, at=clock.now())


group.add_command(importing("items", _load))
