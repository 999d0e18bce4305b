"""Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, Union

from . import _surface
from ._group import Group, OnProgress, described_by
from ._surface import Instant


class AsyncCost(Group):
    """The methods cost/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.Cost.summary)
    async def summary(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[Instant] = None,
        end: Optional[Instant] = None,
        as_of: Optional[Instant] = None,
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
    ) -> _surface.CostSummaryResult:
        return await self._ask(
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


class AsyncTeams(Group):
    """The methods teams/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.Teams.get_mapping)
    async def get_mapping(
        self,
        *,
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.TeamsGetMappingResult:
        return await self._ask(
            "teams/getMapping",
            {
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )

    @described_by(_surface.Teams.set_mapping)
    async def set_mapping(
        self,
        *,
        mapping: Dict[str, str],
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.TeamsSetMappingResult:
        return await self._ask(
            "teams/setMapping",
            {
                "mapping": mapping,
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )


class AsyncUsage(Group):
    """The methods usage/*, to be awaited."""

    __slots__ = ()

    @described_by(_surface.Usage.amend)
    async def amend(
        self,
        *,
        id: str,
        changes: Dict[str, Any],
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.UsageAmendResult:
        return await self._ask(
            "usage/amend",
            {
                "id": id,
                "changes": changes,
            },
            timeout,
            on_progress,
        )

    @described_by(_surface.Usage.delete)
    async def delete(
        self,
        *,
        confirm: bool,
        id: Optional[str] = None,
        days: Optional[int] = None,
        start: Optional[Instant] = None,
        end: Optional[Instant] = None,
        as_of: Optional[Instant] = None,
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
    ) -> _surface.UsageDeleteResult:
        return await self._ask(
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

    @described_by(_surface.Usage.get)
    async def get(
        self,
        *,
        id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.UsageGetResult:
        return await self._ask(
            "usage/get",
            {
                "id": id,
            },
            timeout,
            on_progress,
        )

    @described_by(_surface.Usage.import_)
    async def import_(
        self,
        *,
        path: Optional[str] = None,
        text: Optional[str] = None,
        format: Optional[Literal["ndjson", "csv", "json", "auto"]] = None,
        mapping: Optional[Dict[str, str]] = None,
        defaults: Optional[Dict[str, Any]] = None,
        on_error: Optional[Literal["skip", "abort"]] = None,
        key: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.UsageImportResult:
        return await self._ask(
            "usage/import",
            {
                "path": path,
                "text": text,
                "format": format,
                "mapping": mapping,
                "defaults": defaults,
                "on_error": on_error,
                "key": key,
            },
            timeout,
            on_progress,
        )

    @described_by(_surface.Usage.log_batch)
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
        timestamp: Optional[Instant] = None,
        project_id: Optional[str] = None,
        user_email: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.UsageLogBatchResult:
        return await self._ask(
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

    @described_by(_surface.Usage.query)
    async def query(
        self,
        *,
        days: Optional[int] = None,
        start: Optional[Instant] = None,
        end: Optional[Instant] = None,
        as_of: Optional[Instant] = None,
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
    ) -> _surface.UsageQueryResult:
        return await self._ask(
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

    @described_by(_surface.Usage.track)
    async def track(
        self,
        *,
        id: Optional[str] = None,
        timestamp: Optional[Instant] = None,
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
        cost_allocation: Optional[_surface.CostAllocationInput] = None,
        tags: Optional[List[str]] = None,
        metadata: Optional[Dict[str, Any]] = None,
        usage: Optional[Dict[str, Any]] = None,
        quality: Optional[Literal["reported", "estimated", "partial", "absent"]] = None,
        snapshot: Optional[bool] = None,
        reservation_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.UsageTrackResult:
        return await self._ask(
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

    @described_by(_surface.Usage.track_batch)
    async def track_batch(
        self,
        *,
        events: List[_surface.UsageTrackBatchEventsItemInput],
        on_error: Optional[Literal["skip", "abort"]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> _surface.UsageTrackBatchResult:
        return await self._ask(
            "usage/trackBatch",
            {
                "events": events,
                "on_error": on_error,
            },
            timeout,
            on_progress,
        )


class AsyncSurface:
    """Every group as an attribute."""

    @property
    def cost(self) -> AsyncCost:
        """The methods cost/*."""
        return AsyncCost(self)

    @property
    def teams(self) -> AsyncTeams:
        """The methods teams/*."""
        return AsyncTeams(self)

    @property
    def usage(self) -> AsyncUsage:
        """The methods usage/*."""
        return AsyncUsage(self)
