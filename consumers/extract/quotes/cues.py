"""The words that announce speech, as data: `data/<language>.tsv`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of speech. `rest` are the words that must follow it ("out" after "pointed"); `takes` says which
    complements it has (the columns' legend stands at the top of each data file)."""

    lemma: str
    rest: str
    takes: frozenset[str]


@cache
def load_cues(language: str) -> dict[str, tuple[Cue, ...]]:
    """Cues by the lower-case form of their first word, those with more words first."""
    cues: dict[str, list[Cue]] = {}
    listing = files(__package__).joinpath("data", f"{language}.tsv").read_text(encoding="utf-8")
    for line in listing.splitlines():
        if not line or line.startswith("#"):
            continue
        lemma, forms, takes = line.split("\t")
        for form in _spelled_out(forms):
            first, _, rest = form.partition("_")
            cues.setdefault(first, []).append(Cue(lemma, rest.replace("_", " "), frozenset(takes.split())))
    return {form: tuple(sorted(known, key=lambda cue: -len(cue.rest))) for form, known in cues.items()}


def _spelled_out(forms: str) -> list[str]:
    """The forms of a listing: "сообщи{л,ла} said" gives three."""
    spelled: list[str] = []
    for form in forms.split():
        stem, brace, endings = form.partition("{")
        if brace:
            listed, _, tail = endings.partition("}")
            spelled += [stem + ending + tail for ending in listed.split(",")]
        else:
            spelled.append(form)
    return spelled
