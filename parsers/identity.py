"""What an entry is recognised by, and which entries of a document are new."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from news import Entry, Identity, Keys
from parsers.urls import page_key

_NUMBERED = re.compile(r"(.*?)([01])$", re.S)
_ENOUGH = 3  # entries; fewer that agree by chance say nothing about the ways of a source


@dataclass(frozen=True, slots=True)
class Settled:
    """What a document says that is new.

    `listed` counts its identities: what is listed twice once, what says nothing not at all. `fresh` are the indices
    of new entries, in order, each identity once. `renamed` are those that were recognised by their words alone:
    remember their new ids and addresses too, or they come back when the next few are new. `gap`: nothing was known
    in any way, so something may have been lost in between.
    """

    identity: Identity
    listed: int
    fresh: tuple[int, ...]
    renamed: tuple[int, ...] = ()
    gap: bool = False


def keys_of(entries: Sequence[Entry]) -> list[Keys]:
    """Keys of each entry, in order. Ids that only count the places in the document ("1", "2", …) are none."""
    ids: list[str | None] = [entry.id for entry in entries]
    if _are_places(ids):
        ids = [None] * len(entries)
    return [
        Keys(
            id=_hash(f"id {name}") if name else None,
            address=_hash(f"url {page_key(entry.url)}") if entry.url else None,
            words=_hash(f"words {words}") if (words := _words(entry)) else None,
            edit=_edit(name, entry),
        )
        for name, entry in zip(ids, entries, strict=True)
    ]


def settle(identity: Identity, keys: Sequence[Keys], known: frozenset[int], *, baseline: bool) -> Settled:
    """Tell which entries are new, given which of their keys (of any kind) their source is known by.

    EITHER: an entry is known by its id or its address; ID and ADDRESS: by that one. What lacks the key that counts, or
    shares it with another entry of the document, goes by its words, then by what it has. A policy once left is not
    returned to. Entries are taken for new when in doubt, except where a whole document would come back.
    Without order: the same entries in another order give the same entries.
    """
    shared = _shared(keys)
    identity = _as_listed(identity, keys, shared)
    counting = [_counting(identity, each, shared) for each in keys]
    groups = _same(counting)
    if identity is Identity.EITHER and (identity := _as_remembered(groups, keys, known)) is not Identity.EITHER:
        counting = [_counting(identity, each, shared) for each in keys]
        groups = _same(counting)
    new = [group for group in groups if known.isdisjoint(key for i in group for key in counting[i])]
    if not new and identity is Identity.EITHER and len(keys) == 1 and _is_next(keys[0], known):
        new = groups
    renamed = set() if baseline else _renamed(new, len(groups), keys, known)
    return Settled(
        identity,
        listed=len(groups),
        fresh=tuple(group[0] for group in new if group[0] not in renamed),
        renamed=tuple(sorted(renamed)),
        # the only entry of a document is always either known or without overlap: that says nothing
        gap=not baseline and len(groups) > 1 and known.isdisjoint(key for each in keys for key in each.there),
    )


def _hash(text: str) -> int:
    digest = blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1  # databases have no unsigned integers


def _words(entry: Entry) -> str:
    """Title and date as published; without a date: title and summary. "" where nothing is said."""
    date = entry.promised_at if entry.ahead else entry.published_at or entry.updated_at
    text = " ".join((entry.title or entry.summary or entry.content).split())
    return text and f"{text} {date or ' '.join(entry.summary.split())}"


def _edit(name: str | None, entry: Entry) -> int | None:
    """Its last change, where there was one since it was published: then it has both dates, and they differ."""
    named, out, updated = entry.url or name, entry.published_at, entry.updated_at
    return _hash(f"edit {named} {updated}") if named and out and updated and updated > out else None


def edited(keys: Sequence[Keys], again: Iterable[int], known: frozenset[int]) -> tuple[int, ...]:
    """Of the entries that are listed again, given by their places, those that changed since: other words, another edit.

    Where most of them changed, and more than a few, it is the way of their source: it dates all by the moment at which
    it was asked.
    """
    listed = list(again)
    changed = tuple(i for i in listed if _has_changed(keys[i], known))
    return () if len(changed) >= _ENOUGH and 2 * len(changed) >= len(listed) else changed


def _has_changed(keys: Keys, known: frozenset[int]) -> bool:
    """What is new of an entry that is known by its id or its address."""
    by_name = keys.id in known or keys.address in known
    return by_name and any(key is not None and key not in known for key in (keys.words, keys.edit))


def _are_places(ids: Sequence[str | None]) -> bool:
    start = _NUMBERED.match(ids[0] or "") if len(ids) > 1 else None
    return start is not None and all(name == f"{start[1]}{i}" for i, name in enumerate(ids, int(start[2])))


def _shared(keys: Sequence[Keys]) -> frozenset[int]:
    """Ids that stand for several addresses of a document, and addresses for several ids in other words."""
    texts: dict[int, set[int | None]] = defaultdict(set)
    for each in keys:
        if each.address is not None:
            texts[each.address].add(each.words)
    several = _ambiguous((k.address, k.id, k.words) for k in keys)
    said = frozenset(key for key in several if len(texts[key]) > 1 or None in texts[key])
    return said | _ambiguous((k.id, k.address, k.words) for k in keys)


def _ambiguous(rows: Iterable[tuple[int | None, int | None, int | None]]) -> frozenset[int]:
    """Keys (the first of each row) that stand beside several others; where there is no other, its words count."""
    others: dict[int, set[int | None]] = defaultdict(set)
    for key, other, text in rows:
        if key is not None:
            others[key].add(text if other is None else other)
    return frozenset(key for key, found in others.items() if len(found) > 1)


def _as_listed(identity: Identity, keys: Sequence[Keys], shared: frozenset[int]) -> Identity:
    """The policy that the document itself asks for.

    An id that is shared hides news wherever it returns, so one is enough. An address that is shared (the page of
    a live blog, in a feed of many others) leads to what is known: only where most entries share one, ids alone count.
    """
    if identity is not Identity.EITHER or not shared:
        return identity
    same_id = sum(each.id in shared for each in keys)
    same_address = sum(each.address in shared for each in keys)
    if 2 * same_address >= len(keys) and same_address >= same_id:
        return Identity.ID
    return Identity.ADDRESS if same_id else identity


def _as_remembered(groups: Sequence[Sequence[int]], keys: Sequence[Keys], known: frozenset[int]) -> Identity:
    """The policy that what is known asks for: ids that return with other entries, or change, count no more."""
    with_id = [group for group in groups if any(keys[i].id is not None for i in group)]
    known_by_id = [any(keys[i].id in known for i in group) for group in with_id]
    reused = [_is_other(group, keys, known) for group, old in zip(with_id, known_by_id, strict=True) if old]
    changed = [
        any(keys[i].address in known for i in group) for group, old in zip(with_id, known_by_id, strict=True) if not old
    ]
    return Identity.ADDRESS if _mostly(reused) or _mostly(changed) else Identity.EITHER


def _mostly(signs: Sequence[bool]) -> bool:
    return len(signs) >= _ENOUGH and 2 * sum(signs) >= len(signs)


def _is_other(group: Sequence[int], keys: Sequence[Keys], known: frozenset[int]) -> bool:
    """It has another address and other words than anything known."""
    return any(keys[i].address is not None for i in group) and not any(
        keys[i].address in known or keys[i].words in known for i in group
    )


def _is_next(keys: Keys, known: frozenset[int]) -> bool:
    """The one entry of a bulletin: always at the same address, but its id and words say that it is another."""
    return None not in (keys.id, keys.words) and keys.id not in known and keys.words not in known


def _counting(identity: Identity, keys: Keys, shared: frozenset[int]) -> tuple[int, ...]:
    """The keys that this entry goes by. None: it says nothing to be recognised by."""
    by_id = keys.id if identity is not Identity.ADDRESS else None
    by_address = keys.address if identity is not Identity.ID else None
    found = tuple(key for key in (by_id, by_address) if key is not None and key not in shared)
    return found or ((keys.words,) if keys.words is not None else keys._replace(edit=None).there)


def _same(counting: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """Indices of entries that share a key, directly or by another: one group for each identity, in order."""
    home: dict[int, int] = {}
    parent = list(range(len(counting)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    for i, own in enumerate(counting):
        for key in own:
            one, other = sorted((root(i), root(home.setdefault(key, i))))
            parent[other] = one
    groups: dict[int, list[int]] = {}
    for i, own in enumerate(counting):
        if own:
            groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _renamed(new: Sequence[Sequence[int]], total: int, keys: Sequence[Keys], known: frozenset[int]) -> set[int]:
    """First entries of new groups that are known by their words, where (nearly) a whole document would be new.

    It moved, or was purged and numbered anew. Nearly: an entry of the publisher's own may be pinned to the top.
    Words that several entries have ("Judgment", dated by the day) tell none of them.
    """
    if (len(new) == 1 < total) or 10 * len(new) < 9 * total:
        return set()
    said = [frozenset(keys[i].words for i in group) - {None} for group in new]
    times: dict[int | None, int] = defaultdict(int)
    for words in said:
        for word in words:
            times[word] += 1
    return {
        group[0]
        for group, words in zip(new, said, strict=True)
        if any(word in known and times[word] == 1 for word in words)
    }
