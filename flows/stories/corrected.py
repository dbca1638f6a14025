"""What a correction did, and what is sent by it, in words. Pure."""

from collections.abc import Iterator

from flows.screen import counted
from flows.stories.listing import headline
from flows.stories.merging import Merged
from flows.stories.splitting import Part, Split
from flows.stories.wording import moment, quoted
from flows.topics.shown import printable
from news import Occasion, Story, Telling

_DRY = "A dry run: nothing was changed, and nothing is sent. Without --dry-run:"


def split_lines(done: Split) -> Iterator[str]:
    stays, moved = done.stays.story, done.moved.story
    number = "a new story" if done.dry_run else f"story {moved.id}"
    if done.dry_run:
        yield _DRY
    yield f"Story {stays.id} {quoted(headline(stays))} keeps {counted(len(stays.articles), 'article')}."
    yield f"To {number} {quoted(headline(moved))} go{'es' if len(moved.articles) == 1 else ''}:"
    for one in moved.articles:
        yield f"  {one.id} {printable(one.title)} ({printable(one.outlet)})"
    yield "They stay apart: only a person joins them again (wirewatch stories merge)."
    yield from _sent(f"Story {stays.id}", done.stays)
    yield from _sent(number[0].upper() + number[1:], done.moved)


def _sent(name: str, part: Part) -> Iterator[str]:
    """What was told before stays with the story; then what is sent now, and what reaches nobody."""
    late = {(one.article_id, topic) for one in part.told_now for topic in one.topics}
    for one in _first(part.story):
        if (one.article_id, one.topic) not in late:
            yield f"{name} was told {_under(one)}. That stays."
    for now in part.told_now:
        if now.topics:
            yield (
                f"{name} is told now, since that was missed: {', '.join(now.topics)} by {now.article_id}, "
                f"to {', '.join(now.channels)}."
            )
        for topic, reason in now.held:
            yield f"{name} is not told under {topic}: {reason}."
    if not part.told_now:
        yield f"{name} missed nothing: no alert is sent for it."


def merged_lines(done: Merged) -> Iterator[str]:
    if done.dry_run:
        yield _DRY
    for one in done.former:
        articles = counted(len(one.articles), "article")
        yield f"Story {one.id} {quoted(headline(one))} is part of story {done.into.id} now, with its {articles}."
    count = counted(len(done.into.articles), "article")
    yield f"Story {done.into.id} {quoted(headline(done.into))} has {count}. Nobody but a person takes them apart."
    yield "Nothing is sent by this, and nothing that was sent is taken back."
    for whole in (done.before, *done.former):
        for told in _first(whole):
            yield f"Story {whole.id} was told {_under(told)}. That stays."
    for topic in _twice(done):
        yield f"Under {topic} several of them were told: these messages stay, and no more come for it."


def _twice(done: Merged) -> Iterator[str]:
    topics = [told.topic for whole in (done.before, *done.former) for told in _first(whole)]
    yield from dict.fromkeys(topic for topic in topics if topics.count(topic) > 1)


def _under(one: Telling) -> str:
    return f"under {one.topic} on {moment(one.at)}, by {one.article_id}"


def _first(story: Story) -> Iterator[Telling]:
    return (one for one in story.told if one.occasion == Occasion.FIRST)
