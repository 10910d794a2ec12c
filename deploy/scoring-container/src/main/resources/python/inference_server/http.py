"""The HTTP request and answer that entry scripts see: of Flask's classes what scripts use of them."""
import email.parser
import email.policy
import http.cookies
import io
import json
import urllib.parse

MESSAGE_IF_NO_JSON = "The request's body is no JSON text"


class BadInput(Exception):
    """The request's content cannot be an input of the script; its text is for the client."""


class Headers:
    """Headers by their names in any case; a name may have several values."""

    def __init__(self, pairs=()):
        self._pairs = [(str(name), str(value)) for name, value in pairs]

    def get(self, name, default=None, type=None):
        values = self.getlist(name)
        if not values:
            return default
        try:
            return type(values[0]) if type else values[0]
        except ValueError:
            return default

    def getlist(self, name):
        return [value for other, value in self._pairs if other.lower() == name.lower()]

    def items(self):
        return list(self._pairs)

    def keys(self):
        return [name for name, _ in self._pairs]

    def values(self):
        return [value for _, value in self._pairs]

    def add(self, name, value):
        self._pairs.append((str(name), str(value)))

    add_header = add

    def set(self, name, value):
        self.remove(name)
        self.add(name, value)

    def remove(self, name):
        self._pairs = [pair for pair in self._pairs if pair[0].lower() != name.lower()]

    def update(self, others):
        for name, value in others.items():
            self.set(name, value)

    def setdefault(self, name, value):
        if name not in self:
            self.add(name, value)
        return self.get(name)

    def __getitem__(self, name):
        values = self.getlist(name)
        if not values:
            raise KeyError(name)
        return values[0]

    __setitem__ = set
    __delitem__ = remove

    def __contains__(self, name):
        return bool(self.getlist(name))

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._pairs)

    def __repr__(self):
        return f"Headers({self._pairs!r})"


class MultiDict(dict):
    """Values by name, the first of several; getlist has them all."""

    def __init__(self, pairs=()):
        super().__init__()
        self._lists = {}
        for name, value in pairs:
            self._lists.setdefault(name, []).append(value)
            self.setdefault(name, value)

    def getlist(self, name):
        return list(self._lists.get(name, ()))

    def get(self, name, default=None, type=None):
        if name not in self:
            return default
        try:
            return type(self[name]) if type else self[name]
        except ValueError:
            return default

    def to_dict(self, flat=True):
        return dict(self) if flat else {name: list(values) for name, values in self._lists.items()}


class UploadedFile:
    """A file of a form: read it, or its stream."""

    def __init__(self, name, filename, content_type, content):
        self.name = name
        self.filename = filename
        self.content_type = self.mimetype = content_type
        self.stream = io.BytesIO(content)
        self.content_length = len(content)

    def read(self, *size):
        return self.stream.read(*size)

    def seek(self, *place):
        return self.stream.seek(*place)

    def tell(self):
        return self.stream.tell()

    def __iter__(self):
        return iter(self.stream)

    def save(self, place):
        content = self.stream.getvalue()
        if hasattr(place, "write"):
            place.write(content)
        else:
            with open(place, "wb") as file:
                file.write(content)


class AMLRequest:
    """The request as it came in. Its members are those of Flask's Request that entry scripts use."""

    def __init__(self, method="POST", url="/score", headers=(), body=b""):
        self.method = method
        self.headers = Headers(headers)
        self.url = url
        parts = urllib.parse.urlsplit(url)
        self.path = parts.path or "/score"
        self.query_string = parts.query.encode()
        self.full_path = f"{self.path}?{parts.query}"
        self.base_url = urllib.parse.urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
        self.host = parts.netloc
        self.scheme = parts.scheme
        self.args = MultiDict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        self.data = body
        self.stream = io.BytesIO(body)
        self._parts = None

    @property
    def content_type(self):
        return self.headers.get("Content-Type")

    @property
    def mimetype(self):
        return (self.content_type or "").split(";")[0].strip().lower()

    @property
    def content_length(self):
        return len(self.data)

    @property
    def is_json(self):
        return self.mimetype == "application/json" or (
            self.mimetype.startswith("application/") and self.mimetype.endswith("+json"))

    @property
    def cookies(self):
        jar = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
        return MultiDict((name, morsel.value) for name, morsel in jar.items())

    def get_data(self, cache=True, as_text=False, parse_form_data=False):
        return self.data.decode("utf-8", "replace") if as_text else self.data

    def get_json(self, force=False, silent=False, cache=True):
        if not (force or self.is_json):
            if silent:
                return None
            raise BadInput("The request's Content-Type is not application/json")
        try:
            return json.loads(self.data)
        except ValueError:
            if silent:
                return None
            raise BadInput(MESSAGE_IF_NO_JSON) from None

    @property
    def json(self):
        return self.get_json()

    @property
    def form(self):
        if self.mimetype == "application/x-www-form-urlencoded":
            return MultiDict(urllib.parse.parse_qsl(self.data.decode("utf-8", "replace"), keep_blank_values=True))
        return MultiDict((name, value) for name, value in self._multipart() if not isinstance(value, UploadedFile))

    @property
    def files(self):
        return MultiDict((name, value) for name, value in self._multipart() if isinstance(value, UploadedFile))

    @property
    def values(self):
        return MultiDict([*self.args.items(), *self.form.items()])

    def _multipart(self):
        if self._parts is None:
            self._parts = self._read_multipart() if self.mimetype == "multipart/form-data" else []
        return self._parts

    def _read_multipart(self):
        head = f"Content-Type: {self.content_type}\r\n\r\n".encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.data)
        parts = []
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True) or b""
            if part.get_filename() is None:
                parts.append((name, content.decode("utf-8", "replace")))
            else:
                parts.append((name, UploadedFile(name, part.get_filename(), part.get_content_type(), content)))
        return parts

    def __repr__(self):
        return f"<AMLRequest {self.url!r} [{self.method}]>"


class AMLResponse:
    """
    The answer of an entry script, as it goes to the client.

    message: bytes or a str, or with json_str anything that JSON can hold; None is an empty object
    response_headers: a value with commas is several headers
    run_function_failed: what the header x-ms-run-function-failed says
    """

    def __init__(self, message, status_code, response_headers=None, json_str=False, run_function_failed=False):
        self.status_code = int(status_code)
        self.headers = Headers()
        if message is None or json_str:
            self.data = json.dumps({} if message is None else message).encode()
            self.headers.set("Content-Type", "application/json")
        else:
            self.data = message if isinstance(message, (bytes, bytearray)) else str(message).encode()
            self.headers.set("Content-Type", "text/html; charset=utf-8")
        self.headers.set("x-ms-run-function-failed", run_function_failed)
        given = response_headers or {}
        if any(name.lower() == "content-type" for name in given):
            self.headers.remove("Content-Type")
        for name, value in given.items():
            for one in str(value).split(","):
                self.headers.add(name, one.strip())

    def get_data(self, as_text=False):
        return bytes(self.data).decode() if as_text else bytes(self.data)

    @property
    def mimetype(self):
        return self.headers.get("Content-Type", "").split(";")[0]

    @property
    def content_type(self):
        return self.headers.get("Content-Type")


raw_functions = set()


def rawhttp(function):
    """Marks a run() that takes the request itself, whatever its method, in place of its body's text."""
    raw_functions.add(function)
    return function


def wants_request(function):
    """Whether one of the functions that a decorated function wraps is marked."""
    while function is not None:
        if function in raw_functions:
            return True
        function = getattr(function, "__wrapped__", None)
    return False
