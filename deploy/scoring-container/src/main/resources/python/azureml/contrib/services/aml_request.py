"""AMLRequest and the decorator of entry scripts that want the HTTP request itself."""
from inference_server.http import AMLRequest, rawhttp

__all__ = ["AMLRequest", "rawhttp"]
