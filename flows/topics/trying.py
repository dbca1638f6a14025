"""Each topic on its own examples: what was found in them, and which go the wrong way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Desk
from flows.settings.load import Reading, read_desk
from flows.settings.problem import Problem, told
from flows.settings.trial import Trial, beginning, problems_of, trials
from news import DeskError


@dataclass(frozen=True, slots=True)
class Trials:
    """In the order of the desk file. `path` is the file's, `problems` what `wirewatch check` says of these examples."""

    path: str
    examples: tuple[Trial, ...]
    problems: tuple[Problem, ...]
    without: tuple[str, ...]  # topics that have no example

    @property
    def wrong(self) -> int:
        return sum(one.fault is not None for one in self.examples)


def sound_desk(path: Path, environ: Mapping[str, str]) -> tuple[Reading, Desk]:
    """A desk file with its text. Raises DeskError with everything that is wrong; secrets need not be set."""
    reading = read_desk(path, environ)
    if reading.problems or reading.desk is None:
        raise DeskError(told(reading.problems, str(path)))
    return reading, reading.desk


def try_topics(reading: Reading, desk: Desk, names: Collection[str]) -> Trials:
    """Try the examples of these topics, as `wirewatch check` does."""
    shown = tuple(one for one in trials(desk, reading.document) if one.example.topic in names)
    having = {one.example.topic for one in shown}
    without = (topic.name for topic in desk.topics if topic.name in names and topic.name not in having)
    return Trials(str(desk.path), shown, tuple(problems_of(desk, reading.document, shown)), tuple(without))


def trial_lines(tried: Trials) -> Iterator[tuple[str, bool]]:
    """A line for each example, and whether it goes the wrong way; then what it comes to."""
    untold = list(dict.fromkeys(tried.problems))
    for one in tried.examples:
        if one.fault is None:
            yield f"right  {one.example.topic}: {_what_it_does(one)}", False
        elif (problem := Problem(one.place, one.fault)) in untold:
            yield problem.told(tried.path), True
            untold.remove(problem)
        elif problem not in tried.problems:
            yield f"wrong  {one.fault.wrong}.", True
    yield from ((problem.told(tried.path), True) for problem in untold)
    for name in tried.without:
        yield f"none   {name}: no examples. Cure: add should_match and should_not_match.", False
    right = len(tried.examples) - tried.wrong
    of = len(tried.examples)
    yield f"{right} of {of} example{'' if of == 1 else 's'} {'is' if of == 1 else 'are'} right.", tried.wrong > 0


def _what_it_does(one: Trial) -> str:
    found = ", ".join(f"“{word}”" for word in one.found[:5])  # enough to see why
    does = f"fires by {found or 'its filters'} on" if one.example.wanted else "is silent on"
    return f"{does} “{beginning(one.example)}”"
