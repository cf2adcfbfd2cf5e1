"""Looking for actions close after complaints, at those that are kept, and at what the discipline role did."""

from app.discipline.queries.kept import Opened, by_number, counts, known, looks, opened, own_acts, watches
from app.discipline.queries.reprisals import found

__all__ = ["Opened", "by_number", "counts", "found", "known", "looks", "opened", "own_acts", "watches"]
