"""@input_schema and @output_schema."""
import functools
import inspect

from inference_schema.parameter_types.abstract_parameter_type import AbstractParameterType
from inference_schema.schema_util import NOTES, notes


def input_schema(param_name, param_type, convert_to_provided_type=True, optional=False):
    """Says of what type an argument is; it is converted to that type unless convert_to_provided_type is false."""
    require_type(param_type)

    def decorate(function):
        parameters = inspect.signature(function).parameters
        if param_name not in parameters:
            raise ValueError(f"input_schema names '{param_name}', which {function.__name__}() does not take")
        if param_name in notes(function).get("inputs", {}):
            raise ValueError(f"input_schema names '{param_name}' twice")

        @functools.wraps(function)
        def converting(*values, **named):
            values = list(values)
            if convert_to_provided_type:
                place = list(parameters).index(param_name)
                if param_name in named:
                    named[param_name] = convert(named[param_name])
                elif place < len(values):
                    values[place] = convert(values[place])
            return function(*values, **named)

        def convert(value):
            return None if value is None and optional else param_type.deserialize_input(value)

        mine = {param_name: {"type": param_type, "optional": optional}}
        note(converting, function, inputs={**mine, **notes(function).get("inputs", {})})
        return converting

    return decorate


def output_schema(output_type):
    """Says of what type the answer is."""
    require_type(output_type)

    def decorate(function):
        @functools.wraps(function)
        def same(*values, **named):
            return function(*values, **named)

        note(same, function, output=output_type)
        return same

    return decorate


def require_type(given):
    if not isinstance(given, AbstractParameterType):
        raise TypeError("A schema is a parameter type, such as NumpyParameterType(sample)")


def note(decorated, function, **more):
    setattr(decorated, NOTES, {**notes(function), **more})
