"""Invented events, and pages that report them, for processes that store the same news at once. The same everywhere.

An event has five pages: two reports in words of their own, and copies of these on other sites. Its names, that nothing
else bears, stand all over them; the rest is plain words at random. So there is no doubt what belongs together.
"""

from dataclasses import dataclass
from random import Random

PAGES_AN_EVENT = 5
REPORTS = 2  # the first pages of an event; the others carry their texts
NAMES = 20  # most of what an event is found by: the plain words are all in the other events, too
SENTENCES, WORDS = 14, 18  # of a text: long enough for a copy of it to be no template
WATCHED = ("ferry", "harvest", "orchard", "tunnel", "glacier", "lantern", "quarry", "violin", "compass", "beacon")
_PLAIN_WORDS = """
a about after again against all also an and another any are as at away back be because been before being between
both but by came can come could day did do down each even every few first for found from gave get give go good
great had has have he her here high him his home house how if in into is it its just keep kind know land large
last left less life like line little long look made make man many may me men might more most much must my name
near need never new next no not now number of off often old on once one only or other our out over own part
people place plan point put right run said same saw say see set she should show side since small so some soon
still such take tell than that the their them then there these they thing think this those though three through
time to together too took turn two under until up us use very want was water way we week well went were what
when where which while who whole why will with without word work world would year you young
"""
_PLAIN = _PLAIN_WORDS.split()
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


@dataclass(frozen=True, slots=True)
class RacePage:
    """A page as it is when it is read. `number` tells it from all others, `event` what it reports."""

    number: int
    event: int
    url: str
    title: str
    text: str
    topic: str  # the one that it matches


def race_page(number: int) -> RacePage:
    event, place = divmod(number, PAGES_AN_EVENT)
    topic = WATCHED[event % len(WATCHED)]
    report = place % REPORTS
    names = _names(event)
    site, words = f"outlet{place}-{event % 40}.example", Random(f"{event} {report}")
    title = f"{names[report]} {names[2]} {words.choice(_PLAIN)} {topic} {words.choice(_PLAIN)} {names[3]}"
    text = "\n\n".join(_sentence(words, names, topic) for _ in range(SENTENCES))
    return RacePage(number, event, f"https://{site}/news/{number}-{names[0].lower()}-{topic}", title, text, topic)


def guise(url: str, source: int) -> str:
    """The address as one of the sources lists it."""
    return f"{url}?utm_source=list{source}"


def _names(event: int) -> list[str]:
    random = Random(f"names of {event}")
    made = ["".join(random.choices(_SYLLABLES, k=3)).capitalize() for _ in range(NAMES)]
    return [f"{name}{_SYLLABLES[event % 70]}{_SYLLABLES[event // 70 % 70]}" for name in made]  # of this event alone


def _sentence(random: Random, names: list[str], topic: str) -> str:
    words = random.choices(_PLAIN, k=WORDS)
    words[3], words[9], words[14] = random.sample(names, 3)
    if random.random() < 0.3:
        words[7] = topic
    return f"{words[0].capitalize()} {' '.join(words[1:])}."
