"""What the decorators noted on a function."""

NOTES = "__inference_schema__"


def notes(function):
    return getattr(function, NOTES, {})


def is_schema_decorated(function):
    return bool(notes(function))


def get_input_schema(function):
    """The OpenAPI schema of the arguments; of a function without @input_schema an empty object."""
    inputs = notes(function).get("inputs", {})
    schema = {
        "type": "object",
        "properties": {name: one["type"].input_to_swagger() for name, one in inputs.items()},
        "example": {name: one["type"].sample_for_json() for name, one in inputs.items()},
    }
    required = [name for name, one in inputs.items() if not one["optional"]]
    if required:
        schema["required"] = required
    return schema


def get_output_schema(function):
    output = notes(function).get("output")
    return output.input_to_swagger() if output else {"type": "object", "example": {}}


def get_supported_versions(function):
    return ["2.0", "3.0", "3.1"]
