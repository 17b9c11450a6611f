"""A replay from beginning to end, with the adapters the settings name.

`plan.py` the dry run, `build.py` the new generation, `stages.py` its stages in this process and in others, `catching_up.py` waits
for a generation's stages (or runs them where no `wirewatch run` does), `swap.py` swap, rollback and drop.
"""
