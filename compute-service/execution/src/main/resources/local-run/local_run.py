"""Executes a run on the machine of its owner, and reports it to run history with the run token.

Needs Python 3.8 or newer and nothing else. The file with the run token is deleted when it was read.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse

from run_history import DRIVER_LOG, DriverLog, Refused, Service, now

SETUP = "azureml-setup"
LOOK_SECONDS = 0.1
POLL_SECONDS = 2
LOG_SECONDS = 5
MOST_ARTIFACTS = 10_000
MOST_MESSAGE = 4000


class Canceled(Exception):
    """The run was canceled, by its owner here or in run history."""


class Failed(Exception):
    """The run ends as Failed, with a code of Azure ML's errors."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class LocalRun:
    """One run, step by step as on a compute target."""

    def __init__(self, job, folder):
        self.job = job
        self.folder = folder
        self.canceled = threading.Event()
        self.service = Service(job, folder, self.canceled)
        self.log = DriverLog(folder)
        self.ended = threading.Event()
        self.revoked = False
        self.uploaded = -1
        self.upload_lock = threading.Lock()
        self.process = None
        self.python = sys.executable
        self.search_path = None

    def execute(self):
        """Returns the status the run ends with."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.canceled.set())
        # the client that started this may leave its terminal
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for watch in (self.watch_status, self.watch_log):
            threading.Thread(target=watch, daemon=True).start()
        error = None
        try:
            self.report({"status": "Preparing"})
            self.log.line("Run %(runId)s of experiment %(experimentName)s on this machine" % self.job)
            self.prepare_environment()
            self.require_code()
            variables = self.set_environment()
            self.run_script(variables)
            status = "Completed"
        except Canceled:
            self.log.line("The run was canceled")
            status = "Canceled"
        except Failed as failure:
            self.log.line("The run failed: %s" % failure)
            status, error = "Failed", failure
        except Refused as refusal:
            self.log.line("Azure ML refused a call: %s" % refusal)
            self.revoked = refusal.status == 401
            status = "Canceled" if self.revoked else "Failed"
            error = None if self.revoked else Failed("ServiceError", str(refusal))
        return self.finish(status, error)

    # ---- the four steps

    def prepare_environment(self):
        environment = self.job["environment"]
        image = self.job.get("dockerImage")
        self.step("1/4: prepare the environment %s (%s)" % (
            environment["name"], "Docker image " + image if image else "without Docker"))
        if image:
            self.pull(image)
        elif environment["requirements"]:
            self.install(environment["requirements"])
        else:
            self.log.line("  Python %s as it is on this machine" % sys.version.split()[0])
        if not image:
            self.name_python()

    def name_python(self):
        """Has the command find the interpreter of the environment, and its pip, by the names that images give them."""
        place = os.path.join(self.folder, SETUP, "bin")
        os.makedirs(place, exist_ok=True)
        for name, module in (("python", ""), ("python3", ""), ("pip", " -m pip"), ("pip3", " -m pip")):
            program = os.path.join(place, name)
            with open(program, "w", encoding="utf-8") as written:
                written.write('#!/bin/sh\nexec %s%s "$@"\n' % (shlex.quote(self.python), module))
            os.chmod(program, 0o700)
        self.search_path = place + (os.pathsep + self.search_path if self.search_path else "")

    def pull(self, image):
        if shutil.which("docker") is None:
            raise Failed("UserError", "The environment cannot be prepared: this machine has no docker")
        if self.quietly(["docker", "image", "inspect", image]) != 0:
            self.tell(["docker", "pull", image])

    def install(self, requirements):
        """Builds a virtual environment once for the same packages."""
        text = "\n".join(requirements) + "\n"
        name = hashlib.sha256((sys.version + "\n" + text).encode()).hexdigest()[:16]
        place = os.path.join(os.path.expanduser("~"), ".azureml", "envs", "azureml_" + name)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        with open(place + ".lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.exists(os.path.join(place, "complete")):
                self.log.line("  the packages were installed before: " + place)
            else:
                shutil.rmtree(place, ignore_errors=True)
                self.build(place, text)
        self.python = os.path.join(place, "bin", "python")
        self.search_path = os.path.join(place, "bin")

    def build(self, place, text):
        venv = [sys.executable, "-m", "venv", "--system-site-packages"]
        if importlib.util.find_spec("ensurepip") is None:
            venv.append("--without-pip")
        self.tell([*venv, place])
        listed = os.path.join(place, "requirements.txt")
        with open(listed, "w", encoding="utf-8") as requirements:
            requirements.write(text)
        self.tell([os.path.join(place, "bin", "python"), "-m", "pip", "install", "--requirement", listed])
        with open(os.path.join(place, "complete"), "w", encoding="utf-8"):
            pass

    def require_code(self):
        self.step("2/4: the code is in " + self.folder)
        script = self.job["command"].get("script")
        if script and not os.path.isfile(os.path.join(self.folder, script)):
            raise Failed("UserError", "This folder has no file " + script)
        os.makedirs(os.path.join(self.folder, "outputs"), exist_ok=True)

    def set_environment(self):
        """Their names go to the log, their values never."""
        self.step("3/4: set environment variables")
        variables = dict(self.job["environmentVariables"])
        if self.job.get("authorities"):
            for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "MLFLOW_TRACKING_SERVER_CERT_PATH"):
                variables.setdefault(name, self.authorities(os.environ.get(name)))
        self.log.line("  " + " ".join(sorted(variables)))
        return variables

    def authorities(self, own):
        """Returns a file with the platform's authority and those that this machine trusts already."""
        place = os.path.join(self.folder, SETUP, "trusted-" + hashlib.sha256((own or "").encode()).hexdigest()[:8] + ".pem")
        with open(place, "w", encoding="utf-8") as trusted:
            for source in (os.path.join(self.folder, self.job["authorities"]),
                           own or ssl.get_default_verify_paths().cafile):
                if source and os.path.isfile(source):
                    with open(source, encoding="utf-8") as stored:
                        trusted.write(stored.read() + "\n")
        return place

    def run_script(self, variables):
        command = self.job["command"]
        self.step("4/4: " + ("run the script " + command["script"] if command.get("script") else "run the command"))
        self.report({"status": "Running", "startTimeUtc": now()})
        with self.started(self.line_of(command, variables), {**os.environ, **variables}):
            self.await_script()
        code = self.process.returncode
        if code != 0:
            raise Failed("UserError", "The script exited with code %d. The last lines of its log:\n%s"
                         % (code, self.log.tail()))
        self.log.line("The script has ended with exit code 0")

    def line_of(self, command, variables):
        image = self.job.get("dockerImage")
        program = ["bash"] if command["interpreter"] == "bash" else ["python" if image else self.python, "-u"]
        line = program + ([command["script"]] if command.get("script") else []) + command["arguments"]
        return self.in_container(image, line, variables) if image else line

    def in_container(self, image, line, variables):
        """A value stands in the environment of docker, and not in its arguments, which all can see."""
        names = [part for name in sorted(variables) for part in ("--env", name)]
        first = []
        if self.job["environment"]["requirements"]:
            listed = os.path.join(self.folder, SETUP, "requirements.txt")
            with open(listed, "w", encoding="utf-8") as requirements:
                requirements.write("\n".join(self.job["environment"]["requirements"]) + "\n")
            first = ["bash", "-c", 'python -m pip install --user --requirement "$1" && shift && exec "$@"',
                     "install", listed]
        return ["docker", "run", "--rm", "--name", self.container(), "--network", "host",
                "--user", "%d:%d" % (os.getuid(), os.getgid()),
                "--volume", self.folder + ":" + self.folder, "--workdir", self.folder,
                "--env", "HOME=" + self.folder, *names, image, *first, *line]

    def container(self):
        return "azureml_" + self.job["runId"]

    @contextlib.contextmanager
    def started(self, line, environment):
        if self.search_path:
            environment["PATH"] = self.search_path + os.pathsep + environment.get("PATH", os.defpath)
        try:
            self.process = subprocess.Popen(
                line, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=self.log.file, stderr=subprocess.STDOUT, start_new_session=True)
        except OSError as error:
            raise Failed("UserError", "The script cannot be started: %s" % error) from None
        try:
            yield
        finally:
            self.kill()

    def await_script(self):
        most = self.job.get("maxRunDurationSeconds")
        end = time.monotonic() + most if most else None
        while self.process.poll() is None:
            if self.canceled.wait(LOOK_SECONDS):
                raise Canceled()
            if end and time.monotonic() > end:
                raise Failed("UserError", "The run took longer than maxRunDurationSeconds, %d s" % most)

    def kill(self):
        """Ends the script with all that it started and that did not leave its session."""
        if self.job.get("dockerImage") and self.process.poll() is None:
            self.quietly(["docker", "kill", self.container()])
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    # ---- what run history is told

    def finish(self, status, error):
        if status == "Canceled" and self.revoked:
            # run history knows, and the token counts no more
            self.ended.set()
            return status
        try:
            if status != "Canceled":
                self.report({"status": "Finalizing"})
                self.upload_outputs()
        except Refused as refusal:
            self.log.line("The outputs cannot be stored: %s" % refusal)
            if error is None:
                status, error = "Failed", Failed(
                    "ServiceError", "The outputs of the run cannot be stored: %s" % refusal)
        self.ended.set()
        end = {"status": status, "endTimeUtc": now()}
        if error:
            end["error"] = {"error": {"code": error.code, "message": self.clean(str(error))}}
        try:
            self.upload_log()
            self.report(end)
        except Refused as refusal:
            self.log.line("Run history did not take the end: %s" % refusal)
        return status

    def clean(self, text):
        return text.replace(self.service.token, "***")[:MOST_MESSAGE]

    def report(self, change):
        self.service.send("PATCH", self.job["historyUrl"], json.dumps(change).encode())

    def watch_status(self):
        """A run that is canceled has no token any more: a refusal says so."""
        while not self.ended.wait(POLL_SECONDS):
            try:
                run = json.loads(self.service.send_once("GET", self.job["historyUrl"]))
                if run.get("status") in ("Canceled", "CancelRequested"):
                    self.revoked = run["status"] == "Canceled"
                    self.canceled.set()
            except urllib.error.HTTPError as error:
                if error.code in (401, 403, 404):
                    self.revoked = True
                    self.canceled.set()
            except (OSError, ValueError):
                continue

    def watch_log(self):
        while not self.ended.wait(LOG_SECONDS):
            with contextlib.suppress(OSError):
                self.upload_log(once=True)

    def upload_log(self, once=False):
        with self.upload_lock:
            size = self.log.size()
            if size != self.uploaded:
                self.upload(DRIVER_LOG, self.log.content(), once)
                self.uploaded = size

    def upload_outputs(self):
        for place in ("outputs", "logs"):
            for name in self.files(place):
                if name != DRIVER_LOG:
                    with open(os.path.join(self.folder, name), "rb") as stored:
                        self.upload(name, stored.read())
                    self.log.line("Uploaded " + name)

    def files(self, place):
        found = []
        for folder, folders, names in os.walk(os.path.join(self.folder, place)):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    found.append(os.path.relpath(path, self.folder))
        if len(found) > MOST_ARTIFACTS:
            raise Refused(0, "%s holds more than %d files" % (place, MOST_ARTIFACTS))
        return found

    def upload(self, name, content, once=False):
        url = self.job["artifactsUrl"] + "?allowOverwrite=true&path=" + urllib.parse.quote(name, safe="")
        send = self.service.send_once if once else self.service.send
        send("POST", url, content, "application/octet-stream")

    # ---- programs and texts

    def step(self, text):
        if self.canceled.is_set():
            raise Canceled()
        self.log.line("Step " + text)

    def tell(self, line):
        """Runs a program whose output goes to the log."""
        with self.started(line, dict(os.environ)):
            while self.process.poll() is None:
                if self.canceled.wait(LOOK_SECONDS):
                    raise Canceled()
        if self.process.returncode != 0:
            raise Failed("UserError", "The environment cannot be prepared: %s exited with code %d.\n%s"
                         % (" ".join(line[:3]), self.process.returncode, self.log.tail()))

    @staticmethod
    def quietly(line):
        return subprocess.run(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False).returncode


def take_job(folder):
    """Reads the run with its token, and deletes the file."""
    place = os.path.join(folder, SETUP, "run.json")
    with open(place, encoding="utf-8") as stored:
        job = json.load(stored)
    os.remove(place)
    return job


def main():
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    status = LocalRun(take_job(folder), folder).execute()
    return 0 if status == "Completed" else 1


if __name__ == "__main__":
    sys.exit(main())
