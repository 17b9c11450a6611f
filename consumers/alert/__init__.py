"""From coverage to messages: match, decide, send.

`rules.py` is what a rule is, `rule_files.py` reads them and finds their mistakes; `match.py` asks every rule
about every live revision (`prefilter.py` leaves out the rules that cannot match), `decide.py` lets one alert
through per rule, story and channel, `send.py` hands them to the channels. docs/alerts.md is for users.
"""
