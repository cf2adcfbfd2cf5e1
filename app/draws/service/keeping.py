"""What the verbs share: a draw held for one act, its files written, its secret opened."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.draws import queries, rules
from app.draws.models import Draw, DrawFile
from app.kernel import sealing
from app.kernel.db import db


def held(draw: Draw) -> Draw:
    """The draw kept for this act alone: whoever comes at the same moment waits, and decides on what is there then."""
    return queries.by_number(draw.number, lock=True)


def keep(draw: Draw, files: Mapping[str, bytes]) -> None:
    """Write files of a draw in the place of those of the same names."""
    there = {one.name: one for one in db.session.scalars(select(DrawFile).where(DrawFile.draw_id == draw.id))}
    for name, content in files.items():
        told: dict[str, Any] = {"digest": rules.digest(content), "size": len(content), "content": content}
        if name not in there:
            db.session.add(DrawFile(draw_id=draw.id, name=name, **told))
        elif there[name].digest != told["digest"]:
            for column, value in told.items():
                setattr(there[name], column, value)


def sealed(secret: str, draw: Draw, key: bytes) -> bytes:
    """The secret as it is kept until the reveal: it opens for this draw alone."""
    return sealing.seal(key, {"secret": secret}, context=draw.number)


def opened(draw: Draw, key: bytes) -> str:
    """The secret of a locked draw."""
    return str(sealing.unseal(key, bytes(draw.sealed_secret or b""), context=draw.number)["secret"])


def whole(draw: Draw, key: bytes) -> dict[str, bytes]:
    """The locked files with the secret, as the rules need them."""
    return {**queries.kept(draw), rules.SECRET: f"{opened(draw, key)}\n".encode()}
