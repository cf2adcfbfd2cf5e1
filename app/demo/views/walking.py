"""Walking the tour: in which scene a visitor is, what to look at, and whose turn is next.

Who comes for the first time follows the short tour; in another scene the next one is the one below it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import session
from flask_login import current_user

from app.accounts.models import User
from app.demo import queries
from app.demo.models import World
from app.demo.views.scene import Scene, View
from app.demo.views.scenes import SCENES

SHORT = ("1", "2", "3", "4", "8", "11", "16")
PLACE = "scene"


class Step(NamedTuple):
    """The look that a visitor has now; as whom the next one is, and in which scene (none after the last)."""

    scene: Scene
    sees: Any
    then: User | None
    there: Scene | None

    @property
    def is_new(self) -> bool:
        """Whether the next look is another scene's."""
        return self.there is not None and self.there.key != self.scene.key


def name(user: User) -> str:
    """How a scene calls a person: enterprises' user names are codes."""
    return "enterprise" if user.enterprise_id else user.username


def step() -> Step | None:
    """Where the visitor is in the tour; None for whoever did not come by it, or left it."""
    scene = next((one for one in SCENES if one.key == session.get(PLACE)), None)
    world = queries.world() if scene is not None and current_user.is_authenticated else None
    if scene is None or world is None:
        return None
    order, here = _order(scene, world), (scene.key, name(current_user))
    now = next((n for n, (one, view) in enumerate(order) if (one.key, view.who) == here), None)
    return _step(order, now) if now is not None else None


def _order(scene: Scene, world: World) -> list[tuple[Scene, View]]:
    """The looks in the order of the walk that the scene is part of."""
    scenes = [one for one in SCENES if scene.key not in SHORT or one.key in SHORT]
    return [(one, view) for one in scenes for view in one.views if not view.case or view.case in world.cases]


def _step(order: Sequence[tuple[Scene, View]], now: int) -> Step:
    scene, view = order[now]
    there, then = order[now + 1] if now + 1 < len(order) else (None, None)
    return Step(scene, view.sees, queries.person(then.who) if then else None, there)
