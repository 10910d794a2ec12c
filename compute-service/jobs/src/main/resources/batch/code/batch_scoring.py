"""
Scores the input of a batch job: splits its files into mini batches, hands them to workers that have the scoring script,
tries those again that fail, and joins the rows that the script returns. Where several nodes score, each takes its share
of the mini batches, and leaves its rows for batch_joining.py.

Started as: python3 batch_scoring.py '{"script": ..., "miniBatchSize": ..., ...}', in the folder with the code.
"""
import json
import os
import queue
import select
import shutil
import subprocess
import sys
import tempfile
import threading

INPUT, MODEL = "AZURE_ML_INPUT_job_data_path", "AZURE_ML_INPUT_model"
OUTPUT, PART = "AZURE_ML_OUTPUT_score", "AZURE_ML_OUTPUT_part"


class Refused(Exception):
    """A mini batch that the script did not score, and why."""


class Broken(Exception):
    """A worker that cannot begin."""


class Worker:
    """A process that has called init() of the script and takes one mini batch after the other."""

    def __init__(self, command, environment, timeout):
        self.command, self.environment, self.timeout = command, environment, timeout
        self.process = None
        self.requests = None
        self.answers = -1
        self.unread = b""

    def score(self, files):
        """Returns the rows as text and their number."""
        if self.process is None:
            self.start()
        try:
            self.requests.write(json.dumps({"files": files}) + "\n")
            self.requests.flush()
        except OSError:
            self.stop()
            raise Refused("the worker has ended") from None
        answer = self.answer(self.timeout)
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["text"], answer["count"]

    def start(self):
        to_worker, requests = os.pipe()
        answers, from_worker = os.pipe()
        self.process = subprocess.Popen(
            self.command + [str(to_worker), str(from_worker)], env=self.environment, pass_fds=(to_worker, from_worker))
        os.close(to_worker)
        os.close(from_worker)
        self.requests = os.fdopen(requests, "w", encoding="utf-8")
        self.answers, self.unread = answers, b""
        try:
            answer = self.answer(None)
        except Refused as ended:
            raise Broken(f"init() of the scoring script failed: {ended}") from None
        if "error" in answer:
            raise Broken("init() of the scoring script failed: " + answer["error"])

    def answer(self, timeout):
        """Waits for a line; a worker that takes too long ends."""
        line, end, self.unread = self.unread.partition(b"\n")
        while not end:
            ready, _, _ = select.select([self.answers], [], [], timeout)
            if not ready:
                self.stop()
                raise Refused(f"run() took longer than {timeout:g} seconds")
            part = os.read(self.answers, 1 << 16)
            if not part:
                self.stop()
                raise Refused("the worker has ended")
            more, end, self.unread = part.partition(b"\n")
            line += more
        return json.loads(line)

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            try:
                self.requests.close()
            except OSError:
                pass
            os.close(self.answers)
            self.process = None


class Job:
    """The mini batches of a job, and what became of them."""

    def __init__(self, instructions, files, parts):
        size = instructions["miniBatchSize"]
        batches = [files[i:i + size] for i in range(0, len(files), size)]
        self.batches = {number: batches[number]
                        for number in range(instructions["instance"], len(batches), instructions["instances"])}
        self.attempts = instructions["maxRetries"] + 1
        self.threshold = instructions["errorThreshold"]
        self.parts = parts
        self.lock = threading.Lock()
        self.stopped = threading.Event()
        self.failed_files = 0
        self.broken = None
        self.waiting = queue.Queue()
        for number in self.batches:
            self.waiting.put(number)

    def run(self, workers):
        threads = [threading.Thread(target=self.work, args=(worker,)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def work(self, worker):
        try:
            while not self.stopped.is_set():
                try:
                    self.take(worker, self.waiting.get_nowait())
                except queue.Empty:
                    return
        except Broken as failure:
            self.broken = str(failure)
            self.stopped.set()
        finally:
            worker.stop()

    def take(self, worker, number):
        files = self.batches[number]
        for attempt in range(1, self.attempts + 1):
            if self.stopped.is_set():
                return
            try:
                text, count = worker.score(files)
            except Refused as refused:
                say(f"Mini batch {number}, attempt {attempt} of {self.attempts}: {refused}")
                continue
            with open(self.part(number), "w", encoding="utf-8", newline="") as part:
                part.write(text)
            say(f"Mini batch {number}: {len(files)} files, {count} results")
            self.count_failed(max(0, len(files) - count))
            return
        self.count_failed(len(files))

    def count_failed(self, files):
        with self.lock:
            self.failed_files += files
            if self.is_over_threshold():
                self.stopped.set()

    def is_over_threshold(self):
        return 0 <= self.threshold < self.failed_files

    def part(self, number):
        return os.path.join(self.parts, str(number))

    def join_rows(self, target):
        join([self.part(number) for number in self.batches], target)


def join(parts, target):
    """Writes one file after the other, of those that are there."""
    with open(target, "w", encoding="utf-8", newline="") as out:
        for place in filter(os.path.exists, parts):
            with open(place, encoding="utf-8", newline="") as part:
                shutil.copyfileobj(part, out)


def say(line):
    print(line, flush=True)


def input_files(place):
    """All files of the input, in the order of their paths."""
    if os.path.isfile(place):
        return [os.path.abspath(place)]
    found = []
    for folder, _, names in os.walk(place):
        found += [os.path.abspath(os.path.join(folder, name)) for name in names]
    return sorted(found)


def model_folder(scratch, name):
    """The folder that AZUREML_MODEL_DIR names: it has the model's file or folder under the model's own name."""
    folder = os.path.join(scratch, "model")
    os.mkdir(folder)
    if name is not None:
        os.symlink(os.path.abspath(os.environ[MODEL]), os.path.join(folder, name))
    return folder


def main():
    instructions = json.loads(sys.argv[1])
    files = input_files(os.environ[INPUT])
    if not files:
        sys.exit("The input has no files.")
    is_part = instructions["instances"] > 1
    output = os.environ[PART if is_part else OUTPUT]
    written = os.path.join(output, "files") if is_part else output
    os.makedirs(written, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        environment = dict(
            os.environ,
            AZUREML_MODEL_DIR=model_folder(scratch, instructions.get("modelName")),
            AZUREML_BI_OUTPUT_PATH=os.path.abspath(written))
        command = [sys.executable, os.path.abspath("batch_worker.py"), os.path.abspath(instructions["script"]),
                   instructions["loggingLevel"]]
        parts = os.path.join(output if is_part else scratch, "rows")
        os.makedirs(parts, exist_ok=True)
        job = Job(instructions, files, parts)
        count = sum(map(len, job.batches.values()))
        say(f"{count} files in {len(job.batches)} mini batches")
        workers = min(instructions["workers"], len(job.batches))
        job.run([Worker(command, environment, instructions["timeout"]) for _ in range(workers)])
        say(f"{job.failed_files} of {count} files failed")
        if job.broken is not None:
            sys.exit(job.broken)
        if job.is_over_threshold():
            sys.exit(f"{job.failed_files} files failed, more than the errorThreshold of {job.threshold}.")
        if is_part:
            with open(os.path.join(output, "result.json"), "w", encoding="utf-8") as file:
                json.dump({"failed": job.failed_files}, file)
        elif instructions.get("outputFileName"):
            job.join_rows(os.path.join(output, instructions["outputFileName"]))


if __name__ == "__main__":
    main()
