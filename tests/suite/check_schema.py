"""Checks a list of documents from standard input against a JSON Schema, and prints what is wrong with each."""

import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
found = [
    [f"{error.json_path}: {error.message[:200]}" for _, error in zip(range(5), validator.iter_errors(document))]
    for document in json.load(sys.stdin)
]
json.dump(found, sys.stdout)
