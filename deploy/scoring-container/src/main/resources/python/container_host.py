"""The inferencing server inside a container, for entry scripts in Python: the same protocol as ContainerHost.java.

    python3 container_host.py --script score.py --model-dir DIR
"""
import json
import logging
import os
import struct
import sys
import time
import traceback

from inference_server.entry_script import EntryScript, MethodNotAllowed, UnsupportedInput, answer_of
from inference_server.http import AMLRequest, BadInput
from inference_server.swagger import documents

MARK = b"MLTW"
MAX_HEADER = 64 * 1024
MAX_REQUEST = 64 * 1024 * 1024
MAX_ANSWER = 8 * 1024 * 1024
EXIT_INIT_FAILED = 3
OCTETS = "application/octet-stream"

# What a script does not take, by the answers that Azure's server has for it: 400, 405, 415.
REFUSALS = {BadInput: "BAD_INPUT", MethodNotAllowed: "BAD_METHOD", UnsupportedInput: "BAD_TYPE"}


def read_exactly(stream, length):
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the stream ended inside a frame")
    return data


def read_frame(stream):
    mark = stream.read(4)
    if not mark:
        return None
    if mark != MARK:
        raise ValueError(f"not a frame: the stream holds {mark!r}")
    head, body = struct.unpack(">II", read_exactly(stream, 8))
    if head > MAX_HEADER or body > MAX_REQUEST:
        raise ValueError(f"a frame of {head} and {body} bytes is too long")
    return json.loads(read_exactly(stream, head)), read_exactly(stream, body)


def write_frame(stream, header, body=b""):
    head = json.dumps(header).encode()
    stream.write(MARK + struct.pack(">II", len(head), len(body)) + head + body)
    stream.flush()


def message_of(error):
    return (str(error) or type(error).__name__)[:4000]


def request_of(header, body):
    return AMLRequest(
        header.get("method", "POST"), header.get("url", "/score"), headers_of(header.get("headers", "")), body)


def headers_of(lines):
    return [line.split(": ", 1) for line in lines.split("\n") if line]


def lines_of(headers):
    lines = [f"{name}: {value}" for name, value in headers]
    if any("\n" in line or "\r" in line for line in lines):
        raise ValueError("run() returned a header of several lines")
    return "\n".join(lines)


def answer(script, header, body):
    start = time.perf_counter()
    reply = {"id": header.get("id", "")}
    result = b""
    try:
        arguments = script.arguments(request_of(header, body))
    except tuple(REFUSALS) as refused:
        reply.update(type="error", kind=REFUSALS[type(refused)], message=message_of(refused), micros="0")
        return reply, b""
    try:
        status, headers, result = answer_of(script.run(**arguments))
        result = bytes(result)
        if len(result) > MAX_ANSWER:
            raise ValueError(f"run() returned {len(result)} bytes, at most {MAX_ANSWER} are allowed")
        types = [value for name, value in headers if name.lower() == "content-type"]
        told = lines_of([pair for pair in headers if pair[0].lower() != "content-type"])
        if len(told) > MAX_HEADER // 4:
            raise ValueError(f"run() returned headers of {len(told)} bytes, at most {MAX_HEADER // 4} are allowed")
        reply.update(type="result", status=str(status), headers=told, contentType=(types or [OCTETS])[0])
    except Exception as error:
        traceback.print_exc()
        reply.update(type="error", kind="RUN_FAILED", message=message_of(error))
        result = b""
    reply["micros"] = str(int((time.perf_counter() - start) * 1e6))
    return reply, result


def main(arguments):
    if len(arguments) != 4 or arguments[0] != "--script" or arguments[2] != "--model-dir":
        sys.exit("usage: container_host.py --script score.py --model-dir DIR")
    # The streams of the protocol move away: 0 and 1 then belong to the script and its children.
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)
    os.environ["AZUREML_MODEL_DIR"] = arguments[3]
    # as Azure's inference server sets it up before it loads the script
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname).1s [%(process)d] %(name)s - %(message)s")
    try:
        packages = sys.modules.get("installed_packages")
        if packages and packages.refusal:
            raise RuntimeError(packages.refusal)
        script = EntryScript(arguments[1])
        script.init()
        schemas = json.dumps(documents(script, os.path.dirname(os.path.abspath(arguments[1])))).encode()
    except BaseException as error:
        traceback.print_exc()
        write_frame(sink, {"type": "failed", "message": message_of(error)})
        return EXIT_INIT_FAILED
    write_frame(sink, {"type": "ready"}, schemas)
    while True:
        frame = read_frame(source)
        if frame is None:
            return 0
        write_frame(sink, *answer(script, *frame))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
