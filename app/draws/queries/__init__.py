"""Looking only: the files of a draw wherever they lie, and the draw of a roster too large for one process."""

from app.draws.queries.folders import files
from app.draws.queries.running import ENGINES, run

__all__ = ["ENGINES", "files", "run"]
