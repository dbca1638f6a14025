"""Read a desk file: everything that is wrong with it at once, or the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from flows.settings.bounds import check_bounds
from flows.settings.build import build_desk
from flows.settings.certificates import check_ca_file
from flows.settings.desk import Desk
from flows.settings.document import Document, parse_document, plain
from flows.settings.headers import check_logins
from flows.settings.interpolation import fill_in
from flows.settings.problem import Fault, Place, Problem, told
from flows.settings.queries import check_queries
from flows.settings.references import check_references
from flows.settings.shape import DeskShape
from flows.settings.wording import problems_of
from news import DeskError

_START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a desk file. There is a desk exactly when there are no problems."""

    document: Document
    desk: Desk | None
    problems: tuple[Problem, ...]
    lacking: tuple[Problem, ...] = ()  # secrets that are not set; texts that need them stay as written


def load_desk(path: Path, environ: Mapping[str, str], *, secrets_needed: bool = True) -> Desk:
    """Read the desk for a run.

    Raises DeskError with every problem of the file, in its order, each a text `path:line:column: what. Cure: …`.
    A secret that is not set is a problem, unless nothing is to be fetched or sent.
    """
    reading = read_desk(path, environ)
    lacking = reading.lacking if secrets_needed else ()
    problems = told((*reading.problems, *lacking), str(path))
    if problems or reading.desk is None:
        raise DeskError(problems)
    return reading.desk


def read_desk(path: Path, environ: Mapping[str, str]) -> Reading:
    """Read the desk without raising. Secrets that are not set stand apart from the problems."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        fault = Fault(f"the desk file cannot be read ({error.strerror})", _cure_of_absence(path))
        return Reading(Document("", None), None, (Problem(_START, fault),))
    except UnicodeDecodeError:
        fault = Fault("the desk file is not UTF-8", "save it as UTF-8 text")
        return Reading(Document("", None), None, (Problem(_START, fault),))
    return read_text(path, text, environ)


def read_text(path: Path, text: str, environ: Mapping[str, str]) -> Reading:
    """The same of a text that is, or would be, in that file."""
    return _read(path, parse_document(text), environ)


def _cure_of_absence(path: Path) -> str:
    """Point to the desk file that is meant: the other spelling of its ending, or the one in the folder named."""
    for near in (path / "wirewatch.yaml", path.parent / f"{path.stem}.yml", path.parent / f"{path.stem}.yaml"):
        if near != path and near.is_file():
            return f"there is a {near}: use --desk {near}"
    return "`wirewatch init` writes one to start from"


def _read(path: Path, document: Document, environ: Mapping[str, str]) -> Reading:
    if document.root is None:
        return Reading(document, None, document.problems)
    shape = _shape(document)
    filled = fill_in(document, environ)
    found = shape if isinstance(shape, tuple) else ()
    rest = (
        *check_references(document),
        *check_bounds(document),
        *check_logins(document),
        *check_ca_file(document, path.absolute().parent),
        *check_queries(document),
    )
    blamed = {problem.place for problem in document.problems}  # what YAML took away is missed nowhere else
    others = [problem for problem in (*found, *filled.problems, *rest) if problem.place not in blamed]
    problems = (*document.problems, *others)
    if problems or isinstance(shape, tuple):
        return Reading(document, None, problems, filled.lacking)
    return Reading(document, build_desk(path, document, shape, filled), (), filled.lacking)


def _shape(document: Document) -> DeskShape | tuple[Problem, ...]:
    """A section whose entries are all commented out is an empty section, so it is left out."""
    assert document.root is not None
    values = {key: value for key, value in plain(document.root).items() if value is not None}
    try:
        return DeskShape.model_validate(values)
    except ValidationError as error:
        return tuple(problems_of(error, document.root))
