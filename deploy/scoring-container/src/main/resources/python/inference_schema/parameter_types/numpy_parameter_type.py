"""NumPy arrays."""
import datetime

import numpy

from inference_schema.parameter_types.abstract_parameter_type import AbstractParameterType

KINDS = {
    "b": {"type": "boolean"},
    "i": {"type": "integer", "format": "int64"},
    "u": {"type": "integer", "format": "int64"},
    "f": {"type": "number", "format": "double"},
    "U": {"type": "string"},
    "S": {"type": "string"},
    "M": {"type": "string", "format": "date-time"},
    "O": {"type": "object"},
}


class NumpyParameterType(AbstractParameterType):
    """An array of the sample's type and, with enforce_shape, of its shape but for the number of rows."""

    def __init__(self, sample_input, enforce_column_type=True, enforce_shape=True):
        if not isinstance(sample_input, numpy.ndarray):
            raise TypeError("The sample of a NumpyParameterType is a NumPy array")
        super().__init__(sample_input)
        self.enforce_column_type = enforce_column_type
        self.enforce_shape = enforce_shape

    def deserialize_input(self, input_data):
        if isinstance(input_data, numpy.ndarray):
            return input_data
        if not isinstance(input_data, list):
            raise ValueError(f"Expected a list for a NumPy array, got {type(input_data).__name__}")
        if self.sample_input.dtype.names:
            input_data = [tuple(row) if isinstance(row, list) else row for row in input_data]
        array = numpy.array(input_data, dtype=self.sample_input.dtype if self.enforce_column_type else None)
        wanted = self.sample_input.shape[1:]
        if self.enforce_shape and (array.ndim != self.sample_input.ndim or array.shape[1:] != wanted):
            raise ValueError(f"Expected an array of the shape {(-1, *wanted)}, got {array.shape}")
        return array

    def input_to_swagger(self):
        described = dict(KINDS.get(self.sample_input.dtype.kind, {"type": "object"}))
        for _ in range(max(self.sample_input.ndim, 1)):
            described = {"type": "array", "items": described}
        return {**described, "example": plain(self.sample_input.tolist())}


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, datetime.date) else value
