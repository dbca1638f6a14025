"""The real command, on a desk of its own and a site on loopback."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.cli import main
from tests.flows.pages import FERRY, ORCHARD, STRIKE, Item, article, rss
from tests.flows.site import Site, running_site

Wirewatch = Callable[..., str]

AN_HOUR_AGO = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
DESK = """\
contact: https://courier.example/newsdesk
schedules:
  wires: {{every: 2m}}
  ngos: {{cron: "0 * * * *"}}
defaults: {{allow_private: true}}
sources:
  - name: Courier    # the first
    url: {courier}
    tags: [Ports, Isles]

  - {{name: Relief, url: "{relief}", schedule: ngos}}

# what to watch for
topics: {{ferry: {{query: ferry}}}}
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as server:
        publish(server, "courier")
        yield server


def publish(site: Site, name: str) -> None:
    """A feed at /NAME.xml with three articles at /NAME/1 to /NAME/3."""
    items = []
    for number, story in enumerate((FERRY, STRIKE, ORCHARD), 1):
        path = f"/{name}/{number}"
        site.routes[path] = article(story, published_at=AN_HOUR_AGO)
        items.append(Item(site.url(path), story.headline, f"{name}-{number}", AN_HOUR_AGO, story.summary))
    site.routes[f"/{name}.xml"] = rss(*items)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> Path:
    """The desk file of the working directory: one source that is there, one that is not."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "wirewatch.yaml"
    path.write_text(DESK.format(courier=site.url("/courier.xml"), relief=site.url("/relief.xml")))
    return path


@pytest.fixture
def wirewatch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Wirewatch:
    """Runs a command and answers with what it printed on either stream. `code` is what it must exit with."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        exit_code = main(words)
        out, err = capsys.readouterr()
        assert exit_code == code, out + err
        return out + err

    return run
