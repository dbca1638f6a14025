"""The file of certificates that a desk names."""

import ssl
from collections.abc import Iterator
from pathlib import Path

from flows.settings.document import Document, text_of
from flows.settings.problem import Fault, Problem


def check_ca_file(document: Document, root: Path) -> Iterator[Problem]:
    """Refuse a `ca_file` that is not there, or holds no certificate. A relative path counts from `root`."""
    node = document.find("ca_file")
    name = text_of(node)
    if node and name and name.strip() and (fault := _fault(root / name)):
        yield Problem(node.place, fault)


def _fault(path: Path) -> Fault | None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except ssl.SSLError:
        return Fault("`ca_file` holds no certificate", "name a PEM file with `-----BEGIN CERTIFICATE-----` inside")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = getattr(error, "strerror", None) or "no path"
        return Fault(f"`ca_file` cannot be read ({why})", "write a path counted from this file")
    return None
