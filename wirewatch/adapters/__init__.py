"""The outside world behind the ports: logs, indexes, HTTP, channels.

Each adapter translates its library's types and errors at its own line and holds no rules. `memory_*` are real
implementations too, held to the same contract tests.
"""
