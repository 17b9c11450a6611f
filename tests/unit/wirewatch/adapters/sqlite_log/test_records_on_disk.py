"""How records lie on disk: small, whole, and readable for as long as the file is kept."""

from hypothesis import given
from hypothesis import strategies as st

from wirewatch.adapters.sqlite_log.codec import pack, unpack

VALUE = '{"revision":1,"title":"Газ"}'.encode()
HEADERS = {"schema": "ItemState", "schema_version": "1.0"}


@given(st.binary(max_size=2000), st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=6))
def test_what_was_packed_is_unpacked(value: bytes, headers: dict[str, str]) -> None:
    assert unpack(pack(value, headers)) == (value, headers)


def test_what_the_first_version_deflated_is_still_read() -> None:
    blob = bytes.fromhex("016300a60578c9eb098cd96070e802a3115bd10b4c05280907169617265fd87061bb522d00")
    assert unpack(blob) == (VALUE, HEADERS)


def test_the_words_that_records_share_take_no_room() -> None:
    assert len(pack(VALUE, HEADERS)) < 0.7 * len(VALUE + repr(HEADERS).encode())
