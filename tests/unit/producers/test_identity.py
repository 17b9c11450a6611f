"""What makes an entry the same entry."""

from producers.identity import Identity, Named, identify

SOURCE = "tass-ru"
GUID = "report-7f9c24e8-3b12"
OTHER = "report-51aa02d4-9c07"


def named(guid: str | None = None, link: str | None = None, content: str = "c") -> Named:
    return Named(guid, link, content)


def one(entry: Named, source: str = SOURCE) -> Identity:
    return identify(source, [entry])[0][0]


def test_the_guid_is_the_best_name() -> None:
    first = one(named(GUID, "https://a.org/old-title", "old"))
    assert first.reason == "guid"
    assert one(named(GUID, "https://a.org/new-title", "new")) == first


def test_a_short_guid_counts_with_its_link() -> None:
    here, there = one(named("1", "https://a.org/world/x")), one(named("1", "https://a.org/sport/y"))
    assert here.item_id != there.item_id
    assert here.reason == there.reason == "guid_and_link"
    assert one(named("1", "http://a.org/world/x?utm_source=rss", "edited")) == here


def test_a_short_address_is_a_guid_of_its_own() -> None:
    for guid in ("https://a.org/1", "tag:a.org,26:1", "urn:x:1"):
        assert one(named(guid, "https://a.org/x")) == one(named(guid, "https://a.org/y"))


def test_without_a_guid_the_link_names() -> None:
    first = one(named(None, "https://a.org/x?utm_source=rss"))
    assert first.reason == "link"
    assert one(named(None, "http://a.org/x", "other text")) == first


def test_without_either_the_content_does() -> None:
    assert one(named(content="a")).reason == "content"
    assert one(named(content="a")) != one(named(content="b"))


def test_two_sources_never_share_an_id() -> None:
    assert one(named(GUID), "a").item_id != one(named(GUID), "b").item_id


def test_a_guid_that_is_the_link_names_as_the_link_does() -> None:
    link = "https://a.org/news/1"
    assert one(named(link, link)).item_id == one(named(None, link)).item_id
    assert one(named(link, link)).reason == "guid"


def test_a_counter_after_the_link_is_no_other_entry() -> None:
    link = "https://www.bbc.com/news/articles/c1"
    assert one(named(f"{link}#0", link)) == one(named(f"{link}#7", link))


def test_a_guid_on_different_entries_of_one_document_needs_the_link() -> None:
    identities, repeated = identify(
        SOURCE,
        [
            named(GUID, "https://a.org/x", "a"),
            named(GUID, "https://a.org/y", "b"),
            named(OTHER, "https://a.org/z", "c"),
        ],
    )
    assert [identity.reason for identity in identities] == ["guid_and_link", "guid_and_link", "guid"]
    assert len({identity.item_id for identity in identities}) == 3
    assert repeated == (f"guid {GUID}",)


def test_a_repeated_guid_stays_known_when_it_stands_alone_later() -> None:
    (first, _), repeated = identify(
        SOURCE, [named(GUID, "https://a.org/x", "a"), named(GUID, "https://a.org/y", "b")]
    )
    (later,), newly = identify(SOURCE, [named(GUID, "https://a.org/x", "edited")], repeated=repeated)
    assert later == first
    assert newly == ()


def test_guid_and_link_on_different_entries_leave_the_content() -> None:
    identities, repeated = identify(
        SOURCE, [named(GUID, "https://a.org/", "a"), named(GUID, "https://a.org/", "b")]
    )
    assert [identity.reason for identity in identities] == ["content", "content"]
    assert len({identity.item_id for identity in identities}) == 2
    assert len(repeated) == 2


def test_a_link_that_every_entry_has_names_none() -> None:
    identities, _ = identify(SOURCE, [named(None, "https://a.org/", "a"), named(None, "https://a.org/", "b")])
    assert [identity.reason for identity in identities] == ["content", "content"]


def test_the_same_entry_twice_in_a_document_is_one() -> None:
    twice = named(GUID, "https://a.org/x", "a")
    identities, repeated = identify(SOURCE, [twice, twice])
    assert identities[0] == identities[1]
    assert identities[0].reason == "guid"
    assert repeated == ()


def test_a_guid_held_by_another_entry_of_the_document_is_not_given_away() -> None:
    held = one(named(GUID, "https://a.org/x", "a"))
    (second,), repeated = identify(SOURCE, [named(GUID, "https://a.org/y", "b")], held={held.item_id: "a"})
    assert second.reason == "guid_and_link"
    assert repeated == (f"guid {GUID}",)


def test_a_copy_of_an_unchanged_entry_is_that_entry() -> None:
    held = one(named(GUID, "https://a.org/x", "a"))
    (copy,), _ = identify(SOURCE, [named(GUID, "https://a.org/x", "a")], held={held.item_id: "a"})
    assert copy == held
