"""A file on its way into a case."""

from dataclasses import dataclass

from app.kernel.files.check import checked


@dataclass(frozen=True)
class Upload:
    """A file that has passed `checked`, under the name that it came with."""

    name: str
    mime: str
    data: bytes
    sha256: str


def upload(name: str, data: bytes) -> Upload:
    """Check a file by its content. Raises the refusals of `checked`."""
    accepted = checked(name, data)
    return Upload(name=accepted.name, mime=accepted.mime, data=accepted.data, sha256=accepted.sha256)
