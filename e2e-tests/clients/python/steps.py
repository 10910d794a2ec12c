"""A step is one thing a client does, and prints one line: `with step("secret set"):`."""

import contextlib
import logging
import os
import sys
import threading
import time
import traceback

from azure.core.exceptions import HttpResponseError
from azure.identity import ClientSecretCredential

logging.getLogger("azure").setLevel(logging.CRITICAL)

AREA = "python/" + os.path.basename(sys.argv[0]).removesuffix(".py")
RUN = os.environ["MLTWIN_CLIENTS_RUN"]
FULL = bool(os.environ.get("MLTWIN_CLIENTS_FULL"))
WORK = os.environ["MLTWIN_CLIENTS_WORK"]
REGION = "eastus"

LOGIN = os.environ["MLTWIN_IDENTITY_URL"]
ARM = os.environ["MLTWIN_ARM_URL"]
TENANT = os.environ["MLTWIN_TENANT_ID"]
SUBSCRIPTION = os.environ["MLTWIN_SUBSCRIPTION_ID"]
OBJECT_ID = os.environ["MLTWIN_OWNER_OBJECT_ID"]

# What every client of Resource Manager is told about this cloud.
AT_ARM = {"base_url": ARM, "credential_scopes": [ARM + "/.default"]}


def credential(who="OWNER"):
    return ClientSecretCredential(
        TENANT,
        os.environ[f"MLTWIN_{who}_CLIENT_ID"],
        os.environ[f"MLTWIN_{who}_CLIENT_SECRET"],
        authority=LOGIN,
        disable_instance_discovery=True,
    )


class WholeLines:
    """Standard output in whole lines: azure.ai.ml prints dots while it waits, and several scripts write to one place."""

    def __init__(self, out):
        self.out, self.begun, self.lock = out, "", threading.Lock()

    def write(self, text):
        with self.lock:
            lines, newline, self.begun = (self.begun + text).rpartition("\n")
            self.out.write(lines + newline)
        return len(text)

    def write_lines(self, text):
        """Writes lines that begin where no other has begun."""
        with self.lock:
            self.out.write(self.begun + "\n" + text if self.begun else text)
            self.begun = ""

    def __getattr__(self, name):
        return getattr(self.out, name)


sys.stdout = OUT = WholeLines(sys.stdout)


def say(verdict, name, begun, told=""):
    line = f"{verdict} {AREA}: {name} ({time.monotonic() - begun:.1f} s)\n"
    OUT.write_lines(line + "".join(f"    {row}\n" for row in told.splitlines() if row))


def what_happened():
    """The step's own line, and what the client raised."""
    kind, error, trace = sys.exc_info()
    own = [frame for frame in traceback.extract_tb(trace) if frame.filename == os.path.abspath(sys.argv[0])]
    return "".join(traceback.format_list(own) + traceback.format_exception_only(kind, error))[-3000:]


@contextlib.contextmanager
def step(name):
    begun = time.monotonic()
    try:
        yield
    except Exception:
        say("FAILED", name, begun, what_happened())
    else:
        say("ok", name, begun)


@contextlib.contextmanager
def refused(name, code, kind=HttpResponseError):
    """The client raises what it raises in Azure, and the answer says code."""
    begun = time.monotonic()
    try:
        yield
    except kind as error:
        told = f"{getattr(error, 'error', '')} {error} {getattr(error, 'error_code', '')}"
        if code in told:
            say("ok", name, begun)
        else:
            say("FAILED", name, begun, f"refused without saying {code}:\n{told}")
    except Exception:
        say("FAILED", name, begun, what_happened())
    else:
        say("FAILED", name, begun, f"not refused with {code}")


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} instead of {wanted!r}")
