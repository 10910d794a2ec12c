"""An entry script: how it is loaded, and what its run() gets of a request and answers."""
import importlib.util
import inspect
import json
import os
import sys

from inference_schema.schema_util import is_schema_decorated
from inference_server.http import AMLResponse, BadInput, wants_request

FAILED_HEADER = "x-ms-run-function-failed"


class MethodNotAllowed(Exception):
    """run() takes no request of this method."""


class UnsupportedInput(Exception):
    """The request's Content-Type is not what run() takes."""


class EntryScript:
    """
    A script with init() and run(). run() takes the body as a str; with @input_schema one argument for each member of
    the JSON object that came; with @rawhttp the request. It gets the headers where it has a parameter request_headers.
    """

    def __init__(self, path):
        sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
        spec = importlib.util.spec_from_file_location("entry_module", path)
        script = importlib.util.module_from_spec(spec)
        sys.modules["entry_module"] = script
        spec.loader.exec_module(script)
        for name in ("init", "run"):
            if not callable(getattr(script, name, None)):
                raise AttributeError(f"an entry script needs init() and run(raw_data): no {name}")
        self.init = script.init
        self.run = script.run
        self.is_raw = wants_request(script.run)
        self.is_decorated = is_schema_decorated(script.run)
        self._read_signature()

    def _read_signature(self):
        parameters = list(inspect.signature(self.run).parameters.values())
        if any(one.kind not in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD) for one in parameters):
            raise TypeError("run() cannot accept positional-only arguments, *args, or **kwargs")
        self.wants_headers = any(one.name == "request_headers" for one in parameters)
        self.parameters = [one for one in parameters if one.name != "request_headers"]
        if not self.parameters:
            raise TypeError("run() needs to accept an argument for input data")
        if self.is_raw and self.is_decorated:
            raise TypeError("run() cannot be decorated with both @rawhttp and @input_schema")

    def arguments(self, request):
        """What run() is called with. BadInput, UnsupportedInput or MethodNotAllowed for what it does not take."""
        arguments = self._data(request)
        if self.wants_headers:
            arguments["request_headers"] = dict(request.headers.items())
        return arguments

    def _data(self, request):
        first = self.parameters[0].name
        if self.is_raw:
            return {first: request}
        if request.method not in ("GET", "POST"):
            raise MethodNotAllowed("Method not allowed")
        if self.is_decorated:
            return self._members(of_query(request) if request.method == "GET" else of_body(request))
        if request.method == "GET":
            return {first: json.dumps(of_query(request))}
        try:
            return {first: request.data.decode("utf-8")}
        except UnicodeDecodeError as error:
            raise BadInput(f"Input cannot be decoded as UTF-8: {error}") from None

    def _members(self, given):
        names = [one.name for one in self.parameters]
        missing = [one.name for one in self.parameters if one.default is one.empty and one.name not in given]
        if missing:
            raise BadInput("The request lacks the input " + ", ".join(missing))
        unknown = [name for name in given if name not in names]
        if unknown:
            raise BadInput("The request has an input that run() does not take: " + ", ".join(map(str, unknown)))
        return dict(given)


def of_query(request):
    """The query's parameters as members of an object, several of a name as a list; JSON where they are."""
    members = {}
    for name, values in request.args.to_dict(flat=False).items():
        read = [json_or_text(value) for value in values]
        members[name] = read[0] if len(read) == 1 else read
    return members


def json_or_text(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


def of_body(request):
    if request.content_type and not request.is_json:
        raise UnsupportedInput("Expects Content-Type to be application/json")
    members = request.get_json(force=True)
    if not isinstance(members, dict):
        raise BadInput("The request's body must be a JSON object with a member for each argument of run()")
    return members


def answer_of(result):
    """Status, headers and body of what run() returned: an HTTP answer as it is, all else as JSON with 200."""
    if hasattr(result, "status_code") and hasattr(result, "get_data"):
        headers = list(result.headers.items())
        if result.status_code >= 500:
            headers = [pair for pair in headers if pair[0].lower() != FAILED_HEADER] + [(FAILED_HEADER, "True")]
        return result.status_code, headers, result.get_data()
    encoded = AMLResponse(result, 200, json_str=True)
    return 200, encoded.headers.items(), encoded.data
