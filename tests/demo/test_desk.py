"""The desk, the wall, a leader's view and a unit's clocks in the demo city: every number is as long as its list."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from tests.conftest import Client
from tests.demo.test_tour import become

LISTS = (
    "/desk/clocks",
    "/desk/lists/",
    "/desk/piles/",
    "/desk/figures/",
    "/leader/clocks",
    "/leader/figures/",
    "/dept?",
)
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
HIDDEN = re.compile(r'<span class="(?:visually-hidden|hint)">.*?</span>', re.DOTALL)


@pytest.fixture
def visitor(city: Flask) -> Client:
    made = city.test_client()
    assert isinstance(made, Client)
    return made


def main(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.text.partition("<main")[2].partition("</main>")[0])


def numbers(page: str) -> Iterator[tuple[str, int]]:
    """Each link to a list with the number that it shows: before 件, else the last one."""
    for url, inner in LINK.findall(page):
        if not unescape(url).startswith(LISTS):
            continue
        shown = re.sub(r"<[^>]+>", " ", HIDDEN.sub("", inner)).strip()
        told = re.search(r"([\d,]+) 件", shown) or re.search(r"([\d,]+)$", shown)
        if told:
            yield unescape(url), int(told[1].replace(",", ""))


def length(client: Client, url: str) -> int:
    """How many rows the list has, over all its pages."""
    rows, page = 0, 1
    while True:
        table = main(client, f"{url}{'&' if '?' in url else '?'}page={page}")
        rows += table.partition("<tbody")[2].count('<tr role="row">')
        if 'rel="next"' not in table:
            return rows
        page += 1


@pytest.mark.parametrize(
    ("who", "path", "least"),
    [("officer", "/desk", 35), ("officer", "/desk/timers", 8), ("leader", "/leader", 22), ("li", "/dept", 4)],
)
def test_every_number_is_a_link_to_a_list_of_exactly_that_many(
    who: str, path: str, least: int, visitor: Client
) -> None:
    become(visitor, who)
    found = list(numbers(main(visitor, path)))
    assert len(found) >= least
    assert [(url, told) for url, told in found if length(visitor, url) != told] == []


def test_the_lists_are_no_longer_than_the_numbers_of_the_units_together(visitor: Client) -> None:
    """What a unit is late with is counted once on the wall, and the office's whole list holds nothing else of units."""
    become(visitor, "officer")
    wall = sum(told for url, told in numbers(main(visitor, "/desk/timers")) if "when=overdue" in url)
    requests = length(visitor, "/desk/clocks?when=overdue&line=quiet_day")
    assert wall == length(visitor, "/desk/clocks?when=overdue") - requests


def test_a_leader_sees_the_units_in_charge_and_no_others(visitor: Client) -> None:
    become(visitor, "leader")
    own = set(re.findall(r"[\w]+", main(visitor, "/leader").partition("分管的单位：")[2].partition("</p>")[0]))
    shown = set(re.findall(r'data-head="单位"><div class="cell">([^<]+)<', main(visitor, "/leader/clocks")))
    assert shown
    assert shown <= own
    assert "/complaints/" not in main(visitor, "/leader/clocks")


def test_a_clerk_lands_on_what_is_red_and_opens_every_case_of_it(visitor: Client) -> None:
    become(visitor, "li")
    page = main(visitor, "/dept")
    addresses = {unescape(url) for url, _inner in LINK.findall(page) if re.search(r"-\d$", url)}
    assert addresses
    assert [url for url in addresses if visitor.get(url).status_code != 200] == []
    due = re.findall(r'<time datetime="([\d-]+)"', page)
    assert due == sorted(due)
