"""The JSON Schema of the contract, generated from the models."""

from __future__ import annotations

import json

from extractor.plan.model import SCHEMA_VERSION, Part, Renja


def schema_text(model: type[Part] = Renja, title: str = f"Renja {SCHEMA_VERSION}") -> str:
    """Return the JSON Schema (2020-12) of `model` as indented text."""
    schema = model.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps({**head, **{key: value for key, value in schema.items() if key != "title"}}, indent=2)
