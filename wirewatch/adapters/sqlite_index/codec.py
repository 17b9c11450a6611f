"""How coverage lies in the index: zlib with a dictionary of what all records share."""

import zlib
from functools import cache

from consumers.query.fields import CLOSED_FIELDS
from schemas.coverage import Coverage

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


@cache
def _dictionary() -> bytes:
    words = " ".join(value for values in CLOSED_FIELDS.values() for value in values)
    return (words + _SHARED.replace("\n", "")).encode()


def pack(source: bytes) -> bytes:
    """The stored form of a record's JSON."""
    packer = zlib.compressobj(_LEVEL, zdict=_dictionary())
    return packer.compress(source) + packer.flush()


def unpack(packed: bytes) -> Coverage:
    """The coverage in what was stored."""
    return Coverage.model_validate_json(zlib.decompressobj(zdict=_dictionary()).decompress(packed))
