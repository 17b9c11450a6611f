"""The stage complete: fetches the page of what is relevant, or possibly so, and whose feed gives little text.

Enters: news.classified. Leaves: page sightings, to news.items, where every replay begins: so a page's text is in the log, relevance and facts
are computed again on the whole text by the stages that are there anyway, and no replay touches the network. `wanted.py` says which
pages are fetched and when again, `completing.py` makes a page a sighting or says why it is none: both pure. `ports.py` is what it needs of the
network; `stage.py` the handler. Items never wait for it: they go on with what the feed gave. Read on: docs/full-text.md.
"""
