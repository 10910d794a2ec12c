"""What all parameter types have."""
from abc import ABC, abstractmethod


class AbstractParameterType(ABC):
    """A type of an argument or answer, given by a sample of it."""

    def __init__(self, sample_input):
        self.sample_input = sample_input

    @abstractmethod
    def deserialize_input(self, input_data):
        """Makes the argument of what JSON had; ValueError for what does not fit."""

    @abstractmethod
    def input_to_swagger(self):
        """The OpenAPI schema, with the sample."""

    def sample_for_json(self):
        return self.input_to_swagger().get("example")

    def supported_versions(self):
        return ["2.0", "3.0", "3.1"]
