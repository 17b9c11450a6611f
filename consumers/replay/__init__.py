"""Making everything anew from news.items, beside what is live: a replay is a generation of its own.

In: the sightings the log (and the archive) keep, and the live index. Out: another index, compared with the live one, that
searches see when told to. `scoped.py` gives a generation its own topics and groups, `generations.py` reads and writes
`control`. docs/decisions/ tells why it is built so.
"""
