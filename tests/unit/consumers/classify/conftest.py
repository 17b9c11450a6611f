"""What the tests of classification share: the shipped watch, the gazetteer, and short ways to a verdict."""

from collections.abc import Callable

import pytest

from consumers.classify.classify import classify
from consumers.classify.watch import Watch, load_watches
from consumers.gazetteer.gazetteer import Gazetteer, load_gazetteer
from schemas.verdict import Verdict

Judge = Callable[..., Verdict]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def watch() -> Watch:
    return load_watches()[0]


@pytest.fixture(scope="session")
def judge(gazetteer: Gazetteer, watch: Watch) -> Judge:
    """The shipped watch's verdict on a title and a body."""

    def verdict_on(title: str, body: str = "", declared: str | None = None) -> Verdict:
        text = f"{title}\n\n{body}" if title and body else title or body
        return classify(text, len(title), declared, (watch,), gazetteer)[2][0]

    return verdict_on
