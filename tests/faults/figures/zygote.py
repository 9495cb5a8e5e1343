"""The application loaded once and forked for each life: as dead after kill -9 as the real server, up at once.

    python -m tests.faults.figures.zygote PORT

For every line on standard input a process is born that serves; its number is printed. Starting the real
server costs seconds of computing each time: with this, hundreds of deaths are minutes.
"""

import os
import signal
import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


class _Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def main() -> None:
    """Load everything, then give birth on demand."""
    port = int(sys.argv[1])
    django.setup()
    from django.core.wsgi import get_wsgi_application  # tables: after the start
    from django.db import connections
    from django.test import Client

    application = get_wsgi_application()
    Client(raise_request_exception=False).get("/api/v1/sync", headers={"Host": "127.0.0.1"})  # loads the rest
    connections.close_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _life in sys.stdin:
        child = os.fork()
        if child == 0:
            with _Server(("127.0.0.1", port), _Silent) as server:
                server.set_app(application)
                server.serve_forever()
        print(child, flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
