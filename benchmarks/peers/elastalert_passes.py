"""ElastAlert 2 over an index: `python elastalert_passes.py ADDRESS INDEX RULES FOLDER SECONDS`, pass after pass without a rest for so many seconds.

RULES is a JSON file of queries by rule. Prints an object a line: `{"ready": true}` after the first pass, one for each alert (rule, item, when),
and at the end how many passes there were after the first and their CPU seconds.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from elastalert.alerts import Alerter
from elastalert.create_index import create_index_mappings
from elastalert.elastalert import ElastAlerter
from elastalert.util import elasticsearch_client

WRITEBACK = "elastalert_status"


class Told(Alerter):  # type: ignore[misc]  # it ships no types
    """Says at once what it is given."""

    def alert(self, matches: list[dict[str, Any]]) -> None:
        """Each match, a line."""
        for match in matches:
            _say({"rule": self.rule["name"], "item": match["item_id"], "at": time.time()})

    def get_info(self) -> dict[str, str]:
        """What ElastAlert writes down of it."""
        return {"type": "told"}


def main(address: str, index: str, rules: Path, folder: Path, seconds: float) -> None:
    """Set it up as its papers say, then pass after pass."""
    said, sys.stdout = sys.stdout, sys.stderr  # it prints what it sets up
    alerter = ElastAlerter(
        ["--config", str(_configured(address, index, json.loads(rules.read_text()), folder))]
    )
    create_index_mappings(elasticsearch_client(alerter.conf), WRITEBACK)
    alerter.run_all_rules()
    sys.stdout = said
    _say({"ready": True})
    passes, began, until = 0, time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        alerter.run_all_rules()
        passes += 1
    _say({"passes": passes, "cpu_s": time.process_time() - began})


def _configured(address: str, index: str, queries: dict[str, str], folder: Path) -> Path:
    """Its configuration: every item once for each rule, no silence between alerts. JSON is YAML."""
    at = urlsplit(address)
    (folder / "rules").mkdir()
    for name, query in queries.items():
        rule = {
            "name": name, "type": "any", "index": index, "timestamp_field": "first_seen_at", "realert": {"minutes": 0}, "include": ["item_id"],
            "filter": [{"query_string": {"query": query, "fields": ["title", "body"]}}], "alert": ["elastalert_passes.Told"],
        }  # fmt: skip
        (folder / "rules" / f"{name}.yaml").write_text(json.dumps(rule))
    config = {
        "rules_folder": str(folder / "rules"), "run_every": {"minutes": 1}, "buffer_time": {"minutes": 15}, "es_host": at.hostname, "es_port": at.port,
        "writeback_index": WRITEBACK, "alert_time_limit": {"days": 2},
    }  # fmt: skip
    path = folder / "config.yaml"
    path.write_text(json.dumps(config))
    return path


def _say(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), float(sys.argv[5]))
