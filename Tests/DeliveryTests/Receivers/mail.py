"""A mail server on loopback with TLS and a login; it ends with its standard input.

Arguments: starttls, tls or none; then a certificate with its key. Standard output has the port, then one line of JSON for
each message.
"""

import asyncio
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

security, certificate = sys.argv[1:3]
context = None
if security != "none":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def authenticate(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"costs", b'pass "word" \\ 1')
    return AuthResult(success=right, handled=False)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        say(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "hello": session.host_name,
            "encrypted": session.ssl is not None or security == "tls", "login": bool(session.authenticated),
            "message": envelope.original_content.decode("ascii")}))
        return "250 Kept"


def session():
    return SMTP(
        Handler(), hostname="mail.example", authenticator=authenticate, auth_required=security != "none",
        auth_require_tls=security == "starttls", require_starttls=security == "starttls",
        tls_context=context if security == "starttls" else None)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    threading.Thread(target=end_with_input, daemon=True).start()
    say(str(server.sockets[0].getsockname()[1]))
    await server.serve_forever()


asyncio.run(serve())
