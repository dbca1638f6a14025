"""Each topic on its own examples: what was found in them, and which go the wrong way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alerts.query import Document as Article
from alerts.query import read_query
from flows.settings import Desk, Example
from flows.settings.load import Reading, read_desk
from flows.settings.problem import Problem, told
from flows.settings.trial import try_examples
from news import DeskError, Span

_QUOTED = 60  # characters of an example: enough to find it by, on one line


@dataclass(frozen=True, slots=True)
class Tried:
    """One example. `found` are the words that the topic found in it; `wrong` says in a line what is wrong, or ""."""

    topic: str
    wanted: bool
    beginning: str
    found: tuple[str, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Trials:
    """In the order of the desk file."""

    examples: tuple[Tried, ...]
    without: tuple[str, ...]  # topics that have no example

    @property
    def wrong(self) -> int:
        return sum(bool(one.wrong) for one in self.examples)


def sound_desk(path: Path, environ: Mapping[str, str]) -> tuple[Reading, Desk]:
    """A desk file with its text. Raises DeskError with everything that is wrong; secrets need not be set."""
    reading = read_desk(path, environ)
    if reading.problems or reading.desk is None:
        raise DeskError(told(reading.problems, str(path)))
    return reading, reading.desk


def try_topics(reading: Reading, desk: Desk, names: Collection[str]) -> Trials:
    """Try the examples of these topics, as `wirewatch check` does."""
    tried = _tried(desk, try_examples(desk, reading.document))
    shown = tuple(one for one in tried if one.topic in names)
    having = {one.topic for one in shown}
    return Trials(shown, tuple(topic.name for topic in desk.topics if topic.name in names and topic.name not in having))


def _tried(desk: Desk, problems: Iterator[Problem]) -> Iterator[Tried]:
    """The problems are those of the wrong ones, in their order."""
    queries = {topic.name: read_query(topic.query, desk.lists) for topic in desk.topics}
    for example in desk.examples:
        article = Article(title=example.title, body=example.body, lang=example.language)
        spans = queries[example.topic].search(article)
        wrong = "" if (spans is not None) is example.wanted else next(problems).told(str(desk.path))
        yield Tried(example.topic, example.wanted, _beginning(example), _words(example, spans or ()), wrong)


def _beginning(example: Example) -> str:
    words = " ".join((example.title or example.body).split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rstrip()}…"


def _words(example: Example, spans: tuple[Span, ...]) -> tuple[str, ...]:
    texts = {"title": example.title, "body": example.body}
    return tuple(dict.fromkeys(texts[span.field][span.start : span.end] for span in spans))


def trial_lines(trials: Trials) -> Iterator[tuple[str, bool]]:
    """A line for each example, and whether it goes the wrong way; then what it comes to."""
    for one in trials.examples:
        yield (one.wrong, True) if one.wrong else (f"right  {one.topic}: {_what_it_does(one)}", False)
    for name in trials.without:
        yield f"none   {name}: no examples. Cure: add should_match and should_not_match.", False
    right = len(trials.examples) - trials.wrong
    yield f"{right} of {len(trials.examples)} examples are right.", trials.wrong > 0


def _what_it_does(one: Tried) -> str:
    found = ", ".join(f"“{word}”" for word in one.found[:5])  # enough to see why
    does = f"fires by {found or 'its filters'} on" if one.wanted else "is silent on"
    return f"{does} “{one.beginning}”"
