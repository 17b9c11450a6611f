"""The desk: a web page for the analyst, server-rendered, on loopback.

Requests enter, pages leave; what they show is read from the log and the index through their ports, so it is the same over SQLite and over
Kafka and Elasticsearch. `desk.py` opens these for a request, `pages/` turns what it finds into what a template shows (a module a page,
pure where it can be), `app.py` is the table of addresses, `guard.py` what keeps strangers out, `serving.py` the server beside a run.
`static/` holds one style sheet, a little script and htmx, all served from here: no page asks another host for anything.
Read on: docs/desk.md.
"""
