"""The bar of the tour: what to look at, and one button to the next look."""

import pytest
from flask import Flask

from tests.conftest import Client
from tests.demo.test_tour import become


@pytest.mark.parametrize(
    ("who", "scene", "told"),
    [
        ("enterprise", "5", 'name="scene" value="6"'),
        ("director", "1", 'name="scene" value="2"'),
        ("officer", "4", 'name="scene" value="4"'),
        ("director", "8", 'name="scene" value="11"'),
        ("enterprise", "16", "看完了"),
    ],
)
def test_the_bar_leads_on_and_the_short_tour_keeps_to_itself(city: Flask, who: str, scene: str, told: str) -> None:
    visitor = city.test_client()
    assert isinstance(visitor, Client)
    opened = become(visitor, who, scene).location
    assert told in visitor.get(opened).text.partition("demo-walk")[2].partition("<main")[0]
    become(visitor, who)
    assert "demo-walk" not in visitor.get(opened).text
