"""How coverage lies in the index: zlib with a dictionary of what all records share."""

import zlib

from schemas.coverage import Coverage
from schemas.errors import ConfigurationError

_LEVEL = 6

_SHARED = """
{"item":{"item_id":"","identity":"guid","source":{"id":"","name":"","kind":"agency","language":"en","country":"CHN",
"control":"state_affiliated"},"feed":"https://www.","link":"https://www.","guid":"","title":"","text":"",
"text_sha256":"","completeness":"summary","language_declared":"zh","published_at":"2025-05-08T10:00:00Z",
"published_claim":"Thu, 08 May 2025 10:00:00 +0300","first_seen_at":"2025-05-08T10:00:00.000000Z","origin":"live"},
"revision":1,"language":"zh-Hans","language_confidence":0.99,"verdicts":[{"watch":"china-russia","relevant":true,
"score":0.9,"threshold":0.5,"level":"substantial","reasons":[{"rule":"","weight":0.5,"evidence":[{"start":1,"end":2,
"surface":"俄罗斯"}]}],"topics":[{"topic":"energy","score":0.9,"primary":true,"evidence":[{"start":10,"end":20,
"surface":"中国"}]}]}],"facts":{"entities":[{"id":"e1","confidence":0.9,"extractor":{"name":"entities","version":"1",
"rule":"gazetteer"},"evidence":[{"start":100,"end":120,"surface":"Китай"},{"start":200,"end":210,"surface":"China"}],
"name":"Xi Jinping","type":"organization","gazetteer_id":"country/russia","wikidata_qid":"Q","link_method":
"gazetteer","country":"RUS","roles":[{"title":"President","span":{"start":1,"end":2,"surface":"Владимир Путин"}}]},
{"id":"e2","confidence":1.0,"extractor":{"name":"entities","version":"1","rule":"gazetteer"},"evidence":[{"start":
"name":"Russia","type":"country","gazetteer_id":"country/china","link_method":"gazetteer","country":"CHN"}],"dates":
[{"id":"d1","confidence":0.9,"extractor":{"name":"dates","version":"1","rule":""},"evidence":[],"timex_type":"DATE",
"value":"2025-05-08","grain":"day","earliest":"2025-05-08","latest":"2025-05-08","resolution":"relative","anchor":
"2025-05-08","function":"dateline"}],"amounts":[{"id":"a1","confidence":0.9,"extractor":{"name":"amounts","version":
"1","rule":""},"evidence":[],"kind":"money","value":"1000000000","unit":"USD","comparator":"approx","period":"d1"}],
"quotes":[{"id":"q1","quote_type":"indirect","speaker":["e1"],"source":{},"cue":{},"cue_lemma":"say","content":[]}],
"events":[{"id":"v1","confidence":0.8,"extractor":{"name":"events","version":"1","rule":""},"evidence":[],"type":
"visit","status":"scheduled","status_cue":{},"actor":["e1"],"recipient":["e2"],"place":["e3"],"anchor":{"start":1,
"end":2,"surface":""},"date":"d1","date_relation":"during","reported_by":["e4"],"amounts":["a1"],"plover_type":
"CONSULT","plover_mode":"visit","plover_contexts":["diplomatic","economic"],"cameo":"042"}]},"story":{"story_id":"",
"copies":1,"sources":[""],"first_seen_at":"2025-05-08T10:00:00Z"},"cluster_seq":1,"highest_slot":10}
"""


_WORDS_1 = (
    "leaders diplomacy trade energy finance military sanctions ukraine technology frontier agriculture transport "
    "people multilateral regional narratives law visit meeting call agreement statement sanction exercise "
    "trade_figure supply vote opening legal policy election ceremony occurred ongoing scheduled proposed denied "
    "cancelled person organization country region city place facility initiative named_event central substantial "
    "passing none state state_affiliated public independent unknown agency newspaper broadcaster government "
    "press_release_wire other live first_poll backfill replay headline summary full feed page"
)
_WORDS_2 = _WORDS_1.replace("summary full feed", "summary full true false feed")
"""Words of fields in the dictionary of files made for a day in November 2026; they are read, and written no more."""

_DICTIONARY_1 = (_WORDS_1 + _SHARED.replace("\n", "")).encode()
"""What records are written with. It stays as it is for ever, or what was written cannot be read: a better one is a further one."""

_DICTIONARIES = {
    zlib.adler32(each): each for each in (_DICTIONARY_1, (_WORDS_2 + _SHARED.replace("\n", "")).encode())
}
"""By the checksum that zlib puts into what it deflates."""


def pack(source: bytes) -> bytes:
    """The stored form of a record's JSON."""
    packer = zlib.compressobj(_LEVEL, zdict=_DICTIONARY_1)
    return packer.compress(source) + packer.flush()


def unpack(packed: bytes) -> Coverage:
    """The coverage in what was stored. Raises ConfigurationError where no dictionary that is known fits."""
    dictionary = _DICTIONARIES.get(int.from_bytes(packed[2:6], "big"))
    if dictionary is None:
        raise ConfigurationError(
            "The index holds records that only another version of wirewatch can read: go on with that one, or put index.db "
            "aside, and `wirewatch run` builds it anew from what the log still keeps."
        )
    return Coverage.model_validate_json(zlib.decompressobj(zdict=dictionary).decompress(packed))
