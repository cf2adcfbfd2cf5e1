"""The year of inspections: plan, draws, visits, results, publication, each part put into the story by its time."""

from datetime import datetime

from app.demo import rules
from app.demo.service.ceremony import Turn, ceremony, turns
from app.demo.service.lives import Step
from app.demo.service.planning import publish_plan, published_at
from app.demo.service.publicity import Lines, Publicity
from app.demo.service.rounds import Rounds
from app.demo.service.story import Story
from app.demo.service.town import Town
from app.kernel import clock


def inspect(town: Town, size: rules.Size, story: Story, lines: Lines) -> None:
    """Add what is known of it at the beginning; the rest is added as the story goes."""
    publicity = Publicity(town, story, lines)
    rounds, every, march = Rounds(town, size, story, publicity), turns(town), published_at(town)

    def after(turn: Turn, at: datetime) -> None:
        rounds.schedule(town.cases[turn.name], at)
        if turn.name == "draw_summer":
            rounds.fill_up(at)
        if turn is every[-1]:
            rounds.hold()

    story.add([Step(march, (99_999, 0), lambda _key: publish_plan(town, march))])
    for turn in every:
        story.add(ceremony(town, turn, after))
    publicity.begin(clock.day(march))
