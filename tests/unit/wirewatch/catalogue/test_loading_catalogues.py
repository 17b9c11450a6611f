"""Reading a catalogue of feeds in its three formats."""

from pathlib import Path

import pytest

from producers.feed import Feed
from schemas.errors import ConfigurationError
from wirewatch.catalogue.load import load_catalogue


def load(folder: Path, text: str) -> tuple[Feed, ...]:
    path = folder / "feeds.txt"
    path.write_text(text, "utf-8")
    return load_catalogue(path)


def test_the_catalogue_that_ships_covers_three_languages() -> None:
    feeds = load_catalogue()
    languages = [feed.source.language.partition("-")[0] for feed in feeds]
    assert len(feeds) > 70
    assert all(languages.count(language) >= 15 for language in ("en", "ru", "zh"))
    assert sum(feed.source.control == "state" for feed in feeds) > 20


def test_a_source_is_described_alike_in_all_its_feeds() -> None:
    described = {(feed.source.id, feed.source) for feed in load_catalogue()}
    assert len(described) == len({source_id for source_id, _ in described})


def test_one_address_a_line_is_enough(tmp_path: Path) -> None:
    feeds = load(tmp_path, "# mine\nhttps://www.a.example/rss\n\nhttp://b.example/feed?x=1 # other\n")
    assert [(feed.address, feed.source.id) for feed in feeds] == [
        ("https://www.a.example/rss", "a.example"),
        ("http://b.example/feed?x=1", "b.example"),
    ]


def test_csv_may_leave_out_columns_and_values(tmp_path: Path) -> None:
    text = "url,source,language,control\nhttps://a.example/rss,Agency A,zh-Hans,state\nhttps://b.example/rss,,,\n"
    first, second = load(tmp_path, text)
    assert (first.source.id, first.source.name, first.source.language, first.source.control) == (
        "a.example", "Agency A", "zh-Hans", "state",
    )  # fmt: skip
    assert (second.source.name, second.source.language) == ("b.example", "und")


def test_opml_is_read_with_its_groups(tmp_path: Path) -> None:
    opml = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Asia">
      <outline type="rss" text="Agency" xmlUrl="https://a.example/rss"/></outline></body></opml>"""
    (feed,) = load(tmp_path, opml)
    assert (feed.address, feed.source.name) == ("https://a.example/rss", "Agency")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (feed,) = load(tmp_path, "\ufeffurl\nhttps://a.example/rss\n")
    assert feed.source.id == "a.example"


def test_a_feed_listed_twice_counts_once(tmp_path: Path) -> None:
    assert len(load(tmp_path, "https://a.example/rss\nhttps://a.example/rss\n")) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://a.example/\nftp://b.example/\n", r"line 2: 'ftp://b\.example/' does not start with http"),
        ("url,languages\nhttps://a.example/,en\n", r"no column 'languages'"),
        ("url,language\nhttps://a.example/,english\n", r"line 2: language is 'english'; write en, ru"),
        ("url,control\nhttps://a.example/,king\n", r"line 2: control is 'king'"),
        ("url,source_id\nhttps://a.example/,A B\n", r"line 2: source_id 'A B' may hold"),
        ("url,source_id\n,a\n", r"line 2: the address is missing"),
        ("url\nhttps://a.example/,x\n", r"line 2: there are more values"),
        ("<opml><body>", r"not well-formed OPML"),
        ("<!DOCTYPE x><opml/>", r"document type"),
        ("# nothing\n", r"names no feed"),
        ("http://[::1\n", r"line 1: .*is not a web address"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_line(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        load(tmp_path, text)


def test_a_mistake_does_not_tell_a_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as told:
        load(tmp_path, "url,control\nhttps://me:s3cret@a.example/,king\nftp://me:s3cret@a.example/\n")
    assert "s3cret" not in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_catalogue(tmp_path / "nowhere.csv")
