"""However a desk file is mangled, it loads or is refused with problems that have a place."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.settings import load_desk
from flows.starter import write_starter
from news import DeskError

PLACE = re.compile(r"wirewatch\.yaml:([1-9]\d*):([1-9]\d*): .+ Cure: .+", re.DOTALL)
SCRAPS = st.sampled_from(
    ["\n", "  ", "- ", ": ", "[", "]", "{", "}", '"', "'", "#", "&a ", "*a", "!!int ", "|", ">", "@", "\t", "~"]

)  # fmt: skip
WORDS = st.sampled_from(
    ["---\n", "null", "${X}", "${", "sources:", "every: 0s", "NEAR/9 ", "AND ", "(", "رفح", "\x00", "\x85", "<<: "]
)
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(SCRAPS, WORDS, st.text(max_size=8)))


def starter_text() -> str:
    return Path("starter/wirewatch.yaml").read_text(encoding="utf-8")


def problems_of(path: Path) -> tuple[str, ...]:
    try:
        load_desk(path, {"DESK_MAIL": "json://localhost", "DESK_CHAT": "json://localhost"})
    except DeskError as error:
        return error.problems or ("none, and yet refused",)
    return ()


@settings(
    max_examples=150,  # 15 ms each
    deadline=None,  # two shared cores: a slow moment is no failure
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the folder is overwritten by each example
)
@given(st.lists(EDIT, min_size=1, max_size=6))
def test_a_mangled_desk_loads_or_is_refused_with_places(desk_path, edits):
    if not Path("starter").exists():
        write_starter(Path("starter"))
    text = starter_text()
    for where, length, scrap in edits:
        at = int(where * len(text))
        text = text[:at] + scrap + text[at + length :]
    desk_path.write_bytes(text.encode("utf-8", "surrogatepass"))

    assert [problem for problem in problems_of(desk_path) if not PLACE.fullmatch(problem)] == []
