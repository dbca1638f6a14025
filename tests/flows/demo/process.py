"""The demo's servers as a user has them: processes of their own, spoken to over loopback."""

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flows

CHECKOUT = Path(flows.__file__).parent.parent
DEADLINE_SECONDS = 30  # starting takes under a second alone; a busy machine gets its time

Demo = tuple["subprocess.Popen[str]", dict[str, Any]]


@contextmanager
def start(module: str, directory: Path, *options: str) -> Iterator[Demo]:
    """Run `python -m module` until the block ends; gives the process and what its line of readiness says."""
    command = [sys.executable, "-m", module, "--dir", str(directory), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=CHECKOUT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process, _ready(process)
        finally:
            process.terminate()
            process.wait(DEADLINE_SECONDS)


def _ready(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], DEADLINE_SECONDS)
    assert readable, "the server did not say that it is ready"
    line = process.stdout.readline()
    return json.loads(line) if line else {}
