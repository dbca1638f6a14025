"""How far a story went, told by its articles. Pure."""

from news import Likeness, Spread, Story, StoryArticle, agencies_once


def spread_of(story: Story) -> Spread:
    """As storage.stories.spread counts it, of a story that is read already."""
    names: dict[str, str] = {}
    for one in story.articles:
        if one.copy_of is None:
            names.setdefault(_owner(one), one.outlet)
    agencies = agencies_once(agency for one in story.articles for agency in one.agencies)
    first = story.articles[0].outlet if story.articles else ""
    return Spread(tuple(names.values()), _copies(story), agencies, first)


def _copies(story: Story) -> int:
    """A revision by its own outlet is that outlet's next word, not another one's copy."""
    owners = {one.id: _owner(one) for one in story.articles}
    return sum(
        one.copy_of is not None
        and not (one.likeness is Likeness.REVISION and owners.get(one.copy_of) == owners[one.id])
        for one in story.articles
    )


def _owner(one: StoryArticle) -> str:
    return one.owner or one.outlet
