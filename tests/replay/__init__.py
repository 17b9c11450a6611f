"""Replays over the embedded log and index: what is rebuilt, what is taken over, kills, swaps."""
