"""Addresses: kept, compared, and told without secrets."""

import pytest

from producers.links import address_fault, canonical_link, credentials_of, feed_key, web_link


@pytest.mark.parametrize(
    ("link", "base", "absolute"),
    [
        ("https://a.org/x", None, "https://a.org/x"),
        (" HTTP://A.org/x\n", None, "http://a.org/x"),
        ("/x?y=1", "https://a.org/feed/rss", "https://a.org/x?y=1"),
        ("//b.org/x", "https://a.org/", "https://b.org/x"),
        ("x", "https://a.org/feed/rss", "https://a.org/feed/x"),
        ("https://a.org/x y\x1b", None, "https://a.org/x%20y%1B"),
        ("https://a.org:443/новости", None, "https://a.org/новости"),
        ("http://me:pw@a.org/x", None, "http://a.org/x"),
    ],
)
def test_a_link_becomes_an_absolute_web_address(link: str, base: str | None, absolute: str) -> None:
    assert web_link(link, base) == absolute


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.org/", "mailto:a@b.c", "x", "", "http://", "http://.//a:b", "http://[::1", "https://a.org/" + "x" * 3000])  # fmt: skip
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    assert web_link(link) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.org/x", "https://a.org/x"),
        ("https://a.org/x?utm_source=rss&id=3", "https://a.org/x?id=3"),
        ("https://a.org/x?at_medium=RSS&at_campaign=KARANGA", "https://a.org/x"),
        ("https://a.org/x#comments", "https://a.org/x"),
        ("https://a.org", "https://a.org/"),
    ],
)
def test_two_addresses_of_one_page_are_the_same(one: str, other: str) -> None:
    assert canonical_link(one) == canonical_link(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://a.org/x?id=3", "https://a.org/x?id=4"), ("https://a.org/x", "https://b.org/x"), ("https://a.org/#!/1", "https://a.org/#!/2")],
)  # fmt: skip
def test_two_pages_are_not(one: str, other: str) -> None:
    assert canonical_link(one) != canonical_link(other)


def test_a_feed_is_named_without_its_credentials() -> None:
    key = feed_key("https://reader:s3cret@a.org/rss?token=abc&lang=ru#x")
    assert "s3cret" not in key
    assert "reader" not in key
    assert "abc" not in key
    assert key.startswith("https://a.org/rss?token=~")
    assert key.endswith("&lang=ru")


def test_feeds_that_differ_in_a_secret_only_stay_apart() -> None:
    assert feed_key("https://a.org/?key=1") != feed_key("https://a.org/?key=2")


def test_credentials_are_read_without_percent_encoding() -> None:
    assert credentials_of("https://me:p%40ss@a.org/") == ("me", "p@ss")
    assert credentials_of("https://a.org/") is None


@pytest.mark.parametrize(
    "address", ["ftp://a.org/", "a.org/rss", "http://", "http://a b/", "http://[::1", "http://a.org:99999/"]
)
def test_an_address_no_feed_can_have_is_told(address: str) -> None:
    assert address_fault(address)


def test_good_addresses_have_no_fault() -> None:
    assert address_fault("http://127.0.0.1:8000/rss?x=1==") is None
