"""What templates say with: pages of a list, masks, money, days."""

from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.web import pages
from app.kernel.web.pages import Page


@given(st.integers(0, 10**6), st.integers(1, 200), st.data())
def test_every_row_stands_on_exactly_one_page(total: int, per_page: int, data: st.DataObject) -> None:
    last = Page([], total, 1, per_page).last
    number = data.draw(st.integers(1, last))
    page = Page([], total, number, per_page)
    following = Page([], total, number + 1, per_page)
    assert page.last_row <= total
    if number < last:
        assert following.first_row == page.last_row + 1
    else:
        assert page.last_row == total


@pytest.mark.parametrize(
    ("asked", "given_page"),
    [
        ("1", 1),
        ("7", 7),
        ("0", 1),
        ("-3", 1),
        ("", 1),
        ("x", 1),
        ("1e9", 1),
        ("99999", 10_000),
        ("9" * 400, 1),
        ("٣", 1),
    ],
)
def test_a_page_number_is_always_within_bounds(sqlite_app: Flask, asked: str, given_page: int) -> None:
    with sqlite_app.test_request_context("/", query_string={"page": asked}):
        assert pages.page_number() == given_page


def test_turning_the_page_keeps_the_filters(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/static/site.css?page=1&state=open&state=late&q=查"):
        assert pages.page_url(3) == "/static/site.css?state=open&state=late&q=%E6%9F%A5&page=3"


def test_turning_the_page_cannot_be_led_elsewhere(sqlite_app: Flask) -> None:
    """Words that `url_for` takes for orders of its own stay words of the address."""
    with sqlite_app.test_request_context("/static/site.css?_external=1&_scheme=ftp&_anchor=x&_method=POST&endpoint=a"):
        assert pages.page_url(2).startswith("/static/site.css?")


@given(st.text(min_size=1, max_size=8))
def test_a_masked_name_keeps_its_length_and_hides_its_middle(name: str) -> None:
    masked = pages.mask_name(name)
    assert masked[0] == name[0]
    assert "*" in masked
    assert all(char == "*" for char in masked[1:-1])


@pytest.mark.parametrize(("name", "masked"), [("仲小妮", "仲*妮"), ("仲妮", "仲*"), ("欧阳修文", "欧**文"), ("", "--")])
def test_names_are_masked(name: str, masked: str) -> None:
    assert pages.mask_name(name) == masked


def test_a_masked_telephone_number_shows_seven_digits() -> None:
    assert pages.mask_phone("18607371402") == "186****1402"
    assert pages.mask_phone("123") == "****"


def test_amounts_and_instants_have_one_form(at) -> None:
    assert pages.money(Decimal("30000")) == "¥30,000.00"
    assert pages.money(None) == pages.number(None) == pages.instant(None) == "--"
    assert pages.number(1284) == "1,284"
    assert pages.instant(at) == "2026-09-11 09:00"
