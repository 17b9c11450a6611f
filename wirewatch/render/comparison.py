"""Found and missed, for the demo."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from wirewatch.demo.comparison import KINDS, Comparison
from wirewatch.render.headline import headline

MISSED_SHOWN = 15


def comparison_lines(compared: Comparison) -> Iterator[RenderableType]:
    """A table of what was found of what a person labelled and what beyond it, then what was missed, by name."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("", "labelled", "found", "share", "not labelled"):
        table.add_column(column, justify="left" if not column else "right", header_style="dim")
    table.add_row(
        *_row(
            "relevant items", compared.relevant_labelled, compared.relevant_found, compared.relevant_wrongly
        )
    )
    for kind in KINDS:
        table.add_row(*_row(kind, compared.labelled[kind], compared.found[kind], compared.unlabelled[kind]))
    yield table
    if compared.relevant_wrongly:
        yield Text(f"{compared.relevant_wrongly} items were kept that a person calls irrelevant.", "yellow")
    if compared.missed:
        yield Text("Missed", "bold")
    for missed in compared.missed[:MISSED_SHOWN]:
        place = (f"  in: {headline(missed.title, 60)}", "dim")
        yield Text.assemble((f"  {missed.kind:10}", "dim"), headline(missed.fact, 80), place)
    if len(compared.missed) > MISSED_SHOWN:
        yield Text(f"  … and {len(compared.missed) - MISSED_SHOWN} more", "dim")


def _row(name: str, labelled: int, found: int, unlabelled: int) -> tuple[str, ...]:
    share = f"{found / labelled:.0%}" if labelled else ""
    return name, str(labelled), str(found), share, str(unlabelled)
