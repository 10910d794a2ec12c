"""Speaks to Azure ML with the run token, and keeps the log of the run."""

import datetime
import os
import ssl
import time
import urllib.error
import urllib.request

DRIVER_LOG = os.path.join("logs", "azureml", "70_driver_log.txt")
LONGEST_PAUSE_SECONDS = 10
MOST_LOG_BYTES = 32 * 1024 * 1024


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")[:-6] + "Z"


class Refused(Exception):
    """The service refuses a call, and would refuse it again."""

    def __init__(self, status, text):
        super().__init__("%s %s" % (status, text))
        self.status = status


class Service:
    """Calls Azure ML with the run token."""

    def __init__(self, job, folder, canceled):
        self.canceled = canceled
        self.token = job["runToken"]
        self.expiry = job["runTokenExpiry"]
        authorities = job.get("authorities")
        self.tls = ssl.create_default_context()
        if authorities:
            self.tls.load_verify_locations(os.path.join(folder, authorities))

    def send(self, method, url, body=None, content_type="application/json"):
        """Returns the answer; tries again while the token is valid and nobody canceled the run."""
        pause = 0.25
        while True:
            try:
                return self.send_once(method, url, body, content_type)
            except urllib.error.HTTPError as error:
                text = error.read().decode("utf-8", "replace")[:500]
                if error.code < 500 and error.code not in (408, 429):
                    raise Refused(error.code, text) from None
            except OSError as error:
                text = str(error)
            if time.time() > self.expiry:
                raise Refused(0, "the run token has expired: " + text)
            if self.canceled.is_set() and pause == LONGEST_PAUSE_SECONDS:
                raise Refused(0, text)
            time.sleep(pause)
            pause = min(LONGEST_PAUSE_SECONDS, pause * 2)

    def send_once(self, method, url, body=None, content_type="application/json"):
        request = urllib.request.Request(url, data=body, method=method)
        request.add_header("Authorization", "Bearer " + self.token)
        if body is not None:
            request.add_header("Content-Type", content_type)
        with urllib.request.urlopen(request, timeout=60, context=self.tls) as answer:
            return answer.read()


class DriverLog:
    """The log of the run: what is said here and what the script prints."""

    def __init__(self, folder):
        self.path = os.path.join(folder, DRIVER_LOG)
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        self.file = open(self.path, "ab", buffering=0)

    def line(self, text):
        self.file.write(("%s %s\n" % (now(), text)).encode())

    def tail(self, lines=20):
        return "\n".join(self.content().decode("utf-8", "replace").splitlines()[-lines:])

    def size(self):
        return os.path.getsize(self.path)

    def content(self):
        """Returns the log, of a very long one its end."""
        with open(self.path, "rb") as stored:
            stored.seek(max(0, self.size() - MOST_LOG_BYTES))
            return stored.read()
