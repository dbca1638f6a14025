"""An archive in memory that finds members as storage does: two shared keys, within days, the likeliest first."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from news import Grouping, Member, Profile
from parsers.grouping import profile_of, story_for

DAYS = timedelta(days=30)
LIMIT = 60
EVENTS = Path(__file__).parent / "events"


class Told(NamedTuple):
    """One article of the sets in `events`: invented, as several outlets would tell it."""

    event: str
    at: datetime
    title: str
    text: str


class Archive:
    def __init__(self) -> None:
        self.profiles: list[Profile] = []
        self.stories: list[int] = []

    def members(self, profile: Profile) -> list[Member]:
        shared = Counter({n: len({*one.keys} & {*profile.keys}) for n, one in enumerate(self.profiles)})
        near = [n for n, count in shared.most_common() if count >= 2 and abs(self.profiles[n].at - profile.at) <= DAYS]
        return [Member(n, self.stories[n], self.profiles[n].packed, self.profiles[n].at) for n in near[:LIMIT]]

    def add(self, profile: Profile) -> Grouping:
        grouping = story_for(profile, self.members(profile))
        self.stories.append(len(self.profiles) if grouping.story_id is None else grouping.story_id)
        self.profiles.append(profile)
        return grouping


def told_in(language: str) -> list[Told]:
    blocks = (EVENTS / f"{language}.txt").read_text("utf-8").strip().split("\n\n")
    return [_told(*block.split("\n")) for block in blocks]


def _told(head: str, title: str, text: str) -> Told:
    event, day = head.split()
    return Told(event, datetime.fromisoformat(day).replace(tzinfo=UTC), title, text)


def profile(told: Told, language: str | None) -> Profile:
    return profile_of(told.title, told.text, language, told.at)
