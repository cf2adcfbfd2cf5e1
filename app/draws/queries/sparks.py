"""The engine `spark`: many machines that see the roster under one path (requirements-spark.txt, Java 17).

Each part of the file is scanned where a core is free; what lies in the window is brought together and sorted here.
Alone it uses the cores of this machine; under `spark-submit` those of the cluster.
"""

import importlib
import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from app.draws.queries import scanning
from app.draws.queries.windows import Open, Row, Window
from app.kernel.errors import Refused

SETTINGS = {
    "spark.master": "local[*]",
    "spark.app.name": "draw",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


class Spark:
    """A Spark context, this one's own or the one that is there."""

    def __init__(self, path: Path) -> None:
        try:
            pyspark: Any = importlib.import_module("pyspark")
            importlib.import_module("pyspark.cloudpickle").register_pickle_by_value(scanning)
        except ImportError:
            raise Refused("draw_engine_missing", engine="spark", requirements="requirements-spark.txt") from None
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings = pyspark.SparkConf()
        for name, value in SETTINGS.items():
            settings.setIfMissing(name, value)
        self.path = path.resolve()
        self.context = pyspark.SparkContext.getOrCreate(settings)

    def rows(self, seed: str, window: Window, open_: Open) -> Iterable[Row]:
        """The rows of the window, by (ticket, code)."""
        work, pieces = partial(scanning.scan, str(self.path), seed, window.as_bytes, open_), scanning.parts(self.path)
        return sorted(self.context.parallelize(pieces, len(pieces)).flatMap(work).collect())

    def close(self) -> None:
        """Let the machines go."""
        self.context.stop()
