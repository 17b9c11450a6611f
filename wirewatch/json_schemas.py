"""The JSON Schemas of the wire models, as files."""

import json
from pathlib import Path

from schemas.topics import TOPICS, TopicSpec


def schema_text(spec: TopicSpec) -> str:
    """A topic's JSON Schema with its version, in a stable layout."""
    schema = spec.model.model_json_schema(mode="serialization")
    schema["$comment"] = f"{spec.model.__name__} {spec.version}; topic {spec.name}, key {spec.key}"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def schema_files() -> dict[str, str]:
    """File name → text, one file per topic."""
    return {f"{spec.name}.json": schema_text(spec) for spec in TOPICS.values()}


def export_schemas(folder: Path) -> tuple[str, ...]:
    """Write the files that differ into a folder; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in schema_files().items():
        file = folder / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed.append(name)
    return tuple(changed)
