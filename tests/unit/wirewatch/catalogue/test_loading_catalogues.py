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
        "agency-a", "Agency A", "zh-Hans", "state",
    )  # fmt: skip
    assert (second.source.name, second.source.language) == ("b.example", "und")


def test_csv_may_have_further_columns(tmp_path: Path) -> None:
    (feed,) = load(
        tmp_path, 'language,source,url,evidence\nen,Agency – energy,https://a.example/rss,"seen, twice"\n'
    )
    assert (feed.address, feed.source.id, feed.source.name, feed.source.language) == (
        "https://a.example/rss", "agency-energy", "Agency – energy", "en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source_id"),
    [("Société Générale", "societe-generale"), ("Вести", "a.example"), ("РИА 24", "a.example"), ("–", "a.example"),
     ("x" * 90, "x" * 64)],
)  # fmt: skip
def test_a_source_without_an_id_gets_it_from_its_name_or_host(
    tmp_path: Path, name: str, source_id: str
) -> None:
    (feed,) = load(tmp_path, f"url,source\nhttps://www.a.example/rss,{name}\n")
    assert (feed.source.id, feed.source.name) == (source_id, name)


def test_the_address_alone_is_enough_of_a_csv(tmp_path: Path) -> None:
    (feed,) = load(tmp_path, "url\nhttps://www.a.example/rss\n")
    assert (feed.source.id, feed.source.name) == ("a.example", "a.example")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_opml_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "feeds.opml"
    opml = f"""<?xml version="1.0" encoding="{encoding}"?><opml version="2.0"><body>
      <outline type="rss" text="Вести России и Китая" xmlUrl="https://a.example/rss"/></body></opml>"""
    path.write_bytes(opml.encode(encoding))
    (feed,) = load_catalogue(path)
    assert feed.source.name == "Вести России и Китая"


def test_chinese_opml_is_read_in_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    opml = '<?xml version="1.0" encoding="gb2312"?><opml><outline text="中俄新闻" xmlUrl="https://a.example/"/></opml>'
    path.write_bytes(opml.encode("gb2312"))
    assert load_catalogue(path)[0].source.name == "中俄新闻"


def test_other_catalogues_are_in_utf8(tmp_path: Path) -> None:
    path = tmp_path / "feeds.csv"
    path.write_bytes("url,source\nhttps://a.example/,Вести России\n".encode("cp1251"))
    with pytest.raises(ConfigurationError, match="not in UTF-8"):
        load_catalogue(path)


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
