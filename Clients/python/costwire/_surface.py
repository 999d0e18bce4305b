"""Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, FrozenSet, List, Literal, Optional, Tuple, Union

from ._group import Group, OnProgress

if TYPE_CHECKING:
    from . import types

#: The groups of methods this client was made for.
GROUPS: Tuple[str, ...] = (
    "access",
    "alerts",
    "analysis",
    "audit",
    "breaker",
    "budget",
    "collectors",
    "cost",
    "credentials",
    "dashboard",
    "health",
    "jobs",
    "prices",
    "projects",
    "rates",
    "scheduler",
    "system",
    "teams",
    "usage",
    "webhooks",
)

#: Methods that change nothing, and so may be asked again.
READS: FrozenSet[str] = frozenset((
    "access/listKeys",
    "alerts/deliveryStats",
    "alerts/list",
    "alerts/listChannels",
    "alerts/testChannels",
    "analysis/list",
    "analysis/result",
    "analysis/status",
    "audit/list",
    "breaker/list",
    "breaker/status",
    "budget/check",
    "budget/get",
    "budget/list",
    "budget/status",
    "budget/summary",
    "budget/trends",
    "collectors/limits",
    "collectors/list",
    "collectors/test",
    "cost/analytics",
    "cost/anomalies",
    "cost/attribution",
    "cost/categories",
    "cost/clusters",
    "cost/comparePeriods",
    "cost/expensiveQueries",
    "cost/forecast",
    "cost/realTime",
    "cost/recommendations",
    "cost/render",
    "cost/report",
    "cost/summary",
    "cost/trends",
    "cost/unusualPatterns",
    "credentials/list",
    "dashboard/overview",
    "health/check",
    "jobs/get",
    "jobs/list",
    "jobs/wait",
    "prices/disagreements",
    "prices/estimate",
    "prices/get",
    "prices/list",
    "prices/unmatched",
    "prices/whatIf",
    "projects/analytics",
    "projects/get",
    "projects/list",
    "rates/list",
    "scheduler/health",
    "scheduler/history",
    "scheduler/job",
    "scheduler/jobs",
    "scheduler/nextRuns",
    "scheduler/status",
    "system/backup",
    "system/performance",
    "system/verify",
    "teams/getMapping",
    "usage/export",
    "usage/get",
    "usage/performance",
    "usage/query",
    "webhooks/list",
))


class AccessGroup(Group):
    """The methods access/*."""

    __slots__ = ()

    def create_key(
        self,
        *,
        name: Optional[str] = None,
        role: Optional[Literal["user", "admin", "super_admin"]] = None,
        customer_id: Optional[str] = None,
        tier: Optional[Literal["standard", "premium", "enterprise"]] = None,
        permissions: Optional[List[Literal["read_budgets", "track_costs", "modify_budgets", "manage_alerts"]]] = None,
        rate_limits: Optional[Dict[str, int]] = None,
        expires_in_days: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessCreateKeyResult:
        """Makes an access key. It is shown this once; only its SHA-256 digest is kept.

        In the mode access: keys every call needs one: initialize.access_key for a connection, or _access_key among
        the params of a call. The first is made by the process's owner in the mode open. A user's key is for one
        customer. A standard tier is refused what needs premium, with PAYMENT_REQUIRED.

        Args:
            name: What people call it.
            role: user sees and changes its own customer's rows only; admin and super_admin all. (default "user")
            customer_id: The customer of a user's key; required for role user.
            tier: The customer's tier: with standard, what needs premium is refused with PAYMENT_REQUIRED; without
                one nothing is.
            permissions: What the key may be used for; by default read_budgets and track_costs for users, everything
                for the others. (at most 8)
            rate_limits: Calls a minute by method group, in place of the usual ones.
            expires_in_days: How long it holds; for ever by default. Rotate it every 90 days at least. (1 to 3650)
        """
        answer: types.AccessCreateKeyResult = self._ask(
            "access/createKey",
            {
                "name": name,
                "role": role,
                "customer_id": customer_id,
                "tier": tier,
                "permissions": permissions,
                "rate_limits": rate_limits,
                "expires_in_days": expires_in_days,
            },
            timeout,
            on_progress,
        )
        return answer

    def list_keys(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessListKeysResult:
        """Lists keys, oldest first, as far as anything is kept of them."""
        answer: types.AccessListKeysResult = self._ask(
            "access/listKeys",
            {},
            timeout,
            on_progress,
        )
        return answer

    def revoke_key(
        self,
        *,
        key_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessRevokeKeyResult:
        """Ends a key at once, for every worker on the database.

        Args:
            key_id: The key's id.
        """
        answer: types.AccessRevokeKeyResult = self._ask(
            "access/revokeKey",
            {
                "key_id": key_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def rotate_key(
        self,
        *,
        key_id: str,
        overlap_seconds: Optional[int] = None,
        expires_in_days: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessRotateKeyResult:
        """Makes a new key in the place of another, which holds for a while longer.

        Args:
            key_id: The key's id.
            overlap_seconds: How long the old key still holds. (0 to 2592000; default 3600)
            expires_in_days: How long the new one holds; for ever by default. (1 to 3650)
        """
        answer: types.AccessRotateKeyResult = self._ask(
            "access/rotateKey",
            {
                "key_id": key_id,
                "overlap_seconds": overlap_seconds,
                "expires_in_days": expires_in_days,
            },
            timeout,
            on_progress,
        )
        return answer


class AlertsGroup(Group):
    """The methods alerts/*."""

    __slots__ = ()

    def acknowledge(
        self,
        *,
        alert_id: str,
        note: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsAcknowledgeResult:
        """Notes that an alert was seen, and by whom; the first acknowledgement stays.

        Args:
            alert_id: The alert, of a budget or a day.
            note: Why it is fine, or what was done. (default "")
        """
        answer: types.AlertsAcknowledgeResult = self._ask(
            "alerts/acknowledge",
            {
                "alert_id": alert_id,
                "note": note,
            },
            timeout,
            on_progress,
        )
        return answer

    def delivery_stats(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsDeliveryStatsResult:
        """Counts deliveries and tries by channel and webhook, with the last failures."""
        answer: types.AlertsDeliveryStatsResult = self._ask(
            "alerts/deliveryStats",
            {},
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        min_cost_increase_usd: Optional[float] = None,
        active_only: Optional[bool] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsListResult:
        """Lists alerts, newest first: thresholds of budgets that were reached, and days that cost more than was to be expected.

        A day is an alert when cost/anomalies finds it remarkable and it cost at least min_cost_increase_usd more
        than was expected; from twice that on its severity is high. Its recommendations name the users, models and
        patterns behind the rise. Alerts of budgets are those written when their threshold was reached, once for
        each period; a scope leaves those of budgets that are for these values.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 7)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            min_cost_increase_usd: The least increase of a day. (0 to 9000000000; default 100)
            active_only: Whether to leave out what was acknowledged. (default false)
            limit: At most so many. (1 to 1000; default 100)
        """
        answer: types.AlertsListResult = self._ask(
            "alerts/list",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "min_cost_increase_usd": min_cost_increase_usd,
                "active_only": active_only,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def list_channels(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsListChannelsResult:
        """Lists channels by name."""
        answer: types.AlertsListChannelsResult = self._ask(
            "alerts/listChannels",
            {},
            timeout,
            on_progress,
        )
        return answer

    def resend(
        self,
        *,
        delivery_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsResendResult:
        """Puts deliveries that were given up on their way again, one or all.

        Args:
            delivery_id: The delivery; every dead one without.
        """
        answer: types.AlertsResendResult = self._ask(
            "alerts/resend",
            {
                "delivery_id": delivery_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def set_channel(
        self,
        *,
        name: str,
        type: Optional[Literal["log", "client", "webhook", "slack", "email"]] = None,
        enabled: Optional[bool] = None,
        url: Optional[str] = None,
        secret: Optional[str] = None,
        webhook_url: Optional[str] = None,
        channel: Optional[str] = None,
        smtp_server: Optional[str] = None,
        smtp_port: Optional[int] = None,
        security: Optional[Literal["starttls", "tls", "none"]] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
        sender_email: Optional[str] = None,
        recipient_emails: Optional[List[str]] = None,
        remove: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsSetChannelResult:
        """Sets, changes or removes a channel by which alerts are told: log, client, webhook, slack or email.

        Secrets (a signing secret, a Slack URL, a password) are never stored: what is stored says where to read
        them. Addresses that are not public are refused unless the host and port is permitted at start
        (webhook_allow). A channel is told of every alert unless a threshold names channels, by name or type.

        Args:
            name: The channel's name.
            type: log, client, webhook, slack or email.
            enabled: Whether it is told. (default true)
            url: webhook: where to. https, or http to a host permitted at start.
            secret: webhook: the signing secret: env:NAME, file:PATH or command:PROGRAM ARGS.
            webhook_url: slack: where the incoming webhook's URL is to be read, which is a secret itself.
            channel: slack: another channel than the webhook's own.
            smtp_server: email: the mail server.
            smtp_port: email: its port. (1 to 65535; default 587)
            security: email: starttls, tls, or none for a host permitted at start. (default "starttls")
            username: email: who logs in; nobody without.
            password: email: where the password is to be read.
            sender_email: email: the sender.
            recipient_emails: email: the recipients. (at most 100)
            remove: Whether to remove it. (default false)
        """
        answer: types.AlertsSetChannelResult = self._ask(
            "alerts/setChannel",
            {
                "name": name,
                "type": type,
                "enabled": enabled,
                "url": url,
                "secret": secret,
                "webhook_url": webhook_url,
                "channel": channel,
                "smtp_server": smtp_server,
                "smtp_port": smtp_port,
                "security": security,
                "username": username,
                "password": password,
                "sender_email": sender_email,
                "recipient_emails": recipient_emails,
                "remove": remove,
            },
            timeout,
            on_progress,
        )
        return answer

    def test_channels(
        self,
        *,
        name: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> Dict[str, types.AlertsTestChannelsResultValue]:
        """Sends a test message through one channel, or all, and answers what became of it.

        Takes as long as the receivers do, 20 seconds each at most; one test at a time.

        Args:
            name: The channel; every one without.
        """
        answer: Dict[str, types.AlertsTestChannelsResultValue] = self._ask(
            "alerts/testChannels",
            {
                "name": name,
            },
            timeout,
            on_progress,
        )
        return answer


class AnalysisGroup(Group):
    """The methods analysis/*."""

    __slots__ = ()

    def cancel(
        self,
        *,
        analysis_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisCancelResult:
        """Cancels an analysis, whichever worker makes it.

        One that has ended stays as it is, and the answer says what became of it.

        Args:
            analysis_id: The analysis.
        """
        answer: types.AnalysisCancelResult = self._ask(
            "analysis/cancel",
            {
                "analysis_id": analysis_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        status: Optional[List[Literal["pending", "in_progress", "completed", "failed", "cancelled"]]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisListResult:
        """Lists analyses, newest first.

        Args:
            status: Only those in these states. (at most 5; default [])
            limit: At most so many. (1 to 1000; default 100)
            cursor: next_cursor of the answer before.
        """
        answer: types.AnalysisListResult = self._ask(
            "analysis/list",
            {
                "status": status,
                "limit": limit,
                "cursor": cursor,
            },
            timeout,
            on_progress,
        )
        return answer

    def result(
        self,
        *,
        analysis_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisResultResult:
        """Answers what an analysis found: a member for each part, each as the method of the same name answers it.

        CONFLICT while it is not completed; data.details.status says what it is instead. A part with too little data
        has the status insufficient_data and a message in the place of a result.

        Args:
            analysis_id: The analysis.
        """
        answer: types.AnalysisResultResult = self._ask(
            "analysis/result",
            {
                "analysis_id": analysis_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def start(
        self,
        *,
        dataset_id: Optional[str] = None,
        kinds: Optional[List[Literal["query_patterns", "hot_tables", "anomalies", "clusters", "forecast", "recommendations"]]] = None,
        callback_url: Optional[str] = None,
        callback_secret: Optional[str] = None,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisStartResult:
        """Starts an analysis: query patterns, hot tables, anomalies, clusters, a forecast, and recommendations with plans.

        A job, answered at once: analysis/status tells how far it is, analysis/result what it came to, jobs/wait
        waits for its end (job_id is the analysis_id). Its parts are what the methods of the same name answer for
        the window and scope, as of as_of or the start; a part with too little data says so, and the others are
        made. It goes on in another worker where this one ends, from the part it was at. dataset_id narrows the
        parts that know tables; the others are about the whole scope. callback_url is told of the end, completed or
        failed, once for each analysis, by a signed delivery like those of webhooks/register (type
        analysis_completed or analysis_failed, with the analysis_id under analysis); what was cancelled is not told.
        Results are kept for 30 days.

        Args:
            dataset_id: query_patterns and hot_tables only of tables of this dataset, as DATASET or PROJECT.DATASET.
            kinds: What to look into. (at most 16; default
                ["query_patterns","hot_tables","anomalies","clusters","forecast","recommendations"])
            callback_url: Where to tell that it has ended. https, or http to a host permitted at start.
            callback_secret: Signs the callback: env:NAME, file:PATH or command:PROGRAM ARGS. It is never stored. By
                default that of the webhook registered for the same URL.
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.AnalysisStartResult = self._ask(
            "analysis/start",
            {
                "dataset_id": dataset_id,
                "kinds": kinds,
                "callback_url": callback_url,
                "callback_secret": callback_secret,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer

    def status(
        self,
        *,
        analysis_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisStatusResult:
        """Tells how far an analysis is, and what it is doing.

        Args:
            analysis_id: The analysis.
        """
        answer: types.AnalysisStatusResult = self._ask(
            "analysis/status",
            {
                "analysis_id": analysis_id,
            },
            timeout,
            on_progress,
        )
        return answer


class AuditGroup(Group):
    """The methods audit/*."""

    __slots__ = ()

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[int] = None,
        action: Optional[str] = None,
        principal: Optional[str] = None,
        verify: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AuditListResult:
        """Lists changes and refusals, newest first: who, when, what.

        Entries are only ever added. Each carries a SHA-256 digest over the one before and its own content, so that
        a changed, removed or inserted entry breaks the chain: verify: true follows it from the beginning.

        Args:
            limit: At most so many. (1 to 1000; default 100)
            cursor: Goes on behind an answer's next_cursor.
            action: Only these: a method's name, or refused.
            principal: Only those of a key's id.
            verify: Whether to follow the chain of digests. (default false)
        """
        answer: types.AuditListResult = self._ask(
            "audit/list",
            {
                "limit": limit,
                "cursor": cursor,
                "action": action,
                "principal": principal,
                "verify": verify,
            },
            timeout,
            on_progress,
        )
        return answer


class BreakerGroup(Group):
    """The methods breaker/*."""

    __slots__ = ()

    def acquire(
        self,
        *,
        name: str,
        operation_type: Optional[str] = None,
        operation_id: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        estimated_cost_usd: Optional[float] = None,
        estimate: Optional[types.EstimateInput] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerAcquireResult:
        """Asks a circuit breaker whether a call may be made.

        A refusal is CIRCUIT_BREAKER_OPEN: reason is open (calls failed; retry_after tells when one may be tried),
        probing (one is being tried), rule (a rule blocks) or throttled. After recovery_timeout a single call
        passes, over all workers on the database; breaker/record tells how it went, and when it never does, another
        may try after recovery_timeout. Without estimated_cost_usd and estimate (tokens at their price, confidence
        0.9) an operation is taken for the mean and one standard deviation of the last 100 that were recorded of its
        type (at most 0.8, 0.01 for each), else for 0.01 USD (llm_call), 0.001 (embedding_call), 0.05
        (batch_operation), 0.02 (document_processing) or 0.005 (any other; 0.3). While a throttle of factor f is
        triggered, the lowest counts, the call that n throttled ones came before passes if floor((n + 1) f) >
        floor(n f). The same operation_id again, with the same content, is the same operation and counted once:
        granted, it has the same answer; refused, it is judged again as things stand, at its old place among the
        throttled. Grants hold nothing: against hard limits there is budget/reserve. The last 100,000 operations are
        remembered.

        Args:
            name: The breaker.
            operation_type: What is done: llm_call, embedding_call, batch_operation, document_processing, or any
                other word. (default "other")
            operation_id: The caller's key: the same again is the same operation. Made for it if absent.
            scope: What the call is, beside the breaker's own scope: it decides which budgets are asked.
            estimated_cost_usd: What the call will cost. (0 to 9000000000)
            estimate: The call's model and tokens, in place of an amount.
        """
        answer: types.BreakerAcquireResult = self._ask(
            "breaker/acquire",
            {
                "name": name,
                "operation_type": operation_type,
                "operation_id": operation_id,
                "scope": scope,
                "estimated_cost_usd": estimated_cost_usd,
                "estimate": estimate,
            },
            timeout,
            on_progress,
        )
        return answer

    def create(
        self,
        *,
        name: str,
        scope: Optional[types.ScopeInput] = None,
        time_zone: Optional[str] = None,
        threshold_rules: Optional[List[types.BreakerCreateThresholdRulesItemInput]] = None,
        failure_threshold: Optional[int] = None,
        recovery_timeout: Optional[float] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerCreateResult:
        """Creates a circuit breaker for calls that cost money, or configures it anew.

        Rules watch what is spent: block refuses calls while its rule is triggered, throttle lets a share of them
        pass, counted and not drawn by lot, alert_only tells. Rules without any given are the seeds': from 90 % of
        the daily budget on half of the calls pass, from 95 % of the monthly one 0.3, from 10 USD an hour on 0.7; at
        100 % of either budget none; an operation of 1 USD or more is told. Percentages are of what is spent,
        reservations apart, and need a budget. Calls that fail open the breaker, too. The same name again is the
        same breaker with another configuration: everything not given is back at its default, its state and
        statistics stay.

        Args:
            name: Its name.
            scope: What it guards: its spend is what absolute and rate rules watch, and its budgets those that
                percentages are of; everything by default.
            time_zone: The zone of its days and months; by default the worker's.
            threshold_rules: Its rules about cost; by default the seeds' six. (at most 50)
            failure_threshold: So many calls that fail one after the other open it. (1 to 1000000; default 5)
            recovery_timeout: Seconds for which it stays open, and for which the call that tries it may take. (1 to
                2592000; default 60)
        """
        answer: types.BreakerCreateResult = self._ask(
            "breaker/create",
            {
                "name": name,
                "scope": scope,
                "time_zone": time_zone,
                "threshold_rules": threshold_rules,
                "failure_threshold": failure_threshold,
                "recovery_timeout": recovery_timeout,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerListResult:
        """Lists circuit breakers by name, as they are configured."""
        answer: types.BreakerListResult = self._ask(
            "breaker/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    def record(
        self,
        *,
        name: str,
        operation_id: str,
        actual_cost_usd: Optional[float] = None,
        success: Optional[bool] = None,
        operation_type: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerRecordResult:
        """Tells a circuit breaker how an operation went and what it cost.

        failure_threshold failures in a row open the breaker; a success closes it where the operation is the one
        that tries it, a failure of that one opens it again. What other operations of an earlier time have to tell
        changes figures only. The cost counts in the breaker's statistics and for later estimates; it stores no
        usage event and spends no budget: usage/track does. Recorded again with the same content is acknowledged as
        a duplicate.

        Args:
            name: The breaker.
            operation_id: The operation, as breaker/acquire answered it.
            actual_cost_usd: What it cost, as far as that is known. (0 to 9000000000)
            success: Whether the call succeeded. (default true)
            operation_type: What was done; by default what was acquired.
        """
        answer: types.BreakerRecordResult = self._ask(
            "breaker/record",
            {
                "name": name,
                "operation_id": operation_id,
                "actual_cost_usd": actual_cost_usd,
                "success": success,
                "operation_type": operation_type,
            },
            timeout,
            on_progress,
        )
        return answer

    def reset(
        self,
        *,
        name: Optional[str] = None,
        budget_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerResetResult:
        """Closes a circuit breaker and forgets its failures, or lifts the emergency stop of a budget.

        With name: its failures and the count of its throttle begin anew; statistics stay, and rules about cost
        still hold. With budget_id: the stop is lifted, and the emergency limit counts from what is spent today by
        now; without a stop in force nothing changes.

        Args:
            name: The breaker to close.
            budget_id: The budget whose emergency stop to lift.
        """
        answer: types.BreakerResetResult = self._ask(
            "breaker/reset",
            {
                "name": name,
                "budget_id": budget_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def status(
        self,
        *,
        name: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerStatusResult:
        """Answers how circuit breakers stand, what they let pass and what they held back.

        cost_savings is the sum of the estimated cost of blocked calls: what they would have cost, were they not
        made elsewhere. A call that was refused and passed later, under the same operation_id, is no blocked call.
        The budgets and the state are those of the breaker's own scope.

        Args:
            name: One breaker; every one without.
        """
        answer: types.BreakerStatusResult = self._ask(
            "breaker/status",
            {
                "name": name,
            },
            timeout,
            on_progress,
        )
        return answer


class BudgetGroup(Group):
    """The methods budget/*."""

    __slots__ = ()

    def check(
        self,
        *,
        scope: Optional[types.ScopeInput] = None,
        additional_cost_usd: Optional[float] = None,
        estimate: Optional[types.EstimateInput] = None,
        priority: Optional[Literal["background", "normal", "critical"]] = None,
        include_breakdown: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetCheckResult:
        """Says whether an amount may be spent, judged by every budget that its scope falls under.

        scope describes the call: a budget is asked when each of its dimensions has one of the call's values. The
        amount is given, or estimated from a model and its tokens; without max_tokens 1,024 output tokens are taken.
        What is spent, what reservations hold and the amount together must not exceed a limit; exactly at the limit
        is allowed. Decides and changes nothing: whoever means to spend what was allowed, while others do, reserves
        it. status is within_budget below 50 %, moderate_usage below 80 %, approaching_limit below 100 %,
        over_budget, or emergency.

        Args:
            scope: What the call is: whose, for what, with which model.
            additional_cost_usd: The amount, by default that of the estimate, else 0. (0 to 9000000000)
            estimate: The call's model and tokens, in place of an amount.
            priority: Background work is refused first, critical calls last. (default "normal")
            include_breakdown: Adds the month's cost by category and operation, which takes a scan. (default false)
        """
        answer: types.BudgetCheckResult = self._ask(
            "budget/check",
            {
                "scope": scope,
                "additional_cost_usd": additional_cost_usd,
                "estimate": estimate,
                "priority": priority,
                "include_breakdown": include_breakdown,
            },
            timeout,
            on_progress,
        )
        return answer

    def delete(
        self,
        *,
        budget_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetDeleteResult:
        """Removes a budget with what was counted and held for it; its events stay.

        A budget with children is a conflict: they go first, or get another parent.

        Args:
            budget_id: The budget.
        """
        answer: types.BudgetDeleteResult = self._ask(
            "budget/delete",
            {
                "budget_id": budget_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def evaluate(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetEvaluateResult:
        """Looks at every budget now: thresholds that are reached and have not alerted do so.

        Thresholds alert by themselves, in the transaction of the event that reaches them; this looks again, as
        after limits were lowered. anomalies_detected counts, over the budgets, those of their last 5 of 20 days
        whose cost is above the mean of the 20 by two standard deviations and above one and a half times it.
        Webhooks are told of the anomalies they asked for, of the last two days, each once.
        """
        answer: types.BudgetEvaluateResult = self._ask(
            "budget/evaluate",
            {},
            timeout,
            on_progress,
        )
        return answer

    def get(
        self,
        *,
        budget_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetGetResult:
        """Answers one budget as it was set, defaults included.

        Args:
            budget_id: The budget.
        """
        answer: types.BudgetGetResult = self._ask(
            "budget/get",
            {
                "budget_id": budget_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetListResult:
        """Lists budgets by id, and by the customer they are for.

        Args:
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            limit: At most so many. (1 to 10000; default 1000)
        """
        answer: types.BudgetListResult = self._ask(
            "budget/list",
            {
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def release(
        self,
        *,
        reservation_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetReleaseResult:
        """Releases a reservation whose call was not made: it holds nothing any more.

        Releasing again is acknowledged. A settled reservation is a conflict: its cost stays.

        Args:
            reservation_id: The reservation.
        """
        answer: types.BudgetReleaseResult = self._ask(
            "budget/release",
            {
                "reservation_id": reservation_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def reserve(
        self,
        *,
        reservation_id: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        amount_usd: Optional[float] = None,
        estimate: Optional[types.EstimateInput] = None,
        priority: Optional[Literal["background", "normal", "critical"]] = None,
        ttl_seconds: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetReserveResult:
        """Holds an amount for a call under way, unless a budget it falls under refuses.

        All budgets that the scope falls under are judged in one transaction over all workers on the database: what
        is settled and held together never exceeds a limit that blocks. usage/track with the reservation_id settles
        it, so do budget/settle and budget/release; without any it expires after ttl_seconds and no longer holds
        anything, yet may still be settled late. The same reservation_id with the same content is the same
        reservation, held once; with other content it is refused. A refusal is BUDGET_EXCEEDED and names the budget
        and the figures that refused. How long a reservation holds is measured by the machine's running time, so
        that a clock set wrong neither frees nor keeps money.

        Args:
            reservation_id: The caller's key: the same again is the same reservation. Made for it if absent.
            scope: What the call is: whose, for what, with which model.
            amount_usd: The amount, unless an estimate is given. (0 to 9000000000)
            estimate: The call's model and tokens, in place of an amount.
            priority: Background work is refused first, critical calls last. (default "normal")
            ttl_seconds: How long it holds without being settled or released. (1 to 86400; default 60)
        """
        answer: types.BudgetReserveResult = self._ask(
            "budget/reserve",
            {
                "reservation_id": reservation_id,
                "scope": scope,
                "amount_usd": amount_usd,
                "estimate": estimate,
                "priority": priority,
                "ttl_seconds": ttl_seconds,
            },
            timeout,
            on_progress,
        )
        return answer

    def set(
        self,
        *,
        budget_id: Optional[str] = None,
        name: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        parent_id: Optional[str] = None,
        tier: Optional[Literal["standard", "premium", "enterprise"]] = None,
        preset: Optional[Literal["s1", "s2", "s2_sample", "s4"]] = None,
        hourly_limit_usd: Optional[float] = None,
        daily_limit_usd: Optional[float] = None,
        weekly_limit_usd: Optional[float] = None,
        monthly_limit_usd: Optional[float] = None,
        quarterly_limit_usd: Optional[float] = None,
        yearly_limit_usd: Optional[float] = None,
        total_limit_usd: Optional[float] = None,
        rolling: Optional[types.BudgetSetRollingInput] = None,
        one_time: Optional[types.BudgetSetOneTimeInput] = None,
        emergency_limit_usd: Optional[float] = None,
        time_zone: Optional[str] = None,
        reset_hour: Optional[int] = None,
        unpriced_policy: Optional[Literal["allow", "deny", "hold"]] = None,
        unpriced_hold_usd: Optional[float] = None,
        thresholds: Optional[List[types.BudgetSetThresholdsItemInput]] = None,
        grace_period_hours: Optional[float] = None,
        throttle_enabled: Optional[bool] = None,
        alerts_enabled: Optional[bool] = None,
        enforcement: Optional[Literal["monitor", "throttle", "block"]] = None,
        clear: Optional[List[str]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetSetResult:
        """Sets what a scope may cost in one or more periods, or changes a budget.

        Of a budget that exists the members given are changed and the rest stays; clear names members to take back.
        Spend is counted from the events there are already, at once and from then on in the transaction of each
        event; changing the scope, the zone or the reset hour counts anew. A child inherits its parent's scope and
        may narrow it further. With a tier the limits must keep its rules: daily 1 to 10,000 USD, monthly 10 to
        100,000 and at least 20 times daily, emergency 1 to 20 times daily. Thresholds that are reached already
        alert at once.

        Args:
            budget_id: Its id; made for it if absent.
            name: What people call it.
            scope: What it is for: any combination of dimensions; everything by default. A child inherits its
                parent's.
            parent_id: The budget this one is a part of: its spend counts there, too.
            tier: A customer's tier, with its rules, default limits and thresholds.
            preset: Where the thresholds come from when none are given.
            hourly_limit_usd: What an hour may cost. (0 to 1000000000)
            daily_limit_usd: What a day may cost. (0 to 1000000000)
            weekly_limit_usd: What a week, from Monday, may cost. (0 to 1000000000)
            monthly_limit_usd: What a calendar month may cost. (0 to 1000000000)
            quarterly_limit_usd: What a calendar quarter may cost. (0 to 1000000000)
            yearly_limit_usd: What a calendar year may cost. (0 to 1000000000)
            total_limit_usd: What all time together may cost. (0 to 1000000000)
            rolling: A limit on the last so many days.
            one_time: A limit on one stretch of time.
            emergency_limit_usd: What a day may cost at the very most: at this amount everything is refused until
                breaker/reset. (0 to 1000000000)
            time_zone: The zone of its periods; by default that of the worker it was first set by.
            reset_hour: The local hour at which days, weeks and months begin. (0 to 23; default 0)
            unpriced_policy: What becomes of a call that no price covers: allow, deny, or hold a fixed amount.
                (default "deny")
            unpriced_hold_usd: The amount held for a call that no price covers, with the policy hold. (0 to
                1000000000)
            thresholds: Shares at which to alert, ascending; by default those of the preset. (at most 20)
            grace_period_hours: How long a limit may be exceeded, from the first crossing: 1 with a tier, else 0. (0
                to 720)
            throttle_enabled: Whether work is refused after the grace period, where enforcement is throttle.
                (default true)
            alerts_enabled: Whether thresholds alert. (default true)
            enforcement: monitor tells, throttle refuses after the grace period, block refuses at once: throttle
                with a tier, else block.
            clear: Members to take back to their defaults. (at most 32; default [])
        """
        answer: types.BudgetSetResult = self._ask(
            "budget/set",
            {
                "budget_id": budget_id,
                "name": name,
                "scope": scope,
                "parent_id": parent_id,
                "tier": tier,
                "preset": preset,
                "hourly_limit_usd": hourly_limit_usd,
                "daily_limit_usd": daily_limit_usd,
                "weekly_limit_usd": weekly_limit_usd,
                "monthly_limit_usd": monthly_limit_usd,
                "quarterly_limit_usd": quarterly_limit_usd,
                "yearly_limit_usd": yearly_limit_usd,
                "total_limit_usd": total_limit_usd,
                "rolling": rolling,
                "one_time": one_time,
                "emergency_limit_usd": emergency_limit_usd,
                "time_zone": time_zone,
                "reset_hour": reset_hour,
                "unpriced_policy": unpriced_policy,
                "unpriced_hold_usd": unpriced_hold_usd,
                "thresholds": thresholds,
                "grace_period_hours": grace_period_hours,
                "throttle_enabled": throttle_enabled,
                "alerts_enabled": alerts_enabled,
                "enforcement": enforcement,
                "clear": clear,
            },
            timeout,
            on_progress,
        )
        return answer

    def settle(
        self,
        *,
        reservation_id: str,
        actual_cost_usd: float,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetSettleResult:
        """Settles a reservation: stores what the call cost as an event and holds nothing any more.

        The event gets the reservation's scope, its id is the reservation's behind "reservation:". Where more is
        known of the call (tokens, model), usage/track with the reservation_id settles instead; sent after a
        settlement its event takes the place of the settlement's, so that nothing counts twice. A reservation that
        expired settles late and counts in full. Settling again with the same amount is acknowledged as a duplicate,
        with another refused; a released reservation is a conflict.

        Args:
            reservation_id: The reservation.
            actual_cost_usd: What the call cost, be it more or less than was held. (0 to 9000000000)
        """
        answer: types.BudgetSettleResult = self._ask(
            "budget/settle",
            {
                "reservation_id": reservation_id,
                "actual_cost_usd": actual_cost_usd,
            },
            timeout,
            on_progress,
        )
        return answer

    def status(
        self,
        *,
        budget_id: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        include_projections: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetStatusResult:
        """Answers how budgets stand now, what reservations hold, and where day and month head.

        budget_summary and projections are those of the budgets of whose daily and monthly limit most is spent;
        budgets holds each. A day is projected as 0.4 of its own pace, 0.4 of the line through the last 7 days and
        0.2 of the mean of that day of the week over 28 days; a month as its own pace and the days to come by their
        day of the week, 0.3 to 0.7 before the third day, 0.6 to 0.4 before the tenth, 0.8 to 0.2 from then on. What
        is not known is left out. Confidence, 0 to 1, is 0.4 for how alike the days were, 0.4 for the time that has
        passed and 0.2 for how much there is to go by. expired_reservations were neither settled nor released in
        their time: they hold nothing, and what they spent, if they did, is not known.

        Args:
            budget_id: One budget.
            scope: Those that a call with this scope falls under; every budget without either.
            include_projections: Whether to tell where day and month head. (default true)
        """
        answer: types.BudgetStatusResult = self._ask(
            "budget/status",
            {
                "budget_id": budget_id,
                "scope": scope,
                "include_projections": include_projections,
            },
            timeout,
            on_progress,
        )
        return answer

    def summary(
        self,
        *,
        budget_id: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetSummaryResult:
        """Answers the daily and the monthly budget in short: spent, left, calls and their mean cost.

        Of several budgets, those are meant of whose daily and monthly limit most is spent. days_in_period counts
        the days of the period so far; operations are the calls of the month in the scope of the monthly budget,
        else of the daily one.

        Args:
            budget_id: One budget.
            scope: Those that a call with this scope falls under; every budget without either.
        """
        answer: types.BudgetSummaryResult = self._ask(
            "budget/summary",
            {
                "budget_id": budget_id,
                "scope": scope,
            },
            timeout,
            on_progress,
        )
        return answer

    def trends(
        self,
        *,
        budget_id: Optional[str] = None,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetTrendsResult:
        """Answers the daily cost of a budget's scope, its trend, its days of the week and its busiest hours.

        The trend compares the last 7 whole days with the 7 before; 5 % either way is stable, and fewer than 14
        whole days are insufficient_data. peak_usage_hours are the local hours of the day with more calls than the
        mean hour, the six busiest at most. Without budget_id the days are those of the scope given.

        Args:
            budget_id: The budget whose scope and zone are meant.
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
        """
        answer: types.BudgetTrendsResult = self._ask(
            "budget/trends",
            {
                "budget_id": budget_id,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer


class CollectorsGroup(Group):
    """The methods collectors/*."""

    __slots__ = ()

    def backfill(
        self,
        *,
        provider: Literal["anthropic", "openai", "bigquery"],
        credential: Optional[str] = None,
        api: Optional[Literal["organization", "legacy"]] = None,
        days: Optional[int] = None,
        end: Optional[types.Instant] = None,
        key: Optional[str] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsBackfillResult:
        """Fetches what a provider says was used in the last days, 90 at most, from the oldest on.

        Like collectors/run, whose rules hold: it goes on in steps, in any worker, and doubles nothing that was
        fetched before.

        Args:
            provider: Whom to ask.
            credential: The credential to ask with; every one of the provider without.
            api: openai: which API is asked, whatever the credential says.
            days: How many days before the end's. (1 to 90; default 90)
            end: Where to end, itself excluded; by default now.
            key: Names this collection: started again under the same key it is the same job.
            wait: Whether to answer at its end. 90 days of Anthropic take a quarter of an hour at one request a
                minute: false answers at once. (default true)
        """
        answer: types.CollectorsBackfillResult = self._ask(
            "collectors/backfill",
            {
                "provider": provider,
                "credential": credential,
                "api": api,
                "days": days,
                "end": end,
                "key": key,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer

    def limits(
        self,
        *,
        provider: Optional[Literal["anthropic", "openai", "bigquery"]] = None,
        credential: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsLimitsResult:
        """Tells how a provider is asked, and of OpenAI the account's limits with what the current month has spent of them.

        The account's limits come from the older billing endpoints (/v1/dashboard/billing/subscription and usage),
        which take a key of a session or of an older kind; a key that they refuse is PROVIDER_AUTHENTICATION_FAILED.
        Other providers' keys are not needed, and they are not asked.

        Args:
            provider: The provider. (default "openai")
            credential: openai: the credential to ask with; by default the one that is named like the provider, or
                the first.
        """
        answer: types.CollectorsLimitsResult = self._ask(
            "collectors/limits",
            {
                "provider": provider,
                "credential": credential,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsListResult:
        """Lists collectors: each provider with its credentials, whether their keys can be read, what was done last and comes next.

        A provider without a credential is listed, too: credentials/set makes a collector of it. Times of the
        scheduler are told by scheduler/nextRuns.
        """
        answer: types.CollectorsListResult = self._ask(
            "collectors/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    def reconcile(
        self,
        *,
        provider: Literal["anthropic", "openai"],
        credential: Optional[str] = None,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        pages: Optional[List[Dict[str, Any]]] = None,
        by_key: Optional[Literal["project", "api_key", "none"]] = None,
        tolerance_percent: Optional[float] = None,
        tolerance_usd: Optional[float] = None,
        limit: Optional[int] = None,
        key: Optional[str] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsReconcileResult:
        """Sets a provider's cost report against what is in the ledger, by UTC day, model and key, in four classes.

        A job that stores nothing. matched: both have it, and the amounts differ by no more than the tolerance;
        mismatch: both have it; provider_only and local_only: one has. Models are compared without the date behind
        their names. coverage_percent is the share of what was billed that is in the ledger, row by row. Anthropic's
        amounts are decimal cents; its report has no costs of the Priority Tier, and only it has those of code
        execution: rows of these carry a reason, and coverage leaves them out. Its web searches stand apart from
        their calls' tokens, and so they do here; it tells workspaces, not API keys. Providers report late: rows of
        the last three days are open. Sums are exact to the nano-dollar.

        Args:
            provider: Whose report. BigQuery's API has none.
            credential: The credential to ask with; by default the one that is named like the provider, or the
                first.
            days: The last so many UTC days, today included; start and end go before. (1 to 366; default 30)
            start: The first UTC day.
            end: Where the days end, itself excluded; by default the coming UTC midnight.
            pages: The report as the provider answered it, page by page, instead of asking. (at most 400)
            by_key: What a row's key is: project (Anthropic's workspace, OpenAI's project), api_key
                (metadata.api_key_id of events; OpenAI only), or none. By default project for Anthropic and api_key
                for OpenAI.
            tolerance_percent: How far two amounts may differ and match, in percent of what was billed. (0 to 100;
                default 1)
            tolerance_usd: Or by how much, whichever is more. (0 to 9000000000; default 0.01)
            limit: Rows of each class that are listed; sums hold all. (1 to 10000; default 1000)
            key: Names this job: started again under the same key it is the same job.
            wait: Whether to answer at its end. false: at once, with job_id and state. (default true)
        """
        answer: types.CollectorsReconcileResult = self._ask(
            "collectors/reconcile",
            {
                "provider": provider,
                "credential": credential,
                "days": days,
                "start": start,
                "end": end,
                "pages": pages,
                "by_key": by_key,
                "tolerance_percent": tolerance_percent,
                "tolerance_usd": tolerance_usd,
                "limit": limit,
                "key": key,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer

    def run(
        self,
        *,
        provider: Literal["anthropic", "openai", "bigquery"],
        credential: Optional[str] = None,
        api: Optional[Literal["organization", "legacy"]] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        days: Optional[int] = None,
        overlap_days: Optional[int] = None,
        key: Optional[str] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsRunResult:
        """Fetches what a provider says was used, since the last time and some days before that, and stores it once.

        A job, and the one that the scheduler starts. What is stored is usage, priced here: Anthropic's usage report
        for messages in hours, OpenAI's in days for each capability, BigQuery's jobs. The providers' cost reports
        are not stored, since they tell the same spend once more; collectors/reconcile sets the two against each
        other. A bucket that is fetched again with the same figures changes nothing; with other figures its event
        says afterwards what the provider says, and one that the provider tells of no more is removed: roll-ups and
        budgets follow, and audit/list tells it. UTC days of which calls were tracked are left out (skipped_days): a
        report sums up the same calls. Each page is stored together with where to go on. The provider is asked once
        a minute (Anthropic) or as its answers' headers permit, with exponential back-off and jitter when it fails,
        and not before its Retry-After. One that cannot be reached in five tries is PROVIDER_UNAVAILABLE or
        PROVIDER_QUOTA_EXCEEDED, and jobs/retry goes on where it stopped; a key that is refused is
        PROVIDER_AUTHENTICATION_FAILED at once.

        Args:
            provider: Whom to ask.
            credential: The credential to ask with; every one of the provider without.
            api: openai: which API is asked, whatever the credential says.
            start: Where to begin, at its UTC midnight; 90 days ago at the earliest.
            end: Where to end, itself excluded; by default now, the bucket under way included.
            days: So many days before the end's, instead of start. (1 to 90)
            overlap_days: Without start and days: how many days before the end of the last collection are asked for
                again, since providers report late. (0 to 90; default 3)
            key: Names this collection: started again under the same key it is the same job.
            wait: Whether to answer at its end. false: at once, with job_id and state; see jobs/get, jobs/wait and
                jobs/cancel. (default true)
        """
        answer: types.CollectorsRunResult = self._ask(
            "collectors/run",
            {
                "provider": provider,
                "credential": credential,
                "api": api,
                "start": start,
                "end": end,
                "days": days,
                "overlap_days": overlap_days,
                "key": key,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer

    def test(
        self,
        *,
        provider: Literal["anthropic", "openai", "bigquery"],
        credential: Optional[str] = None,
        api: Optional[Literal["organization", "legacy"]] = None,
        stream: Optional[str] = None,
        page: Optional[Dict[str, Any]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsTestResult:
        """Fetches one page, or takes one, and tells the events that would be stored of it. Nothing is.

        Without page the provider is asked once, for the last UTC day up to now; Anthropic takes one request a
        minute. page is an answer of the provider as it came, and needs no credential.

        Args:
            provider: The provider.
            credential: The credential to ask with; by default the one that is named like the provider, or the
                first.
            api: openai: which API is asked, or answered.
            stream: openai: the capability, completions by default (collectors/list names them).
            page: An answer of the provider, instead of asking it.
        """
        answer: types.CollectorsTestResult = self._ask(
            "collectors/test",
            {
                "provider": provider,
                "credential": credential,
                "api": api,
                "stream": stream,
                "page": page,
            },
            timeout,
            on_progress,
        )
        return answer


class CostGroup(Group):
    """The methods cost/*."""

    __slots__ = ()

    def analytics(
        self,
        *,
        period_days: Optional[int] = None,
        time_range: Optional[Literal["last_hour", "last_6_hours", "last_24_hours", "last_7_days", "last_30_days", "current_month", "current_year"]] = None,
        granularity: Optional[Literal["hourly", "daily"]] = None,
        csv_equivalent_cost_usd: Optional[float] = None,
        time_saved_hours: Optional[float] = None,
        hour_value_usd: Optional[float] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostAnalyticsResult:
        """Answers a period in figures: summary, operations, categories, efficiency, trends and savings.

        The period is the last period_days days, today included, or time_range: the last hours until as_of, the last
        7 or 30 days, the current month or year. roi_analysis compares with csv_equivalent_cost_usd and
        time_saved_hours, which only the caller knows, an hour being worth hour_value_usd. Limits, tiers and what
        follows from them are those of the budget for this very scope, null while there is none.

        Args:
            period_days: The last so many local days, today included. (1 to 365; default 30)
            time_range: Goes before period_days.
            granularity: How finely the trends are cut. (default "daily")
            csv_equivalent_cost_usd: What doing the same without would have cost. (0 to 9000000000)
            time_saved_hours: The hours it saved. (0 to 1000000000)
            hour_value_usd: What an hour is worth. (0 to 9000000000; default 50)
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days and hours are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.CostAnalyticsResult = self._ask(
            "cost/analytics",
            {
                "period_days": period_days,
                "time_range": time_range,
                "granularity": granularity,
                "csv_equivalent_cost_usd": csv_equivalent_cost_usd,
                "time_saved_hours": time_saved_hours,
                "hour_value_usd": hour_value_usd,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer

    def anomalies(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        anomaly_types: Optional[Union[List[Literal["daily", "user", "team", "pattern", "hourly"]], str]] = None,
        use_ml: Optional[bool] = None,
        min_z_score: Optional[float] = None,
        seed: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostAnomaliesResult:
        """Finds days, users, teams and query patterns that cost remarkably more or less than usual.

        A day is judged by the days before it alone, from the eighth on. Usual is the level (the median of the last
        seven days) times what its weekday was against the week around it, the median of the last five weeks; so are
        the level of a week ago and what the same weekday cost then. expected is the nearest of these; z_score is
        the difference over 1.4826 times the median size of such differences in the four weeks before, which grows
        with the root of what is expected and is a twentieth of it at least. An event is told once, on its first
        day: what is as far off the same way in the week behind it, up to twice, belongs to it, until a day is as it
        was before; a level that lasts is the usual one a week later. The day under way is told only when it is
        above already. drivers names who makes up the difference to the mean of the 28 days before, in money, for
        the ten most remarkable days; other holds the rest. Users, teams and patterns are compared with the window
        of the same length before: told is a change of 1 percent of the larger total and of half their own at least
        that, where eight or more spent in both, also lies min_z_score from what is usual among them; kind says
        increase, decrease, new or vanished. use_ml puts the days through an isolation forest of 100 trees (cost,
        z_score, calls, cost per call; up to 90 days back): anomaly_score is 2^(-E(h)/c(n)), about 0.5 for ordinary
        days, and anomalies are those above threshold: 0.6, or the 95th percentile where that is higher. hourly,
        when asked for, tells hours in which something unusual began: the mean of the last five surprises (how far
        an hour lies from the last hours, and from the same hour of the last two weeks) is 3 standard deviations or
        more above all before; the six hours behind one are not told.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            anomaly_types: What to look at. (default ["daily","user","team","pattern"])
            use_ml: Whether days go through an isolation forest. (default false)
            min_z_score: How far from usual, either way, is remarkable. (0.5 to 100; default 3)
            seed: The forest's chance. (0 to 9007199254740991; default 42)
        """
        answer: types.CostAnomaliesResult = self._ask(
            "cost/anomalies",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "anomaly_types": anomaly_types,
                "use_ml": use_ml,
                "min_z_score": min_z_score,
                "seed": seed,
            },
            timeout,
            on_progress,
        )
        return answer

    def attribution(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        dimensions: Optional[Union[List[Literal["user", "team", "pattern", "day", "table", "hour", "project", "customer", "provider", "model", "operation", "category", "department", "purpose", "client", "campaign", "environment", "tag"]], str]] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostAttributionResult:
        """Divides what a window cost among users, teams, patterns, tables, periods and other dimensions.

        Rows stand dearest first, ties by the bytes of the name; days and hours stand in the order of the calendar,
        empty ones included. Costs of all rows add up to the total. The cost of an event with several tags or tables
        is divided evenly among them, while its calls count for each. Teams come from the mapping, else from the
        events; events of none belong to "Unknown". A user with several teams shows the one most of the cost counts
        for. limit keeps the dearest rows and sums the rest in a last row "other" with is_other: true; without it
        10,000 rows are kept.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            dimensions: What to attribute the cost to. (default ["user","team","pattern","day","table"])
            limit: How many rows of each dimension to keep. (1 to 10000)
        """
        answer: types.CostAttributionResult = self._ask(
            "cost/attribution",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "dimensions": dimensions,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def categories(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostCategoriesResult:
        """Sums a window by category, with what a call costs in each and where cost, usage and efficiency head.

        Events without a category are "uncategorized". top_categories are the ten dearest. The most efficient
        category is that whose calls cost least. overall_efficiency_score is 70 for no failed call, 0 for nothing
        but, plus 30 for prompts read from caches alone; without prompt tokens it is the share of calls that did not
        fail, in percent. The trends are those of the daily cost, of the daily calls, and of the daily cost per
        call: improving when that falls by 5 percent or more over the window, declining when it rises so.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
        """
        answer: types.CostCategoriesResult = self._ask(
            "cost/categories",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    def clusters(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        n_clusters: Optional[Union[int, Literal["auto"]]] = None,
        include_features: Optional[bool] = None,
        seed: Optional[int] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostClustersResult:
        """Groups users by how they spend, with a profile of each group.

        k-means (k-means++ starts, ten and more, deterministic under seed) on standardised features: the natural
        logarithm of 1 + cost_usd, queries_per_day, cost_per_query, tokens_per_query and bytes_per_query, and as
        they are cache_read_share and error_rate. n_clusters "auto" takes the number from 2 to 8 with the highest
        silhouette score. Fewer distinct users than clusters give fewer clusters. Clusters are numbered by their
        cost, dearest first, and named after the features that lie half a standard deviation or more from the mean.
        silhouette_score (over 10,000 users at most) and calinski_harabasz_score are those of scikit-learn;
        include_features adds the numbers they are made from. Of more than 100,000 users a seeded sample of 25,000
        finds the centres (one of 5,000 the number, for "auto"); all users then move them to where they belong and
        lie with their nearest. The limit is on the users listed; every figure is of all of them. Events without a
        user belong to no cluster.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 90)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            n_clusters: How many clusters, or "auto". (default 5)
            include_features: Whether each user's standardised features are told. (default false)
            seed: The chance of the starts. (0 to 9007199254740991; default 42)
            limit: How many users to list, dearest first. (1 to 100000; default 10000)
        """
        answer: types.CostClustersResult = self._ask(
            "cost/clusters",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "n_clusters": n_clusters,
                "include_features": include_features,
                "seed": seed,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def compare_periods(
        self,
        *,
        current_days: Optional[int] = None,
        previous_days: Optional[int] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostComparePeriodsResult:
        """Compares what the last days cost with the days right before them.

        The current period is the last current_days local days, the one of as_of included up to as_of; the previous
        period the previous_days days before it. start_date and end_date both belong to their period. Daily averages
        divide by the days asked for. Percentages are of unrounded values, and null when the previous period cost
        nothing.

        Args:
            current_days: Days of the current period. (1 to 3660; default 30)
            previous_days: Days of the previous period. (1 to 3660; default 30)
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days and hours are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds each total in this currency, at the latest rate set on or before the period's last day.
        """
        answer: types.CostComparePeriodsResult = self._ask(
            "cost/comparePeriods",
            {
                "current_days": current_days,
                "previous_days": previous_days,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    def expensive_queries(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostExpensiveQueriesResult:
        """Lists the dearest events of a window, with what there may be to save on each and why.

        Dearest first; of equal costs the one stored first. optimization_potential follows from reasons:
        select_star, missing_where, cross_join, long_prompt_without_cache (10,000 prompt tokens or more, none from a
        cache) and error_with_cost are strong; order_by_without_limit, many_joins (more than 3) and
        high_reasoning_share are weak. high: 1 USD (or 160 GiB billed) or more with a strong reason, or 0.05 USD (8
        GiB) with two. medium: a strong reason, or 0.05 USD (8 GiB) with a weak one. Otherwise low. query_text is
        null where no text is stored; the reasons then come from the query's pattern.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            limit: How many to list. (1 to 1000; default 100)
        """
        answer: types.CostExpensiveQueriesResult = self._ask(
            "cost/expensiveQueries",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def forecast(
        self,
        *,
        training_days: Optional[int] = None,
        forecast_days: Optional[int] = None,
        granularity: Optional[Literal["day", "hour"]] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostForecastResult:
        """Forecasts daily or hourly cost from its own history, with 80 and 95 percent bands.

        Learnt from are the whole days (hours) of the last training_days up to as_of, from the first with an event
        on; the one under way is not, and the forecast begins with it, told whole. Lone days that cost/anomalies
        would tell count as usual ones. Last value, exponential smoothing, damped trend, optimised Theta and
        seasonal models compete in a rolling-origin backtest on the newest third; a series without a season goes by
        optimised Theta unless the mean of the best three would have been a tenth better, one with seasons by that
        mean. Seasons (24 and 168 hours, 7 and 365 days) are detected. Bands are quantiles of the backtest's own
        errors, which grow with the steps ahead and with what is forecast, raised by what so few errors may hide;
        lower_bound and upper_bound are those of 95 percent. A history that never was negative is not forecast to
        be. A model is kept, in the database too, until data arrives. Fewer than 14 days of data (by the hour: 7)
        are INSUFFICIENT_DATA.

        Args:
            training_days: Days of history to learn from. (14 to 3650; default 90)
            forecast_days: How many days ahead. (1 to 365; default 7)
            granularity: Whether days or hours are forecast. (default "day")
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days and hours are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.CostForecastResult = self._ask(
            "cost/forecast",
            {
                "training_days": training_days,
                "forecast_days": forecast_days,
                "granularity": granularity,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer

    def real_time(
        self,
        *,
        lookback_hours: Optional[int] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostRealTimeResult:
        """Sums the last hours, the current day and the current month of a scope.

        Recent is the time from lookback_hours before as_of until as_of; the day and the month are those of as_of in
        time_zone, so far. data_freshness_minutes counts from the newest event of the scope in the last 35 days,
        null without one. Limits, what remains of them and status are those of the budget for this very scope, null
        while there is none.

        Args:
            lookback_hours: How many hours back is recent. (1 to 24; default 1)
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days and hours are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.CostRealTimeResult = self._ask(
            "cost/realTime",
            {
                "lookback_hours": lookback_hours,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer

    def recommendations(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostRecommendationsResult:
        """Finds what a window's events could have saved, each with evidence, amount and a plan in steps.

        model_downgrade: calls of at most 2,000 prompt and 300 completion tokens, without reasoning, at the prices
        of the family's smaller model. caching: prompts of 1,024 tokens or more, none from a cache, that were seen
        three times or more: from the second on at the price of cache reads. batch_service: calls of the standard
        tier from 22:00 until 6:00 in time_zone, at batch prices. materialized_view: SELECTs of one pattern that
        read exactly as many bytes three times or more, from the second on. off_peak: calls outside the hours in
        which their model costs less, at the price of those hours. expensive_errors: what failed calls cost, each
        retry that failed again included. partition_filter: queries without a filter on the column that two or more
        other patterns of the same table filter on and thereby read half or less. select_star: queries of all
        columns whose table others read by named columns, alike filtered. Both are estimates, the part of the cost
        that the bytes beyond the siblings' median are of all bytes; without siblings (and for a query without any
        filter) only a dry run can tell: the amount is 0, affected_cost_usd says what is at stake. Amounts are
        computed from the events themselves by the price list of their time, as a part of what counts as their cost.
        An event counts for one recommendation only, the one that saves most, so that amounts add up to
        total_savings_usd.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            limit: How many to list, most money first. (1 to 1000; default 50)
        """
        answer: types.CostRecommendationsResult = self._ask(
            "cost/recommendations",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def render(
        self,
        *,
        view: Optional[Literal["overview", "trends", "forecast", "anomalies", "attribution", "clusters"]] = None,
        format: Optional[Literal["svg", "html", "markdown", "text"]] = None,
        width: Optional[int] = None,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        granularity: Optional[Literal["hour", "day", "week", "month"]] = None,
        dimensions: Optional[Union[List[Literal["user", "team", "pattern", "day", "table", "hour", "project", "customer", "provider", "model", "operation", "category", "department", "purpose", "client", "campaign", "environment", "tag"]], str]] = None,
        limit: Optional[int] = None,
        training_days: Optional[int] = None,
        forecast_days: Optional[int] = None,
        n_clusters: Optional[Union[int, Literal["auto"]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostRenderResult:
        """Draws trends, forecast, anomalies, attribution and clusters as SVG, an HTML page, Markdown or text.

        Every figure is the answer of cost/trends, cost/forecast, cost/anomalies, cost/attribution or cost/clusters
        to the same params, amounts in USD; the forecast begins where the window ends. overview holds all of them,
        and says in a sentence what has too little data to be shown; a single view refuses then. The HTML is one
        page that asks nobody for anything, with a picture for wide and one for narrow windows and the numbers in
        tables; an SVG stacks the pictures it holds. Both follow the reader's light or dark scheme. width is that of
        an SVG in pixels (default 800, from 320) or of a text in columns (default 80, from 60 to 240). Names are
        shortened to 60 columns, long tables say what they leave out.

        Args:
            view: What is drawn. (default "overview")
            format: As what. (default "html")
            width: Of an SVG in pixels, of a text in columns. (60 to 2000)
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 90)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            granularity: How finely trends are cut; by the hour so is the forecast. (default "day")
            dimensions: What the cost is attributed to. (default ["user","model"])
            limit: How many rows of each dimension to keep. (1 to 100; default 10)
            training_days: Days of history the forecast learns from. (14 to 3650; default 90)
            forecast_days: How many days ahead. (1 to 365; default 7)
            n_clusters: How many clusters, or "auto". (default "auto")
        """
        answer: types.CostRenderResult = self._ask(
            "cost/render",
            {
                "view": view,
                "format": format,
                "width": width,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "granularity": granularity,
                "dimensions": dimensions,
                "limit": limit,
                "training_days": training_days,
                "forecast_days": forecast_days,
                "n_clusters": n_clusters,
            },
            timeout,
            on_progress,
        )
        return answer

    def report(
        self,
        *,
        report_type: Optional[Literal["daily", "weekly", "monthly"]] = None,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostReportResult:
        """Reports on a day, a week, a month or any dates: figures, unusual patterns, the status now and what to do.

        report_type daily is today, weekly the last 7 days, monthly the last 30, today included; start or end go
        before. hourly_distribution sums the local hours of all days. unusual_patterns are those of
        cost/unusualPatterns over the report's last 30 days at most. Limits and what follows from them are those of
        the budget for this very scope, null while there is none.

        Args:
            report_type: What to report on; by default weekly, or the dates given.
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 7)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
        """
        answer: types.CostReportResult = self._ask(
            "cost/report",
            {
                "report_type": report_type,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    def summary(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostSummaryResult:
        """Sums what a window cost, by query type, provider and model.

        total_queries counts calls (the sum of call_count); the daily average divides by the window's local days.
        cost_by_query_type goes by operation; what has none is "unknown". All parts add up to the total.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
        """
        answer: types.CostSummaryResult = self._ask(
            "cost/summary",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    def trends(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        granularity: Optional[Literal["hour", "day", "week", "month"]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostTrendsResult:
        """Sums what each hour, day, week or month of a window cost, with a moving average and a trend.

        Periods are those of the calendar in time_zone, weeks begin on Monday; the first and the last are cut off
        where the window begins and ends, and empty ones count as 0, so that all add up to the total. cost_ma is the
        mean of a period and those before it: 24 hours, 7 days, 4 weeks or 3 months in all, fewer at the start. The
        trend is a straight line through all periods: its change over the window in percent of the mean, stable
        below 5 either way, and R squared as confidence.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 90)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            granularity: How finely the window is cut. (default "day")
        """
        answer: types.CostTrendsResult = self._ask(
            "cost/trends",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "granularity": granularity,
            },
            timeout,
            on_progress,
        )
        return answer

    def unusual_patterns(
        self,
        *,
        lookback_days: Optional[int] = None,
        off_hours_start: Optional[int] = None,
        off_hours_end: Optional[int] = None,
        large_call_usd: Optional[float] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CostUnusualPatternsResult:
        """Finds sudden spikes, sustained high usage, off-hours usage and single large calls of the last days.

        A day's baseline is the mean of the 7 days before it, of 3 at least, from the first day with an event on.
        sudden_spike (high): a day above 300 percent of it. sustained_high_usage (medium): two at least of the last
        three days above 150 percent of the baseline before them. off_hours_usage (low): what was spent from
        off_hours_start until off_hours_end, local hours, is more than 0.3 of that from 09:00 until 17:00, or more
        than 1 USD where nothing was spent then. large_query_anomaly (medium): an event dearer than large_call_usd;
        the 20 dearest are told. cost_impact_usd is what lies above the baseline; of off-hours and single events all
        they cost. baseline_daily_average is the mean of the 28 days before the period, or without any of the
        period's own.

        Args:
            lookback_days: The last so many local days, today included. (1 to 30; default 7)
            off_hours_start: The local hour at which off-hours begin. (0 to 23; default 22)
            off_hours_end: The local hour at which they end; the same as off_hours_start: there are none. (0 to 23;
                default 6)
            large_call_usd: Above which a single event is large. (0 to 9000000000; default 10)
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days and hours are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.CostUnusualPatternsResult = self._ask(
            "cost/unusualPatterns",
            {
                "lookback_days": lookback_days,
                "off_hours_start": off_hours_start,
                "off_hours_end": off_hours_end,
                "large_call_usd": large_call_usd,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer


class CredentialsGroup(Group):
    """The methods credentials/*."""

    __slots__ = ()

    def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CredentialsListResult:
        """Lists credentials by provider and name, each with the last four characters of its key.

        Each key is read for the answer, and forgotten; a command takes as long as it takes, ten seconds at most.
        """
        answer: types.CredentialsListResult = self._ask(
            "credentials/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    def remove(
        self,
        *,
        name: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CredentialsRemoveResult:
        """Removes a credential; what was collected with it stays.

        Args:
            name: The credential.
        """
        answer: types.CredentialsRemoveResult = self._ask(
            "credentials/remove",
            {
                "name": name,
            },
            timeout,
            on_progress,
        )
        return answer

    def set(
        self,
        *,
        provider: Literal["anthropic", "openai", "bigquery"],
        reference: str,
        name: Optional[str] = None,
        base_url: Optional[str] = None,
        api: Optional[Literal["organization", "legacy"]] = None,
        project: Optional[str] = None,
        location: Optional[str] = None,
        test: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CredentialsSetResult:
        """Says where a provider's key is read. The key itself is never stored.

        The key is read now, and each time it is needed, and kept nowhere: not in the database, not in a log, an
        answer or an argument list. One that cannot be read is set all the same, since another worker may be able
        to: the answer's status says so. A text that looks like a key is refused, and not repeated. With access:
        keys only env:NAME may be named, and base_url not at all: file: and command: references and addresses are
        the process owner's. The same name again changes the credential; with another account behind it, what was
        collected until then is forgotten.

        Args:
            provider: anthropic (a key of the Admin API), openai (an admin key) or bigquery (an OAuth token).
            reference: Where the key is to be read, each time it is needed: env:NAME, file:PATH or command:PROGRAM
                ARGS. The key itself is refused.
            name: Its name; by default the provider's. Several accounts of one provider have names of their own.
            base_url: Where the provider is asked, instead of its own address or that of provider_urls. For the
                process's owner.
            api: openai: which API is asked; legacy is /v1/usage and the dashboard's billing endpoints. (default
                "organization")
            project: bigquery: the project whose jobs are fetched.
            location: bigquery: where its jobs run: US, EU, europe-west3 … (default "US")
            test: Whether to ask the provider with it, once and cheaply. (default false)
        """
        answer: types.CredentialsSetResult = self._ask(
            "credentials/set",
            {
                "provider": provider,
                "reference": reference,
                "name": name,
                "base_url": base_url,
                "api": api,
                "project": project,
                "location": location,
                "test": test,
            },
            timeout,
            on_progress,
        )
        return answer


class DashboardGroup(Group):
    """The methods dashboard/*."""

    __slots__ = ()

    def overview(
        self,
        *,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.DashboardOverviewResult:
        """Answers the day, the month, where they head, and a health score, in one call.

        daily_projected_cost carries the day's cost on to its end by the share of it that has passed, once an hour
        has. monthly_projected_cost adds the mean of the last 7 whole days for each whole day that is left of the
        month, and what is projected of today. The trend is that of the last 14 whole days. budget_health_score, 0
        to 100, weighs utilisation 0.30, trend 0.25, projection 0.20, alerts 0.15 and anomalies 0.10; what is not
        known (utilisation and projection without a budget for this very scope) is left out and the rest weighs
        more. utilisation is 100 up to half of the fuller limit and falls evenly to 0 at all of it; projection is
        100 less the percentage by which day or month will go beyond their limits; trend is 100 less its percentage
        while it rises; alerts 100 less 20 for each that nobody acknowledged in the last 7 days; anomalies 100 less
        25 for each unusual pattern of the last 7 days that is more than low. From 80 on it is excellent, from 65
        good, from 45 warning, from 25 critical, below emergency. Means, rates and counts are those of the month.

        Args:
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days and hours are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.DashboardOverviewResult = self._ask(
            "dashboard/overview",
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer


class HealthGroup(Group):
    """The methods health/*."""

    __slots__ = ()

    def check(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.HealthCheckResult:
        """Probes each component of the worker and answers even when one is broken.

        The status is that of the component which fares worst. database_read runs a query; database_write looks,
        without writing, whether the file is there and writable and the disk has room (degraded below 256 MiB,
        unhealthy below 16); prices looks a known model up; time_zones loads a zone; clock looks whether the time is
        plausible. cost_persistence and api_metrics_logger say in a word whether events are kept and read, and
        priced and taken in.
        """
        answer: types.HealthCheckResult = self._ask(
            "health/check",
            {},
            timeout,
            on_progress,
        )
        return answer


class JobsGroup(Group):
    """The methods jobs/*."""

    __slots__ = ()

    def cancel(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsCancelResult:
        """Cancels a job, whichever worker does it.

        Nothing of it is stored from then on; what it stored before stays. A job that has ended stays as it is, and
        the answer says what became of it.

        Args:
            job_id: The job.
        """
        answer: types.JobsCancelResult = self._ask(
            "jobs/cancel",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def get(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsGetResult:
        """Tells what has become of a job, with its result once it is completed.

        Args:
            job_id: The job.
        """
        answer: types.JobsGetResult = self._ask(
            "jobs/get",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        kind: Optional[List[str]] = None,
        state: Optional[List[Literal["queued", "in_progress", "completed", "failed", "cancelled"]]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsListResult:
        """Lists jobs, newest first: work that takes time, such as imports, and what has become of it.

        Jobs that ended are kept for 30 days, those with a key for good. result is left out here; jobs/get has it.

        Args:
            kind: Only jobs of these kinds. (at most 16; default [])
            state: Only jobs in these states. (at most 5; default [])
            limit: At most so many. (1 to 1000; default 100)
            cursor: next_cursor of the answer before.
        """
        answer: types.JobsListResult = self._ask(
            "jobs/list",
            {
                "kind": kind,
                "state": state,
                "limit": limit,
                "cursor": cursor,
            },
            timeout,
            on_progress,
        )
        return answer

    def retry(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsRetryResult:
        """Queues a job that failed or was cancelled once more; it goes on where it stopped.

        Args:
            job_id: The job.
        """
        answer: types.JobsRetryResult = self._ask(
            "jobs/retry",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def wait(
        self,
        *,
        job_id: str,
        timeout_seconds: Optional[float] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsWaitResult:
        """Waits until a job has ended, and tells what became of it.

        Its progress is told under workDoneToken meanwhile, whichever worker does the job. Cancelling the request
        ends the waiting, not the job.

        Args:
            job_id: The job.
            timeout_seconds: After how long to answer although it has not ended. (0 to 86400; default 3600)
        """
        answer: types.JobsWaitResult = self._ask(
            "jobs/wait",
            {
                "job_id": job_id,
                "timeout_seconds": timeout_seconds,
            },
            timeout,
            on_progress,
        )
        return answer


class PricesGroup(Group):
    """The methods prices/*."""

    __slots__ = ()

    def disagreements(
        self,
        *,
        provider: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesDisagreementsResult:
        """Lists where the sources of the built-in prices differ by more than 1 %, and which one is used.

        Args:
            provider: Only of this provider, by any of its names.
            limit: How many at most. (1 to 10000; default 100)
        """
        answer: types.PricesDisagreementsResult = self._ask(
            "prices/disagreements",
            {
                "provider": provider,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def estimate(
        self,
        *,
        provider: Optional[str] = None,
        model: Optional[str] = None,
        timestamp: Optional[types.Instant] = None,
        region: Optional[str] = None,
        service_tier: Optional[Literal["standard", "batch", "priority", "flex", "scale", "fast", "ultrafast"]] = None,
        prompt_tokens: Optional[int] = None,
        completion_tokens: Optional[int] = None,
        cache_read_tokens: Optional[int] = None,
        cache_write_tokens: Optional[int] = None,
        reasoning_tokens: Optional[int] = None,
        total_tokens: Optional[int] = None,
        usage: Optional[Dict[str, Any]] = None,
        bytes_processed: Optional[int] = None,
        bytes_billed: Optional[int] = None,
        slot_ms: Optional[int] = None,
        edition: Optional[str] = None,
        reservation: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesEstimateResult:
        """Prices a usage: tokens, a provider's own usage object, or a BigQuery job.

        The usage object is passed on unread, alone or inside the provider's answer; what it says of model runs and
        class of service goes before the params. Flat token fields are meant as the provider means them: Anthropic
        counts the cache beside the prompt, OpenAI in it. Each line is exact; their sum is rounded once, to the
        nano-dollar. A bucket without a price costs nothing here and is named in unpriced, with a warning; a model
        that no list has is an error. bytes_processed is taken for a dry run's and rounded up to a MiB, ten at
        least; bytes_billed counts as it is. With a reservation or an edition a job is priced by its slots.

        Args:
            provider: The provider, by any of its names; without one the model's vendor.
            model: The model; needed unless the usage object names it or the usage is a BigQuery job.
            timestamp: When it was used; now by default.
            region: Where, for providers whose prices depend on it.
            service_tier: The class of service; the one in the usage object goes before. (default "standard")
            prompt_tokens: Input tokens, in the provider's own way of counting. (0 to 1000000000000000)
            completion_tokens: Output tokens. (0 to 1000000000000000)
            cache_read_tokens: Tokens read from a cache. (0 to 1000000000000000)
            cache_write_tokens: Tokens written to a cache, for its shortest time. (0 to 1000000000000000)
            reasoning_tokens: Tokens spent on reasoning. (0 to 1000000000000000)
            total_tokens: All tokens; held against the others. (0 to 1000000000000000)
            usage: A provider's own usage object, or the answer that holds it; its members are the provider's.
            bytes_processed: Bytes that BigQuery's dry run tells; rounded up as it bills them.
            bytes_billed: Bytes that BigQuery billed.
            slot_ms: Slot-milliseconds of a BigQuery job in a reservation.
            edition: The reservation's edition: standard, enterprise or enterprise_plus; with a commitment as
                enterprise-1y.
            reservation: The reservation that the job ran in.
        """
        answer: types.PricesEstimateResult = self._ask(
            "prices/estimate",
            {
                "provider": provider,
                "model": model,
                "timestamp": timestamp,
                "region": region,
                "service_tier": service_tier,
                "prompt_tokens": prompt_tokens,
                "completion_tokens": completion_tokens,
                "cache_read_tokens": cache_read_tokens,
                "cache_write_tokens": cache_write_tokens,
                "reasoning_tokens": reasoning_tokens,
                "total_tokens": total_tokens,
                "usage": usage,
                "bytes_processed": bytes_processed,
                "bytes_billed": bytes_billed,
                "slot_ms": slot_ms,
                "edition": edition,
                "reservation": reservation,
            },
            timeout,
            on_progress,
        )
        return answer

    def get(
        self,
        *,
        model: str,
        provider: Optional[str] = None,
        timestamp: Optional[types.Instant] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesGetResult:
        """Answers the prices that hold for a model at a time: an override's or the built-in ones.

        Args:
            model: The model.
            provider: The provider; without one the model's vendor.
            timestamp: The instant meant; now by default.
        """
        answer: types.PricesGetResult = self._ask(
            "prices/get",
            {
                "model": model,
                "provider": provider,
                "timestamp": timestamp,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        search: Optional[str] = None,
        provider: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesListResult:
        """Lists prices: those that were set, then the built-in ones, searchable, a page at a time.

        Args:
            search: Part of a model's id, in any case. (default "")
            provider: Only of this provider, by any of its names.
            limit: How many at most. (1 to 1000; default 100)
            cursor: The next_cursor of the page before.
        """
        answer: types.PricesListResult = self._ask(
            "prices/list",
            {
                "search": search,
                "provider": provider,
                "limit": limit,
                "cursor": cursor,
            },
            timeout,
            on_progress,
        )
        return answer

    def remove(
        self,
        *,
        id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesRemoveResult:
        """Removes a price that was set; the prices beneath it hold again.

        Args:
            id: The id that prices/set answered.
        """
        answer: types.PricesRemoveResult = self._ask(
            "prices/remove",
            {
                "id": id,
            },
            timeout,
            on_progress,
        )
        return answer

    def reprice(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        dry_run: Optional[bool] = None,
        granularity: Optional[Literal["hour", "day", "week", "month"]] = None,
        key: Optional[str] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesRepriceResult:
        """Prices the events of a window anew by the price list in effect, after a correction; dry_run tells first what would change.

        A job: exact, resumable, and whole or absent for each event. Each event is priced from its own quantities at
        its own time; costs that were given stay, and so does what is free. What an event had cost before stays on
        record: usage/get tells it, the audit log the sums. Roll-ups and budgets follow, and thresholds that are
        reached now raise their alerts.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            dry_run: Whether to tell what would change, and change nothing. (default false)
            granularity: The periods that the differences are told by. (default "month")
            key: Names this job: started again under the same key it is the same job.
            wait: Whether to answer at its end. false: at once, with job_id and state. (default true)
        """
        answer: types.PricesRepriceResult = self._ask(
            "prices/reprice",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "dry_run": dry_run,
                "granularity": granularity,
                "key": key,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer

    def set(
        self,
        *,
        model: str,
        provider: Optional[str] = None,
        rates: Optional[Dict[str, float]] = None,
        rates_per_million: Optional[Dict[str, float]] = None,
        tiers: Optional[List[types.PricesSetTiersItemInput]] = None,
        effective_from: Optional[types.Instant] = None,
        effective_until: Optional[types.Instant] = None,
        service_tier: Optional[Literal["standard", "batch", "priority", "flex", "scale", "fast", "ultrafast"]] = None,
        source: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesSetResult:
        """Sets a price for models whose id fits a pattern, over the built-in price list.

        An override is complete in itself: a bucket it does not name is unpriced, save that reasoning is billed as
        output and pictures as input. Among overrides the more specific goes first: a plain id, then more letters, a
        provider, a service tier, then the later start. It takes the place of one of the same provider, pattern,
        service tier and start. Costs already computed stay as they are until prices/reprice. At most 10,000
        overrides.

        Args:
            model: A model id, where * stands for any characters; case does not matter.
            provider: The provider it is for, by any of its names; every one without.
            rates: USD per unit by bucket: a token, a request, a second; of bigquery_bytes a TiB, of
                bigquery_slot_ms a slot-hour.
            rates_per_million: USD per million by bucket, in the place of rates.
            tiers: Other rates for larger requests. (at most 16)
            effective_from: In effect from this second on; since ever without.
            effective_until: In effect before this second; without end otherwise.
            service_tier: The class of service it is for; every one without.
            source: A note where the prices come from; receipts show it.
        """
        answer: types.PricesSetResult = self._ask(
            "prices/set",
            {
                "model": model,
                "provider": provider,
                "rates": rates,
                "rates_per_million": rates_per_million,
                "tiers": tiers,
                "effective_from": effective_from,
                "effective_until": effective_until,
                "service_tier": service_tier,
                "source": source,
            },
            timeout,
            on_progress,
        )
        return answer

    def unmatched(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesUnmatchedResult:
        """Lists the models of events that no price covers wholly, most events first.

        prices/set gives a model a price; prices/reprice applies it to the events there are.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            limit: How many at most. (1 to 1000; default 100)
        """
        answer: types.PricesUnmatchedResult = self._ask(
            "prices/unmatched",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def what_if(
        self,
        *,
        to_models: List[str],
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        to_provider: Optional[str] = None,
        to_service_tier: Optional[Literal["standard", "batch", "priority", "flex", "scale", "fast", "ultrafast"]] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesWhatIfResult:
        """Prices the real usage of a window on other models: cost and difference, by model pair.

        Each event's own quantities (cached, cache writes, output, reasoning) are priced at its own time on each of
        to_models, by the price list in effect; current_cost_usd is what counts as its cost now. An event that has
        no tokens, or a bucket that the other model has no price for, keeps its cost and is counted in
        not_priced_events. Other models may count and use tokens differently: this is what the same tokens would
        cost, not what the same work would.

        Args:
            to_models: The models to price on. (at most 20)
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            to_provider: Whose models they are; by default whoever lists them alone.
            to_service_tier: The service tier to price at; by default each event's own.
            wait: Whether to answer at its end. false: at once, with job_id and state; the answer is the job's
                result. (default true)
        """
        answer: types.PricesWhatIfResult = self._ask(
            "prices/whatIf",
            {
                "to_models": to_models,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "to_provider": to_provider,
                "to_service_tier": to_service_tier,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer


class ProjectsGroup(Group):
    """The methods projects/*."""

    __slots__ = ()

    def analytics(
        self,
        *,
        project_id: str,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        group_by: Optional[Literal["hour", "day", "week", "month"]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsAnalyticsResult:
        """Sums what a project cost by service, model, department, team, tag and period.

        Services are providers. Rows stand dearest first and add up to the total; the cost of an event with several
        tags is divided evenly among them. Budget utilisation is what the whole project, whatever else narrows the
        question, spent in the budget's calendar period that holds the window's last instant, from its beginning up
        to the window's end. A budget in another currency than USD needs a rate (rates/set); without one the
        utilisation is null and says so.

        Args:
            project_id: The project.
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            group_by: How finely the timeline is cut. (default "day")
        """
        answer: types.ProjectsAnalyticsResult = self._ask(
            "projects/analytics",
            {
                "project_id": project_id,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "group_by": group_by,
            },
            timeout,
            on_progress,
        )
        return answer

    def archive(
        self,
        *,
        project_id: str,
        archived: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsArchiveResult:
        """Archives a project, or brings it back.

        An archived project is left out of projects/list. Its events stay and count, and more are accepted.

        Args:
            project_id: The project.
            archived: False brings it back. (default true)
        """
        answer: types.ProjectsArchiveResult = self._ask(
            "projects/archive",
            {
                "project_id": project_id,
                "archived": archived,
            },
            timeout,
            on_progress,
        )
        return answer

    def create(
        self,
        *,
        name: str,
        project_id: Optional[str] = None,
        description: Optional[str] = None,
        members: Optional[List[Union[str, Dict[str, Any]]]] = None,
        settings: Optional[Dict[str, Any]] = None,
        tags: Optional[List[str]] = None,
        budget: Optional[types.BudgetInput] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsCreateResult:
        """Creates a project.

        Events may name a project before it is created, or without: creating it adds name, members, settings, tags
        and budget, and past events count. An id that is taken is a conflict. The budget is told in
        projects/analytics; budget/set enforces limits.

        Args:
            name: What people call it.
            project_id: The id that events name; made if absent.
            description: What it is for.
            members: Who belongs to it: addresses, or objects with what is known of each. (at most 10000)
            settings: Whatever its clients want to keep.
            tags: Words to find it by. (at most 1000)
            budget: What it may cost.
        """
        answer: types.ProjectsCreateResult = self._ask(
            "projects/create",
            {
                "name": name,
                "project_id": project_id,
                "description": description,
                "members": members,
                "settings": settings,
                "tags": tags,
                "budget": budget,
            },
            timeout,
            on_progress,
        )
        return answer

    def get(
        self,
        *,
        project_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsGetResult:
        """Answers a project, one that only events name included.

        Args:
            project_id: The project.
        """
        answer: types.ProjectsGetResult = self._ask(
            "projects/get",
            {
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def list(
        self,
        *,
        include_archived: Optional[bool] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsListResult:
        """Lists projects by id, those that were created and those that only events name.

        A project that only events name has implicit: true, and its id for a name.

        Args:
            include_archived: Whether to list archived ones too. (default false)
            limit: How many to list. (1 to 10000; default 10000)
        """
        answer: types.ProjectsListResult = self._ask(
            "projects/list",
            {
                "include_archived": include_archived,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def update(
        self,
        *,
        project_id: str,
        name: Optional[str] = None,
        description: Optional[str] = None,
        members: Optional[List[Union[str, Dict[str, Any]]]] = None,
        settings: Optional[Dict[str, Any]] = None,
        tags: Optional[List[str]] = None,
        budget: Optional[types.BudgetInput] = None,
        clear: Optional[List[Literal["description", "members", "settings", "tags", "budget"]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsUpdateResult:
        """Changes a project: members given replace those before, the rest stays.

        Lists and settings are replaced as a whole; clear empties what it names. A project that only events name has
        to be created first.

        Args:
            project_id: The project.
            name: What people call it.
            description: What it is for.
            members: Who belongs to it: addresses, or objects with what is known of each. (at most 10000)
            settings: Whatever its clients want to keep.
            tags: Words to find it by. (at most 1000)
            budget: What it may cost.
            clear: What to empty. (at most 8; default [])
        """
        answer: types.ProjectsUpdateResult = self._ask(
            "projects/update",
            {
                "project_id": project_id,
                "name": name,
                "description": description,
                "members": members,
                "settings": settings,
                "tags": tags,
                "budget": budget,
                "clear": clear,
            },
            timeout,
            on_progress,
        )
        return answer


class RatesGroup(Group):
    """The methods rates/*."""

    __slots__ = ()

    def list(
        self,
        *,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.RatesListResult:
        """Lists the currency rates that were set, by currency and day.

        Args:
            currency: Only of this currency.
        """
        answer: types.RatesListResult = self._ask(
            "rates/list",
            {
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    def set(
        self,
        *,
        currency: str,
        rate: float,
        date: Optional[types.Instant] = None,
        source: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.RatesSetResult:
        """Sets how many units of a currency a US dollar buys, from a day on.

        A rate holds until a later one. It takes the place of one of the same currency and day.

        Args:
            currency: The currency.
            rate: Units of the currency for one US dollar. (0 to 1000000000)
            date: The day it is of (YYYY-MM-DD); today in UTC by default.
            source: Where the rate comes from. (default "")
        """
        answer: types.RatesSetResult = self._ask(
            "rates/set",
            {
                "currency": currency,
                "rate": rate,
                "date": date,
                "source": source,
            },
            timeout,
            on_progress,
        )
        return answer


class SchedulerGroup(Group):
    """The methods scheduler/*."""

    __slots__ = ()

    def health(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerHealthResult:
        """Tells in short whether scheduled jobs are seen to, and which of them fail.

        It answers, with stopped, where an HTTP service would say 503.
        """
        answer: types.SchedulerHealthResult = self._ask(
            "scheduler/health",
            {},
            timeout,
            on_progress,
        )
        return answer

    def history(
        self,
        *,
        job_id: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerHistoryResult:
        """Lists runs of scheduled jobs, newest first; the last hundred of each job are kept.

        Args:
            job_id: Only runs of this scheduled job.
            limit: At most so many. (1 to 100; default 50)
        """
        answer: types.SchedulerHistoryResult = self._ask(
            "scheduler/history",
            {
                "job_id": job_id,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    def job(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerJobResult:
        """Answers one scheduled job with its last ten runs.

        Args:
            job_id: The scheduled job.
        """
        answer: types.SchedulerJobResult = self._ask(
            "scheduler/job",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def jobs(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerJobsResult:
        """Lists scheduled jobs by id, with when each is due and how its last run ended."""
        answer: types.SchedulerJobsResult = self._ask(
            "scheduler/jobs",
            {},
            timeout,
            on_progress,
        )
        return answer

    def next_runs(
        self,
        *,
        job_id: Optional[str] = None,
        count: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerNextRunsResult:
        """Tells when each scheduled job is due next, soonest first; those that are not due stand last.

        Args:
            job_id: Only this scheduled job.
            count: How many times of each to tell. (1 to 100; default 1)
        """
        answer: types.SchedulerNextRunsResult = self._ask(
            "scheduler/nextRuns",
            {
                "job_id": job_id,
                "count": count,
            },
            timeout,
            on_progress,
        )
        return answer

    def set(
        self,
        *,
        job_id: str,
        name: Optional[str] = None,
        cron: Optional[str] = None,
        time_zone: Optional[str] = None,
        kind: Optional[str] = None,
        params: Optional[Dict[str, Any]] = None,
        enabled: Optional[bool] = None,
        remove: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerSetResult:
        """Schedules a job of any kind, or changes, disables or removes a schedule.

        What is not given stays as it is; a new schedule needs cron and kind. cron has five fields (minute, hour,
        day of month, month, day of week) with lists, ranges, steps and names, or is @hourly, @daily, @weekly,
        @monthly or @yearly; with a day of the month and a day of the week one of them is enough. Where clocks are
        moved, a time that is skipped is made up for at that moment and one that comes twice counts once; an
        expression of every hour (*/15 * * * *) goes on by what the clock shows, in the doubled hour twice. Runs
        never overlap, and what was missed becomes one run. params are those of the kind, checked now. A run that is
        queued when its schedule is removed is cancelled; one under way goes on.

        Args:
            job_id: The scheduled job: its id, which is made up here for a new one.
            name: What people call it; its id by default.
            cron: When it is due.
            time_zone: The zone whose clocks cron is read by; the worker's by default.
            kind: The kind of its jobs, such as usage/import, aggregate_refresh or forecasting.
            params: The params of its jobs; none by default.
            enabled: Whether it is due at its times. (default true)
            remove: Whether to remove it. (default false)
        """
        answer: types.SchedulerSetResult = self._ask(
            "scheduler/set",
            {
                "job_id": job_id,
                "name": name,
                "cron": cron,
                "time_zone": time_zone,
                "kind": kind,
                "params": params,
                "enabled": enabled,
                "remove": remove,
            },
            timeout,
            on_progress,
        )
        return answer

    def status(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerStatusResult:
        """Tells whether scheduled jobs are seen to, when each is due, and what became of the last runs.

        Any worker on the database sees to what is due, one at a time; none has to be there for it: runs that were
        missed become one when a worker is there again. stopped means that something was due and no worker has taken
        it. anthropic_collection and openai_collection are unavailable, with the reason, until this version collects
        from the provider and a credential for it exists. aggregate_refresh evaluates budgets, tells webhooks of
        anomalies and forgets expired rows: roll-ups are always current and need no refreshing. forecasting trains
        the forecasts of 7 and 30 days and keeps them for cost/forecast.
        """
        answer: types.SchedulerStatusResult = self._ask(
            "scheduler/status",
            {},
            timeout,
            on_progress,
        )
        return answer

    def trigger(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerTriggerResult:
        """Has a scheduled job done now, whether or not it is due or enabled.

        The run is queued, and done by any worker on the database; jobs/wait with run_id waits for its end. While a
        run is queued or under way there is none beside it: that is a conflict. The schedule stays as it is.

        Args:
            job_id: The scheduled job.
        """
        answer: types.SchedulerTriggerResult = self._ask(
            "scheduler/trigger",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer


class SystemGroup(Group):
    """The methods system/*."""

    __slots__ = ()

    def backup(
        self,
        *,
        path: str,
        overwrite: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemBackupResult:
        """Copies the database into a file while work goes on, checks the copy, and only then gives it its name.

        The copy is of one state: what was committed before the call, and nothing that comes after. It is written
        under a temporary name beside its own (mode 0600), opened, checked by SQLite's own check and held against
        the number of events and the total, synced and renamed: it is there whole or not at all. Progress is told on
        workDoneToken.

        Args:
            path: The file to write.
            overwrite: Whether a file that exists is replaced. (default false)
        """
        answer: types.SystemBackupResult = self._ask(
            "system/backup",
            {
                "path": path,
                "overwrite": overwrite,
            },
            timeout,
            on_progress,
        )
        return answer

    def performance(
        self,
        *,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemPerformanceResult:
        """Answers the current hour's calls, what the process uses of the machine, and how fast the database answers.

        The current hour is that of as_of in time_zone, up to that instant; throughput divides its calls by the
        minutes it has lasted, one at least. A megabyte is 1,048,576 bytes. cpu_usage_percent is processor time over
        the time since the process began. disk_usage_mb is the database and its write-ahead log, 0 in memory.

        Args:
            as_of: The instant taken for now; by default now.
            time_zone: The zone whose hour is meant; by default the worker's.
        """
        answer: types.SystemPerformanceResult = self._ask(
            "system/performance",
            {
                "as_of": as_of,
                "time_zone": time_zone,
            },
            timeout,
            on_progress,
        )
        return answer

    def retention(
        self,
        *,
        days: int,
        dry_run: Optional[bool] = None,
        confirm: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemRetentionResult:
        """Drops events older than some days; what they sum to by day and hour stays, to the nano-dollar.

        Kept are the events of the last days days and of the day under way, counted in days of UTC; the first event
        kept is of retained_from or later. Of the time before, questions are answered from roll-ups: whole UTC days,
        in all or by project, provider, model, operation, category, team, department, purpose, client, campaign or
        environment; whole hours, in all or by model. Other questions about it are refused, and so are events from
        then: sent again they would count twice. All of it happens in one transaction, and not at all when a budget
        still needs what would go. The file does not shrink; what is free is used again. Needs confirm: true;
        dry_run tells what would go.

        Args:
            days: How many whole days before today are kept. (1 to 3660)
            dry_run: Whether to tell what would go, and change nothing. (default false)
            confirm: Must be true unless it is a dry run. (default false)
        """
        answer: types.SystemRetentionResult = self._ask(
            "system/retention",
            {
                "days": days,
                "dry_run": dry_run,
                "confirm": confirm,
            },
            timeout,
            on_progress,
        )
        return answer

    def verify(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemVerifyResult:
        """Checks the database file, recomputes every roll-up and budget counter from the events, and looks every id up.

        Reads everything, and takes as long. A damaged file is no error but an answer with ok: false and the damage
        in integrity. Progress is told on workDoneToken.
        """
        answer: types.SystemVerifyResult = self._ask(
            "system/verify",
            {},
            timeout,
            on_progress,
        )
        return answer


class TeamsGroup(Group):
    """The methods teams/*."""

    __slots__ = ()

    def get_mapping(
        self,
        *,
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.TeamsGetMappingResult:
        """Answers the mapping of users to teams.

        Args:
            project_id: The project it is for; every project without.
        """
        answer: types.TeamsGetMappingResult = self._ask(
            "teams/getMapping",
            {
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def set_mapping(
        self,
        *,
        mapping: Dict[str, str],
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.TeamsSetMappingResult:
        """Sets which team each user's spend counts for, past events included.

        Exact addresses go before wildcards (*@domain), longer wildcards before shorter, a project's own mapping
        before the general one. The mapping replaces the one set before for the same project. A user that no line
        matches keeps the team named in the event.

        Args:
            mapping: Address, or * and the end of one, to team.
            project_id: The project it is for; every project without.
        """
        answer: types.TeamsSetMappingResult = self._ask(
            "teams/setMapping",
            {
                "mapping": mapping,
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )
        return answer


class UsageGroup(Group):
    """The methods usage/*."""

    __slots__ = ()

    def amend(
        self,
        *,
        id: str,
        changes: Dict[str, Any],
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageAmendResult:
        """Corrects members of a stored event; roll-ups follow exactly.

        changes holds the members to set, as for usage/track. Unless the event's cost was given it is priced anew.
        The correction is kept in the audit log; sending the event again as it first came is still a duplicate.

        Args:
            id: The event's id.
            changes: The members to set.
        """
        answer: types.UsageAmendResult = self._ask(
            "usage/amend",
            {
                "id": id,
                "changes": changes,
            },
            timeout,
            on_progress,
        )
        return answer

    def delete(
        self,
        *,
        confirm: bool,
        id: Optional[str] = None,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageDeleteResult:
        """Removes the events of a window and scope, or one event; roll-ups follow exactly.

        Needs confirm: true, and either id, or days or start: nothing is deleted by default. What was deleted is
        kept in the audit log as a count and a sum. The ids become free again.

        Args:
            confirm: Must be true.
            id: One event.
            days: The last so many local days. (1 to 3660)
            start: Where the window begins.
            end: Where the window ends, itself excluded.
            as_of: The instant taken for now.
            time_zone: The zone of days and dates.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
        """
        answer: types.UsageDeleteResult = self._ask(
            "usage/delete",
            {
                "confirm": confirm,
                "id": id,
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
            },
            timeout,
            on_progress,
        )
        return answer

    def export(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        format: Optional[Literal["ndjson", "json", "csv", "focus"]] = None,
        path: Optional[str] = None,
        overwrite: Optional[bool] = None,
        raw: Optional[bool] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageExportResult:
        """Writes the events of a window and scope to a file, or answers them as text.

        Events stand in the order they were stored. ndjson and json can be imported again and give the same events
        under the same ids and the same total: cost_usd is written as what counts, so an import takes it as given
        (an event that nothing prices has none and is unpriced again); members that begin with _ say what the worker
        found out and are passed over. query_text is the pattern where the text itself was not kept. csv has a
        column for every member, cost_allocation.NAME flattened, tags joined by semicolons, metadata as JSON text;
        cells that a spreadsheet would run as formulas begin with an apostrophe unless raw is true. focus is CSV in
        the FinOps Open Cost and Usage Specification 1.2, a row an event (a charge of the UTC hour that it lies in):
        what an event cost is its billed, effective and contracted cost, so that a column adds up to the total; what
        the specification has no column for stands in columns that begin with x_, by which usage/import reads the
        events back. An event without a price is billed 0, with x_Unpriced true. A file is written under a temporary
        name beside its own (mode 0600), synced and renamed: it is there whole or not at all.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            format: ndjson (an event a line), json (a list), csv (with a header), or focus (FOCUS 1.2, CSV).
                (default "ndjson")
            path: The file to write; without it the events come in the answer, as text of at most 1 MiB.
            overwrite: Whether a file that exists is replaced. (default false)
            raw: Leaves csv cells as they are, formulas too: for programs, not for spreadsheets. (default false)
            wait: Whether to answer at its end. false: at once, with job_id and state; the answer is the job's
                result. (default true)
        """
        answer: types.UsageExportResult = self._ask(
            "usage/export",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "format": format,
                "path": path,
                "overwrite": overwrite,
                "raw": raw,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer

    def get(
        self,
        *,
        id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageGetResult:
        """Answers one event with its receipt: each bucket's quantity, rate and cost.

        The receipt's lines and its rounding add up to the cost. An event whose cost was given has one line that
        says so, and in list_lines what the price list would have said.

        Args:
            id: The event's id.
        """
        answer: types.UsageGetResult = self._ask(
            "usage/get",
            {
                "id": id,
            },
            timeout,
            on_progress,
        )
        return answer

    def import_(
        self,
        *,
        path: Optional[str] = None,
        text: Optional[str] = None,
        format: Optional[Literal["ndjson", "csv", "json", "focus", "bigquery_jobs", "openai_usage", "openai_costs", "anthropic_usage", "anthropic_cost", "litellm", "claude_code", "codex", "auto"]] = None,
        mapping: Optional[Dict[str, str]] = None,
        defaults: Optional[Dict[str, Any]] = None,
        on_error: Optional[Literal["skip", "abort"]] = None,
        key: Optional[str] = None,
        wait: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageImportResult:
        """Imports usage from a file or text, each row once.

        A job. It goes on in another worker where this one ends, from the rows it had stored. Waited for, it is
        answered at its end, what is sent after it on this connection (jobs/* aside) takes effect after it, and
        cancelling the request cancels the job: what was stored stays. text is kept by this worker alone, with wait:
        false in the queue (at most 8,388,608 bytes). A row without an id gets one made from the file's name (or
        key), its line and its content, so that importing the same file again stores nothing twice. Numbers may be
        given as text; timestamps also without zone (UTC), or as seconds, milliseconds or microseconds since 1970.
        auto reads a foreign format where members or columns leave no doubt, and nothing foreign where a mapping is
        given. A bucket of a provider's report is one event a group, under an id made of its time and its groups:
        fetched again with the same figures it is a duplicate, with others it is refused (IDEMPOTENCY_CONFLICT). A
        UTC day of a provider counts from its cost report (category provider_cost_report) or from usage
        (provider_usage_report, or calls that were tracked), whichever came first; rows of the other are refused
        with CONFLICT, so that no spend counts twice. Fetch each bucket with one grouping. focus costs are
        BilledCost, in USD; amounts below zero are refused by line. An answer of claude_code that was logged more
        than once counts with its last counts; codex counts by the differences of its running totals. LiteLLM's
        spend of 0 for tokens is no price, and is priced here. With file_roots set, paths lie below one of them.

        Args:
            path: The file to read; a regular file, no link. With claude_code and codex also a folder, whose *.jsonl
                are read; without it the program's own folder.
            text: The rows themselves, instead of a file.
            format: ndjson (an event, a JSON object, a line), csv (with a header), json (a list of events); focus
                (bills, FOCUS 1.0 to 1.2); bigquery_jobs (rows of INFORMATION_SCHEMA.JOBS or jobs of the REST API);
                openai_usage, openai_costs, anthropic_usage, anthropic_cost (answers of the vendors' admin APIs);
                litellm (LiteLLM_SpendLogs); claude_code, codex (their sessions); or auto. Foreign formats are read
                from lines, lists and, where they have columns, CSV. (default "auto")
            mapping: Column to field: a member of usage/track, metadata.NAME, cost_allocation.NAME,
                timestamp_offset_s (seconds added to the default timestamp), cost_nano_usd, or "" for nothing. With
                a mapping, other columns without a field's name are passed over. (default {})
            defaults: Members for every row that does not have them. (default {})
            on_error: skip: take what can be taken; abort: take all or none. (default "skip")
            key: Names this import: started again under the same key it is the same job, and answers what it
                answered; one that failed or was cancelled goes on where it stopped.
            wait: Whether to answer at its end. false: at once, with job_id and state; see jobs/get, jobs/wait and
                jobs/cancel. (default true)
        """
        answer: types.UsageImportResult = self._ask(
            "usage/import",
            {
                "path": path,
                "text": text,
                "format": format,
                "mapping": mapping,
                "defaults": defaults,
                "on_error": on_error,
                "key": key,
                "wait": wait,
            },
            timeout,
            on_progress,
        )
        return answer

    def log_batch(
        self,
        *,
        operation_name: str,
        batch_size: int,
        total_tokens: Optional[int] = None,
        total_cost: Optional[float] = None,
        processing_time_ms: Optional[float] = None,
        success_count: Optional[int] = None,
        error_count: Optional[int] = None,
        research_category: Optional[str] = None,
        id: Optional[str] = None,
        model_name: Optional[str] = None,
        provider: Optional[str] = None,
        timestamp: Optional[types.Instant] = None,
        project_id: Optional[str] = None,
        user_email: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageLogBatchResult:
        """Stores a batch operation as one event.

        call_count is batch_size, error_count the failures; success_count and error_count must add up to batch_size.

        Args:
            operation_name: What was done.
            batch_size: The calls of the batch. (1 to 1000000000)
            total_tokens: All tokens of the batch. (0 to 100000000000; default 0)
            total_cost: What the batch cost, in USD; without it the batch is unpriced. (0 to 9000000000)
            processing_time_ms: Milliseconds the batch took. (0 to 1000000000000)
            success_count: The calls that succeeded; batch_size less error_count if absent. (0 to 1000000000)
            error_count: The calls that failed. (0 to 1000000000; default 0)
            research_category: What it was done for.
            id: The event's own id; made if absent.
            model_name: The model.
            provider: Who was paid.
            timestamp: When; by default now.
            project_id: The project it was used for.
            user_email: Who used it.
        """
        answer: types.UsageLogBatchResult = self._ask(
            "usage/logBatch",
            {
                "operation_name": operation_name,
                "batch_size": batch_size,
                "total_tokens": total_tokens,
                "total_cost": total_cost,
                "processing_time_ms": processing_time_ms,
                "success_count": success_count,
                "error_count": error_count,
                "research_category": research_category,
                "id": id,
                "model_name": model_name,
                "provider": provider,
                "timestamp": timestamp,
                "project_id": project_id,
                "user_email": user_email,
            },
            timeout,
            on_progress,
        )
        return answer

    def performance(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsagePerformanceResult:
        """Sums calls, failures, cost, tokens and response times of the current hour, the current day and a window.

        current_hour and current_day are those of as_of (by default now) in time_zone, up to that instant. The
        breakdowns, window and response_time_ms are of the window, by default the current day, and the breakdowns
        add up to window. Percentiles are exact: the smallest response time that at least this share of the window's
        events do not exceed. Rates are in percent; means over no calls are 0, response times without any are null.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 1)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
        """
        answer: types.UsagePerformanceResult = self._ask(
            "usage/performance",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    def query(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[types.Instant] = None,
        end: Optional[types.Instant] = None,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        project_id: Optional[Union[str, List[str]]] = None,
        customer_id: Optional[Union[str, List[str]]] = None,
        provider: Optional[Union[str, List[str]]] = None,
        model: Optional[Union[str, List[str]]] = None,
        operation: Optional[Union[str, List[str]]] = None,
        category: Optional[Union[str, List[str]]] = None,
        user_email: Optional[Union[str, List[str]]] = None,
        team: Optional[Union[str, List[str]]] = None,
        department: Optional[Union[str, List[str]]] = None,
        purpose: Optional[Union[str, List[str]]] = None,
        client: Optional[Union[str, List[str]]] = None,
        campaign: Optional[Union[str, List[str]]] = None,
        environment: Optional[Union[str, List[str]]] = None,
        tag: Optional[Union[str, List[str]]] = None,
        currency: Optional[str] = None,
        order: Optional[Literal["newest", "oldest", "dearest"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageQueryResult:
        """Lists events, page by page.

        Pages are stable while writes go on: next_cursor continues among the events that were stored when the first
        page was made. total_count counts the events of the whole window and scope.

        Args:
            days: The last so many local days, today included; start and end go before. (1 to 3660; default 30)
            start: Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight.
            end: Where the window ends, itself excluded; by default as_of.
            as_of: The instant taken for now, so that any answer can be had again; by default now.
            time_zone: The zone whose days, weeks and months are meant; by default the worker's.
            project_id: Only events of this project, or of any in the list.
            customer_id: Only events of this customer, or of any in the list.
            provider: Only events of this provider, or of any in the list.
            model: Only events of this model, or of any in the list.
            operation: Only events of this operation, or of any in the list.
            category: Only events of this category, or of any in the list.
            user_email: Only events of this user, or of any in the list.
            team: Only events of this team, or of any in the list.
            department: Only events of this department, or of any in the list.
            purpose: Only events of this purpose, or of any in the list.
            client: Only events of this client, or of any in the list.
            campaign: Only events of this campaign, or of any in the list.
            environment: Only events of this environment, or of any in the list.
            tag: Only events of this tag, or of any in the list.
            currency: Adds the total in this currency, at the latest rate set on or before the window's last day.
            order: newest or oldest by event time, or dearest first. (default "newest")
            limit: Events a page. (1 to 1000; default 100)
            cursor: next_cursor of the page before.
        """
        answer: types.UsageQueryResult = self._ask(
            "usage/query",
            {
                "days": days,
                "start": start,
                "end": end,
                "as_of": as_of,
                "time_zone": time_zone,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "department": department,
                "purpose": purpose,
                "client": client,
                "campaign": campaign,
                "environment": environment,
                "tag": tag,
                "currency": currency,
                "order": order,
                "limit": limit,
                "cursor": cursor,
            },
            timeout,
            on_progress,
        )
        return answer

    def track(
        self,
        *,
        id: Optional[str] = None,
        timestamp: Optional[types.Instant] = None,
        project_id: Optional[str] = None,
        customer_id: Optional[str] = None,
        provider: Optional[str] = None,
        model: Optional[str] = None,
        operation: Optional[str] = None,
        category: Optional[str] = None,
        user_email: Optional[str] = None,
        team: Optional[str] = None,
        environment: Optional[str] = None,
        call_count: Optional[int] = None,
        error_count: Optional[int] = None,
        prompt_tokens: Optional[int] = None,
        completion_tokens: Optional[int] = None,
        cache_read_tokens: Optional[int] = None,
        cache_write_tokens: Optional[int] = None,
        reasoning_tokens: Optional[int] = None,
        total_tokens: Optional[int] = None,
        service_tier: Optional[Literal["standard", "batch", "priority", "flex", "scale", "fast"]] = None,
        region: Optional[str] = None,
        bytes_processed: Optional[int] = None,
        bytes_billed: Optional[int] = None,
        slot_ms: Optional[int] = None,
        cost_usd: Optional[float] = None,
        response_time_ms: Optional[float] = None,
        request_size: Optional[int] = None,
        response_size: Optional[int] = None,
        success: Optional[bool] = None,
        error: Optional[str] = None,
        query_text: Optional[str] = None,
        prompt: Optional[str] = None,
        completion: Optional[str] = None,
        cost_allocation: Optional[types.CostAllocationInput] = None,
        tags: Optional[List[str]] = None,
        metadata: Optional[Dict[str, Any]] = None,
        usage: Optional[Dict[str, Any]] = None,
        quality: Optional[Literal["reported", "estimated", "partial", "absent"]] = None,
        snapshot: Optional[bool] = None,
        reservation_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageTrackResult:
        """Stores one usage event, priced, once.

        The answer leaves after the event is safe. The same id with the same content is acknowledged as a duplicate
        and counts once; with other content it is refused. Without cost_usd the price list says what it cost; what
        no price covers is stored as unpriced, with a warning. timestamp defaults to now and counts as content only
        when given. An empty text counts as absent.

        Args:
            id: The event's own id, by which it counts once however often it is sent; made if absent.
            timestamp: When it was used; by default now.
            project_id: The project it was used for.
            customer_id: The customer it was used for.
            provider: Who was paid: openai, anthropic, google, bedrock, bigquery …
            model: The model, as the provider names it.
            operation: What was done; for queries their statement type.
            category: What it was done for.
            user_email: Who used it.
            team: The user's team, where the team mapping does not say.
            environment: Production, test and so on.
            call_count: The calls this event stands for; by default 1. (1 to 1000000000)
            error_count: How many of them failed; by default 0, or all without success. (0 to 1000000000)
            prompt_tokens: Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones,
                others with them. (0 to 100000000000)
            completion_tokens: Output tokens as the provider counts them: Google and xAI beside reasoning, others
                with it. (0 to 100000000000)
            cache_read_tokens: Input tokens read from a cache. (0 to 100000000000)
            cache_write_tokens: Input tokens written to a cache. (0 to 100000000000)
            reasoning_tokens: Output tokens spent on reasoning. (0 to 100000000000)
            total_tokens: All tokens; computed if absent. (0 to 100000000000)
            service_tier: The service tier it was served at; the one in usage goes before.
            region: Where it ran.
            bytes_processed: Bytes a query read. (0 to 1000000000000000)
            bytes_billed: Bytes a query is billed for. (0 to 1000000000000000)
            slot_ms: Slot-milliseconds a query took. (0 to 1000000000000000)
            cost_usd: What it cost; without it the price list says. (0 to 9000000000)
            response_time_ms: Milliseconds until the answer was whole. (0 to 1000000000000)
            request_size: Bytes of the request. (0 to 1000000000000000)
            response_size: Bytes of the answer. (0 to 1000000000000000)
            success: Whether it succeeded; by default true.
            error: What went wrong.
            query_text: The SQL; kept as store_text says, always grouped by its pattern.
            prompt: The prompt; kept only with store_text full, always fingerprinted.
            completion: The completion; kept only with store_text full.
            cost_allocation: Who bears the cost: department, team, purpose, client, campaign.
            tags: Free labels, at most 64. (at most 64)
            metadata: Anything else, an object of at most 64 KiB.
            usage: The provider's own usage object, passed on unread.
            quality: How sure the counts are.
            snapshot: A running snapshot of a stream: the same id again merges, count by count, to the larger.
            reservation_id: The budget reservation this event settles; one of quality absent that has no price
                leaves it held.
        """
        answer: types.UsageTrackResult = self._ask(
            "usage/track",
            {
                "id": id,
                "timestamp": timestamp,
                "project_id": project_id,
                "customer_id": customer_id,
                "provider": provider,
                "model": model,
                "operation": operation,
                "category": category,
                "user_email": user_email,
                "team": team,
                "environment": environment,
                "call_count": call_count,
                "error_count": error_count,
                "prompt_tokens": prompt_tokens,
                "completion_tokens": completion_tokens,
                "cache_read_tokens": cache_read_tokens,
                "cache_write_tokens": cache_write_tokens,
                "reasoning_tokens": reasoning_tokens,
                "total_tokens": total_tokens,
                "service_tier": service_tier,
                "region": region,
                "bytes_processed": bytes_processed,
                "bytes_billed": bytes_billed,
                "slot_ms": slot_ms,
                "cost_usd": cost_usd,
                "response_time_ms": response_time_ms,
                "request_size": request_size,
                "response_size": response_size,
                "success": success,
                "error": error,
                "query_text": query_text,
                "prompt": prompt,
                "completion": completion,
                "cost_allocation": cost_allocation,
                "tags": tags,
                "metadata": metadata,
                "usage": usage,
                "quality": quality,
                "snapshot": snapshot,
                "reservation_id": reservation_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def track_batch(
        self,
        *,
        events: List[types.UsageTrackBatchEventsItemInput],
        on_error: Optional[Literal["skip", "abort"]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageTrackBatchResult:
        """Stores up to 10,000 usage events in one transaction.

        Events that cannot be taken are listed by their place in the request. With on_error abort nothing is stored
        when one is listed, and accepted is 0.

        Args:
            events: The events, as for usage/track. (at most 10000)
            on_error: skip: take what can be taken and list the rest; abort: take all or none. (default "skip")
        """
        answer: types.UsageTrackBatchResult = self._ask(
            "usage/trackBatch",
            {
                "events": events,
                "on_error": on_error,
            },
            timeout,
            on_progress,
        )
        return answer


class WebhooksGroup(Group):
    """The methods webhooks/*."""

    __slots__ = ()

    def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksListResult:
        """Lists webhooks by id."""
        answer: types.WebhooksListResult = self._ask(
            "webhooks/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    def register(
        self,
        *,
        webhook_url: str,
        secret: str,
        webhook_id: Optional[str] = None,
        project_id: Optional[str] = None,
        triggers: Optional[List[Literal["budget_alert", "daily_anomaly", "user_anomaly", "team_anomaly", "pattern_anomaly"]]] = None,
        min_cost_increase_usd: Optional[float] = None,
        min_z_score: Optional[float] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksRegisterResult:
        """Has alerts and anomalies posted to a URL, signed.

        Each delivery is a POST of JSON with X-Webhook-Signature: t=SECONDS,v1=HEX, the HMAC-SHA-256 with the secret
        over t, a dot and the body, byte for byte, made afresh for each try, and X-Webhook-Delivery, an id that is
        the same for every try and stands in the body, too. A receiver verifies the signature, refuses a t older
        than five minutes, and keeps the id. Tries go on for 24 hours with exponential back-off; then the delivery
        is dead (alerts/resend within 30 days). Redirects are not followed; an address that is not public is refused
        unless its host and port is permitted at start (webhook_allow). Anomalies are looked for by budget/evaluate.
        The same id again changes the webhook.

        Args:
            webhook_url: Where to. https, or http to a host permitted at start.
            secret: The signing secret: env:NAME, file:PATH or command:PROGRAM ARGS. It is never stored.
            webhook_id: Its id; made for it if absent.
            project_id: Only what concerns this project.
            triggers: What it wants to hear of. (at most 8; default
                ["budget_alert","daily_anomaly","user_anomaly","team_anomaly","pattern_anomaly"])
            min_cost_increase_usd: The least increase of an anomaly. (0 to 9000000000; default 50)
            min_z_score: The least z-score of an anomaly. (0.5 to 100; default 2.5)
        """
        answer: types.WebhooksRegisterResult = self._ask(
            "webhooks/register",
            {
                "webhook_url": webhook_url,
                "secret": secret,
                "webhook_id": webhook_id,
                "project_id": project_id,
                "triggers": triggers,
                "min_cost_increase_usd": min_cost_increase_usd,
                "min_z_score": min_z_score,
            },
            timeout,
            on_progress,
        )
        return answer

    def remove(
        self,
        *,
        webhook_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksRemoveResult:
        """Removes a webhook, and what is on its way to it.

        Args:
            webhook_id: The webhook.
        """
        answer: types.WebhooksRemoveResult = self._ask(
            "webhooks/remove",
            {
                "webhook_id": webhook_id,
            },
            timeout,
            on_progress,
        )
        return answer

    def rotate_secret(
        self,
        *,
        webhook_id: str,
        secret: str,
        overlap_seconds: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksRotateSecretResult:
        """Takes a new signing secret into use; for a while both sign, so that a receiver may know either.

        Args:
            webhook_id: The webhook.
            secret: Where the new secret is to be read.
            overlap_seconds: How long the old one signs, too. (0 to 2592000; default 86400)
        """
        answer: types.WebhooksRotateSecretResult = self._ask(
            "webhooks/rotateSecret",
            {
                "webhook_id": webhook_id,
                "secret": secret,
                "overlap_seconds": overlap_seconds,
            },
            timeout,
            on_progress,
        )
        return answer


class Surface:
    """Every group as an attribute."""

    @property
    def access(self) -> AccessGroup:
        """The methods access/*."""
        return AccessGroup(self)

    @property
    def alerts(self) -> AlertsGroup:
        """The methods alerts/*."""
        return AlertsGroup(self)

    @property
    def analysis(self) -> AnalysisGroup:
        """The methods analysis/*."""
        return AnalysisGroup(self)

    @property
    def audit(self) -> AuditGroup:
        """The methods audit/*."""
        return AuditGroup(self)

    @property
    def breaker(self) -> BreakerGroup:
        """The methods breaker/*."""
        return BreakerGroup(self)

    @property
    def budget(self) -> BudgetGroup:
        """The methods budget/*."""
        return BudgetGroup(self)

    @property
    def collectors(self) -> CollectorsGroup:
        """The methods collectors/*."""
        return CollectorsGroup(self)

    @property
    def cost(self) -> CostGroup:
        """The methods cost/*."""
        return CostGroup(self)

    @property
    def credentials(self) -> CredentialsGroup:
        """The methods credentials/*."""
        return CredentialsGroup(self)

    @property
    def dashboard(self) -> DashboardGroup:
        """The methods dashboard/*."""
        return DashboardGroup(self)

    @property
    def health(self) -> HealthGroup:
        """The methods health/*."""
        return HealthGroup(self)

    @property
    def jobs(self) -> JobsGroup:
        """The methods jobs/*."""
        return JobsGroup(self)

    @property
    def prices(self) -> PricesGroup:
        """The methods prices/*."""
        return PricesGroup(self)

    @property
    def projects(self) -> ProjectsGroup:
        """The methods projects/*."""
        return ProjectsGroup(self)

    @property
    def rates(self) -> RatesGroup:
        """The methods rates/*."""
        return RatesGroup(self)

    @property
    def scheduler(self) -> SchedulerGroup:
        """The methods scheduler/*."""
        return SchedulerGroup(self)

    @property
    def system(self) -> SystemGroup:
        """The methods system/*."""
        return SystemGroup(self)

    @property
    def teams(self) -> TeamsGroup:
        """The methods teams/*."""
        return TeamsGroup(self)

    @property
    def usage(self) -> UsageGroup:
        """The methods usage/*."""
        return UsageGroup(self)

    @property
    def webhooks(self) -> WebhooksGroup:
        """The methods webhooks/*."""
        return WebhooksGroup(self)
