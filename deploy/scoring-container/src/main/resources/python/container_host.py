"""The inferencing server inside a container, for entry scripts in Python: the same protocol as ContainerHost.java.

    python3 container_host.py --script score.py --model-dir DIR
"""
import importlib.util
import json
import os
import struct
import sys
import time
import traceback

MARK = b"MLTW"
MAX_HEADER = 64 * 1024
MAX_REQUEST = 64 * 1024 * 1024
MAX_ANSWER = 8 * 1024 * 1024
EXIT_INIT_FAILED = 3


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


def load(path):
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location("entry_module", path)
    script = importlib.util.module_from_spec(spec)
    sys.modules["entry_module"] = script
    spec.loader.exec_module(script)
    for name in ("init", "run"):
        if not callable(getattr(script, name, None)):
            raise AttributeError(f"an entry script needs init() and run(raw_data): no {name}")
    return script


def answer(script, header, body):
    start = time.perf_counter()
    reply = {"id": header.get("id", "")}
    try:
        # As Azure's server does: whatever run() returns is encoded, so a str arrives as a JSON string.
        result = json.dumps(script.run(body.decode("utf-8"))).encode()
        if len(result) > MAX_ANSWER:
            raise ValueError(f"run() returned {len(result)} bytes, at most {MAX_ANSWER} are allowed")
        reply.update(type="result", contentType="application/json")
    except Exception as error:
        traceback.print_exc()
        result = b""
        reply.update(type="error", message=message_of(error))
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
    try:
        script = load(arguments[1])
        script.init()
    except BaseException as error:
        traceback.print_exc()
        write_frame(sink, {"type": "failed", "message": message_of(error)})
        return EXIT_INIT_FAILED
    write_frame(sink, {"type": "ready"})
    while True:
        frame = read_frame(source)
        if frame is None:
            return 0
        write_frame(sink, *answer(script, *frame))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
