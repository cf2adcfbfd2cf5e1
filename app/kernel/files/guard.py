"""Reading what strangers made: one at a time, and whatever a parser stumbles over is a damaged file."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from app.kernel.errors import Refused

_one_at_a_time = RLock()


@contextmanager
def untrusted() -> Iterator[None]:
    """Read inside. PDFium is not safe among threads, and neither is silencing a parser's warnings: hence the lock.

    Raises `Refused("file_damaged")` for every error of a parser; refusals pass through.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Refused:
            raise
        except Exception as error:
            raise Refused("file_damaged") from error
