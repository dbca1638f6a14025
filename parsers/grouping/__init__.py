"""Which articles report the same event: what an article is about, and the story that it belongs to. Pure."""

from parsers.grouping.profile import profile_of
from parsers.grouping.stories import story_for

__all__ = ["profile_of", "story_for"]
