"""SIGTERM ends a command as Ctrl-C does."""

import signal
import subprocess
import sys

COMMAND = """
import signal
from flows import cli

cli._init = lambda arguments: (print("ready", flush=True), signal.pause())
raise SystemExit(cli.main(["init", "nowhere"]))
"""


def test_a_command_that_a_script_started_in_the_background_ends_by_sigterm() -> None:
    ignoring = "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"  # as a script's shell does
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", ignoring + COMMAND], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"

        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) == 130
