"""news.facts: a relevant revision with its facts."""

from typing import Self

from pydantic import model_validator

from schemas.classified import Classified
from schemas.facts import Facts, check_evidence


class Extracted(Classified):
    """A revision, its settled verdicts and its facts; a retraction carries none."""

    facts: Facts = Facts()

    @model_validator(mode="after")
    def _has_evidence_in_its_text(self) -> Self:
        check_evidence(self.facts, self.item.text)
        return self
