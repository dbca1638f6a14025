import socket

from bench.farm import compared, free_ports, item_of


def address(feed: int, number: int) -> str:
    return f"http://127.0.0.1:8800/article/{feed}/{number}/a-slug?utm_source=rss"


def test_an_article_is_recognised_by_its_address() -> None:
    assert item_of(address(3, 17)) == (3, 17)
    assert item_of("http://127.0.0.1:8800/feed/3.xml") == (-1, -1)


def test_what_is_lost_doubled_and_foreign_is_counted_apart() -> None:
    crop = compared([address(1, 1), address(1, 1), address(9, 9), ""], {(1, 1), (1, 2)})
    assert (crop.wanted, crop.stored, crop.lost, crop.doubled) == (2, 4, {(1, 2)}, 1)
    assert crop.foreign == {(9, 9), (-1, -1)}
    assert not crop.is_exact


def test_what_may_be_stored_or_not_is_neither_lost_nor_foreign() -> None:
    assert compared([address(1, 1), address(1, 2)], {(1, 1)}, also={(1, 2), (1, 3)}).is_exact


def test_as_many_ports_in_a_row_as_are_needed_are_free() -> None:
    first = free_ports(3)
    for port in range(first, first + 3):
        with socket.socket() as one:
            one.bind(("127.0.0.1", port))
