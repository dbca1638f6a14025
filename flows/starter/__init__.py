"""The desk that `wirewatch init` writes: real sources, three topics (two of them from the library), two channels."""

from pathlib import Path

from news import DeskError

STARTER_FILE = Path(__file__).with_name("wirewatch.yaml")
SCHEMA_FILE = Path(__file__).with_name("wirewatch.schema.json")


def write_starter(directory: Path) -> tuple[Path, ...]:
    """Write the starter desk and its schema; answers with the files written.

    Raises DeskError, and writes nothing, when one of them is there already or the folder cannot be written to.
    """
    originals = {directory / file.name: file for file in (STARTER_FILE, SCHEMA_FILE)}
    taken = [target for target in originals if target.exists()]
    if taken:
        cure = "Cure: choose another folder, or move it away."
        raise DeskError([f"{target}: is there already; nothing was written. {cure}" for target in taken])
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for target, original in originals.items():
            with target.open("xb") as file:  # x: a file made since we looked is kept too
                file.write(original.read_bytes())
    except OSError as error:
        raise DeskError(
            [f"{directory}: cannot be written to ({error.strerror}). Cure: choose another folder."]
        ) from error
    return tuple(originals)
