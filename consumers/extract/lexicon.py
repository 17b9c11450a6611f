"""Word lists as the rules write them: words in one string, separated by spaces."""


def words(listing: str) -> frozenset[str]:
    """The set of the words of a listing."""
    return frozenset(listing.split())
