"""The schema of an entry script's input and output, for the OpenAPI documents at /swagger.json."""
import json
import os

from inference_schema.schema_util import get_input_schema, get_output_schema, is_schema_decorated

ANY = {"type": "object", "example": {}}


def documents(script, folder):
    """
    What the front of the service makes /swagger.json of: input and output of run(), and the documents that lie
    beside the script, by version.
    """
    decorated = is_schema_decorated(script.run)
    found = {
        "input": get_input_schema(script.run) if decorated else ANY,
        "output": get_output_schema(script.run) if decorated else ANY,
    }
    for version, names in (("2", ("swagger.json", "swagger2.json")), ("3", ("swagger3.json",))):
        for name in names:
            path = os.path.join(folder, name)
            if version not in found and os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    found[version] = json.load(file)
    return found
