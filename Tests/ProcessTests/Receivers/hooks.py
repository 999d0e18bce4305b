"""A receiver of webhooks on loopback that keeps what it is sent; it ends with its standard input.

Arguments: a port (0 for any), then secrets. Standard output has the port, then "holding" for each request that is held.
A line on standard input: "report" (answers all that was received, as a line of JSON) or "release" (lets go of what is held).

The path says how a request is answered: /ok/..., /fail/N/... (500 for the first N tries of each delivery), /hold/...,
/redirect/..., /endless/..., /cut/..., /busy/....
"""

import hashlib
import hmac
import http.server
import json
import os
import socket
import sys
import threading

secrets = [secret.encode() for secret in sys.argv[2:]]
received = []
tries = {}
lock = threading.Lock()
released = threading.Event()


def say(line):
    with lock:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        self.keep(b"")
        self.answer(200)

    def keep(self, body):
        signature = self.headers.get("X-Webhook-Signature", "")
        parts = [part.split("=", 1) for part in signature.split(",") if "=" in part]
        time = dict(parts).get("t", "")
        codes = [value for name, value in parts if name == "v1"]
        valid = [
            any(hmac.compare_digest(hmac.new(secret, time.encode() + b"." + body, hashlib.sha256).hexdigest(), code) for code in codes)
            for secret in secrets]
        try:
            content = json.loads(body)
        except ValueError:
            content = None
        name = self.headers.get("X-Webhook-Delivery", "")
        with lock:
            tries[name] = tries.get(name, 0) + 1
            received.append({
                "path": self.path, "delivery": name, "valid": valid, "codes": len(codes), "body": content,
                "sha256": hashlib.sha256(body).hexdigest(), "time": time})
            return tries[name]

    def do_POST(self):
        attempt = self.keep(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        parts = self.path.split("?")[0].split("/")
        if parts[1] == "fail" and attempt <= int(parts[2]):
            self.answer(500)
        elif parts[1] == "hold":
            say("holding")
            released.wait()
            self.answer(200)
        elif parts[1] == "redirect":
            self.answer(302, [("Location", "http://127.0.0.1:%d/landing" % server.server_address[1])])
        elif parts[1] == "endless":
            self.close_connection = True
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
        elif parts[1] == "cut":
            self.close_connection = True
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
        elif parts[1] == "busy":
            self.answer(429, [("Retry-After", "3600")])
        else:
            self.answer(200)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *arguments):
        pass


server = Server(("127.0.0.1", int(sys.argv[1])), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
say(str(server.server_address[1]))
for line in sys.stdin:
    if line.strip() == "report":
        with lock:
            report = json.dumps(received)
        say(report)
    elif line.strip() == "release":
        released.set()
os._exit(0)
