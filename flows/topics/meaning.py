"""Words and phrases as vectors: which are near in meaning.

A static embedding model (the format of Model2Vec): one vector for each piece of a word, a phrase is the mean of its
pieces. Matching never comes here; only suggestions to a person do.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from news import WirewatchError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

_WEIGHTS, _PIECES = "model.safetensors", "tokenizer.json"
_TYPES = {"F64": np.float64, "F32": np.float32, "F16": np.float16, "I8": np.int8}
_HEADER = 8  # bytes that give the length of the header (little endian)
_LONGEST_HEADER = 10_000_000  # bytes; that of a model with one table is some hundred
_WHERE = "https://huggingface.co/minishlab/potion-base-8M (30 MB, English, MIT)"


class Meaning:
    """A model of a directory that holds model.safetensors and tokenizer.json."""

    def __init__(self, directory: Path) -> None:
        """Raises WirewatchError: the extra is not installed; there is no model, or none of this kind."""
        self._tokenizer = _tokenizer(directory)
        self._table = _table(directory / _WEIGHTS)
        if self._tokenizer.get_vocab_size() > len(self._table):
            raise _no_model(directory, f"{_PIECES} names more pieces than {_WEIGHTS} has vectors")

    def vectors(self, phrases: Sequence[str]) -> Vectors:
        """Give a vector of length 1 for each; of length 0 where the model knows no piece of it."""
        pieces = self._tokenizer.encode_batch(list(phrases), add_special_tokens=False)
        rows = [self._mean([number for number in one.ids if number != self._unknown]) for one in pieces]
        if not rows:
            return np.zeros((0, self._table.shape[1]), dtype=np.float32)
        means = np.stack(rows)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        return np.asarray(means / lengths, dtype=np.float32)

    @property
    def _unknown(self) -> int | None:
        return next((n for word in ("[UNK]", "<unk>") if (n := self._tokenizer.token_to_id(word)) is not None), None)

    def _mean(self, numbers: Sequence[int]) -> Vectors:
        if not numbers:
            return np.zeros(self._table.shape[1], dtype=np.float32)
        return np.asarray(self._table[list(numbers)].mean(axis=0, dtype=np.float32))


def _tokenizer(directory: Path) -> "Tokenizer":
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        cure = "pip install '.[embeddings]' in the checkout, with the pip of its .venv"
        raise WirewatchError(f"Terms near in meaning need an extra that is not installed. Cure: {cure}") from error
    try:
        text = (directory / _PIECES).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _no_model(directory, f"{_PIECES} cannot be read") from error
    if not _is_tokenizer(text):
        raise _no_model(directory, f"{_PIECES} is not of this kind")
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _is_tokenizer(text: str) -> bool:
    """Look before the library does: of what it cannot read it raises a bare Exception."""
    try:
        stated = json.loads(text)
    except ValueError:
        return False
    return isinstance(stated, dict) and isinstance(stated.get("model"), dict)


def _table(path: Path) -> Vectors:
    """Read the one table of a safetensors file: a length, a JSON header, then the numbers."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(_HEADER), "little")
            if length > _LONGEST_HEADER:
                raise ValueError("no header")
            header = json.loads(file.read(length))
        stated = header["embeddings"]
        kind, (start, end) = _TYPES[stated["dtype"]], stated["data_offsets"]
        rows, width = stated["shape"]
        count = (end - start) // np.dtype(kind).itemsize
        numbers = np.fromfile(path, dtype=kind, count=count, offset=_HEADER + length + start)
        return np.asarray(numbers.reshape(rows, width), dtype=np.float32)
    except OSError as error:
        raise _no_model(path.parent, f"{_WEIGHTS} cannot be read") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _no_model(path.parent, f"{_WEIGHTS} holds no table of embeddings") from error


def _no_model(directory: Path, why: str) -> WirewatchError:
    cure = f"put {_WEIGHTS} and {_PIECES} of a static model there, as those of {_WHERE}, or name another with --model"
    return WirewatchError(f"No model in {directory}: {why}. Cure: {cure}.")
