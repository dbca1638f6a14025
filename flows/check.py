"""Judge a desk file before it runs: its form, its topics by their own examples, its channels, and what is left over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alerts.channels import check_channel
from alerts.query import lint_query
from alerts.query.advice.overlap import swallowed
from flows.settings.desk import Desk
from flows.settings.document import Document, Items, Text
from flows.settings.leftovers import leftovers
from flows.settings.load import Reading, read_desk, read_text
from flows.settings.private import private_sources
from flows.settings.problem import Fault, Place, Problem, told
from flows.settings.queries import query_problem
from flows.settings.trial import try_examples
from news import Channel


@dataclass(frozen=True, slots=True)
class Findings:
    """Lines `path:line:column: what. Cure: …` in the order of the file. Without errors the desk can run.

    `topics_tested` are topics with at least one example. A channel whose secret is not set is not tested.
    `secrets_unset` are variables: a run refuses the desk until they are set.
    """

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    sources: int = 0
    topics: int = 0
    topics_tested: int = 0
    examples_tested: int = 0
    channels_tested: int = 0
    secrets_unset: int = 0


def check_desk(path: Path, environ: Mapping[str, str]) -> Findings:
    """Find everything that can be found without the network. Secrets that are not set are warnings here."""
    return _findings(path, read_desk(path, environ))


def check_text(path: Path, text: str, environ: Mapping[str, str]) -> Findings:
    """The same of a text that would be in that file."""
    return _findings(path, read_text(path, text, environ))


def _findings(path: Path, reading: Reading) -> Findings:
    if reading.desk is None:
        problems, lacking = told(reading.problems, str(path)), told(reading.lacking, str(path))
        return Findings(problems, lacking, secrets_unset=_unset(reading))
    return _judge(path, reading, reading.desk)


def _judge(path: Path, reading: Reading, desk: Desk) -> Findings:
    document = reading.document
    unset = {problem.place for problem in reading.lacking}
    channels = zip(_channel_urls(document), desk.channels, strict=True)
    ready = [(node.place, channel) for node, channel in channels if node.place not in unset]
    unusable = [problem for place, channel in ready if (problem := _channel_problem(place, channel))]
    warnings = (
        *reading.lacking,
        *advice_of(document),
        *_needless(document),
        *leftovers(desk, document),
        *private_sources(desk, document),
    )
    return Findings(
        errors=told((*try_examples(desk, document), *unusable), str(path)),
        warnings=told(warnings, str(path)),
        sources=len(desk.sources),
        topics=len(desk.topics),
        topics_tested=len({example.topic for example in desk.examples}),
        examples_tested=len(desk.examples),
        channels_tested=len(ready),
        secrets_unset=_unset(reading),
    )


def _unset(reading: Reading) -> int:
    return len({problem.fault for problem in reading.lacking})  # the fault names the variable


def _channel_urls(document: Document) -> list[Text]:
    """In the order of `Desk.channels`."""
    nodes = [document.find("channels", key.value or "", "url") for key, _ in document.pairs("channels")]
    return [node for node in nodes if isinstance(node, Text)]


def _channel_problem(place: Place, channel: Channel) -> Problem | None:
    wrong = check_channel(channel.url)
    return Problem(place, Fault(f"channel `{channel.name}`: {wrong}", _channel_cure(channel))) if wrong else None


def _channel_cure(channel: Channel) -> str:
    scheme = channel.url.partition("://")[0].strip().lower()
    if scheme in ("http", "https"):
        return f"for a plain webhook write {'jsons' if scheme == 'https' else 'json'}:// in the place of {scheme}://"
    return "compare it with the service's page in the Apprise documentation"


def advice_of(document: Document) -> Iterator[Problem]:
    """What may not mean what its writer thinks, at its place in the file."""
    for key, _ in document.pairs("topics"):
        node = document.find("topics", key.value or "", "query")
        if not isinstance(node, Text):
            continue
        for advice in lint_query(node.value or ""):
            fault = Fault(advice.message.rstrip(" ."), advice.hint.rstrip(" ."))
            yield query_problem(document, node, advice.position, fault)


def _needless(document: Document) -> Iterator[Problem]:
    """Tell the entries of lists that add nothing."""
    for _, node in document.pairs("lists"):
        entries = [one for one in node.nodes if isinstance(one, Text)] if isinstance(node, Items) else []
        for at, by in swallowed([one.value or "" for one in entries]):
            wrong = f"`{entries[at].value}` adds nothing to its list: `{entries[by].value}` finds it too"
            yield Problem(entries[at].place, Fault(wrong, "remove the entry"))
