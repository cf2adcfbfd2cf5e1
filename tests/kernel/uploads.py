"""Sending a sheet to a register in the browser, as the tests of every register do."""

from io import BytesIO
from typing import Any

from tests.conftest import Client


def upload(client: Client, kind: str, data: bytes, name: str = "名单.xlsx") -> Any:
    """The answer to a file that is sent for a kind of register."""
    form = {"file": (BytesIO(data), name)}
    return client.post(f"/imports/new?kind={kind}", data=form, content_type="multipart/form-data")


def sent(client: Client, kind: str, data: bytes) -> str:
    """The place at which a file that could be read waits for its owner."""
    answer = upload(client, kind, data)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def imported(client: Client, kind: str, data: bytes, rows: str = "all") -> str:
    """The page after a file was imported."""
    place = sent(client, kind, data)
    assert client.post(place, data={"rows": rows}).status_code == 303
    return str(client.get(place).text)
