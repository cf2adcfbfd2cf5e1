"""Users and tokens from the terminal: `flask user …`, `flask token …`."""

import click
from flask import Flask
from flask.cli import AppGroup

from app.accounts import queries, service
from app.accounts.models import ApiToken, User
from app.kernel import clock, credentials, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Role

group = AppGroup("user", help="Users: create, reset, list.")
token = AppGroup("token", help="Tokens for programs: create, revoke, list.")


def _fail(refused: Refused) -> click.ClickException:
    told = wording.tell(refused.code, refused.facts)
    return click.ClickException(told.whole)


def _user(username: str) -> User:
    user = queries.by_username(username)
    if user is None:
        raise click.ClickException(f"{username}: no such user")
    return user


@group.command("create")
@click.argument("username")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role if role != Role.ENTERPRISE]), required=True)
@click.option("--department", help="code of the department of a clerk or an inspector")
def create_user(username: str, name: str, role: str, department: str | None) -> None:
    """Create a member of staff; print the one-time password."""
    password = credentials.one_time_password()
    department_id = queries.department_id(department) if department else None
    if department and department_id is None:
        raise click.ClickException(f"{department}: no such department")
    try:
        with transaction():
            user = service.create_user(
                username,
                name,
                Role(role),
                password=password,
                password_once=True,
                department_id=department_id,
                by=SYSTEM,
                at=clock.now(),
            )
    except Refused as refused:
        raise _fail(refused) from refused
    click.echo(f"{user.username} {password}")


@group.command("reset")
@click.argument("username")
@click.option("--second-factor", is_flag=True, help="take away authenticator app, passkeys and recovery codes too")
def reset_user(username: str, second_factor: bool) -> None:
    """End a user's sessions and print a new one-time password."""
    user = _user(username)
    with transaction():
        password = service.reset_password(user, by=SYSTEM, at=clock.now())
        if second_factor:
            service.reset_second_factor(user, by=SYSTEM, at=clock.now())
    click.echo(f"{user.username} {password}")


@group.command("list")
@click.option("--role", type=click.Choice([role.value for role in Role]))
def list_users(role: str | None) -> None:
    """Print user name, role and state, a line each."""
    rows, _total = queries.users(role=Role(role) if role else None, per_page=1_000_000)
    for user in rows:
        click.echo(f"{user.username}\t{user.role}\t{'active' if user.active else 'inactive'}\t{user.name}")


@token.command("create")
@click.argument("username")
@click.option("--name", required=True, help="which program uses it")
@click.option("--scope", "scopes", multiple=True, required=True, help="a permission; may be given several times")
@click.option("--days", default=90, show_default=True, help="how long it works")
def create_token(username: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Create a token and print its secret, which is not kept."""
    try:
        with transaction():
            made, secret = service.create_token(_user(username), name, scopes, days=days, by=SYSTEM, at=clock.now())
    except Refused as refused:
        raise _fail(refused) from refused
    click.echo(f"{made.id} {secret}")


@token.command("revoke")
@click.argument("number", type=int)
def revoke_token(number: int) -> None:
    """Stop a token at once."""
    try:
        with transaction():
            service.revoke_token(queries.token(number), by=SYSTEM, at=clock.now())
    except Refused as refused:
        raise _fail(refused) from refused
    click.echo(f"{number} revoked")


@token.command("list")
def list_tokens() -> None:
    """Print number, state, user, scopes and end, a line each."""
    for made in queries.tokens():
        click.echo(_line(made))


def _line(made: ApiToken) -> str:
    state = queries.standing(made, at=clock.now())
    ends = clock.day(made.expires_at)
    return f"{made.id}\t{state}\t{made.user.username}\t{made.prefix}…\t{' '.join(made.scopes)}\t{ends}\t{made.name}"


def init_app(app: Flask) -> None:
    """`flask token` beside `flask user`."""
    app.cli.add_command(token)
