"""The one query language of searches and alert rules: Lucene syntax over an item and its facts.

In: a query's source (`parse.parse_query`) and an item (`searchable.searchable_of`). Out: whether and why the item
matches (`match.match_query`), or what is wrong with the query and where (`fault.QuerySyntaxError`, `fault.caret`).
`nodes.py` is the parsed tree, `tokens.py` the analyser that every index shares, `scope.py` what fields look at,
`search.py` the port that indexes answer, `snippets.py` what a found item shows. The language is defined in
docs/query-language.md; the matcher is its truth, indexes give candidates.
"""
