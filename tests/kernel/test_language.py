"""Going back to a page of ours, never to another host."""

import pytest
from flask import Flask

from app.kernel.web.language import local_path


@pytest.mark.parametrize("target", ["/", "/complaints", "/complaints?page=2&q=%E6%9F%A5", "/a//b", "/a:b@c"])
def test_a_path_of_ours_is_kept(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "complaints",
        "https://example.com/",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "/a\\..\\b",
        "javascript:alert(1)",
        "/\t/example.com",
        "/\n/example.com",
        "/\r/example.com",
        "\t//example.com",
        " //example.com",
        "/\x00/example.com",
        "/\x0b/example.com",
    ],
)
def test_anything_else_leads_home(target: str | None) -> None:
    assert local_path(target) == "/"


def test_the_language_is_chosen_and_kept(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    answer = client.post("/language", data={"language": "en", "next": "/\t/example.com"})
    assert (answer.status_code, answer.location) == (303, "/")
    assert "language=en" in answer.headers["Set-Cookie"]


def test_a_language_that_is_not_ours_is_not_kept(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().post("/language", data={"language": "tlh", "next": "/"})
    assert "language" not in answer.headers.get("Set-Cookie", "")


def test_the_elder_friendly_mode_is_kept_and_given_up_again(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    assert "size-elder" not in client.get("/help").text
    client.post("/language", data={"elder": "on", "next": "/help"})
    assert "size-public size-elder" in client.get("/help").text
    client.post("/language", data={"elder": "off", "next": "/help"})
    assert "size-elder" not in client.get("/help").text
