"""Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests."""

from __future__ import annotations

import datetime
from typing import Any, Dict, FrozenSet, List, Literal, Optional, Tuple, TypedDict, Union

from ._group import Group, OnProgress

#: An instant or a day: RFC 3339 text, or a datetime with a time zone, or a date.
Instant = Union[str, datetime.datetime, datetime.date]

#: The groups of methods this client was made for.
GROUPS: Tuple[str, ...] = (
    "cost",
    "teams",
    "usage",
)

#: Methods that change nothing, and so may be asked again.
READS: FrozenSet[str] = frozenset((
    "cost/summary",
    "teams/getMapping",
    "usage/get",
    "usage/query",
))


class CostSummarySummary(TypedDict):
    total_cost_usd: float
    """The cost of every event in the window and scope."""
    daily_avg_cost_usd: float
    """The total divided by the window's days, rounded to the nano-dollar."""
    total_queries: int
    """Calls: the sum of call_count."""
    avg_query_cost_usd: float
    """The total divided by the calls, rounded to the nano-dollar."""
    cost_by_query_type: Dict[str, float]
    """The total by operation."""
    event_count: int
    """Events."""
    cost_by_provider: Dict[str, float]
    """The total by provider."""
    cost_by_model: Dict[str, float]
    """The total by model."""
    total_tokens: int
    """Tokens, input and output."""
    error_rate_percent: Union[float, None]
    """Failed calls among all calls."""


class DataQuality(TypedDict):
    unpriced_events: int
    """Events that no price covers wholly; their missing part counts as nothing."""
    estimated_share_percent: Union[float, None]
    """The share of the cost (without cost, of the events) whose counts are not the provider's own."""
    late_events: int
    """Events that arrived after the UTC day they belong to had ended."""


class CostSummaryConversion(TypedDict):
    currency: str
    """The currency asked for."""
    rate: str
    """How many units of it a US dollar buys."""
    date: str
    """The day the rate is of."""
    total: float
    """The answer's total in that currency."""


class _CostSummaryResult(TypedDict):
    summary: CostSummarySummary
    """The figures."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostSummaryResult(_CostSummaryResult, total=False):
    conversion: CostSummaryConversion
    """The total in the currency asked for."""


class TeamsGetMappingResult(TypedDict):
    mapping: Dict[str, str]
    """Address, or * and the end of one, to team."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class TeamsSetMappingResult(TypedDict):
    status: str
    """success"""
    message: str
    """How many entries there are."""
    updated_at: str
    """When."""


class UsageAmendResult(TypedDict):
    id: str
    """The event's id."""
    cost_usd: float
    """What counts as its cost."""
    priced_by: Literal["given", "catalogue", "override", "free", "unpriced"]
    """Where the cost comes from."""
    duplicate: bool
    """Whether it was stored before, with the same content."""
    unpriced: List[str]
    """The buckets that no price covers."""
    warnings: List[str]
    """What to know about its price."""
    alerts_triggered: List[Any]
    """Alerts that this event set off."""


class UsageDeleteResult(TypedDict):
    deleted: int
    """Events removed."""
    cost_usd: float
    """What they had cost."""


class CostAllocation(TypedDict, total=False):
    department: str
    """The department that bears the cost."""
    team: str
    """The team that bears the cost."""
    purpose: str
    """The purpose that bears the cost."""
    client: str
    """The client that bears the cost."""
    campaign: str
    """The campaign that bears the cost."""


class _Event(TypedDict):
    cost_usd: float
    """What counts as its cost."""
    priced_by: Literal["given", "catalogue", "override", "free", "unpriced"]
    """Where the cost comes from."""
    unpriced: bool
    """Whether no price covers it, or a part of it."""
    received_at: str
    """When the worker heard of it."""


class Event(_Event, total=False):
    id: str
    """The event's own id, by which it counts once however often it is sent; made if absent."""
    timestamp: str
    """When it was used; by default now."""
    project_id: str
    """The project it was used for."""
    customer_id: str
    """The customer it was used for."""
    provider: str
    """Who was paid: openai, anthropic, google, bedrock, bigquery …"""
    model: str
    """The model, as the provider names it."""
    operation: str
    """What was done; for queries their statement type."""
    category: str
    """What it was done for."""
    user_email: str
    """Who used it."""
    team: str
    """The user's team, where the team mapping does not say."""
    environment: str
    """Production, test and so on."""
    call_count: int
    """The calls this event stands for; by default 1."""
    error_count: int
    """How many of them failed; by default 0, or all without success."""
    prompt_tokens: int
    """Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones, others with them."""
    completion_tokens: int
    """Output tokens as the provider counts them: Google and xAI beside reasoning, others with it."""
    cache_read_tokens: int
    """Input tokens read from a cache."""
    cache_write_tokens: int
    """Input tokens written to a cache."""
    reasoning_tokens: int
    """Output tokens spent on reasoning."""
    total_tokens: int
    """All tokens; computed if absent."""
    service_tier: Literal["standard", "batch", "priority", "flex", "scale", "fast"]
    """The service tier it was served at; the one in usage goes before."""
    region: str
    """Where it ran."""
    bytes_processed: int
    """Bytes a query read."""
    bytes_billed: int
    """Bytes a query is billed for."""
    slot_ms: int
    """Slot-milliseconds a query took."""
    response_time_ms: float
    """Milliseconds until the answer was whole."""
    request_size: int
    """Bytes of the request."""
    response_size: int
    """Bytes of the answer."""
    success: bool
    """Whether it succeeded; by default true."""
    error: str
    """What went wrong."""
    query_text: str
    """The SQL; kept as store_text says, always grouped by its pattern."""
    prompt: str
    """The prompt; kept only with store_text full, always fingerprinted."""
    completion: str
    """The completion; kept only with store_text full."""
    cost_allocation: CostAllocation
    """Who bears the cost: department, team, purpose, client, campaign."""
    tags: List[str]
    """Free labels, at most 64."""
    metadata: Dict[str, Any]
    """Anything else, an object of at most 64 KiB."""
    quality: Literal["reported", "estimated", "partial", "absent"]
    """How sure the counts are."""
    snapshot: bool
    """A running snapshot of a stream: the same id again merges, count by count, to the larger."""
    reservation_id: str
    """The budget reservation this event settles."""
    priced_cost_usd: float
    """What the price list says, where the cost was given."""
    costs_differ: bool
    """Whether the two differ by more than 1 %."""
    query_pattern: str
    """The query without its literals."""
    tables: List[str]
    """The tables the query reads."""


class UsageGetReceiptLinesItem(TypedDict):
    bucket: str
    """What was counted."""
    quantity: int
    """How much."""
    rate_usd: Union[float, None]
    """USD for one unit (bytes: for 2^40, slot-milliseconds: for 3,600,000)."""
    cost_usd: float
    """The line's cost, exactly."""
    price_source: str
    """Whose price list."""
    price_date: Union[str, None]
    """The day of the price list."""


class _UsageGetReceipt(TypedDict):
    cost_usd: float
    """What counts as the event's cost."""
    lines: List[UsageGetReceiptLinesItem]
    """One line a bucket."""
    rounding_usd: float
    """What rounding to the nano-dollar added: the lines and this add up to the cost."""
    unpriced: List[str]
    """The buckets that no price covers."""
    provider: Union[str, None]
    """The provider whose price list was used."""
    model: Union[str, None]
    """The model whose prices were used."""
    service_tier: Union[str, None]
    """The service tier the prices are of."""
    above_tokens: Union[int, None]
    """The input threshold above which these prices hold."""


class UsageGetReceipt(_UsageGetReceipt, total=False):
    list_lines: List[UsageGetReceiptLinesItem]
    """What the price list would have said of an event whose cost was given."""


class UsageGetResult(TypedDict):
    event: Event
    """The event."""
    receipt: UsageGetReceipt
    """How its cost comes about."""


class UsageImportRejectedItem(TypedDict):
    line: int
    """The row's line, from 1."""
    code: str
    """The stable name of the error."""
    message: str
    """What was wrong."""


class UsageImportResult(TypedDict):
    format: str
    """The format that was read."""
    rows: int
    """Rows read."""
    accepted: int
    """Events stored."""
    duplicates: int
    """Rows that were stored before."""
    unpriced: int
    """Events stored that no price covers wholly."""
    rejected_count: int
    """Rows that were not stored."""
    rejected: List[UsageImportRejectedItem]
    """The first hundred of them."""
    bytes: int
    """Bytes read."""


class UsageLogBatchResult(TypedDict):
    id: str
    """The event's id."""
    cost_usd: float
    """What counts as its cost."""
    priced_by: Literal["given", "catalogue", "override", "free", "unpriced"]
    """Where the cost comes from."""
    duplicate: bool
    """Whether it was stored before, with the same content."""
    unpriced: List[str]
    """The buckets that no price covers."""
    warnings: List[str]
    """What to know about its price."""
    alerts_triggered: List[Any]
    """Alerts that this event set off."""


class UsageQueryResult(TypedDict):
    events: List[Event]
    """The page."""
    total_count: int
    """Events in the window and scope."""
    next_cursor: Union[str, None]
    """Where the next page begins; null on the last."""
    data_quality: DataQuality
    """What the events' total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostAllocationInput(TypedDict, total=False):
    department: str
    """The department that bears the cost."""
    team: str
    """The team that bears the cost."""
    purpose: str
    """The purpose that bears the cost."""
    client: str
    """The client that bears the cost."""
    campaign: str
    """The campaign that bears the cost."""


class UsageTrackResult(TypedDict):
    id: str
    """The event's id."""
    cost_usd: float
    """What counts as its cost."""
    priced_by: Literal["given", "catalogue", "override", "free", "unpriced"]
    """Where the cost comes from."""
    duplicate: bool
    """Whether it was stored before, with the same content."""
    unpriced: List[str]
    """The buckets that no price covers."""
    warnings: List[str]
    """What to know about its price."""
    alerts_triggered: List[Any]
    """Alerts that this event set off."""


class UsageTrackBatchEventsItemInput(TypedDict, total=False):
    id: str
    """The event's own id, by which it counts once however often it is sent; made if absent."""
    timestamp: Instant
    """When it was used; by default now."""
    project_id: str
    """The project it was used for."""
    customer_id: str
    """The customer it was used for."""
    provider: str
    """Who was paid: openai, anthropic, google, bedrock, bigquery …"""
    model: str
    """The model, as the provider names it."""
    operation: str
    """What was done; for queries their statement type."""
    category: str
    """What it was done for."""
    user_email: str
    """Who used it."""
    team: str
    """The user's team, where the team mapping does not say."""
    environment: str
    """Production, test and so on."""
    call_count: int
    """The calls this event stands for; by default 1. (1 to 1000000000)"""
    error_count: int
    """How many of them failed; by default 0, or all without success. (0 to 1000000000)"""
    prompt_tokens: int
    """Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones, others with them. (0 to
    1000000000000)"""
    completion_tokens: int
    """Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. (0 to
    1000000000000)"""
    cache_read_tokens: int
    """Input tokens read from a cache. (0 to 1000000000000)"""
    cache_write_tokens: int
    """Input tokens written to a cache. (0 to 1000000000000)"""
    reasoning_tokens: int
    """Output tokens spent on reasoning. (0 to 1000000000000)"""
    total_tokens: int
    """All tokens; computed if absent. (0 to 1000000000000)"""
    service_tier: Literal["standard", "batch", "priority", "flex", "scale", "fast"]
    """The service tier it was served at; the one in usage goes before."""
    region: str
    """Where it ran."""
    bytes_processed: int
    """Bytes a query read. (0 to 1000000000000000000)"""
    bytes_billed: int
    """Bytes a query is billed for. (0 to 1000000000000000000)"""
    slot_ms: int
    """Slot-milliseconds a query took. (0 to 1000000000000000000)"""
    cost_usd: float
    """What it cost; without it the price list says. (0 to 9000000000)"""
    response_time_ms: float
    """Milliseconds until the answer was whole. (0 to 1000000000000)"""
    request_size: int
    """Bytes of the request. (0 to 1000000000000000000)"""
    response_size: int
    """Bytes of the answer. (0 to 1000000000000000000)"""
    success: bool
    """Whether it succeeded; by default true."""
    error: str
    """What went wrong."""
    query_text: str
    """The SQL; kept as store_text says, always grouped by its pattern."""
    prompt: str
    """The prompt; kept only with store_text full, always fingerprinted."""
    completion: str
    """The completion; kept only with store_text full."""
    cost_allocation: CostAllocationInput
    """Who bears the cost: department, team, purpose, client, campaign."""
    tags: List[str]
    """Free labels, at most 64. (at most 64)"""
    metadata: Dict[str, Any]
    """Anything else, an object of at most 64 KiB."""
    usage: Dict[str, Any]
    """The provider's own usage object, passed on unread."""
    quality: Literal["reported", "estimated", "partial", "absent"]
    """How sure the counts are."""
    snapshot: bool
    """A running snapshot of a stream: the same id again merges, count by count, to the larger."""
    reservation_id: str
    """The budget reservation this event settles."""


class UsageTrackBatchRejectedItem(TypedDict):
    index: int
    """The event's place in the request, from 0."""
    code: str
    """The stable name of the error."""
    message: str
    """What was wrong."""


class UsageTrackBatchResult(TypedDict):
    accepted: int
    """Events stored."""
    duplicates: int
    """Events that were stored before, with the same content."""
    rejected: List[UsageTrackBatchRejectedItem]
    """Events that were not stored."""


class Cost(Group):
    """The methods cost/*."""

    __slots__ = ()

    def summary(
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
    ) -> CostSummaryResult:
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
        return self._ask(
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


class Teams(Group):
    """The methods teams/*."""

    __slots__ = ()

    def get_mapping(
        self,
        *,
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> TeamsGetMappingResult:
        """Answers the mapping of users to teams.

        Args:
            project_id: The project it is for; every project without.
        """
        return self._ask(
            "teams/getMapping",
            {
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )

    def set_mapping(
        self,
        *,
        mapping: Dict[str, str],
        project_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> TeamsSetMappingResult:
        """Sets which team each user's spend counts for, past events included.

        Exact addresses go before wildcards (*@domain), longer wildcards before shorter, a project's own mapping
        before the general one. The mapping replaces the one set before for the same project. A user that no line
        matches keeps the team named in the event.

        Args:
            mapping: Address, or * and the end of one, to team.
            project_id: The project it is for; every project without.
        """
        return self._ask(
            "teams/setMapping",
            {
                "mapping": mapping,
                "project_id": project_id,
            },
            timeout,
            on_progress,
        )


class Usage(Group):
    """The methods usage/*."""

    __slots__ = ()

    def amend(
        self,
        *,
        id: str,
        changes: Dict[str, Any],
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> UsageAmendResult:
        """Corrects members of a stored event; roll-ups follow exactly.

        changes holds the members to set, as for usage/track. Unless the event's cost was given it is priced anew.
        The correction is kept in the audit log; sending the event again as it first came is still a duplicate.

        Args:
            id: The event's id.
            changes: The members to set.
        """
        return self._ask(
            "usage/amend",
            {
                "id": id,
                "changes": changes,
            },
            timeout,
            on_progress,
        )

    def delete(
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
    ) -> UsageDeleteResult:
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
        return self._ask(
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

    def get(
        self,
        *,
        id: str,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> UsageGetResult:
        """Answers one event with its receipt: each bucket's quantity, rate and cost.

        The receipt's lines and its rounding add up to the cost. An event whose cost was given has one line that
        says so, and in list_lines what the price list would have said.

        Args:
            id: The event's id.
        """
        return self._ask(
            "usage/get",
            {
                "id": id,
            },
            timeout,
            on_progress,
        )

    def import_(
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
    ) -> UsageImportResult:
        """Imports usage from a file or text, each row once.

        Answered at its end, with progress in rows and bytes; cancelling the request ends it after the rows at hand,
        and what was committed stays. A row without an id gets one made from the file's name (or key), its line and
        its content, so that importing the same file again stores nothing twice. Numbers may be given as text;
        timestamps also without zone (UTC), or as seconds, milliseconds or microseconds since 1970.

        Args:
            path: The file to read; a regular file, no link.
            text: The rows themselves, instead of a file.
            format: ndjson (a JSON object a line), csv (with a header), json (a list), or auto. (default "auto")
            mapping: Column to field: a member of usage/track, metadata.NAME, cost_allocation.NAME,
                timestamp_offset_s (seconds added to the default timestamp), cost_nano_usd, or "" for nothing. With
                a mapping, other columns without a field's name are passed over. (default {})
            defaults: Members for every row that does not have them. (default {})
            on_error: skip: take what can be taken; abort: take all or none. (default "skip")
            key: Names this import: started again under the same key it answers what it answered.
        """
        return self._ask(
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
        timestamp: Optional[Instant] = None,
        project_id: Optional[str] = None,
        user_email: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> UsageLogBatchResult:
        """Stores a batch operation as one event.

        call_count is batch_size, error_count the failures; success_count and error_count must add up to batch_size.

        Args:
            operation_name: What was done.
            batch_size: The calls of the batch. (1 to 1000000000)
            total_tokens: All tokens of the batch. (0 to 1000000000000; default 0)
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
        return self._ask(
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

    def query(
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
    ) -> UsageQueryResult:
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
        return self._ask(
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

    def track(
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
        cost_allocation: Optional[CostAllocationInput] = None,
        tags: Optional[List[str]] = None,
        metadata: Optional[Dict[str, Any]] = None,
        usage: Optional[Dict[str, Any]] = None,
        quality: Optional[Literal["reported", "estimated", "partial", "absent"]] = None,
        snapshot: Optional[bool] = None,
        reservation_id: Optional[str] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> UsageTrackResult:
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
                others with them. (0 to 1000000000000)
            completion_tokens: Output tokens as the provider counts them: Google and xAI beside reasoning, others
                with it. (0 to 1000000000000)
            cache_read_tokens: Input tokens read from a cache. (0 to 1000000000000)
            cache_write_tokens: Input tokens written to a cache. (0 to 1000000000000)
            reasoning_tokens: Output tokens spent on reasoning. (0 to 1000000000000)
            total_tokens: All tokens; computed if absent. (0 to 1000000000000)
            service_tier: The service tier it was served at; the one in usage goes before.
            region: Where it ran.
            bytes_processed: Bytes a query read. (0 to 1000000000000000000)
            bytes_billed: Bytes a query is billed for. (0 to 1000000000000000000)
            slot_ms: Slot-milliseconds a query took. (0 to 1000000000000000000)
            cost_usd: What it cost; without it the price list says. (0 to 9000000000)
            response_time_ms: Milliseconds until the answer was whole. (0 to 1000000000000)
            request_size: Bytes of the request. (0 to 1000000000000000000)
            response_size: Bytes of the answer. (0 to 1000000000000000000)
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
            reservation_id: The budget reservation this event settles.
        """
        return self._ask(
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

    def track_batch(
        self,
        *,
        events: List[UsageTrackBatchEventsItemInput],
        on_error: Optional[Literal["skip", "abort"]] = None,
        timeout: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
    ) -> UsageTrackBatchResult:
        """Stores up to 10,000 usage events in one transaction.

        Events that cannot be taken are listed by their place in the request. With on_error abort nothing is stored
        when one is listed, and accepted is 0.

        Args:
            events: The events, as for usage/track. (at most 10000)
            on_error: skip: take what can be taken and list the rest; abort: take all or none. (default "skip")
        """
        return self._ask(
            "usage/trackBatch",
            {
                "events": events,
                "on_error": on_error,
            },
            timeout,
            on_progress,
        )


class Surface:
    """Every group as an attribute."""

    @property
    def cost(self) -> Cost:
        """The methods cost/*."""
        return Cost(self)

    @property
    def teams(self) -> Teams:
        """The methods teams/*."""
        return Teams(self)

    @property
    def usage(self) -> Usage:
        """The methods usage/*."""
        return Usage(self)
