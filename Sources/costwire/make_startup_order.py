#!/usr/bin/env python3
"""Writes startup.order: the functions that run until the worker's first answers, those of a start on a database first.

The linker puts them side by side, so that a start reads few pages. A function that is not there any more does no harm;
make the file anew when the start has changed much (needs valgrind):

    COSTWIRE_SYMBOLS=1 swift build -c release --product costwire
    python3 Sources/costwire/make_startup_order.py .build/release/costwire
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
START = [
    ("initialize", {}),
    ("prices/estimate", {"provider": "openai", "model": "gpt-4o", "usage": USAGE}),
]
ORDINARY = START + [
    ("usage/track", {"id": "1", "provider": "openai", "model": "gpt-4o", "usage": USAGE}),
    ("budget/check", {"additional_cost_usd": 1}),
    ("cost/summary", {"days": 30}),
]


def functions(binary, database, calls):
    """Runs the worker once; yields the names of functions as they are met in the profile."""
    with tempfile.NamedTemporaryFile() as profile:
        worker = subprocess.Popen(
            ["valgrind", "--quiet", "--tool=callgrind", "--demangle=no", "--compress-strings=no",
             f"--callgrind-out-file={profile.name}", binary, "--database", database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for number, (method, params) in enumerate(calls):
            body = json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode()
            worker.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            worker.stdin.flush()
            length = int(worker.stdout.readline().split(b":")[1])
            worker.stdout.readline()
            answer = json.loads(worker.stdout.read(length))
            if "error" in answer:
                sys.exit(f"{method}: {answer['error']}")
        worker.stdin.close()
        if worker.wait() != 0:
            sys.exit("the worker did not end in order")
        for line in open(profile.name, encoding="utf-8", errors="replace"):
            found = re.match(r"c?fn=(\S+)", line)
            if found:
                yield re.sub(r"'\d+$", "", found[1])


def main():
    binary = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        database = folder + "/order.db"
        created = list(functions(binary, database, START))
        names = list(functions(binary, database, START)) + created + list(functions(binary, database, ORDINARY))
    path = pathlib.Path(__file__).with_name("startup.order")
    path.write_text("\n".join(dict.fromkeys(names)) + "\n", encoding="utf-8")
    print(f"{path}: {len(set(names))} functions")


if __name__ == "__main__":
    main()
