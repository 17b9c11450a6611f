"""The program: command line, settings, wiring, adapters.

`__main__.py` starts it, `cli/` holds one file per command, `settings.py` is the only reader of the environment,
`wiring.py` puts stages and adapters together, `stream.py` runs them in one process, `adapters/` are the outside
world behind the ports of `producers/` and `consumers/`.
"""
