"""Reading what strangers made: one at a time, and whatever a parser stumbles over is a damaged file."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

_one_at_a_time = RLock()


class Unfit(Exception):
    """A file that is not taken in: the code of its refusal and the facts known so far, its name not among them."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@contextmanager
def untrusted() -> Iterator[None]:
    """Read inside. PDFium is not safe among threads, and neither is silencing a parser's warnings: hence the lock.

    Raises `Unfit("file_damaged")` for every error of a parser; what was found unfit passes through.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Unfit:
            raise
        except Exception as error:
            raise Unfit("file_damaged") from error
