"""What is wrong with a ledger, said so that one finds the place."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Fault(StrEnum):
    CHANGED = "changed"
    MISSING = "missing"
    TRUNCATED = "truncated"
    CHAIN = "chain"
    BACKDATED = "backdated"
    AFTERDATED = "afterdated"
    ROOT = "root"
    NODE = "node"
    CHECKPOINT = "checkpoint"
    COSIGNATURE = "cosignature"
    HEAD = "head"
    RECEIPT = "receipt"
    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    ROW_UNSEALED = "row_unsealed"


@dataclass(frozen=True)
class Finding:
    """`index` is the entry's, None where it is no entry's; `column` of the row; `detail` what was found there.

    `detail` holds numbers, names and hashes only, never what somebody wrote.
    """

    fault: Fault
    index: int | None = None
    column: str = ""
    detail: str = ""


class Totals(NamedTuple):
    """What the whole ledger comes to, recomputed: how many entries, and the roots of both trees in hexadecimal."""

    size: int
    root: str
    root_sm3: str
