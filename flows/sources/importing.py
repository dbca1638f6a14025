"""The feeds of an OPML file, added to the desk file."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from flows.asking import host_of
from flows.check import check_text
from flows.settings.addresses import same_page, source_fault
from flows.settings.document import Document, child, parse_document, text_of
from flows.settings.problem import suggest
from flows.settings.secrets import expand
from flows.sources.appending import Addition, append_sources, lines_of
from flows.sources.naming import one_line, own_name
from news import DeskError, FeedError, WirewatchError
from parsers.opml import Outline, is_cut_off, misfits_of, read_opml

MAX_BYTES = 16_000_000  # 50,000 feeds; a larger file is something else
MOST_TOLD = 100  # of those that are left out: a second import leaves out all of them


@dataclass(frozen=True, slots=True)
class Plan:
    """What an OPML file adds to a desk: the new sources, and why the others are left out."""

    additions: tuple[Addition, ...]
    skipped: tuple[tuple[str, str], ...]  # (name, why)


def import_opml(
    desk_path: Path, file: Path, schedule: str | None, environ: Mapping[str, str], *, dry_run: bool = False
) -> Iterator[str]:
    """Add what is new, or with `dry_run` only say so; yield what was done, in words.

    Nothing is written unless the whole desk file is in order afterwards. Raises WirewatchError, DeskError.
    """
    body = _exported(file)
    outlines, misfits = _outlines(file, body)
    raw = _read(desk_path)
    text = raw.decode("utf-8-sig")
    plan = plan_of(outlines, parse_document(text), schedule, environ)
    plan = replace(plan, skipped=(*plan.skipped, *misfits))
    if plan.additions and not dry_run:
        grown = _grown(desk_path, text, plan, environ)
        _replace(desk_path, raw, ("\ufeff" if raw.startswith(b"\xef\xbb\xbf") else "") + grown)
    if is_cut_off(body):
        yield f"{file} ends in the midst: some feeds may be missing. Cure: export it once more, then import again."
    yield from _told(plan, desk_path, dry_run)


def plan_of(outlines: Sequence[Outline], document: Document, schedule: str | None, environ: Mapping[str, str]) -> Plan:
    """Decide what is added, each under a name of its own. Raises WirewatchError: no such schedule."""
    _check_schedule(document, schedule)
    nodes = [*document.items("sources")]
    names = {(text_of(child(node, "name")) or "").casefold() for node in nodes}
    known = {same_page(expand(text_of(child(node, "url")) or "", environ).value) for node in nodes}
    additions: list[Addition] = []
    skipped: list[tuple[str, str]] = []
    for outline in outlines:
        name = _name(outline)
        if why := _why_not(outline.url, known):
            skipped.append((name, why))
            continue
        known.add(same_page(outline.url))
        name = own_name(name, names)
        names.add(name.casefold())
        additions.append(Addition(name, outline.url, schedule=schedule, tags=_tags(outline)))
    return Plan(tuple(additions), tuple(skipped))


def _exported(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise WirewatchError(f"{file} has over {MAX_BYTES:,} bytes. Cure: split it.")
        return file.read_bytes()
    except OSError as error:
        raise WirewatchError(f"{file} cannot be read ({error.strerror}). Cure: name an OPML file.") from error


def _outlines(file: Path, body: bytes) -> tuple[tuple[Outline, ...], list[tuple[str, str]]]:
    """The feeds, and what cannot be one: (name, why)."""
    try:
        return read_opml(body), [(one_line(one.title), one.why) for one in misfits_of(body)]
    except FeedError as error:
        raise WirewatchError(f"{file} is no OPML ({error.reason}). Cure: export it once more as OPML.") from error


def _read(desk_path: Path) -> bytes:
    """Raises DeskError, as every other command does."""
    try:
        raw = desk_path.read_bytes()
        raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        from flows.settings import load_desk

        load_desk(desk_path, {})
        raise DeskError([f"{desk_path}: changed while it was read. Cure: try again."]) from error
    return raw


def _check_schedule(document: Document, schedule: str | None) -> None:
    names = [key.value or "" for key, _ in document.pairs("schedules")]
    if schedule is not None and schedule not in names:
        cure = suggest(schedule, names, "the schedules are")
        raise WirewatchError(f"No schedule of the desk is called “{schedule}”. Cure: {cure}")


def _why_not(url: str, known: set[str]) -> str:
    """Why an address is left out, or "". A stranger's file must not get at our secrets."""
    if "${" in url:
        return "its address has `${` inside"
    if fault := source_fault(url):
        return fault.wrong
    return "its address is in the desk already" if same_page(url) in known else ""


def _name(outline: Outline) -> str:
    return one_line(outline.title) or host_of(outline.url) or "a source"


def _tags(outline: Outline) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for raw in outline.tags if (tag := one_line(raw))))


def _grown(desk_path: Path, text: str, plan: Plan, environ: Mapping[str, str]) -> str:
    """The desk file as it would be. Raises DeskError: it would not be in order."""
    try:
        grown = append_sources(text, plan.additions)
    except yaml.YAMLError:
        grown = text  # the check tells what is wrong with it, and where
    findings = check_text(desk_path, grown, environ)
    if findings.errors:
        raise DeskError([*findings.errors, "Nothing was written. Cure: mend this first, then import again."])
    return grown


def _replace(desk_path: Path, before: bytes, text: str) -> None:
    """Write the file in one go, so that nobody ever reads half of it. Raises WirewatchError."""
    target = desk_path.resolve()  # a mounted desk file is often a link to elsewhere
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".wirewatch-", delete=False) as file:
            new = Path(file.name)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _swap(new, target, before)
    except OSError as error:
        raise WirewatchError(f"{desk_path} cannot be written ({error.strerror}). Nothing was changed.") from error


def _swap(new: Path, target: Path, before: bytes) -> None:
    try:
        if target.read_bytes() != before:
            raise WirewatchError(f"{target} was changed meanwhile. Nothing was written. Cure: import again.")
        shutil.copymode(target, new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _told(plan: Plan, desk_path: Path, dry_run: bool) -> Iterator[str]:
    for name, why in plan.skipped[:MOST_TOLD]:
        yield f"left out: {name}: {why}"
    if len(plan.skipped) > MOST_TOLD:
        yield f"… and {len(plan.skipped) - MOST_TOLD} more"
    if dry_run:
        yield from lines_of(plan.additions)
    if not plan.additions:
        yield f"Nothing to add to {desk_path}."
        return
    done = "Would add" if dry_run else "Added"
    yield f"{done} {len(plan.additions)} sources to {desk_path}; left out {len(plan.skipped)}."
