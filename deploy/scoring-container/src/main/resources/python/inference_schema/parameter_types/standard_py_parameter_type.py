"""Numbers, texts, dates, lists, tuples and dicts; dicts and lists may hold other parameter types."""
import base64
import datetime

from inference_schema.parameter_types.abstract_parameter_type import AbstractParameterType

SCALARS = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "format": "int64"},
    float: {"type": "number", "format": "double"},
    str: {"type": "string"},
    bytes: {"type": "string", "format": "byte"},
    datetime.datetime: {"type": "string", "format": "date-time"},
    datetime.date: {"type": "string", "format": "date"},
    datetime.time: {"type": "string", "format": "time"},
}


class StandardPythonParameterType(AbstractParameterType):
    """A value of the standard library's types."""

    def deserialize_input(self, input_data):
        return convert(self.sample_input, input_data)

    def input_to_swagger(self):
        return schema(self.sample_input)


def schema(sample):
    if isinstance(sample, AbstractParameterType):
        return sample.input_to_swagger()
    if isinstance(sample, dict):
        members = {name: schema(value) for name, value in sample.items()}
        return {
            "type": "object",
            "required": list(sample),
            "properties": members,
            "example": {name: one.get("example") for name, one in members.items()},
        }
    if isinstance(sample, (list, tuple, set)):
        items = [schema(value) for value in sample]
        first = {name: value for name, value in items[0].items() if name != "example"} if items else {"type": "object"}
        return {"type": "array", "items": first, "example": [one.get("example") for one in items]}
    if sample is None:
        return {"type": "object", "example": None}
    for kind, described in SCALARS.items():
        if type(sample) is kind:
            return {**described, "example": for_json(sample)}
    raise TypeError(f"A sample of the type {type(sample).__name__} is none that JSON can hold")


def for_json(sample):
    if isinstance(sample, bytes):
        return base64.b64encode(sample).decode()
    if isinstance(sample, (datetime.date, datetime.time)):
        return sample.isoformat()
    return sample


def convert(sample, given):
    if isinstance(sample, AbstractParameterType):
        return sample.deserialize_input(given)
    if isinstance(sample, dict):
        if not isinstance(given, dict):
            raise ValueError(f"Expected an object, got {type(given).__name__}")
        return {name: convert(sample[name], value) if name in sample else value for name, value in given.items()}
    if isinstance(sample, (list, tuple, set)):
        if not isinstance(given, list):
            raise ValueError(f"Expected a list, got {type(given).__name__}")
        inner = next(iter(sample), None)
        return type(sample)(value if inner is None else convert(inner, value) for value in given)
    if isinstance(sample, bytes):
        return base64.b64decode(given)
    if isinstance(sample, (datetime.date, datetime.time)):
        return type(sample).fromisoformat(str(given).replace("Z", "+00:00"))
    if sample is None:
        return given
    return scalar(type(sample), given)


def scalar(kind, given):
    if kind is float and type(given) is int:
        return float(given)
    if type(given) is not kind:
        raise ValueError(f"Expected {kind.__name__}, got {type(given).__name__}")
    return given
