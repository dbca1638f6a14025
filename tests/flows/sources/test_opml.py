"""`wirewatch sources import` and `export`."""

import re
from pathlib import Path

import pytest

from flows.settings import load_desk
from tests.flows.sources.conftest import DESK

OPML = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Reader</title></head><body>
  <outline text="Africa">
    <outline type="rss" text="Relief" title="Relief" xmlUrl="https://new.example/feed" htmlUrl="https://new.example/"/>
    <outline type="rss" text="Known" xmlUrl="{known}"/>
  </outline>
  <outline type="rss" text="Thief" xmlUrl="https://thief.example/?k=${{DESK_MAIL}}"/>
  <outline type="rss" text="Login" xmlUrl="https://u:hunter2@a.example/"/>
  <outline type="rss" text="Bay: all" xmlUrl="https://bay.example/rss?a=1&amp;b=2"/>
</body></opml>
"""


@pytest.fixture
def opml(desk: Path, site) -> Path:
    path = desk.parent / "reader.opml"
    path.write_text(OPML.format(known=site.url("/courier.xml").replace("http://", "HTTP://")))
    return path


def sources(desk):
    return {source.name: source for source in load_desk(desk, {}).sources}


def told(desk):
    """What OPML can tell of each source."""
    return {(source.name, source.url, source.tags) for source in sources(desk).values()}


def test_what_is_new_is_added_with_its_tags_under_names_of_their_own(wirewatch, desk, opml):
    said = wirewatch("sources", "import", "reader.opml")

    found = sources(desk)
    assert list(found) == ["Courier", "Relief", "Relief (2)", "Bay: all"]
    assert found["Relief (2)"].url == "https://new.example/feed"
    assert found["Relief (2)"].tags == ("Africa",)
    assert found["Relief (2)"].schedule == "wires"
    assert found["Bay: all"].url == "https://bay.example/rss?a=1&b=2"
    assert re.sub(r"\s+", " ", said).endswith("wirewatch.yaml; left out 3. ")


def test_what_is_left_out_is_told_with_its_reason(wirewatch, desk, opml):
    said = wirewatch("sources", "import", "reader.opml").splitlines()

    assert "left out: Known: its address is in the desk already" in said
    assert "left out: Thief: its address has `${` inside" in said
    assert "left out: Login: an address holds no user or password" in said
    assert "hunter2" not in " ".join(said)


def test_all_else_in_the_desk_file_stays_as_it_was_written(wirewatch, desk, opml):
    before = desk.read_text()

    wirewatch("sources", "import", "reader.opml")

    added = [line for line in desk.read_text().splitlines() if line not in before.splitlines()]
    assert added == [
        "  - name: Relief (2)",
        "    url: https://new.example/feed",
        "    tags: [Africa]",
        '  - name: "Bay: all"',
        "    url: https://bay.example/rss?a=1&b=2",
    ]
    assert [line for line in desk.read_text().splitlines() if line not in added] == before.splitlines()


def test_a_second_import_adds_nothing(wirewatch, desk, opml):
    wirewatch("sources", "import", "reader.opml")
    once = desk.read_text()

    assert "Nothing to add to wirewatch.yaml." in wirewatch("sources", "import", "reader.opml")
    assert desk.read_text() == once


def test_new_sources_go_on_the_schedule_that_is_named(wirewatch, desk, opml):
    wirewatch("sources", "import", "reader.opml", "--schedule", "ngos")

    assert [source.schedule for source in sources(desk).values()] == ["wires", "ngos", "ngos", "ngos"]


def test_a_schedule_that_is_not_there_is_answered_with_the_nearest(wirewatch, desk, opml):
    said = wirewatch("sources", "import", "reader.opml", "--schedule", "ngo", code=1)

    assert "No schedule of the desk is called “ngo”. Cure: did you mean `ngos`?" in said


def test_a_dry_run_shows_what_it_would_add_and_adds_nothing(wirewatch, desk, opml):
    before = desk.read_text()

    said = wirewatch("sources", "import", "reader.opml", "--dry-run")

    assert "  - name: Relief (2)\n    url: https://new.example/feed\n    tags: [Africa]\n" in said
    assert "Would add 2 sources" in said
    assert desk.read_text() == before


def test_a_desk_that_would_not_be_in_order_is_not_written(wirewatch, desk, opml):
    desk.write_text(desk.read_text() + "sauces: []\n")
    before = desk.read_text()

    said = wirewatch("sources", "import", "reader.opml", code=1)

    assert "unknown key `sauces`" in said
    assert "Nothing was written." in said
    assert desk.read_text() == before
    assert sorted(path.name for path in desk.parent.iterdir()) == ["reader.opml", "wirewatch.yaml"]


def test_a_desk_file_that_is_a_link_stays_one_and_keeps_its_rights(wirewatch, desk, opml):
    kept = desk.parent / "kept.yaml"
    desk.rename(kept)
    kept.chmod(0o640)
    desk.symlink_to(kept)

    wirewatch("sources", "import", "reader.opml")

    assert desk.is_symlink()
    assert len(sources(kept)) == 4
    assert kept.stat().st_mode & 0o777 == 0o640


def test_a_desk_without_any_source_gets_its_first(wirewatch, desk, opml):
    desk.write_text(DESK.partition("sources:")[0].format() + "sources:\n")

    wirewatch("sources", "import", "reader.opml")

    assert list(sources(desk)) == ["Relief", "Known", "Bay: all"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("gone.opml", None, "gone.opml cannot be read (No such file or directory). Cure: name an OPML file."),
        ("page.html", "<html><body>Hello</body></html>", "page.html is no OPML"),
    ],
)
def test_a_file_that_is_no_opml_is_refused(name, text, told, wirewatch, desk):
    if text:
        (desk.parent / name).write_text(text)

    assert told in wirewatch("sources", "import", name, code=1)


def test_a_desk_file_that_is_not_there_is_told_as_ever(wirewatch, desk, opml):
    desk.unlink()

    assert "the desk file cannot be read" in wirewatch("sources", "import", "reader.opml", code=1)


def test_what_is_exported_can_be_imported_elsewhere(wirewatch, desk, opml, tmp_path):
    wirewatch("sources", "import", "reader.opml")
    assert "wrote 4 sources to out.opml" in wirewatch("sources", "export", "out.opml")
    before = told(desk)
    desk.write_text(DESK.partition("sources:")[0].format() + "sources:\n")

    wirewatch("sources", "import", "out.opml")

    assert told(desk) == before


def test_an_export_holds_no_secret(wirewatch, desk, monkeypatch):
    desk.write_text(desk.read_text().replace("/relief.xml", "/relief.xml?key=${KEY}"))
    monkeypatch.setenv("KEY", "hunter2")

    said = wirewatch("sources", "export")

    assert said.startswith("<?xml")
    assert "relief.xml?key=${KEY}" in said
    assert "hunter2" not in said


def test_an_export_that_cannot_be_written_says_so(wirewatch, desk):
    assert "cannot be written (No such file or directory)" in wirewatch("sources", "export", "no/such/out.opml", code=1)


def imported(wirewatch, desk, *outlines, end="</body></opml>"):
    (desk.parent / "reader.opml").write_text("<opml version='2.0'><body>" + "\n".join(outlines) + end)
    return re.sub(r"\s+", " ", wirewatch("sources", "import", "reader.opml"))


def test_two_spellings_of_one_address_are_one_source(wirewatch, desk):
    first = "<outline text='One' xmlUrl='https://later.example/x'/>"
    imported(wirewatch, desk, first)

    said = imported(wirewatch, desk, "<outline text='Two' xmlUrl='HTTPS://Later.Example:443/x'/>")

    assert "left out: Two: its address is in the desk already" in said
    assert list(sources(desk)) == ["Courier", "Relief", "One"]


def test_a_file_that_was_cut_in_the_midst_is_told(wirewatch, desk):
    outline = "<outline text='One' xmlUrl='https://later.example/x'/>"

    said = imported(wirewatch, desk, outline, end="<outline text='Two' xmlUrl='https://an")

    assert "reader.opml ends in the midst: some feeds may be missing. Cure: export it once more" in said
    assert list(sources(desk)) == ["Courier", "Relief", "One"]
    assert "in the midst" not in imported(wirewatch, desk, outline)


def test_what_is_no_feed_on_the_web_is_counted_as_left_out(wirewatch, desk):
    said = imported(
        wirewatch,
        desk,
        "<outline text='File' type='rss' xmlUrl='file:///etc/passwd'/>",
        "<outline text='Scraped' type='HTML+XPath' xmlUrl='https://a.example/'/>",
        "<outline text='Dotted' type='JSON+DotNotation' xmlUrl='https://b.example/'/>",
        "<outline text='One' type='rss' xmlUrl='https://later.example/x'/>",
        "<outline text='Folder'/>",
    )

    assert "left out: File: its address is no web address" in said
    assert "left out: Scraped: it is no feed, its reader picks news from a page (HTML+XPath)" in said
    assert "left out: Dotted: it is no feed, its reader picks news from a page (JSON+DotNotation)" in said
    assert said.strip().endswith("left out 3.")
    assert list(sources(desk)) == ["Courier", "Relief", "One"]
