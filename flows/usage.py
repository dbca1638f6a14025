"""How a wrong command line is answered: by the command that it was meant for."""

import argparse
from collections.abc import Sequence
from typing import Any


class Parser(argparse.ArgumentParser):
    """Refuses what it does not know itself, with its own usage. argparse leaves that to the outermost parser."""

    def parse_known_args(  # type: ignore[override]  # its overloads say the same, once for each kind of namespace
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown
