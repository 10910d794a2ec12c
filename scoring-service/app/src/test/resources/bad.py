import json
import os
import signal
import sys
import time

from azureml_inference_server_http.api.aml_response import AMLResponse


def init():
    pass


def write_all(descriptor, mebibytes):
    block = b"x" * (1 << 20)
    for _ in range(mebibytes):
        left = memoryview(block)
        while left:
            left = left[os.write(descriptor, left):]


def deep():
    return deep()


def run(raw_data):
    request = json.loads(raw_data)
    do = request.get("do")
    if do == "raise":
        raise ValueError("the script raised")
    if do == "raise nothing":
        raise KeyError()
    if do == "exit":
        os._exit(3)
    if do == "sys.exit":
        sys.exit(3)
    if do == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if do == "hang":
        time.sleep(600)
    if do == "spin":
        while True:
            pass
    if do == "wait":
        time.sleep(request["seconds"])
    if do == "print a gigabyte":
        write_all(1, 1024)
    if do == "set":
        return {1, 2}
    if do == "object":
        return object()
    if do == "huge":
        return "x" * (9 << 20)
    if do == "deep":
        return deep()
    if do == "status":
        return AMLResponse("x", 999)
    if do == "header":
        return AMLResponse("x", 200, {"X-A": "b\r\nSet-Cookie: c"})
    if do == "teapot":
        return AMLResponse("no", 418)
    return {"did": do}
