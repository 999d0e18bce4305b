"""Cost intelligence for AI-API and BigQuery spend: a thin client of the costwire worker.

    from costwire import Worker

    with Worker(database="costs.db") as worker:
        worker.track(response, project_id="search")
        print(worker.cost.summary(days=7)["summary"]["total_cost_usd"])
"""

from typing import TYPE_CHECKING, Any, List

from . import _errors
from ._binary import find_binary
from ._errors import *  # noqa: F401,F403
from ._progress import progress_bar
from ._recording import UsageWarning
from ._version import __version__
from ._worker import Worker

if TYPE_CHECKING:
    from ._async import AsyncWorker

__all__ = ["AsyncWorker", "UsageWarning", "Worker", "find_binary", "progress_bar", "__version__"]
__all__ += _errors.__all__


def __getattr__(name: str) -> Any:
    """AsyncWorker and the types are loaded when first named: asyncio and they take longer to load than all else here."""
    if name == "AsyncWorker":
        from ._async import AsyncWorker

        globals()[name] = AsyncWorker
        return AsyncWorker
    if name == "types":
        import importlib

        return importlib.import_module(".types", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> List[str]:
    return sorted({*globals(), "AsyncWorker", "types"})
