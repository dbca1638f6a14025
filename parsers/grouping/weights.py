"""What each piece of evidence weighs: learned by bench/grouping_fit.py; docs/decisions/0017 says from what."""

import numpy as np

from parsers.grouping.evidence import NAMES

_LEARNED = {
    "words": 12.348,
    "beginnings": 4.927,
    "titles in texts": 2.701,
    "days": 1.839,
    "other days": -0.854,
    "far days": -1.197,
    "apart": -0.166,
    "far apart": -1.418,
    "length": 0.550,
    "names, less": -2.792,
    "names, more": 1.360,
    "other numbers": -2.223,
    "terms": -1.542,
    "very rare terms": 1.662,
}
WEIGHTS = np.array([_LEARNED.get(name, 0.0) for name in NAMES])
BIAS = -7.249
