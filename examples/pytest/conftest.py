"""The fixture `twin`: a platform in a container for all tests, and its variables in the environment of this process."""

import os
import re
import socket
import subprocess
import time

import pytest


def docker(*arguments):
    return subprocess.run(("docker", *arguments), check=True, capture_output=True, text=True).stdout.strip()


def free_ports(count):
    """The first of ports in a row that nobody has: addresses carry them, so they are the same inside and outside."""
    for first in range(20000, 30000, 100):
        try:
            for port in range(first, first + count):
                with socket.socket() as one:
                    one.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
    raise RuntimeError(f"no {count} ports in a row are free")


@pytest.fixture(scope="session")
def twin(tmp_path_factory):
    base = free_ports(7)
    ports = f"{base + 1}-{base + 6}"
    container = docker("run", "-d", "-e", f"MLTWIN_PORT_BASE={base}", "-p", f"127.0.0.1:{ports}:{ports}", "mltwin/platform")
    try:
        while docker("inspect", "-f", "{{.State.Health.Status}}", container) != "healthy":
            if docker("inspect", "-f", "{{.State.Running}}", container) != "true":
                pytest.fail(docker("logs", container))
            time.sleep(0.5)
        # a shell reads the lines, writes the certificate, and says what has become of its environment
        lines = docker("exec", container, "mltwin", "env", "--ca", str(tmp_path_factory.mktemp("twin") / "ca.pem"))
        said = subprocess.run(["bash", "-c", 'eval "$1" && env -0', "_", lines], check=True, capture_output=True, text=True).stdout
        variables = dict(line.split("=", 1) for line in said.split("\0") if re.match("[A-Z_0-9]+=", line))
        os.environ.update(variables)
        yield variables
    finally:
        docker("rm", "-f", "-v", container)
