"""`wirewatch demo`: the whole path once, on a bundled newsroom and inbox, with nothing left to the imagination."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from flows.demo.arrivals import Hook, read_hooks, read_mail
from flows.demo.outlets import OUTLETS
from flows.screen import tally_table
from flows.settings import load_desk
from flows.starter import STARTER_FILE
from news import Reason, Step, Tally, WirewatchError, Word

# What may stand in the environment for a real desk: the demo must not touch its database or its server.
OPERATORS_OWN = ("WIREWATCH_DATABASE_URL", "WIREWATCH_DATABASE_URL_FILE", "PREFECT_API_URL", "PREFECT_HOME")


class DemoError(WirewatchError):
    """The newsroom or the inbox did not start."""


def run_demo(directory: Path, console: Console) -> int:
    """Start newsroom and inbox, carry one pass through them, show what arrived. Returns the exit code."""
    directory = directory.resolve()
    for name in OPERATORS_OWN:
        os.environ.pop(name, None)
    directory.mkdir(parents=True, exist_ok=True)
    with ExitStack() as servers:
        if not (directory / "wirewatch.db").exists():
            (directory / "newsroom.json").unlink(missing_ok=True)  # its news would be as old as the last run
        newsroom = servers.enter_context(_server("flows.demo.newsroom", directory))
        inbox = servers.enter_context(_server("flows.demo.inbox", directory))
        desk_path = _write_desk(directory, _sources(newsroom["outlets"]), inbox)
        console.print(f"A newsroom of {len(OUTLETS)} outlets and an inbox are up on this machine.")
        mails, hooks = len(read_mail(directory)), len(read_hooks(directory))
        tally = _one_pass(desk_path, console)
        new_mail, new_hooks = read_mail(directory)[mails:], read_hooks(directory)[hooks:]
    _show_alerts(console, new_hooks, len(new_mail))
    console.print(tally_table(tally, "Each item once per step"))
    console.print("An article may match several topics; a message names them all; each channel gets it.\n", style="dim")
    _show_baseline(console, tally)
    _show_next(console, directory, desk_path)
    return 0


def _one_pass(desk_path: Path, console: Console) -> Tally:
    from flows.passes import prefect_pass  # late: it imports Prefect
    from flows.screen import progress_bars

    with progress_bars(console):
        return prefect_pass(load_desk(desk_path, {}))


@contextmanager
def _server(module: str, directory: Path) -> Iterator[dict[str, Any]]:
    """A server in a process of its own; yields the line of JSON that it says when it is ready."""
    command = [sys.executable, "-m", module, "--dir", str(directory), "--until-eof"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            ready = process.stdout.readline()
            if not ready:
                raise DemoError(f"{module} did not start: it said why above.")
            yield json.loads(ready)
        finally:
            process.stdin.close()  # its sign to end, also when we are killed


def _sources(addresses: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"name": outlet.name, "url": addresses[outlet.name] + outlet.source_path, "kind": outlet.kind.value}
        for outlet in OUTLETS
    ]


def _write_desk(directory: Path, sources: list[dict[str, str]], inbox: Mapping[str, str]) -> Path:
    """The starter's topics over the demo's outlets and channels; topics that somebody tried there since are kept."""
    path = directory / "wirewatch.yaml"
    watched = yaml.safe_load(STARTER_FILE.read_text("utf-8")) | _own_words(path)
    desk = {
        "database": "sqlite:///wirewatch.db",
        "contact": "https://wirewatch.example/demo",
        "schedules": {"demo": {"every": "2m"}},
        "defaults": {"allow_private": True},  # the newsroom is on this machine
        "sources": sources,
        "library": watched.get("library") or [],
        "lists": watched.get("lists") or {},
        "topics": watched.get("topics") or {},
        "channels": {
            "desk-mail": {
                "url": f"mailto://{inbox['smtp']}?mode=insecure&from=wirewatch@demo.example&to=desk@demo.example"
            },
            "desk-chat": {"url": inbox["webhook"].replace("http://", "json://", 1)},
        },
        "routes": [{"to": ["desk-mail", "desk-chat"], "when": "immediately"}],
    }
    path.write_text(yaml.safe_dump(desk, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def _own_words(path: Path) -> dict[str, Any]:
    """What the desk file of an earlier demo watches for. Its addresses are no longer true."""
    if not path.exists():
        return {}
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DemoError(f"{path}: it cannot be read any more. Cure: mend it, or delete it.") from error
    return {key: found.get(key) for key in ("library", "lists", "topics")} if isinstance(found, dict) else {}


def _show_alerts(console: Console, hooks: list[Hook], mails: int) -> None:
    if not hooks:
        console.print("Nothing new: what was told before is not told again.\n", style="bold")
    for number, hook in enumerate(hooks, 1):
        post = json.loads(hook.body)
        text = Text(f"{post['title']}\n\n{post['message'].strip()}")
        text.highlight_regex(r"(?<!\w)\*[^*\n]+\*", "bold yellow")
        console.print(Panel(text, title=f"Alert {number} of {len(hooks)}, as chat received it", title_align="left"))
    if mails:
        console.print(f"The mailbox holds the same {mails} alerts, as HTML.\n")


def _show_baseline(console: Console, tally: Tally) -> None:
    old = sum(n for step, word, why, n in tally if (step, word, why) == (Step.ALERT, Word.HELD, Reason.BACKLOG))
    if old:
        console.print(
            "The first pass over a source is a baseline: everything is stored, and only what is younger than "
            f"alert_backlog (24 h) is told. {old} older match{'es were' if old > 1 else ' was'} held for that.\n"
        )


def _show_next(console: Console, directory: Path, desk_path: Path) -> None:
    wirewatch = Path(sys.argv[0])
    lines = (
        ("the desk file", desk_path),
        ("mail and webhook posts", f"{directory / 'mail'}, {directory / 'hooks'}"),
        ("the same again: nothing is sent twice", f"{wirewatch} demo --dir {directory}"),
        ("how things stand", f"{wirewatch} status --desk {desk_path}"),
        ("what was taken for one story, and why", f"{wirewatch} stories list --desk {desk_path}"),
        ("a desk of your own", f"{wirewatch} init my-desk"),
    )
    for what, where in lines:
        console.print(Text(f"  {what}: ", style="dim") + Text(_short(str(where))), soft_wrap=True)


def _short(words: str) -> str:
    return words.replace(f"{Path.cwd()}/", "")
