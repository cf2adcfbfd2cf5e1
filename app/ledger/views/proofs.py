"""What programs of outsiders fetch: the newest checkpoint, proofs, leaves; nothing newer than the last closed day."""

import base64

from flask import request
from flask.typing import ResponseReturnValue

from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Permission, needs
from app.ledger import queries
from app.ledger.views.blueprint import bp, text

MOST_DIGITS = 9


@bp.get("/ledger/checkpoint")
@needs(Permission.PUBLIC)
def checkpoint() -> ResponseReturnValue:
    """The newest checkpoint, a signed note, with the witnesses' lines below the ledger's."""
    newest = queries.last()
    if newest is None:
        raise Missing()
    return text(queries.cosigned_note(newest))


@bp.get("/ledger/consistency")
@needs(Permission.PUBLIC)
def consistency() -> ResponseReturnValue:
    """What proves that the ledger of `old` entries begins that of `new`: one hash in base64 a line.

    Both are sizes of checkpoints; of one and the same the proof is empty, and so is that from 0 (RFC 9162, 2.1.4).
    """
    old, new = _size("old"), _size("new")
    if old > new:
        raise Refused("consistency_sizes")
    proof = queries.consistency_proof(old, new) if 0 < old < new else []
    return text("".join(f"{base64.b64encode(part).decode()}\n" for part in proof))


def _size(name: str) -> int:
    """The size of a checkpoint that the address names: no other tree is shown."""
    told = request.args.get(name, "")
    if not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS) or queries.of_size(int(told)) is None:
        raise Refused("consistency_sizes")
    return int(told)


@bp.get("/ledger/leaves/<int:tile>")
@needs(Permission.PUBLIC)
def leaves(tile: int) -> ResponseReturnValue:
    """256 leaves, from number `256 * tile` on, as far as the newest checkpoint goes: SHA-256 and SM3, one a line."""
    newest = queries.last()
    start = tile * queries.TILE
    if newest is None or start >= newest.size:
        raise Missing()
    found = queries.leaves(start, min(start + queries.TILE, newest.size))
    return text("".join(f"{sha256} {sm3}\n" for sha256, sm3 in found))
