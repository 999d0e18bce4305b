"""Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Literal, Optional, Union

from . import _surface
from ._group import Group, OnProgress, described_by

if TYPE_CHECKING:
    from . import types


class AsyncAccessGroup(Group):
    """The methods access/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.AccessGroup.create_key)
    async def create_key(
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
        answer: types.AccessCreateKeyResult = await self._ask(
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

    @described_by(_surface.AccessGroup.list_keys)
    async def list_keys(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessListKeysResult:
        answer: types.AccessListKeysResult = await self._ask(
            "access/listKeys",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AccessGroup.revoke_key)
    async def revoke_key(
        self,
        *,
        key_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessRevokeKeyResult:
        answer: types.AccessRevokeKeyResult = await self._ask(
            "access/revokeKey",
            {
                "key_id": key_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AccessGroup.rotate_key)
    async def rotate_key(
        self,
        *,
        key_id: str,
        overlap_seconds: Optional[int] = None,
        expires_in_days: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AccessRotateKeyResult:
        answer: types.AccessRotateKeyResult = await self._ask(
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


class AsyncAlertsGroup(Group):
    """The methods alerts/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.AlertsGroup.acknowledge)
    async def acknowledge(
        self,
        *,
        alert_id: str,
        note: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsAcknowledgeResult:
        answer: types.AlertsAcknowledgeResult = await self._ask(
            "alerts/acknowledge",
            {
                "alert_id": alert_id,
                "note": note,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AlertsGroup.delivery_stats)
    async def delivery_stats(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsDeliveryStatsResult:
        answer: types.AlertsDeliveryStatsResult = await self._ask(
            "alerts/deliveryStats",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AlertsGroup.list)
    async def list(
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
        answer: types.AlertsListResult = await self._ask(
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

    @described_by(_surface.AlertsGroup.list_channels)
    async def list_channels(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsListChannelsResult:
        answer: types.AlertsListChannelsResult = await self._ask(
            "alerts/listChannels",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AlertsGroup.resend)
    async def resend(
        self,
        *,
        delivery_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AlertsResendResult:
        answer: types.AlertsResendResult = await self._ask(
            "alerts/resend",
            {
                "delivery_id": delivery_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AlertsGroup.set_channel)
    async def set_channel(
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
        answer: types.AlertsSetChannelResult = await self._ask(
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

    @described_by(_surface.AlertsGroup.test_channels)
    async def test_channels(
        self,
        *,
        name: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> Dict[str, types.AlertsTestChannelsResultValue]:
        answer: Dict[str, types.AlertsTestChannelsResultValue] = await self._ask(
            "alerts/testChannels",
            {
                "name": name,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncAnalysisGroup(Group):
    """The methods analysis/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.AnalysisGroup.cancel)
    async def cancel(
        self,
        *,
        analysis_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisCancelResult:
        answer: types.AnalysisCancelResult = await self._ask(
            "analysis/cancel",
            {
                "analysis_id": analysis_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AnalysisGroup.list)
    async def list(
        self,
        *,
        status: Optional[List[Literal["pending", "in_progress", "completed", "failed", "cancelled"]]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisListResult:
        answer: types.AnalysisListResult = await self._ask(
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

    @described_by(_surface.AnalysisGroup.result)
    async def result(
        self,
        *,
        analysis_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisResultResult:
        answer: types.AnalysisResultResult = await self._ask(
            "analysis/result",
            {
                "analysis_id": analysis_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.AnalysisGroup.start)
    async def start(
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
        answer: types.AnalysisStartResult = await self._ask(
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

    @described_by(_surface.AnalysisGroup.status)
    async def status(
        self,
        *,
        analysis_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.AnalysisStatusResult:
        answer: types.AnalysisStatusResult = await self._ask(
            "analysis/status",
            {
                "analysis_id": analysis_id,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncAuditGroup(Group):
    """The methods audit/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.AuditGroup.list)
    async def list(
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
        answer: types.AuditListResult = await self._ask(
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


class AsyncBreakerGroup(Group):
    """The methods breaker/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.BreakerGroup.acquire)
    async def acquire(
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
        answer: types.BreakerAcquireResult = await self._ask(
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

    @described_by(_surface.BreakerGroup.create)
    async def create(
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
        answer: types.BreakerCreateResult = await self._ask(
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

    @described_by(_surface.BreakerGroup.list)
    async def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerListResult:
        answer: types.BreakerListResult = await self._ask(
            "breaker/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BreakerGroup.record)
    async def record(
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
        answer: types.BreakerRecordResult = await self._ask(
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

    @described_by(_surface.BreakerGroup.reset)
    async def reset(
        self,
        *,
        name: Optional[str] = None,
        budget_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerResetResult:
        answer: types.BreakerResetResult = await self._ask(
            "breaker/reset",
            {
                "name": name,
                "budget_id": budget_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BreakerGroup.status)
    async def status(
        self,
        *,
        name: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BreakerStatusResult:
        answer: types.BreakerStatusResult = await self._ask(
            "breaker/status",
            {
                "name": name,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncBudgetGroup(Group):
    """The methods budget/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.BudgetGroup.check)
    async def check(
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
        answer: types.BudgetCheckResult = await self._ask(
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

    @described_by(_surface.BudgetGroup.delete)
    async def delete(
        self,
        *,
        budget_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetDeleteResult:
        answer: types.BudgetDeleteResult = await self._ask(
            "budget/delete",
            {
                "budget_id": budget_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BudgetGroup.evaluate)
    async def evaluate(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetEvaluateResult:
        answer: types.BudgetEvaluateResult = await self._ask(
            "budget/evaluate",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BudgetGroup.get)
    async def get(
        self,
        *,
        budget_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetGetResult:
        answer: types.BudgetGetResult = await self._ask(
            "budget/get",
            {
                "budget_id": budget_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BudgetGroup.list)
    async def list(
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
        answer: types.BudgetListResult = await self._ask(
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

    @described_by(_surface.BudgetGroup.release)
    async def release(
        self,
        *,
        reservation_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetReleaseResult:
        answer: types.BudgetReleaseResult = await self._ask(
            "budget/release",
            {
                "reservation_id": reservation_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BudgetGroup.reserve)
    async def reserve(
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
        answer: types.BudgetReserveResult = await self._ask(
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

    @described_by(_surface.BudgetGroup.set)
    async def set(
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
        answer: types.BudgetSetResult = await self._ask(
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

    @described_by(_surface.BudgetGroup.settle)
    async def settle(
        self,
        *,
        reservation_id: str,
        actual_cost_usd: float,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetSettleResult:
        answer: types.BudgetSettleResult = await self._ask(
            "budget/settle",
            {
                "reservation_id": reservation_id,
                "actual_cost_usd": actual_cost_usd,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BudgetGroup.status)
    async def status(
        self,
        *,
        budget_id: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        include_projections: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetStatusResult:
        answer: types.BudgetStatusResult = await self._ask(
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

    @described_by(_surface.BudgetGroup.summary)
    async def summary(
        self,
        *,
        budget_id: Optional[str] = None,
        scope: Optional[types.ScopeInput] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.BudgetSummaryResult:
        answer: types.BudgetSummaryResult = await self._ask(
            "budget/summary",
            {
                "budget_id": budget_id,
                "scope": scope,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.BudgetGroup.trends)
    async def trends(
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
        answer: types.BudgetTrendsResult = await self._ask(
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


class AsyncCollectorsGroup(Group):
    """The methods collectors/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.CollectorsGroup.backfill)
    async def backfill(
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
        answer: types.CollectorsBackfillResult = await self._ask(
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

    @described_by(_surface.CollectorsGroup.limits)
    async def limits(
        self,
        *,
        provider: Optional[Literal["anthropic", "openai", "bigquery"]] = None,
        credential: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsLimitsResult:
        answer: types.CollectorsLimitsResult = await self._ask(
            "collectors/limits",
            {
                "provider": provider,
                "credential": credential,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.CollectorsGroup.list)
    async def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CollectorsListResult:
        answer: types.CollectorsListResult = await self._ask(
            "collectors/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.CollectorsGroup.reconcile)
    async def reconcile(
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
        answer: types.CollectorsReconcileResult = await self._ask(
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

    @described_by(_surface.CollectorsGroup.run)
    async def run(
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
        answer: types.CollectorsRunResult = await self._ask(
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

    @described_by(_surface.CollectorsGroup.test)
    async def test(
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
        answer: types.CollectorsTestResult = await self._ask(
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


class AsyncCostGroup(Group):
    """The methods cost/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.CostGroup.analytics)
    async def analytics(
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
        answer: types.CostAnalyticsResult = await self._ask(
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

    @described_by(_surface.CostGroup.anomalies)
    async def anomalies(
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
        answer: types.CostAnomaliesResult = await self._ask(
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

    @described_by(_surface.CostGroup.attribution)
    async def attribution(
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
        answer: types.CostAttributionResult = await self._ask(
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

    @described_by(_surface.CostGroup.categories)
    async def categories(
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
        answer: types.CostCategoriesResult = await self._ask(
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

    @described_by(_surface.CostGroup.clusters)
    async def clusters(
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
        answer: types.CostClustersResult = await self._ask(
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

    @described_by(_surface.CostGroup.compare_periods)
    async def compare_periods(
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
        answer: types.CostComparePeriodsResult = await self._ask(
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

    @described_by(_surface.CostGroup.expensive_queries)
    async def expensive_queries(
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
        answer: types.CostExpensiveQueriesResult = await self._ask(
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

    @described_by(_surface.CostGroup.forecast)
    async def forecast(
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
        answer: types.CostForecastResult = await self._ask(
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

    @described_by(_surface.CostGroup.real_time)
    async def real_time(
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
        answer: types.CostRealTimeResult = await self._ask(
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

    @described_by(_surface.CostGroup.recommendations)
    async def recommendations(
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
        answer: types.CostRecommendationsResult = await self._ask(
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

    @described_by(_surface.CostGroup.render)
    async def render(
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
        answer: types.CostRenderResult = await self._ask(
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

    @described_by(_surface.CostGroup.report)
    async def report(
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
        answer: types.CostReportResult = await self._ask(
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

    @described_by(_surface.CostGroup.summary)
    async def summary(
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
        answer: types.CostSummaryResult = await self._ask(
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

    @described_by(_surface.CostGroup.trends)
    async def trends(
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
        answer: types.CostTrendsResult = await self._ask(
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

    @described_by(_surface.CostGroup.unusual_patterns)
    async def unusual_patterns(
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
        answer: types.CostUnusualPatternsResult = await self._ask(
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


class AsyncCredentialsGroup(Group):
    """The methods credentials/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.CredentialsGroup.list)
    async def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CredentialsListResult:
        answer: types.CredentialsListResult = await self._ask(
            "credentials/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.CredentialsGroup.remove)
    async def remove(
        self,
        *,
        name: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.CredentialsRemoveResult:
        answer: types.CredentialsRemoveResult = await self._ask(
            "credentials/remove",
            {
                "name": name,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.CredentialsGroup.set)
    async def set(
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
        answer: types.CredentialsSetResult = await self._ask(
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


class AsyncDashboardGroup(Group):
    """The methods dashboard/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.DashboardGroup.overview)
    async def overview(
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
        answer: types.DashboardOverviewResult = await self._ask(
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


class AsyncHealthGroup(Group):
    """The methods health/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.HealthGroup.check)
    async def check(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.HealthCheckResult:
        answer: types.HealthCheckResult = await self._ask(
            "health/check",
            {},
            timeout,
            on_progress,
        )
        return answer


class AsyncJobsGroup(Group):
    """The methods jobs/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.JobsGroup.cancel)
    async def cancel(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsCancelResult:
        answer: types.JobsCancelResult = await self._ask(
            "jobs/cancel",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.JobsGroup.get)
    async def get(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsGetResult:
        answer: types.JobsGetResult = await self._ask(
            "jobs/get",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.JobsGroup.list)
    async def list(
        self,
        *,
        kind: Optional[List[str]] = None,
        state: Optional[List[Literal["queued", "in_progress", "completed", "failed", "cancelled"]]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsListResult:
        answer: types.JobsListResult = await self._ask(
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

    @described_by(_surface.JobsGroup.retry)
    async def retry(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsRetryResult:
        answer: types.JobsRetryResult = await self._ask(
            "jobs/retry",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.JobsGroup.wait)
    async def wait(
        self,
        *,
        job_id: str,
        timeout_seconds: Optional[float] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.JobsWaitResult:
        answer: types.JobsWaitResult = await self._ask(
            "jobs/wait",
            {
                "job_id": job_id,
                "timeout_seconds": timeout_seconds,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncPricesGroup(Group):
    """The methods prices/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.PricesGroup.disagreements)
    async def disagreements(
        self,
        *,
        provider: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesDisagreementsResult:
        answer: types.PricesDisagreementsResult = await self._ask(
            "prices/disagreements",
            {
                "provider": provider,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.PricesGroup.estimate)
    async def estimate(
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
        answer: types.PricesEstimateResult = await self._ask(
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

    @described_by(_surface.PricesGroup.get)
    async def get(
        self,
        *,
        model: str,
        provider: Optional[str] = None,
        timestamp: Optional[types.Instant] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesGetResult:
        answer: types.PricesGetResult = await self._ask(
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

    @described_by(_surface.PricesGroup.list)
    async def list(
        self,
        *,
        search: Optional[str] = None,
        provider: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesListResult:
        answer: types.PricesListResult = await self._ask(
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

    @described_by(_surface.PricesGroup.remove)
    async def remove(
        self,
        *,
        id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.PricesRemoveResult:
        answer: types.PricesRemoveResult = await self._ask(
            "prices/remove",
            {
                "id": id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.PricesGroup.reprice)
    async def reprice(
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
        answer: types.PricesRepriceResult = await self._ask(
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

    @described_by(_surface.PricesGroup.set)
    async def set(
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
        answer: types.PricesSetResult = await self._ask(
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

    @described_by(_surface.PricesGroup.unmatched)
    async def unmatched(
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
        answer: types.PricesUnmatchedResult = await self._ask(
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

    @described_by(_surface.PricesGroup.what_if)
    async def what_if(
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
        answer: types.PricesWhatIfResult = await self._ask(
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


class AsyncProjectsGroup(Group):
    """The methods projects/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.ProjectsGroup.analytics)
    async def analytics(
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
        answer: types.ProjectsAnalyticsResult = await self._ask(
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

    @described_by(_surface.ProjectsGroup.archive)
    async def archive(
        self,
        *,
        project_id: str,
        archived: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsArchiveResult:
        answer: types.ProjectsArchiveResult = await self._ask(
            "projects/archive",
            {
                "project_id": project_id,
                "archived": archived,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.ProjectsGroup.create)
    async def create(
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
        answer: types.ProjectsCreateResult = await self._ask(
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

    @described_by(_surface.ProjectsGroup.get)
    async def get(
        self,
        *,
        project_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsGetResult:
        answer: types.ProjectsGetResult = await self._ask(
            "projects/get",
            {
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.ProjectsGroup.list)
    async def list(
        self,
        *,
        include_archived: Optional[bool] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.ProjectsListResult:
        answer: types.ProjectsListResult = await self._ask(
            "projects/list",
            {
                "include_archived": include_archived,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.ProjectsGroup.update)
    async def update(
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
        answer: types.ProjectsUpdateResult = await self._ask(
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


class AsyncRatesGroup(Group):
    """The methods rates/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.RatesGroup.list)
    async def list(
        self,
        *,
        currency: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.RatesListResult:
        answer: types.RatesListResult = await self._ask(
            "rates/list",
            {
                "currency": currency,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.RatesGroup.set)
    async def set(
        self,
        *,
        currency: str,
        rate: float,
        date: Optional[types.Instant] = None,
        source: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.RatesSetResult:
        answer: types.RatesSetResult = await self._ask(
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


class AsyncSchedulerGroup(Group):
    """The methods scheduler/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.SchedulerGroup.health)
    async def health(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerHealthResult:
        answer: types.SchedulerHealthResult = await self._ask(
            "scheduler/health",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SchedulerGroup.history)
    async def history(
        self,
        *,
        job_id: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerHistoryResult:
        answer: types.SchedulerHistoryResult = await self._ask(
            "scheduler/history",
            {
                "job_id": job_id,
                "limit": limit,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SchedulerGroup.job)
    async def job(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerJobResult:
        answer: types.SchedulerJobResult = await self._ask(
            "scheduler/job",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SchedulerGroup.jobs)
    async def jobs(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerJobsResult:
        answer: types.SchedulerJobsResult = await self._ask(
            "scheduler/jobs",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SchedulerGroup.next_runs)
    async def next_runs(
        self,
        *,
        job_id: Optional[str] = None,
        count: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerNextRunsResult:
        answer: types.SchedulerNextRunsResult = await self._ask(
            "scheduler/nextRuns",
            {
                "job_id": job_id,
                "count": count,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SchedulerGroup.set)
    async def set(
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
        answer: types.SchedulerSetResult = await self._ask(
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

    @described_by(_surface.SchedulerGroup.status)
    async def status(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerStatusResult:
        answer: types.SchedulerStatusResult = await self._ask(
            "scheduler/status",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SchedulerGroup.trigger)
    async def trigger(
        self,
        *,
        job_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SchedulerTriggerResult:
        answer: types.SchedulerTriggerResult = await self._ask(
            "scheduler/trigger",
            {
                "job_id": job_id,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncSystemGroup(Group):
    """The methods system/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.SystemGroup.backup)
    async def backup(
        self,
        *,
        path: str,
        overwrite: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemBackupResult:
        answer: types.SystemBackupResult = await self._ask(
            "system/backup",
            {
                "path": path,
                "overwrite": overwrite,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SystemGroup.performance)
    async def performance(
        self,
        *,
        as_of: Optional[types.Instant] = None,
        time_zone: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemPerformanceResult:
        answer: types.SystemPerformanceResult = await self._ask(
            "system/performance",
            {
                "as_of": as_of,
                "time_zone": time_zone,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.SystemGroup.retention)
    async def retention(
        self,
        *,
        days: int,
        dry_run: Optional[bool] = None,
        confirm: Optional[bool] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemRetentionResult:
        answer: types.SystemRetentionResult = await self._ask(
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

    @described_by(_surface.SystemGroup.verify)
    async def verify(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.SystemVerifyResult:
        answer: types.SystemVerifyResult = await self._ask(
            "system/verify",
            {},
            timeout,
            on_progress,
        )
        return answer


class AsyncTeamsGroup(Group):
    """The methods teams/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.TeamsGroup.get_mapping)
    async def get_mapping(
        self,
        *,
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.TeamsGetMappingResult:
        answer: types.TeamsGetMappingResult = await self._ask(
            "teams/getMapping",
            {
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.TeamsGroup.set_mapping)
    async def set_mapping(
        self,
        *,
        mapping: Dict[str, str],
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.TeamsSetMappingResult:
        answer: types.TeamsSetMappingResult = await self._ask(
            "teams/setMapping",
            {
                "mapping": mapping,
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncUsageGroup(Group):
    """The methods usage/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.UsageGroup.amend)
    async def amend(
        self,
        *,
        id: str,
        changes: Dict[str, Any],
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageAmendResult:
        answer: types.UsageAmendResult = await self._ask(
            "usage/amend",
            {
                "id": id,
                "changes": changes,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.UsageGroup.delete)
    async def delete(
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
        answer: types.UsageDeleteResult = await self._ask(
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

    @described_by(_surface.UsageGroup.export)
    async def export(
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
        answer: types.UsageExportResult = await self._ask(
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

    @described_by(_surface.UsageGroup.get)
    async def get(
        self,
        *,
        id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageGetResult:
        answer: types.UsageGetResult = await self._ask(
            "usage/get",
            {
                "id": id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.UsageGroup.import_)
    async def import_(
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
        answer: types.UsageImportResult = await self._ask(
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

    @described_by(_surface.UsageGroup.log_batch)
    async def log_batch(
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
        answer: types.UsageLogBatchResult = await self._ask(
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

    @described_by(_surface.UsageGroup.performance)
    async def performance(
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
        answer: types.UsagePerformanceResult = await self._ask(
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

    @described_by(_surface.UsageGroup.query)
    async def query(
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
        answer: types.UsageQueryResult = await self._ask(
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

    @described_by(_surface.UsageGroup.track)
    async def track(
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
        answer: types.UsageTrackResult = await self._ask(
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

    @described_by(_surface.UsageGroup.track_batch)
    async def track_batch(
        self,
        *,
        events: List[types.UsageTrackBatchEventsItemInput],
        on_error: Optional[Literal["skip", "abort"]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.UsageTrackBatchResult:
        answer: types.UsageTrackBatchResult = await self._ask(
            "usage/trackBatch",
            {
                "events": events,
                "on_error": on_error,
            },
            timeout,
            on_progress,
        )
        return answer


class AsyncWebhooksGroup(Group):
    """The methods webhooks/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.WebhooksGroup.list)
    async def list(
        self,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksListResult:
        answer: types.WebhooksListResult = await self._ask(
            "webhooks/list",
            {},
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.WebhooksGroup.register)
    async def register(
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
        answer: types.WebhooksRegisterResult = await self._ask(
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

    @described_by(_surface.WebhooksGroup.remove)
    async def remove(
        self,
        *,
        webhook_id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksRemoveResult:
        answer: types.WebhooksRemoveResult = await self._ask(
            "webhooks/remove",
            {
                "webhook_id": webhook_id,
            },
            timeout,
            on_progress,
        )
        return answer

    @described_by(_surface.WebhooksGroup.rotate_secret)
    async def rotate_secret(
        self,
        *,
        webhook_id: str,
        secret: str,
        overlap_seconds: Optional[int] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> types.WebhooksRotateSecretResult:
        answer: types.WebhooksRotateSecretResult = await self._ask(
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


class AsyncSurface:
    """Every group as an attribute."""

    @property
    def access(self) -> AsyncAccessGroup:
        """The methods access/*."""
        return AsyncAccessGroup(self)

    @property
    def alerts(self) -> AsyncAlertsGroup:
        """The methods alerts/*."""
        return AsyncAlertsGroup(self)

    @property
    def analysis(self) -> AsyncAnalysisGroup:
        """The methods analysis/*."""
        return AsyncAnalysisGroup(self)

    @property
    def audit(self) -> AsyncAuditGroup:
        """The methods audit/*."""
        return AsyncAuditGroup(self)

    @property
    def breaker(self) -> AsyncBreakerGroup:
        """The methods breaker/*."""
        return AsyncBreakerGroup(self)

    @property
    def budget(self) -> AsyncBudgetGroup:
        """The methods budget/*."""
        return AsyncBudgetGroup(self)

    @property
    def collectors(self) -> AsyncCollectorsGroup:
        """The methods collectors/*."""
        return AsyncCollectorsGroup(self)

    @property
    def cost(self) -> AsyncCostGroup:
        """The methods cost/*."""
        return AsyncCostGroup(self)

    @property
    def credentials(self) -> AsyncCredentialsGroup:
        """The methods credentials/*."""
        return AsyncCredentialsGroup(self)

    @property
    def dashboard(self) -> AsyncDashboardGroup:
        """The methods dashboard/*."""
        return AsyncDashboardGroup(self)

    @property
    def health(self) -> AsyncHealthGroup:
        """The methods health/*."""
        return AsyncHealthGroup(self)

    @property
    def jobs(self) -> AsyncJobsGroup:
        """The methods jobs/*."""
        return AsyncJobsGroup(self)

    @property
    def prices(self) -> AsyncPricesGroup:
        """The methods prices/*."""
        return AsyncPricesGroup(self)

    @property
    def projects(self) -> AsyncProjectsGroup:
        """The methods projects/*."""
        return AsyncProjectsGroup(self)

    @property
    def rates(self) -> AsyncRatesGroup:
        """The methods rates/*."""
        return AsyncRatesGroup(self)

    @property
    def scheduler(self) -> AsyncSchedulerGroup:
        """The methods scheduler/*."""
        return AsyncSchedulerGroup(self)

    @property
    def system(self) -> AsyncSystemGroup:
        """The methods system/*."""
        return AsyncSystemGroup(self)

    @property
    def teams(self) -> AsyncTeamsGroup:
        """The methods teams/*."""
        return AsyncTeamsGroup(self)

    @property
    def usage(self) -> AsyncUsageGroup:
        """The methods usage/*."""
        return AsyncUsageGroup(self)

    @property
    def webhooks(self) -> AsyncWebhooksGroup:
        """The methods webhooks/*."""
        return AsyncWebhooksGroup(self)
