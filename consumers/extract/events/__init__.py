"""What happened between the parties: visits, meetings, agreements, trade figures, …

In: a reading and its entities, dates, amounts and quotes. Out: events with status, participants, place and date.
`triggers.py` and `data/` are the words that tell of events, `ground.py` lays out the text, `slots.py` says who takes
part, `when.py` when, `status.py` whether it has happened, `merge.py` joins repetitions, `codes.py` gives PLOVER and
CAMEO codes; `finder.py` runs them.
"""

from consumers.extract.events.between import find_all_events
from consumers.extract.events.finder import find_events
from consumers.extract.events.parties import parties_of

__all__ = ["find_all_events", "find_events", "parties_of"]
