"""The JSON Schema of the contract, generated from the models."""

from __future__ import annotations

import json

from extractor.plan.model import SCHEMA_VERSION, Renja


def schema_text() -> str:
    """Return the JSON Schema (2020-12) of `Renja` as indented text."""
    schema = Renja.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Renja {SCHEMA_VERSION}"}
    return json.dumps({**head, **{key: value for key, value in schema.items() if key != "title"}}, indent=2)
