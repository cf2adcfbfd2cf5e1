"""The tour: scenes with what is to be seen, and a button for each person who sees it."""

from typing import Any, NamedTuple

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user

from app.accounts import queries as accounts
from app.accounts.models import User
from app.demo import queries, service
from app.demo.views.scene import Link, Scene, View
from app.demo.views.scenes import SCENES
from app.demo.views.walking import PLACE, SHORT, name
from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.kernel import credentials
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs

bp = Blueprint("demo", __name__)


class SignIn(NamedTuple):
    """A person of the demo: what to type, and the one-time code of this half minute where one is asked for."""

    user: User
    place: str
    password: str
    code: str


def signins() -> list[SignIn]:
    """Everybody whom a visitor can be; nobody where no city is loaded."""
    return [SignIn(user, _place(user), service.PASSWORD, _code(user)) for user in queries.signins()]


def _place(user: User) -> str:
    """Where the person works; empty for those of the city as a whole."""
    if user.enterprise_id:
        return enterprises.get(user.enterprise_id).name
    return departments.get(user.department_id).name if user.department_id else ""


def _code(user: User) -> str:
    return credentials.totp_code(user.tf_totp_secret) if user.tf_totp_secret else ""


@bp.get("/demo")
@needs(Permission.DEMO)
def index() -> ResponseReturnValue:
    """The scenes, and who can sign in."""
    people = {name(entry.user): entry for entry in signins()}
    world = queries.world()
    cases = world.cases if world else {}
    shown = [(scene, [view for view in scene.views if _is_there(view, people, cases)]) for scene in SCENES]
    scenes = [(scene, [(view, people[view.who]) for view in views], links(scene, cases)) for scene, views in shown]
    told = [row for row in scenes if row[1] or row[2] or row[0].commands] if people else []
    return render_template("demo/index.html", scenes=told, world=world, signins=list(people.values()), short=SHORT)


def links(scene: Scene, cases: dict[str, Any]) -> list[tuple[Link, str]]:
    """The pages of a scene that need nobody to sign in, with their addresses."""
    return [(link, _address_of(link, cases)) for link in scene.links if not link.case or link.case in cases]


def _address_of(link: Link, cases: dict[str, Any]) -> str:
    values: dict[str, Any] = dict(link.query)
    if link.case:
        values[link.names] = cases[link.case]
    return url_for(link.endpoint, **values)


def _is_there(view: View, people: dict[str, SignIn], cases: dict[str, Any]) -> bool:
    return view.who in people and (not view.case or view.case in cases)


@bp.post("/demo/sign-in")
@needs(Permission.DEMO)
def sign_in() -> ResponseReturnValue:
    """Become another person of the demo, as after a whole sign-in, and open what the scene shows."""
    user = accounts.by_username(request.form.get("username", ""))
    if user is None or user.username not in {entry.username for entry in queries.signins()}:
        raise Missing()
    session.clear()
    login_user(user, authn_via=["demo"])
    session[PLACE] = request.form.get("scene", "")
    return redirect(_address(session[PLACE], user))


def _address(named: str, user: User) -> str:
    """Where the scene's view of this person lies; their first page where no scene is named."""
    world = queries.world()
    for view in (view for scene in SCENES if scene.key == named for view in scene.views):
        if world and view.who == name(user):
            return url_for(view.endpoint, **view.address(world.cases))
    return url_for("site.home")
