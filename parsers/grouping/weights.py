"""What each piece of evidence weighs: learned by bench/grouping_fit.py; docs/decisions/0017 says from what."""

import numpy as np

from parsers.grouping.evidence import NAMES

_LEARNED = {
    "words": 11.737,
    "beginnings": 4.685,
    "titles in texts": 2.986,
    "days": 2.183,
    "other days": -0.664,
    "far days": -1.109,
    "apart": -0.224,
    "far apart": -0.982,
    "length": 0.338,
    "names, less": -2.479,
    "names, more": 1.087,
    "other numbers": -2.144,
    "terms": -1.080,
    "very rare terms": 1.741,
}
WEIGHTS = np.array([_LEARNED.get(name, 0.0) for name in NAMES])
BIAS = -7.727
