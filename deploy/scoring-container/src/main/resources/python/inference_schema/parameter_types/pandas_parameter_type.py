"""Data frames of pandas."""
import json

import pandas

from inference_schema.parameter_types.abstract_parameter_type import AbstractParameterType

ORIENTS = ("split", "records", "index", "columns", "values", "table")
KINDS = {"b": {"type": "boolean"}, "i": {"type": "integer"}, "u": {"type": "integer"}, "f": {"type": "number"},
         "M": {"type": "string", "format": "date-time"}, "O": {"type": "string"}}


class PandasParameterType(AbstractParameterType):
    """A data frame with the sample's columns, in JSON as orient says."""

    def __init__(self, sample_input, enforce_column_type=True, enforce_shape=True, apply_column_names=False, orient="records"):
        if not isinstance(sample_input, pandas.DataFrame):
            raise TypeError("The sample of a PandasParameterType is a data frame of pandas")
        if orient not in ORIENTS:
            raise ValueError(f"orient is one of {', '.join(ORIENTS)}")
        super().__init__(sample_input)
        self.enforce_column_type = enforce_column_type
        self.enforce_shape = enforce_shape
        self.apply_column_names = apply_column_names
        self.orient = orient

    def deserialize_input(self, input_data):
        if isinstance(input_data, pandas.DataFrame):
            return input_data
        if not isinstance(input_data, (list, dict)):
            raise ValueError(f"Expected a list or an object for a data frame, got {type(input_data).__name__}")
        frame = self._frame(input_data)
        if self.apply_column_names:
            frame.columns = self.sample_input.columns
        if self.enforce_shape and len(frame.columns) != len(self.sample_input.columns):
            raise ValueError(f"Expected {len(self.sample_input.columns)} columns, got {len(frame.columns)}")
        if self.enforce_column_type:
            types = self.sample_input.dtypes.to_dict()
            frame = frame.astype({name: kind for name, kind in types.items() if name in frame.columns})
        return frame

    def _frame(self, given):
        if self.orient == "split" and isinstance(given, dict):
            return pandas.DataFrame(given["data"], columns=given.get("columns"), index=given.get("index"))
        if self.orient == "index" and isinstance(given, dict):
            return pandas.DataFrame.from_dict(given, orient="index")
        if self.orient == "table" and isinstance(given, dict):
            return pandas.DataFrame(given["data"])
        return pandas.DataFrame(given)

    def input_to_swagger(self):
        columns = {str(name): KINDS.get(kind.kind, {"type": "object"}) for name, kind in self.sample_input.dtypes.items()}
        example = json.loads(self.sample_input.to_json(orient=self.orient, date_format="iso"))
        row = {"type": "object", "properties": columns}
        if self.orient in ("records", "values"):
            items = row if self.orient == "records" else {"type": "array", "items": {"type": "object"}}
            return {"type": "array", "items": items, "example": example}
        if self.orient == "split":
            members = {"columns": {"type": "array", "items": {"type": "string"}},
                       "index": {"type": "array", "items": {"type": "integer"}},
                       "data": {"type": "array", "items": {"type": "array", "items": {"type": "object"}}}}
            return {"type": "object", "properties": members, "example": example}
        return {"type": "object", "additionalProperties": row if self.orient == "index" else {"type": "object"},
                "example": example}
