"""What a scene of the tour is: who looks at which page of which of the city's cases."""

from typing import Any, NamedTuple


class View(NamedTuple):
    """One look at a scene: as whom (`enterprise` or a user name), at which page, of which of the city's cases.

    `names` is how the page's address calls the case.
    """

    who: str
    endpoint: str
    case: str
    sees: Any
    names: str = "number"


class Link(NamedTuple):
    """A page of a scene that anybody opens without signing in; `names` and `case` as those of a view."""

    endpoint: str
    case: str
    sees: Any
    names: str = "number"
    query: tuple[tuple[str, str], ...] = ()


class Scene(NamedTuple):
    """`key` names it in forms, `title` says what happens; `links` need nobody to sign in."""

    key: str
    title: Any
    views: tuple[View, ...]
    links: tuple[Link, ...] = ()
