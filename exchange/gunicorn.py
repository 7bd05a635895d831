"""How gunicorn serves the portal: `gunicorn --config python:exchange.gunicorn`.

HOST, PORT and WEB_CONCURRENCY come from the environment. Plain http: in production a web server
with the certificate stands in front (docs/deploy.md).
"""

import gc
import os
import subprocess
import sys
import time

from gunicorn.workers.gthread import ThreadWorker

wsgi_app = "exchange.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# One for a slow page, one for the others. Pages compute more than they wait, and four threads of a
# worker that hand each other the interpreter took 40 % more time for the same pages (make bench).
threads = 2


class Worker(ThreadWorker):
    """Leaves a new connection to another worker when its own threads have enough to do.

    A browser keeps its connections, so whoever accepts one has all that comes through it: without
    this one worker often had them all, and the other half of the machine stood still.
    """

    def accept(self, listener):
        if self.nr_conns >= self.cfg.threads:
            time.sleep(0.001)  # time enough for one that waits; if none does, it is accepted here
        super().accept(listener)


worker_class = Worker
preload_app = True  # a wrong setting stops the start; workers share the memory of the code
max_requests = 100_000  # workers are renewed now and then, not all at once
max_requests_jitter = 10_000
timeout = 120  # a table of some thousand rows is previewed within one request
control_socket_disable = True  # nobody here steers a running server through a socket

accesslog = "-"
errorlog = "-"


def when_ready(server):
    """Go on with waiting imports; say where the portal is, last, where it is read.

    What every worker would do at its first pages is done here once, before they are made.
    """
    from exchange import jinja, page_cache

    jinja.compile_all()
    page_cache.release()
    gc.freeze()  # what is there now stays: no worker goes through it for garbage, or copies it
    # Imports that a restart has interrupted go on, in a process of their own.
    subprocess.Popen([sys.executable, "manage.py", "run_imports"], start_new_session=True)
    server.log.info("포털이 열렸습니다: http://%s/ (관리: /admin/, 멈추기: Ctrl+C)", bind)
