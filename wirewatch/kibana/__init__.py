"""What Kibana shows of the coverage: data views, saved searches, the morning's dashboard, and links to a query.

`board.py` says what there is to see, `lens.py` writes charts and `objects.py` all of it as Kibana's saved objects; `install.py`
hands them to Kibana; `links.py` makes a link that opens a query of ours in Kibana's bar.
"""
