"""What a scene of the tour is made of."""

from collections.abc import Mapping
from typing import Any, NamedTuple

TOUR = "tests/demo/test_tour.py::test_a_scene_opens_and_shows_what_it_promises"


class View(NamedTuple):
    """One look at a scene: as whom (`enterprise` or a user name), at which page, of which of the city's cases.

    `names` is how the page's address calls the case; `given` is what else stands in the address.
    """

    who: str
    endpoint: str
    case: str
    sees: Any
    names: str = "number"
    given: Mapping[str, Any] = {}

    def address(self, cases: Mapping[str, Any]) -> dict[str, Any]:
        """The parts of the page's address."""
        return {**self.given, **({self.names: cases[self.case]} if self.case else {})}


class Link(NamedTuple):
    """A page of a scene that anybody opens without signing in; `names` and `case` as those of a view."""

    endpoint: str
    case: str
    sees: Any
    names: str = "number"
    query: tuple[tuple[str, str], ...] = ()


class Command(NamedTuple):
    """One line to type beside the service, and what it answers."""

    line: str
    sees: Any


class Scene(NamedTuple):
    """`key` names it in forms, `title` says what happens, `proof` is the test; `links` need nobody to sign in."""

    key: str
    title: Any
    views: tuple[View, ...]
    commands: tuple[Command, ...] = ()
    proof: str = TOUR
    links: tuple[Link, ...] = ()
