import json
import struct
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from flows.topics.akin import near_in_meaning
from flows.topics.meaning import Meaning
from flows.topics.subject import Version
from news import Topic, WirewatchError
from storage.database import Database
from tests.flows.topics.filled import fill

SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
VOCABULARY = {
    "[UNK]": (0, 0, 0),
    "jet": (1, 0, 0),
    "warplane": (0.95, 0.1, 0),
    "missile": (0.8, 0.5, 0),
    "frigate": (0.7, 0.6, 0.1),
    "school": (0, 0, 1),
    "road": (0, 0.1, 1),
}


def write_model(directory: Path, kind: type = np.float32, word: str = "F32") -> Path:
    """A model of seven words in the files of real ones."""
    directory.mkdir()
    table = np.array(list(VOCABULARY.values()), dtype=kind)
    stated = {"dtype": word, "shape": list(table.shape), "data_offsets": [0, table.nbytes]}
    header = json.dumps({"embeddings": stated}).encode()
    (directory / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + table.tobytes())
    numbers = {word: number for number, word in enumerate(VOCABULARY)}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": numbers, "unk_token": "[UNK]"},
    }
    (directory / "tokenizer.json").write_text(json.dumps(tokenizer))
    return directory


@pytest.mark.parametrize(("kind", "word"), [(np.float32, "F32"), (np.float16, "F16")])
def test_a_phrase_is_the_mean_of_its_words_with_length_one(tmp_path: Path, kind: type, word: str) -> None:
    meaning = Meaning(write_model(tmp_path / "model", kind, word))
    jet, road, both = meaning.vectors(["jet", "Road", "jet road"])
    mean = np.array([1, 0.1, 1]) / np.linalg.norm([1, 0.1, 1])
    assert np.allclose(np.linalg.norm([jet, road, both], axis=1), 1, atol=1e-3)
    assert np.allclose(both, mean, atol=2e-3)


def test_words_that_the_model_does_not_know_have_no_direction(tmp_path: Path) -> None:
    meaning = Meaning(write_model(tmp_path / "model"))
    assert not meaning.vectors(["quince"]).any()
    assert np.allclose(*meaning.vectors(["jet quince", "jet"]))
    assert meaning.vectors([]).shape == (0, 3)


def test_terms_near_in_meaning_come_nearest_first_with_what_they_would_add(database: Database, tmp_path: Path) -> None:
    texts = [("Jet sold", "A jet was sold.")] * 2 + [("Parade", "A warplane and a missile.")] * 3
    fill(database, [*texts, ("School", "A road to school."), ("Road", "The school road.")], SEEN)
    version = Version(Topic("jets", "Jet", "jet"), {})
    meaning = Meaning(write_model(tmp_path / "model"))
    found = near_in_meaning(database, version, meaning, SEEN, SEEN + timedelta(days=1), 5)
    assert [(one.text, one.hits, one.elsewhere) for one in found] == [("warplane", 0, 3), ("missile", 0, 3)]


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("tokenizer.json", b"[]", "tokenizer.json is not of this kind"),
        ("tokenizer.json", b"\xff", "tokenizer.json cannot be read"),
        ("model.safetensors", b"", "model.safetensors holds no table of embeddings"),
        ("model.safetensors", b"\xff" * 100, "model.safetensors holds no table of embeddings"),
        ("model.safetensors", None, "model.safetensors cannot be read"),
    ],
)
def test_what_is_no_model_is_refused_with_a_cure(tmp_path: Path, file: str, content: bytes | None, why: str) -> None:
    model = write_model(tmp_path / "model")
    (model / file).unlink() if content is None else (model / file).write_bytes(content)
    with pytest.raises(WirewatchError, match=rf"{why}\. Cure: put .* with --model"):
        Meaning(model)


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(WirewatchError, match=r"pip install '\.\[embeddings\]' in the checkout"):
        Meaning(tmp_path)
