"""A word of speech with its source, before its content is known."""

from dataclasses import dataclass

from consumers.extract.quotes.cues import Cue
from consumers.extract.quotes.draft import Source


@dataclass(slots=True)
class Attribution:
    """`text[start:end]` is the word of speech; `phrase` is where the whole attribution begins. `source` None:
    somebody without a name. `inverted`: the source stands behind it ("said Sun Haoyu"). `elided`: the source is
    the one of the attribution before ("… and called on")."""

    cue: Cue
    start: int
    end: int
    source: Source | None
    phrase: int
    inverted: bool = False
    elided: bool = False

    @property
    def source_end(self) -> int:
        """Where the source ends, or the word of speech where nobody is named."""
        return self.source.end if self.source else self.end
