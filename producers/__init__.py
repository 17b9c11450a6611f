"""The poll: feeds in, sightings and poll state out, in one commit.

Read `poll.py` first: the poll of one feed on one page. It asks a `Fetcher`, cuts the document into entries
(`slices.py`), hands what is new to a `Parser` (`parse.py` is what runs behind it, in a process of its own), and
turns what comes back into sightings (`identity.py`, `dates.py`, `sightings.py`). `poller.py` does this for a
catalogue of feeds, when `schedule.py` says so. `ports.py` is what all this needs of the outside, `trouble.py`
the closed vocabulary of what can go wrong. docs/polling.md tells the same for users.
"""
