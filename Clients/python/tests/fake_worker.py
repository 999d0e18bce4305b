"""A worker that does what the real one does not do on demand: dawdle, die, split its bytes, babble.

The environment variable FAKE_WORKER holds a JSON object: groups, name, path of the database, message_bytes, stubborn.
"""

import json
import os
import signal
import sys
import time

script = json.loads(os.environ.get("FAKE_WORKER", "{}"))
cancelled, waiting = [], {}


def send(message):
    os.write(1, json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode() + b"\n")


def answer(number, result):
    send({"id": number, "result": result})


def die():
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(10)


def is_first(path):
    """True once for each path."""
    if os.path.exists(path):
        return False
    with open(path, "w"):
        return True


def initialize(number, params):
    if script.get("refuse"):
        return send({"id": number, "error": script["refuse"]})
    answer(
        number,
        {
            "serverInfo": {"name": script.get("name", "costwire"), "version": "0.0.1"},
            "capabilities": {"groups": script.get("groups", []), "limits": {"message_bytes": script.get("message_bytes", 100_000_000)}},
            "database": {"path": script.get("path", "fake.db"), "client": params["clientInfo"]},
        },
    )


def handle(method, number, params):
    if method == "initialize":
        initialize(number, params)
    elif method == "shutdown":
        if not script.get("stubborn"):
            answer(number, None)
    elif method == "exit":
        if not script.get("stubborn"):
            sys.exit(0)
    elif method == "$/cancelRequest":
        cancelled.append(params["id"])
        if waiting.pop(params["id"], None) == "test/late":
            answer(params["id"], "too late")
    elif method in ("test/slow", "test/late") or params.get("is_slow"):
        waiting[number] = method
    elif method == "test/waiting":
        answer(number, len(waiting))
    elif method == "test/cancelled":
        answer(number, cancelled)
    elif method == "test/echo":
        answer(number, params)
    elif method == "test/error":
        send({"id": number, "error": params})
    elif method == "test/progress":
        for step in range(params["steps"]):
            send({"method": "$/progress", "params": {"token": params["workDoneToken"], "value": {"percentage": step}}})
        answer(number, "done")
    elif method == "test/split":
        line = json.dumps({"jsonrpc": "2.0", "id": number, "result": params["text"]}, ensure_ascii=False).encode() + b"\n"
        for place in range(len(line)):
            os.write(1, line[place : place + 1])
            time.sleep(0.001)
    elif method == "test/huge":
        answer(number, "é" * params["letters"])
    elif method == "test/garbage":
        os.write(1, b"Hello from a stray print\n[1, 2\n\n")
        answer(number, "still here")
    elif method == "test/notify":
        send({"method": "alerts/raised", "params": {"alert": 1}})
        answer(number, None)
    elif method == "test/log":
        sys.stderr.write(params["line"] + "\n")
        sys.stderr.flush()
        answer(number, None)
    elif method == "test/die":
        die()
    elif method == "test/deaf":
        answer(number, None)
        time.sleep(30)
    elif params.get("die_once") and is_first(params["die_once"]):
        die()
    elif method == "usage/trackBatch" and is_first(params["events"][0]["die_once"]):
        with open(params["events"][0]["die_once"], "w") as file:
            json.dump(params["events"], file)
        die()
    elif number is not None:
        answer(number, params)


if script.get("stubborn"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
pieces = []
while True:
    chunk = os.read(0, 1 << 20)
    if not chunk:
        while script.get("stubborn"):
            time.sleep(1)
        sys.exit(0)
    *lines, rest = chunk.split(b"\n")
    for line in lines:
        message = json.loads(b"".join(pieces) + line)
        pieces.clear()
        handle(message["method"], message.get("id"), message.get("params") or {})
    pieces.append(rest)
