"""AMLResponse: the HTTP answer of an entry script."""
from inference_server.http import AMLResponse

__all__ = ["AMLResponse"]
