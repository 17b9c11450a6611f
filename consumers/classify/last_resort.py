"""langdetect, asked only where nothing cheaper could tell: few profiles, few trials, a fixed seed."""

from functools import cache
from importlib.resources import files

from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

# Languages of the Latin script; the other scripts are told apart without it.
_PROFILES = (
    "af", "ca", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl",
    "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi",
)  # fmt: skip
_TRIALS = 4
_CHARACTERS = 300
_PRIOR = 0.5  # of the declared language; where none is declared, of English, the newswires' commonest


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    folder = files("langdetect").joinpath("profiles")
    factory.load_json_profile([folder.joinpath(name).read_text("utf-8") for name in _PROFILES])
    factory.set_seed(0)
    return factory


def guess_language(text: str, declared: str | None) -> tuple[str, float] | None:
    """The likeliest language of a Latin-script text with its probability; None where there is nothing to go
    by. The same text always gets the same answer."""
    detector = _factory().create()
    detector.n_trial = _TRIALS
    favoured = declared if declared in _PROFILES else "en"
    rest = (1 - _PRIOR) / (len(_PROFILES) - 1)
    detector.set_prior_map({name: _PRIOR if name == favoured else rest for name in _PROFILES})
    detector.append(text[:_CHARACTERS])
    try:
        answers = detector.get_probabilities()
    except LangDetectException:
        return None
    return (str(answers[0].lang), round(float(answers[0].prob), 2)) if answers else None
