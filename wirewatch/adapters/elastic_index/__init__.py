"""The index in Elasticsearch 9: three aliases over versioned indexes, one each for items, facts and stories.

`index.py` is the index, `writer.py` and `reader.py` its two sides. Writing: `documents.py` makes the lines of a bulk
request, `answers.py` decides what its answers mean. Reading: `compile.py` turns queries into query DSL. `mappings.py` and
`analysis.py` are the fields and how text is read, `setup.py` makes templates, indexes and aliases, `names.py` names
them, `versions.py` keeps three for each generation, `connection.py` gets in and puts errors into our words. The matcher has the last word about every hit.
"""

from wirewatch.adapters.elastic_index.connection import Access
from wirewatch.adapters.elastic_index.health import HealthBoard
from wirewatch.adapters.elastic_index.index import ElasticIndex
from wirewatch.adapters.elastic_index.names import IndexNames
from wirewatch.adapters.elastic_index.setup import Layout
from wirewatch.adapters.elastic_index.versions import ElasticIndexVersions

__all__ = ["Access", "ElasticIndex", "ElasticIndexVersions", "HealthBoard", "IndexNames", "Layout"]
