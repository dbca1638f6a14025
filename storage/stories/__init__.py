"""Stories: what groups articles, what a person corrected, and how they are shown."""

from storage.stories.corrections import merge_stories, set_apart, split_story
from storage.stories.joining import join_stories
from storage.stories.members import add_profile, likely_members, neighbours
from storage.stories.opening import headline_of, open_story, story_now
from storage.stories.shown import stories, story
from storage.stories.spreading import spread

__all__ = [
    "add_profile",
    "headline_of",
    "join_stories",
    "likely_members",
    "merge_stories",
    "neighbours",
    "open_story",
    "set_apart",
    "split_story",
    "spread",
    "stories",
    "story",
    "story_now",
]
