"""Cost intelligence for AI-API and BigQuery spend: a thin client of the costwire worker.

    from costwire import Worker

    with Worker(database="costs.db") as worker:
        worker.track(response, project_id="search")
        print(worker.cost.summary(days=7)["summary"]["total_cost_usd"])
"""

from typing import TYPE_CHECKING, Any

from . import _errors
from ._binary import find_binary
from ._errors import *  # noqa: F401,F403
from ._progress import progress_bar
from ._tracking import UsageWarning
from ._version import __version__
from ._worker import Worker

if TYPE_CHECKING:
    from ._async import AsyncWorker

__all__ = ["AsyncWorker", "UsageWarning", "Worker", "find_binary", "progress_bar", "__version__"]
__all__ += _errors.__all__


def __getattr__(name: str) -> Any:
    """AsyncWorker is loaded when it is first named: asyncio takes longer to load than all else here."""
    if name == "AsyncWorker":
        from ._async import AsyncWorker

        globals()[name] = AsyncWorker
        return AsyncWorker
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
