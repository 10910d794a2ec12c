"""A tracer that traces nothing."""

from contextlib import contextmanager


class _Span:
    def __getattr__(self, name):
        return lambda *args, **kwargs: None


class _Tracer:
    @contextmanager
    def start_as_current_span(self, *args, **kwargs):
        yield _Span()

    @contextmanager
    def start_span(self, *args, **kwargs):
        yield _Span()


def get_tracer(*args, **kwargs):
    return _Tracer()


def get_current_span(*args, **kwargs):
    return _Span()
