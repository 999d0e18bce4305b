"""An app that never spends more than its budget, however many threads and processes of it run.

    python3 capped_app.py costs.db

Before each call the most it can cost is held; the worker refuses what would exceed the limit together with what
all others spent and hold. After the call what it really cost takes the place of what was held.
"""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from costwire import BudgetExceeded, Worker

MODEL = "gpt-4o-mini"
MAX_TOKENS = 400
SCOPE = {"project_id": "summaries"}
LIMIT_USD = 0.03


def call_model(prompt_tokens):
    """Stands where the provider's library is called; answers usage as OpenAI does."""
    time.sleep(0.01)
    completion = random.randint(50, MAX_TOKENS)
    return {"prompt_tokens": prompt_tokens, "completion_tokens": completion, "total_tokens": prompt_tokens + completion}


def summarise(worker, prompt_tokens):
    """True when the document was summarised, False when there was no money left for it."""
    most = {"model": MODEL, "prompt_tokens": prompt_tokens, "max_tokens": MAX_TOKENS}
    try:
        with worker.budget.reserved({**SCOPE, "model": MODEL}, most) as hold:
            usage = call_model(prompt_tokens)
            worker.track(usage, model=MODEL, reservation_id=hold.id, **SCOPE)
    except BudgetExceeded:
        return False
    return True


def main(database):
    with Worker(database=database) as worker:
        worker.budget.set(budget_id="summaries", scope=SCOPE, total_limit_usd=LIMIT_USD)
        documents = [random.randint(500, 4000) for _ in range(100)]
        with ThreadPoolExecutor(4) as threads:
            done = list(threads.map(lambda tokens: summarise(worker, tokens), documents))
        budget = worker.budget.status(budget_id="summaries")["budgets"][0]
        print(f"{done.count(True)} documents summarised, {done.count(False)} refused")
        print(f"spent {budget['limits'][0]['spent_usd']:.6f} of {LIMIT_USD} USD, {budget['held_usd']:.6f} held")


if __name__ == "__main__":
    main(*sys.argv[1:])
