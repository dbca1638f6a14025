import sys
from pathlib import Path

import pytest

from bench.likeness_peers import ask, ask_keys, ask_minhash, overlap, tfidf_groups

QUAKE = "A strong earthquake shook the coast of Ardenia before dawn and brought down the old lighthouse of Vellmark"
VOTE = "Parliament passed the budget on Thursday after a night of talks on what fishermen are to pay for harbours"
STAND_INS = {
    "courlan": """
def clean_url(url): return url.partition("?")[0]
def normalize_url(url, strict): return url
""",
    "datasketch": """
class MinHash:
    def __init__(self, num_perm): self.windows = set()
    def update_batch(self, windows): self.windows.update(windows)
class MinHashLSH:
    def __init__(self, threshold, num_perm): self.threshold, self.kept = threshold, {}
    def insert(self, name, signature): self.kept[name] = signature.windows
    def remove(self, name): del self.kept[name]
    def query(self, signature):
        def jaccard(one): return len(one & signature.windows) / len(one | signature.windows)
        return [name for name, one in self.kept.items() if jaccard(one) >= self.threshold]
""",
}


@pytest.fixture
def peers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An interpreter with stand-ins of what peers are asked by, since they are installed for benchmarks only."""
    for name, source in STAND_INS.items():
        (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return sys.executable


def test_addresses_with_one_key_are_one_page_to_a_peer(peers: str) -> None:
    pairs = [("https://a.example/1?x=2", "https://a.example/1"), ("https://a.example/1", "https://a.example/2")]
    answered = ask_keys(peers, "courlan", pairs)
    assert answered
    assert answered.answers == [True, False]
    assert answered.seconds > 0


def test_texts_that_an_index_finds_are_one_to_a_peer(peers: str) -> None:
    answered = ask_minhash(peers, {"a": QUAKE, "b": QUAKE.upper(), "c": VOTE}, [("a", "b"), ("a", "c")])
    assert answered
    assert answered.answers == [True, False]


def test_a_peer_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert ask(str(tmp_path / "python"), "courlan", []) is None
    assert ask(sys.executable, "no such peer", {}) is None


def test_a_text_that_stands_in_a_longer_one_overlaps() -> None:
    texts = {"short": QUAKE, "long": f"{VOTE} {QUAKE}", "other": VOTE.lower()[:60]}
    assert overlap(texts, [("short", "long"), ("long", "short"), ("short", "other")]).answers == [True, True, False]


def test_texts_of_the_same_words_are_one_story_to_centroids() -> None:
    texts = (QUAKE, VOTE, QUAKE.replace("strong", "second"), VOTE.replace("night", "day"))
    one, two, three, four = tfidf_groups([{"text": text} for text in texts]).answers
    assert (one, two) == (three, four)
    assert one != two
