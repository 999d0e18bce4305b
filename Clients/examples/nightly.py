"""A nightly pipeline: fetch what the provider counted, set its bill against it, tell who has to know, and stop the
steps behind it when the budget is broken.

    export ANTHROPIC_ADMIN_KEY=... ALERT_WEBHOOK=https://hooks.example.com/costs WEBHOOK_SECRET=...
    python3 nightly.py costs.db 500 && python3 the_step_that_spends.py

Exit codes: 0 there is money left, 1 something failed or the bill does not agree, 3 the budget is broken.
"""

import datetime
import os
import subprocess
import sys
import time

from costwire import Worker, find_binary

DAYS = 7


def prepare(worker, limit_usd):
    """Who is told, what may be spent, where the key is: set again each night, which changes nothing."""
    hook = os.environ.get("ALERT_WEBHOOK")
    if hook:
        worker.alerts.set_channel(name="team", type="webhook", url=hook, secret="env:WEBHOOK_SECRET")
    budget = {"days": DAYS, "limit_usd": limit_usd}
    worker.budget.set(budget_id="anthropic", scope={"provider": "anthropic"}, rolling=budget)
    worker.credentials.set(provider="anthropic", reference="env:ANTHROPIC_ADMIN_KEY")


def fetch(worker):
    """The provider's usage, each bucket once, however often this runs."""
    result = worker.collectors.run(provider="anthropic", days=DAYS)
    print(f"fetched: {result['accepted']} new, {result['changed']} changed, {result['cost_change_usd']:+.2f} USD")
    return result["rejected_count"] == 0


def reconcile(worker):
    """The provider's cost report against the ledger, for the days that are over."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    start = today - datetime.timedelta(days=DAYS - 1)
    report = worker.collectors.reconcile(provider="anthropic", start=str(start), end=str(today))
    summary, classes = report["summary"], report["classes"]
    print(f"billed: {summary['provider_cost_usd']:.2f} USD, in the ledger: {summary['local_cost_usd']:.2f} USD")
    return classes["mismatch"]["row_count"] == 0 and classes["provider_only"]["row_count"] == 0


def alert(worker):
    """Prints what was told, and gives what is on its way five seconds; what is left goes with the next worker."""
    for row in worker.alerts.list(days=1)["alerts"]:
        print(f"{row['severity']}: {row['message']}")
    for _ in range(50):
        if worker.alerts.delivery_stats()["pending_deliveries"] == 0:
            break
        time.sleep(0.1)


def main(database, limit_usd):
    with Worker(database=database) as worker:
        prepare(worker, float(limit_usd))
        steps = [fetch(worker), reconcile(worker)]
        alert(worker)
    if not all(steps):
        return 1
    return subprocess.call([find_binary(), "budget", "check", "--provider", "anthropic", "--database", database])


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    sys.exit(main(*sys.argv[1:]))
