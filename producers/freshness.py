"""Whether a server's word that nothing has changed is believed. Pure."""

from schemas.feed_state import FeedState

ASK_EVERY = 24
"""Every so many polls in a row that were told nothing has changed, one asks without saying what we have."""


def asks_unconditionally(state: FeedState) -> bool:
    """Whether this poll asks for the document whatever the server said before: now and then, and always where it was caught saying that
    nothing had changed when something had."""
    return state.distrusted or (state.told_unchanged > 0 and state.told_unchanged % ASK_EVERY == 0)


def caught(state: FeedState, digest: str) -> bool:
    """Whether a document asked for unconditionally shows that the server was wrong to say nothing had changed."""
    return (
        state.told_unchanged > 0
        and state.body_digest is not None
        and digest != state.body_digest
        and asks_unconditionally(state)
    )
