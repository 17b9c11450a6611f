"""A happening: what independently written reports tell of, in any language."""

from schemas.model import Model, UtcTime


class Happening(Model):
    """`event_id` is the story_id of the first story that told of it, for ever. `stories` counts the reports written
    independently, `sources` lists the publishers of all their copies, `origins` whom the reports come from in the end
    (`independent` is their number). Found to be the same as an older one it is `merged_into` that, and the older one
    lists it as `absorbed`; `split_from` is the one that its first story was held to belong to before."""

    event_id: str
    stories: int
    sources: tuple[str, ...]
    origins: tuple[str, ...]
    independent: int
    first_seen_at: UtcTime
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    split_from: str | None = None
