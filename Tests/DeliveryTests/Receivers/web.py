"""A web server on loopback that behaves well or badly, as the path says; it ends with its standard input.

An argument names a file with a key and a certificate: then it speaks TLS.

Standard output has one line for each thing a test waits for: the port, then "holding" when a request is held.
"""

import hashlib
import hmac
import http.server
import json
import os
import socket
import ssl
import sys
import threading
import time

SECRET = b"whsec_test"
seen = []
released = threading.Event()


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, text, headers=()):
        body = text.encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data):
        """Sends bytes as they are and closes."""
        self.close_connection = True
        try:
            self.wfile.write(data)
        except OSError:
            pass

    def forever(self, start, piece):
        self.close_connection = True
        try:
            self.wfile.write(start)
            while True:
                self.wfile.write(piece)
        except OSError:
            pass

    def do_GET(self):
        if self.path == "/seen":
            return self.answer(200, json.dumps(seen))
        if self.path == "/release":
            released.set()
            return self.answer(200, "")
        self.handle_path(b"")

    def do_POST(self):
        self.handle_path(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def do_CONNECT(self):
        """A proxy: tells what it is asked for and passes everything on."""
        seen.append("CONNECT " + self.path)
        host, _, port = self.path.rpartition(":")
        other = socket.create_connection((host, int(port)))
        self.send_response(200)
        self.end_headers()
        self.close_connection = True

        def pump(source, target):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

        back = threading.Thread(target=pump, args=(other, self.connection), daemon=True)
        back.start()
        pump(self.connection, other)
        back.join()

    def handle_path(self, body):
        path = self.path.split("?")[0]
        seen.append(path)
        if path == "/verify":
            parts = dict(part.split("=", 1) for part in self.headers["X-Webhook-Signature"].split(","))
            code = hmac.new(SECRET, parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
            valid = hmac.compare_digest(code, parts["v1"]) and abs(time.time() - int(parts["t"])) < 300
            self.answer(200 if valid else 401, "valid" if valid else "invalid")
        elif path == "/echo":
            headers = sorted((name.lower(), value) for name, value in self.headers.items())
            self.answer(200, json.dumps({
                "method": self.command, "path": self.path, "headers": headers,
                "sha256": hashlib.sha256(body).hexdigest(), "length": len(body)}))
        elif path == "/hold":
            say("holding")
            released.wait()
            self.answer(200, "released")
        elif path == "/silent":
            self.rfile.read(1)
        elif path == "/drip":
            self.drip()
        elif path == "/cut":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
        elif path == "/cut-headers":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Le")
        elif path == "/cut-chunk":
            self.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
        elif path == "/drop":
            self.close_connection = True
        elif path == "/garbage":
            self.raw(b"220 this is no web server\r\n")
        elif path == "/long":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more than was announced")
        elif path == "/huge-length":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nok")
        elif path == "/bad-length":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok")
        elif path == "/endless":
            self.forever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)
        elif path == "/endless-chunks":
            self.forever(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n")
        elif path == "/endless-header":
            self.forever(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 65536)
        elif path == "/endless-headers":
            self.forever(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 1000 + b"\r\n")
        elif path == "/endless-hints":
            self.forever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        elif path == "/zipped":
            self.raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nno gzip")
        elif path.startswith("/redirect/"):
            self.answer(int(path.split("/")[2]), "", [("Location", "/landing")])
        elif path == "/busy":
            self.answer(429, "busy", [("Retry-After", "17")])
        else:
            self.answer(404, "nothing here")

    def drip(self):
        """One byte in a second: never silent, never done."""
        self.close_connection = True
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while not released.wait(1):
                self.wfile.write(b"x")
        except OSError:
            pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments):
        pass


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 1:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
say(str(server.server_address[1]))
sys.stdin.read()
os._exit(0)
