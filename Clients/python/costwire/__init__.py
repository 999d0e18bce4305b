"""Cost intelligence for AI-API and BigQuery spend: a thin client of the costwire worker.

    from costwire import Worker

    with Worker(database="costs.db") as worker:
        worker.track(response, project_id="search")
        print(worker.cost.summary(days=7)["summary"]["total_cost_usd"])
"""

from ._async import AsyncWorker
from ._binary import find_binary
from ._errors import *  # noqa: F401,F403
from ._errors import __all__ as _errors
from ._version import __version__
from ._worker import Worker

__all__ = ["AsyncWorker", "Worker", "find_binary", "__version__", *_errors]
