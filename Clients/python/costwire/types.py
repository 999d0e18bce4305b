"""Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests."""

from __future__ import annotations

import datetime
from typing import Any, Dict, List, Literal, TypedDict, Union

#: An instant or a day: RFC 3339 text, or a datetime with a time zone, or a date.
Instant = Union[str, datetime.datetime, datetime.date]


class Key(TypedDict):
    key_id: str
    """The id it is managed by; not the key."""
    name: Union[str, None]
    """What people call it."""
    hint: Union[str, None]
    """The key's last four characters."""
    role: Literal["user", "admin", "super_admin"]
    """user, admin or super_admin."""
    customer_id: Union[str, None]
    """The customer of a user's key."""
    tier: Union[Literal["standard", "premium", "enterprise"], None]
    """The customer's tier."""
    permissions: List[Literal["read_budgets", "track_costs", "modify_budgets", "manage_alerts"]]
    """What it may be used for."""
    rate_limits: Union[Dict[str, int], None]
    """Calls a minute by group, where they are not the usual ones."""
    state: str
    """active, expired or revoked."""
    created_at: str
    """When it was made."""
    expires_at: Union[str, None]
    """When it ends by itself; null for never."""
    revoked_at: Union[str, None]
    """When it was revoked."""
    replaced_by: Union[str, None]
    """The key that took its place."""
    age_days: int
    """Whole days since it was made."""
    rotation_due: bool
    """Whether it is 90 days old, or older, and holds."""


class AccessCreateKeyResult(TypedDict):
    access_key: str
    """The key itself. It cannot be shown again."""
    key: Key
    """What is kept of it."""


class AccessListKeysResult(TypedDict):
    keys: List[Key]
    """The keys."""
    key_count: int
    """How many."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class AccessRevokeKeyResult(TypedDict):
    key: Key
    """The key as it is now."""


class AccessRotateKeyResult(TypedDict):
    access_key: str
    """The key itself. It cannot be shown again."""
    key: Key
    """What is kept of it."""


class AlertsAcknowledgeResult(TypedDict):
    alert_id: str
    """The alert."""
    acknowledged: bool
    """true."""
    acknowledged_at: str
    """When it was first seen."""
    acknowledged_by: str
    """By whom: a key's id, or owner."""
    note: str
    """What was noted then."""


class AlertsDeliveryStatsChannelsValue(TypedDict):
    total_attempts: int
    """Tries."""
    successful_deliveries: int
    """Those that arrived."""
    failed_deliveries: int
    """Those that failed."""
    success_rate: Union[float, None]
    """In percent."""
    avg_response_time_ms: Union[float, None]
    """How long a try took on average."""


class AlertsDeliveryStatsRecentFailuresItem(TypedDict):
    timestamp: str
    """When."""
    channel: str
    """To whom."""
    error: str
    """Why."""


class AlertsDeliveryStatsResult(TypedDict):
    total_alerts_sent: int
    """Deliveries there are, whatever became of them."""
    successful_deliveries: int
    """Those that arrived."""
    failed_deliveries: int
    """Those that were given up; alerts/resend tries them again."""
    pending_deliveries: int
    """Those on their way."""
    success_rate: Union[float, None]
    """Arrived among those that ended, in percent; null without any."""
    channels: Dict[str, AlertsDeliveryStatsChannelsValue]
    """Tries by channel and webhook, tests included."""
    recent_failures: List[AlertsDeliveryStatsRecentFailuresItem]
    """The last tries that failed, newest first."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class DeliveryResultsValue(TypedDict):
    success: bool
    """Whether it arrived."""
    state: str
    """pending, delivered, dead (given up), or cancelled."""
    delivery_id: str
    """The same for every try."""
    timestamp: Union[str, None]
    """When it ended; null while it is on its way."""
    attempts: int
    """Tries so far."""
    response_time_ms: Union[int, None]
    """How long the last one took."""
    error: Union[str, None]
    """Why the last one failed."""


class AlertsListAlertsItem(TypedDict):
    id: str
    """The alert's id."""
    type: Literal["budget_warning", "budget_emergency", "daily_cost_increase"]
    """What it is about."""
    severity: str
    """The threshold's priority; of a day high or medium."""
    timestamp: str
    """When it was raised; of a day its end, or now."""
    message: str
    """The same in a sentence."""
    details: Dict[str, Any]
    """The figures."""
    recommendations: List[str]
    """What to look into: who and what is behind a rise."""
    acknowledged: bool
    """Whether somebody has seen it."""
    acknowledged_at: Union[str, None]
    """When."""
    acknowledged_by: Union[str, None]
    """Who: a key's id, or owner."""
    delivery_results: Dict[str, DeliveryResultsValue]
    """What became of each delivery, by channel or webhook."""
    overall_success: bool
    """Whether all of them arrived."""
    failed_channels: List[str]
    """Those that were given up."""


class AlertsListResult(TypedDict):
    alerts: List[AlertsListAlertsItem]
    """The alerts, newest first, as far as limit allows."""
    alert_count: int
    """How many there are."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _ChannelsItem(TypedDict):
    name: str
    """The channel's name."""
    created_at: str
    """When it was first set."""
    updated_at: str
    """When it was last changed."""


class ChannelsItem(_ChannelsItem, total=False):
    type: Literal["log", "client", "webhook", "slack", "email"]
    """log, client, webhook, slack or email."""
    enabled: bool
    """Whether it is told."""
    url: str
    """webhook: where to. https, or http to a host permitted at start."""
    secret: str
    """webhook: the signing secret: env:NAME, file:PATH or command:PROGRAM ARGS."""
    webhook_url: str
    """slack: where the incoming webhook's URL is to be read, which is a secret itself."""
    channel: str
    """slack: another channel than the webhook's own."""
    smtp_server: str
    """email: the mail server."""
    smtp_port: int
    """email: its port."""
    security: Literal["starttls", "tls", "none"]
    """email: starttls, tls, or none for a host permitted at start."""
    username: str
    """email: who logs in; nobody without."""
    password: str
    """email: where the password is to be read."""
    sender_email: str
    """email: the sender."""
    recipient_emails: List[str]
    """email: the recipients."""


class AlertsListChannelsResult(TypedDict):
    channels: List[ChannelsItem]
    """The channels."""
    channel_count: int
    """How many."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class AlertsResendResult(TypedDict):
    resent: int
    """How many are on their way again."""


class AlertsSetChannelResult(TypedDict):
    channel: Union[ChannelsItem, None]
    """The channel as it is now; null when it was removed."""


class _AlertsTestChannelsResultValue(TypedDict):
    success: bool
    """Whether it was taken."""
    response_time_ms: int
    """How long it took."""


class AlertsTestChannelsResultValue(_AlertsTestChannelsResultValue, total=False):
    message: str
    """What was done."""
    error: str
    """Why not."""


class Error(TypedDict):
    code: str
    """The stable name of the error."""
    message: str
    """What went wrong."""


class _AnalysisCancelResult(TypedDict):
    analysis_id: str
    """The analysis; a job of the same id."""
    status: Literal["pending", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    message: str
    """What it is doing, or how it ended."""
    progress: int
    """How far it is, in percent."""
    query_params: Any
    """What was asked for."""
    created_at: str
    """When it was asked for."""


class AnalysisCancelResult(_AnalysisCancelResult, total=False):
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    callback_delivery_id: str
    """The delivery that tells callback_url of the end."""


class _AnalysisListAnalysesItem(TypedDict):
    analysis_id: str
    """The analysis; a job of the same id."""
    status: Literal["pending", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    message: str
    """What it is doing, or how it ended."""
    progress: int
    """How far it is, in percent."""
    query_params: Any
    """What was asked for."""
    created_at: str
    """When it was asked for."""


class AnalysisListAnalysesItem(_AnalysisListAnalysesItem, total=False):
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    callback_delivery_id: str
    """The delivery that tells callback_url of the end."""


class _AnalysisListResult(TypedDict):
    analyses: List[AnalysisListAnalysesItem]
    """The analyses, newest first."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class AnalysisListResult(_AnalysisListResult, total=False):
    next_cursor: str
    """Where the next page begins, when there is one."""


class AnalysisResultWindow(TypedDict):
    start: str
    """Where it begins."""
    end: str
    """Where it ends, itself excluded."""
    time_zone: str
    """The zone of its days."""


class _CostByUserItem(TypedDict):
    user_email: Union[str, None]
    """The user; null for events without one."""
    team: Union[str, None]
    """The team that most of the user's cost counts for."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByUserItem(_CostByUserItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByTeamItem(TypedDict):
    team: Union[str, None]
    """The team; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    user_count: int
    """Users with events in the team."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByTeamItem(_CostByTeamItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByPatternItem(TypedDict):
    pattern: Union[str, None]
    """The pattern; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByPatternItem(_CostByPatternItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByDayItem(TypedDict):
    date: Union[str, None]
    """The day; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByDayItem(_CostByDayItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByTableItem(TypedDict):
    table: Union[str, None]
    """The table; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByTableItem(_CostByTableItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByHourItem(TypedDict):
    hour: Union[str, None]
    """The hour; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByHourItem(_CostByHourItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByProjectItem(TypedDict):
    project_id: Union[str, None]
    """The project; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByProjectItem(_CostByProjectItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByCustomerItem(TypedDict):
    customer_id: Union[str, None]
    """The customer; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByCustomerItem(_CostByCustomerItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByProviderItem(TypedDict):
    provider: Union[str, None]
    """The provider; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByProviderItem(_CostByProviderItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByModelItem(TypedDict):
    model: Union[str, None]
    """The model; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByModelItem(_CostByModelItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByOperationItem(TypedDict):
    operation: Union[str, None]
    """The operation; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByOperationItem(_CostByOperationItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByCategoryItem(TypedDict):
    category: Union[str, None]
    """The category; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByCategoryItem(_CostByCategoryItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByDepartmentItem(TypedDict):
    department: Union[str, None]
    """The department; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByDepartmentItem(_CostByDepartmentItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByPurposeItem(TypedDict):
    purpose: Union[str, None]
    """The purpose; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByPurposeItem(_CostByPurposeItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByClientItem(TypedDict):
    client: Union[str, None]
    """The client; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByClientItem(_CostByClientItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByCampaignItem(TypedDict):
    campaign: Union[str, None]
    """The campaign; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByCampaignItem(_CostByCampaignItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByEnvironmentItem(TypedDict):
    environment: Union[str, None]
    """The environment; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByEnvironmentItem(_CostByEnvironmentItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class _CostByTagItem(TypedDict):
    tag: Union[str, None]
    """The tag; null for events without one."""
    estimated_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostByTagItem(_CostByTagItem, total=False):
    is_other: bool
    """True for the row that sums what is beyond the limit."""


class Attribution(TypedDict, total=False):
    cost_by_user: List[CostByUserItem]
    """The total by user, when that was asked for."""
    cost_by_team: List[CostByTeamItem]
    """The total by team, when that was asked for."""
    cost_by_pattern: List[CostByPatternItem]
    """The total by pattern, when that was asked for."""
    cost_by_day: List[CostByDayItem]
    """The total by day, when that was asked for."""
    cost_by_table: List[CostByTableItem]
    """The total by table, when that was asked for."""
    cost_by_hour: List[CostByHourItem]
    """The total by hour, when that was asked for."""
    cost_by_project: List[CostByProjectItem]
    """The total by project, when that was asked for."""
    cost_by_customer: List[CostByCustomerItem]
    """The total by customer, when that was asked for."""
    cost_by_provider: List[CostByProviderItem]
    """The total by provider, when that was asked for."""
    cost_by_model: List[CostByModelItem]
    """The total by model, when that was asked for."""
    cost_by_operation: List[CostByOperationItem]
    """The total by operation, when that was asked for."""
    cost_by_category: List[CostByCategoryItem]
    """The total by category, when that was asked for."""
    cost_by_department: List[CostByDepartmentItem]
    """The total by department, when that was asked for."""
    cost_by_purpose: List[CostByPurposeItem]
    """The total by purpose, when that was asked for."""
    cost_by_client: List[CostByClientItem]
    """The total by client, when that was asked for."""
    cost_by_campaign: List[CostByCampaignItem]
    """The total by campaign, when that was asked for."""
    cost_by_environment: List[CostByEnvironmentItem]
    """The total by environment, when that was asked for."""
    cost_by_tag: List[CostByTagItem]
    """The total by tag, when that was asked for."""


class DataQuality(TypedDict):
    unpriced_events: int
    """Events that no price covers wholly; their missing part counts as nothing."""
    estimated_share_percent: Union[float, None]
    """The share of the cost (without cost, of the events) whose counts are not the provider's own."""
    late_events: int
    """Events that arrived after the UTC day they belong to had ended."""


class AnalysisResultQueryPatternsResult(TypedDict):
    attribution: Attribution
    """The dearest fifty, and the others in one row; costs without any are left out."""
    count: int
    """How many there are."""
    total_cost_usd: float
    """What the window cost, all included."""
    data_quality: DataQuality
    """What the total does not know."""


class _AnalysisResultQueryPatterns(TypedDict):
    status: Literal["completed", "insufficient_data"]
    """Whether there was enough data."""


class AnalysisResultQueryPatterns(_AnalysisResultQueryPatterns, total=False):
    result: AnalysisResultQueryPatternsResult
    """What was found."""
    message: str
    """What there is too little of."""


class DriversItem(TypedDict):
    dimension: str
    """user, model or pattern."""
    name: Union[str, None]
    """Which one; null for events without one, and for other."""
    is_other: bool
    """Whether it sums all that are not named."""
    cost_usd: float
    """What it cost that day."""
    usual_cost_usd: float
    """Its daily mean before."""
    change_usd: float
    """The difference; those of one dimension add up to the day's."""


class DailyAnomaliesItem(TypedDict):
    date: str
    """The day."""
    total_cost_usd: float
    """What it cost."""
    expected_cost_usd: float
    """What was to be expected of it."""
    z_score: Union[float, None]
    """The difference over its usual size; negative when it cost less."""
    percent_change: Union[float, None]
    """The difference in percent of what was expected; null when that is 0."""
    severity: Literal["low", "medium", "high"]
    """high above 6 either way, medium above 3."""
    drivers: List[DriversItem]
    """Who makes up the difference to the mean of the days before, by user, model and pattern."""


class DailyAnomalies(TypedDict):
    dates: List[str]
    """The days, oldest first."""
    costs: List[float]
    """What each cost."""
    is_anomaly: List[bool]
    """Whether it is one."""
    anomaly_score: List[Union[float, None]]
    """0 to 1."""


class HourlyAnomaliesItem(TypedDict):
    hour: str
    """When it began."""
    total_cost_usd: float
    """What the hour cost."""
    z_score: Union[float, None]
    """How unusual the last hours were, in standard deviations."""


class _UserAnomaliesItem(TypedDict):
    estimated_cost_usd_current: float
    """What the window cost."""
    estimated_cost_usd_previous: float
    """What the one before cost."""
    change_usd: float
    """The difference."""
    percent_change: Union[float, None]
    """In percent of the window before; null for who is new."""
    z_score: Union[float, None]
    """The change against what is usual; null where too few can be compared."""
    kind: Literal["increase", "decrease", "new", "vanished"]
    """What happened."""


class UserAnomaliesItem(_UserAnomaliesItem, total=False):
    user_email: Union[str, None]
    """Of a user: who; null for events without one."""
    team: Union[str, None]
    """Of a user: the team that most of the cost counts for; of a team: which."""
    pattern: Union[str, None]
    """Of a pattern: which."""


class AnomalyCounts(TypedDict, total=False):
    daily: int
    """Days."""
    hourly: int
    """Hours."""
    user: int
    """Users."""
    team: int
    """Teams."""
    pattern: int
    """Query patterns."""


class AnalysisResultAnomaliesResultAnomaliesModelInfo(TypedDict):
    model_type: str
    """isolation_forest."""
    training_data_size: int
    """Days learnt from."""
    threshold: Union[float, None]
    """Scores from here on are anomalies."""
    seed: int
    """The seed."""


class _Anomalies(TypedDict):
    anomaly_counts: AnomalyCounts
    """How many of each type asked for."""


class Anomalies(_Anomalies, total=False):
    daily_anomalies: Union[List[DailyAnomaliesItem], DailyAnomalies]
    """Remarkable days, oldest first; with use_ml every day of the window, in columns."""
    hourly_anomalies: List[HourlyAnomaliesItem]
    """Hours in which something unusual began, oldest first."""
    user_anomalies: List[UserAnomaliesItem]
    """Users, most money first."""
    team_anomalies: List[UserAnomaliesItem]
    """Teams, most money first."""
    pattern_anomalies: List[UserAnomaliesItem]
    """Query patterns, most money first."""
    model_info: AnalysisResultAnomaliesResultAnomaliesModelInfo
    """The forest, with use_ml."""


class Conversion(TypedDict):
    currency: str
    """The currency asked for."""
    rate: str
    """How many units of it a US dollar buys."""
    date: str
    """The day the rate is of."""
    total: float
    """The answer's total in that currency."""


class _AnalysisResultAnomaliesResult(TypedDict):
    anomalies: Anomalies
    """What was found, of each type asked for."""
    total_cost_usd: float
    """What the window cost."""
    data_quality: DataQuality
    """What the total does not know."""


class AnalysisResultAnomaliesResult(_AnalysisResultAnomaliesResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class _AnalysisResultAnomalies(TypedDict):
    status: Literal["completed", "insufficient_data"]
    """Whether there was enough data."""


class AnalysisResultAnomalies(_AnalysisResultAnomalies, total=False):
    result: AnalysisResultAnomaliesResult
    """What was found."""
    message: str
    """What there is too little of."""


class _ClusterAssignmentsItem(TypedDict):
    user_email: str
    """Who."""
    cluster: int
    """The cluster_id."""
    distance_to_centroid: Union[float, None]
    """In standard deviations of the features."""


class ClusterAssignmentsItem(_ClusterAssignmentsItem, total=False):
    features: List[Union[float, None]]
    """The standardised features, with include_features."""


class DistinguishingFeaturesItem(TypedDict):
    feature: str
    """What."""
    z_score: Union[float, None]
    """How many standard deviations the cluster's centre lies from all users' mean."""


class ClusterProfilesItem(TypedDict):
    cluster_id: int
    """Its number, from the dearest on."""
    name: str
    """What sets it apart."""
    size: int
    """Users."""
    avg_cost_usd: float
    """The cost of a user, rounded to the nano-dollar."""
    total_cost_usd: float
    """The cost of all its users."""
    avg_queries_per_day: Union[float, None]
    """Calls of a user a day."""
    common_patterns: List[str]
    """The query patterns its users spend most on, as far as their texts are kept; where there are none, the
    operations and models."""
    distinguishing_features: List[DistinguishingFeaturesItem]
    """Features half a standard deviation or more from the mean, farthest first."""


class Clusters(TypedDict):
    cluster_assignments: List[ClusterAssignmentsItem]
    """Users, dearest first, as many as the limit allows."""
    cluster_profiles: List[ClusterProfilesItem]
    """The clusters, dearest first."""
    features: List[str]
    """What users were compared by, in the order of a user's features."""
    n_clusters: int
    """How many clusters there are."""
    user_count: int
    """How many users there are, those beyond the limit included."""


class Metrics(TypedDict):
    silhouette_score: Union[float, None]
    """-1 to 1, higher is better; null with one cluster, or as many as users."""
    calinski_harabasz_score: Union[float, None]
    """Higher is better; null likewise."""
    inertia: Union[float, None]
    """The sum of squared distances to the centroids."""


class _AnalysisResultClustersResult(TypedDict):
    clusters: Clusters
    """Who belongs to which, and what they are like."""
    metrics: Metrics
    """How well the clusters are set apart."""
    total_cost_usd: float
    """What the users of all clusters cost."""
    unattributed_cost_usd: float
    """What events without a user cost."""
    data_quality: DataQuality
    """What the totals do not know."""


class AnalysisResultClustersResult(_AnalysisResultClustersResult, total=False):
    conversion: Conversion
    """total_cost_usd in the currency asked for."""


class _AnalysisResultClusters(TypedDict):
    status: Literal["completed", "insufficient_data"]
    """Whether there was enough data."""


class AnalysisResultClusters(_AnalysisResultClusters, total=False):
    result: AnalysisResultClustersResult
    """What was found."""
    message: str
    """What there is too little of."""


class HistoricalDataItem(TypedDict):
    date: str
    """The date; hours as RFC 3339."""
    total_cost_usd: float
    """What it cost."""


class AnalysisResultForecastResultForecastForecastItem(TypedDict):
    date: str
    """The date; hours as RFC 3339."""
    forecasted_cost_usd: float
    """What it is expected to cost."""
    lower_bound: float
    """The lower end of the 95 percent band."""
    upper_bound: float
    """The upper end of the 95 percent band."""
    lower_bound_80: float
    """The lower end of the 80 percent band."""
    upper_bound_80: float
    """The upper end of the 80 percent band."""
    lower_bound_95: float
    """The same as lower_bound."""
    upper_bound_95: float
    """The same as upper_bound."""


class AlternativesItem(TypedDict):
    model_type: str
    """The model."""
    mae_usd: float
    """Its mean absolute error in the backtest."""
    mape: Union[float, None]
    """Its mean absolute percentage error."""
    mase: Union[float, None]
    """Its mean absolute scaled error."""


class AnalysisResultForecastResultForecastModelInfo(TypedDict):
    model_type: str
    """The model, its seasons in brackets, or the models whose mean it is."""
    training_data_size: int
    """Periods learnt from."""
    mape: Union[float, None]
    """Mean absolute percentage error of the backtest, over periods that cost something; null without."""
    smape: Union[float, None]
    """Symmetric mean absolute percentage error of the backtest, 0 to 200."""
    mase: Union[float, None]
    """Mean absolute error over that of repeating the last season (or value); null where that is 0."""
    coverage_80_percent: Union[float, None]
    """The share of the backtest's values inside the 80 percent band."""
    coverage_95_percent: Union[float, None]
    """The share of the backtest's values inside the 95 percent band."""
    seasonality: List[int]
    """The seasons found, in periods, shortest first."""
    alternatives: List[AlternativesItem]
    """Every model that was tried, best first."""


class Forecast(TypedDict):
    historical_data: List[HistoricalDataItem]
    """What was learnt from, oldest first."""
    forecast: List[AnalysisResultForecastResultForecastForecastItem]
    """The periods ahead."""
    total_forecasted_cost_usd: float
    """The sum of the periods ahead."""
    model_info: AnalysisResultForecastResultForecastModelInfo
    """The model, and how it did in its backtest."""


class AnalysisResultForecastResult(TypedDict):
    forecast: Forecast
    """The history, what comes of it, and by which model."""
    data_quality: DataQuality
    """What the history does not know."""


class _AnalysisResultForecast(TypedDict):
    status: Literal["completed", "insufficient_data"]
    """Whether there was enough data."""


class AnalysisResultForecast(_AnalysisResultForecast, total=False):
    result: AnalysisResultForecastResult
    """What was found."""
    message: str
    """What there is too little of."""


class _Evidence(TypedDict):
    event_count: int
    """Events."""
    event_ids: List[str]
    """The dearest of them."""


class Evidence(_Evidence, total=False):
    table: str
    """The table whose other queries tell what could be spared."""
    column: str
    """The column that those filter on."""
    sibling_patterns: int
    """How many patterns of query they are."""
    sibling_bytes: int
    """The bytes they bill, the median over patterns."""
    off_peak_utc: str
    """The hours in UTC in which the same calls cost less."""


class _RecommendationsItem(TypedDict):
    id: str
    """The kind and what it is about."""
    type: Literal["model_downgrade", "caching", "batch_service", "materialized_view", "expensive_errors", "select_star", "partition_filter", "off_peak"]
    """The kind."""
    title: str
    """What to do."""
    description: str
    """The same with the figures."""
    subject: str
    """The model or query pattern it is about."""
    estimated_savings_usd: float
    """What would have been saved in this window."""
    affected_cost_usd: float
    """What the events it is about cost."""
    confidence: Literal["low", "medium", "high"]
    """How sure it is that this comes about."""
    evidence: Evidence
    """What it was found by."""
    implementation_plan: List[str]
    """What to do, step by step."""


class RecommendationsItem(_RecommendationsItem, total=False):
    target_model: str
    """The smaller model."""


class _AnalysisResultRecommendationsResult(TypedDict):
    recommendations: List[RecommendationsItem]
    """Most money first."""
    recommendation_count: int
    """How many there are, those beyond the limit included."""
    total_savings_usd: float
    """What all of them would have saved."""
    savings_percent: Union[float, None]
    """The same in percent of the total; null when that is 0."""
    total_cost_usd: float
    """What the window cost."""
    data_quality: DataQuality
    """What the total does not know."""


class AnalysisResultRecommendationsResult(_AnalysisResultRecommendationsResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class _AnalysisResultRecommendations(TypedDict):
    status: Literal["completed", "insufficient_data"]
    """Whether there was enough data."""


class AnalysisResultRecommendations(_AnalysisResultRecommendations, total=False):
    result: AnalysisResultRecommendationsResult
    """What was found."""
    message: str
    """What there is too little of."""


class _AnalysisResultResult(TypedDict):
    analysis_id: str
    """The analysis."""
    query_params: Dict[str, Any]
    """What was asked for."""
    window: AnalysisResultWindow
    """The window it is about."""


class AnalysisResultResult(_AnalysisResultResult, total=False):
    query_patterns: AnalysisResultQueryPatterns
    """The dearest query patterns."""
    hot_tables: AnalysisResultQueryPatterns
    """The tables that cost most."""
    anomalies: AnalysisResultAnomalies
    """What cost/anomalies answers."""
    clusters: AnalysisResultClusters
    """What cost/clusters answers, the number of clusters found; the hundred dearest users are listed."""
    forecast: AnalysisResultForecast
    """What cost/forecast answers for 30 days, learnt from the 90 days before the end of the window."""
    recommendations: AnalysisResultRecommendations
    """What cost/recommendations answers: each with evidence and an implementation plan in steps."""


class AnalysisStartResult(TypedDict):
    analysis_id: str
    """The analysis; a job of the same id."""
    status: Literal["pending", "in_progress", "completed", "failed", "cancelled"]
    """pending."""
    message: str
    """That it was taken."""


class _AnalysisStatusResult(TypedDict):
    analysis_id: str
    """The analysis; a job of the same id."""
    status: Literal["pending", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    message: str
    """What it is doing, or how it ended."""
    progress: int
    """How far it is, in percent."""
    query_params: Any
    """What was asked for."""
    created_at: str
    """When it was asked for."""


class AnalysisStatusResult(_AnalysisStatusResult, total=False):
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    callback_delivery_id: str
    """The delivery that tells callback_url of the end."""


class AuditListEntriesItem(TypedDict):
    seq: int
    """Its place."""
    at: str
    """When."""
    principal: str
    """Who: a key's id, or owner."""
    action: str
    """The method, or refused."""
    subject: str
    """What was changed, or which method was refused."""
    detail: Any
    """In which way."""
    digest: Union[str, None]
    """Over the entry before and this one; null for entries older than the chain."""


class AuditListChain(TypedDict):
    valid: bool
    """Whether every entry fits the one before."""
    entries: int
    """Entries followed."""
    first_broken: Union[int, None]
    """The first that does not fit."""


class _AuditListResult(TypedDict):
    entries: List[AuditListEntriesItem]
    """The entries, newest first."""
    next_cursor: Union[int, None]
    """Where the next page begins; null at the end."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class AuditListResult(_AuditListResult, total=False):
    chain: AuditListChain
    """Whether the chain holds, when asked for."""


class ScopeInput(TypedDict, total=False):
    project_id: Union[str, List[str]]
    """Only events of this project, or of any in the list."""
    customer_id: Union[str, List[str]]
    """Only events of this customer, or of any in the list."""
    provider: Union[str, List[str]]
    """Only events of this provider, or of any in the list."""
    model: Union[str, List[str]]
    """Only events of this model, or of any in the list."""
    operation: Union[str, List[str]]
    """Only events of this operation, or of any in the list."""
    category: Union[str, List[str]]
    """Only events of this category, or of any in the list."""
    user_email: Union[str, List[str]]
    """Only events of this user, or of any in the list."""
    team: Union[str, List[str]]
    """Only events of this team, or of any in the list."""
    department: Union[str, List[str]]
    """Only events of this department, or of any in the list."""
    purpose: Union[str, List[str]]
    """Only events of this purpose, or of any in the list."""
    client: Union[str, List[str]]
    """Only events of this client, or of any in the list."""
    campaign: Union[str, List[str]]
    """Only events of this campaign, or of any in the list."""
    environment: Union[str, List[str]]
    """Only events of this environment, or of any in the list."""
    tag: Union[str, List[str]]
    """Only events of this tag, or of any in the list."""


class EstimateInput(TypedDict, total=False):
    provider: str
    """The provider, by any of its names."""
    model: str
    """The model."""
    prompt_tokens: int
    """Input tokens. (0 to 1000000000000)"""
    max_tokens: int
    """Output tokens at the very most; without it and completion_tokens 1,024 are taken. (0 to 1000000000000)"""
    completion_tokens: int
    """Output tokens expected, where that is known better. (0 to 1000000000000)"""
    cache_read_tokens: int
    """Tokens read from a cache. (0 to 1000000000000)"""
    cache_write_tokens: int
    """Tokens written to a cache. (0 to 1000000000000)"""
    region: str
    """Where."""
    service_tier: Literal["standard", "batch", "priority", "flex", "scale", "fast", "ultrafast"]
    """The class of service."""
    bytes_processed: int
    """For BigQuery: what a dry run says."""


class Estimate(TypedDict):
    cost_usd: float
    """What the call would cost, as far as prices are known."""
    model: Union[str, None]
    """The model whose prices were taken."""
    completion_tokens: Union[int, None]
    """The output tokens taken."""
    assumed: bool
    """Whether those are an assumption, because neither max_tokens nor completion_tokens was given."""
    unpriced: List[str]
    """The buckets that no price covers."""


class _BreakerAcquireTriggeredRulesItem(TypedDict):
    rule_id: str
    """The rule."""
    threshold_type: Literal["absolute_daily", "absolute_monthly", "percentage_daily", "percentage_monthly", "rate_based", "operation_cost"]
    """What it watches."""
    threshold_value: float
    """From where on it is triggered."""
    current_value: Union[float, None]
    """Where that stands, in USD or percent."""
    action: Literal["block", "throttle", "alert_only"]
    """What it does."""


class BreakerAcquireTriggeredRulesItem(_BreakerAcquireTriggeredRulesItem, total=False):
    throttle_factor: float
    """The share of calls that passes, where it throttles."""
    budget_id: str
    """The budget whose limit is fullest, for percentages."""


class _BreakerAcquireResult(TypedDict):
    allowed: bool
    """true: a refusal is an error."""
    breaker: str
    """The breaker."""
    operation_id: str
    """The operation, to be recorded with breaker/record."""
    state: Literal["closed", "open", "half_open", "budget_limited"]
    """closed, half_open for the call that tries it, or budget_limited from 95 % of any limit of a budget on."""
    throttle_rate: float
    """The share of calls that passes now."""
    estimated_cost_usd: float
    """What the operation is taken to cost."""
    estimate_confidence: Union[float, None]
    """How far that can be trusted, 0 to 1."""
    estimate_source: Literal["given", "prices", "history", "usual"]
    """given, prices, history, or usual."""
    triggered_rules: List[BreakerAcquireTriggeredRulesItem]
    """Rules that are triggered, the highest priority first."""
    duplicate: bool
    """Whether it was granted before, with this answer."""


class BreakerAcquireResult(_BreakerAcquireResult, total=False):
    estimate: Estimate
    """What the tokens come to, when they were given."""


class _BreakerCreateThresholdRulesItemInput(TypedDict):
    rule_id: str
    """Its name among the breaker's rules."""
    threshold_type: Literal["absolute_daily", "absolute_monthly", "percentage_daily", "percentage_monthly", "rate_based", "operation_cost"]
    """What it watches: USD spent today or this month, the share of the fullest daily or monthly limit in percent,
    USD of the last 60 minutes, or USD of the operation at hand. Capitals are read, too."""
    threshold_value: float
    """The figure, in USD or percent, from which on it is triggered; above 0. (0 to 9000000000)"""


class BreakerCreateThresholdRulesItemInput(_BreakerCreateThresholdRulesItemInput, total=False):
    action: Literal["block", "throttle", "alert_only"]
    """block refuses, throttle lets a share pass, alert_only tells. (default "block")"""
    priority: int
    """The highest of the rules that refuse is named. (-1000000 to 1000000; default 0)"""
    cooldown_minutes: float
    """How long it is not logged again once it set in, and when a call it refused should come back. (0 to 10080;
    default 5)"""
    throttle_factor: float
    """The share of calls that passes while it throttles: above 0, at most 1, six decimals. (0 to 1; default 0.5)"""


class Scope(TypedDict, total=False):
    project_id: Union[str, List[str]]
    """Only events of this project, or of any in the list."""
    customer_id: Union[str, List[str]]
    """Only events of this customer, or of any in the list."""
    provider: Union[str, List[str]]
    """Only events of this provider, or of any in the list."""
    model: Union[str, List[str]]
    """Only events of this model, or of any in the list."""
    operation: Union[str, List[str]]
    """Only events of this operation, or of any in the list."""
    category: Union[str, List[str]]
    """Only events of this category, or of any in the list."""
    user_email: Union[str, List[str]]
    """Only events of this user, or of any in the list."""
    team: Union[str, List[str]]
    """Only events of this team, or of any in the list."""
    department: Union[str, List[str]]
    """Only events of this department, or of any in the list."""
    purpose: Union[str, List[str]]
    """Only events of this purpose, or of any in the list."""
    client: Union[str, List[str]]
    """Only events of this client, or of any in the list."""
    campaign: Union[str, List[str]]
    """Only events of this campaign, or of any in the list."""
    environment: Union[str, List[str]]
    """Only events of this environment, or of any in the list."""
    tag: Union[str, List[str]]
    """Only events of this tag, or of any in the list."""


class _ThresholdRulesItem(TypedDict):
    rule_id: str
    """Its name among the breaker's rules."""
    threshold_type: Literal["absolute_daily", "absolute_monthly", "percentage_daily", "percentage_monthly", "rate_based", "operation_cost"]
    """What it watches: USD spent today or this month, the share of the fullest daily or monthly limit in percent,
    USD of the last 60 minutes, or USD of the operation at hand. Capitals are read, too."""
    threshold_value: float
    """The figure, in USD or percent, from which on it is triggered; above 0."""


class ThresholdRulesItem(_ThresholdRulesItem, total=False):
    action: Literal["block", "throttle", "alert_only"]
    """block refuses, throttle lets a share pass, alert_only tells."""
    priority: int
    """The highest of the rules that refuse is named."""
    cooldown_minutes: float
    """How long it is not logged again once it set in, and when a call it refused should come back."""
    throttle_factor: float
    """The share of calls that passes while it throttles: above 0, at most 1, six decimals."""


class Breaker(TypedDict):
    name: str
    """Its name."""
    scope: Scope
    """What it guards."""
    time_zone: Union[str, None]
    """The zone of its days and months."""
    threshold_rules: List[ThresholdRulesItem]
    """Its rules about cost."""
    failure_threshold: int
    """So many failures in a row open it."""
    recovery_timeout: float
    """Seconds for which it then stays open."""
    created_at: str
    """When it was created."""
    updated_at: str
    """When it was last configured."""


class BreakerCreateResult(TypedDict):
    breaker: Breaker
    """The breaker as it is now."""
    created: bool
    """Whether there was none with this name."""


class BreakerListResult(TypedDict):
    breakers: List[Breaker]
    """The breakers, by name."""
    breaker_count: int
    """How many there are."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BreakerRecordResult(TypedDict):
    recorded: bool
    """true."""
    breaker: str
    """The breaker."""
    operation_id: str
    """The operation."""
    state: Literal["closed", "open", "half_open", "budget_limited"]
    """How the breaker stands: closed, open, or half_open."""
    failure_count: int
    """Calls that failed one after the other."""
    estimated_cost_usd: float
    """What the operation had been taken to cost."""
    actual_cost_usd: Union[float, None]
    """What it cost; null when that was not told."""
    difference_usd: Union[float, None]
    """How much more that is; below 0 when it is less."""
    duplicate: bool
    """Whether it was recorded before, with the same content."""


class _BreakerResetResult(TypedDict):
    reset: bool
    """Whether something was closed or lifted."""


class BreakerResetResult(_BreakerResetResult, total=False):
    name: str
    """The breaker."""
    previous_state: Literal["closed", "open", "half_open", "budget_limited"]
    """How it stood: closed, open, or half_open."""
    state: Literal["closed", "open", "half_open", "budget_limited"]
    """closed, as far as failures go."""
    budget_id: str
    """The budget."""
    emergency_lifted: bool
    """Whether a stop was in force."""
    daily_cost_usd: float
    """What is spent today."""
    next_emergency_at_usd: float
    """What today may cost until the next stop."""


class BreakerStatusCircuitBreakersValueStatistics(TypedDict):
    total_calls: int
    """Calls it was asked for."""
    allowed_calls: int
    """Those that passed."""
    blocked_calls: int
    """Those that were refused."""
    cost_blocked_calls: int
    """Those of them that a rule refused, by a throttle or wholly."""
    total_estimated_cost: float
    """What the calls that passed were taken to cost, in USD."""
    total_actual_cost: float
    """What they cost, as far as it was recorded."""
    cost_savings: float
    """The sum of the estimated cost of blocked calls."""


class BreakerStatusCircuitBreakersValueRulesItem(TypedDict):
    rule_id: str
    """The rule."""
    threshold_type: Literal["absolute_daily", "absolute_monthly", "percentage_daily", "percentage_monthly", "rate_based", "operation_cost"]
    """What it watches."""
    threshold_value: float
    """From where on it is triggered."""
    current_value: Union[float, None]
    """Where that stands, in USD or percent; null without a budget, and for operations."""
    triggered: bool
    """Whether it is triggered, operations apart."""
    action: Literal["block", "throttle", "alert_only"]
    """What it does."""
    times_triggered: int
    """How often it set in, once in its cooldown."""
    last_triggered_at: Union[str, None]
    """When it last did."""


class BreakerStatusCircuitBreakersValue(TypedDict):
    name: str
    """Its name."""
    state: Literal["closed", "open", "half_open", "budget_limited"]
    """closed, open, half_open, or budget_limited from 95 % of any limit of a budget on."""
    failure_count: int
    """Calls that failed one after the other."""
    throttle_rate: float
    """The share of calls that passes now: 1 while nothing is triggered, 0 while none does."""
    statistics: BreakerStatusCircuitBreakersValueStatistics
    """What it saw since it was created."""
    last_failure_time: Union[str, None]
    """When a call last failed; null before the first."""
    last_success_time: Union[str, None]
    """When a call last succeeded; null before the first."""
    waits_until: Union[str, None]
    """When an open breaker may be tried, or the time of the call that tries it is over; null while closed."""
    rules: List[BreakerStatusCircuitBreakersValueRulesItem]
    """Its rules, the highest priority first."""


class BreakerStatusManagerStatistics(TypedDict):
    breakers_created: int
    """Breakers there are."""
    total_operations: int
    """Calls they were asked for."""
    total_blocks: int
    """Calls they refused."""
    total_cost_saved: float
    """What those would have cost, by their estimates."""


class BreakerStatusSystemHealth(TypedDict):
    status: Literal["healthy", "degraded", "critical"]
    """critical when one is open, degraded when one is half open or limited by a budget."""
    message: str
    """The same in a sentence."""
    total_breakers: int
    """Breakers there are."""


class BreakerStatusResult(TypedDict):
    circuit_breakers: Dict[str, BreakerStatusCircuitBreakersValue]
    """Each breaker, by its name."""
    manager_statistics: BreakerStatusManagerStatistics
    """All breakers together, whichever was asked for."""
    system_health: BreakerStatusSystemHealth
    """Those asked for in short."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BudgetCheckEnforcementActionsItem(TypedDict):
    action: Literal["grace_period_active", "throttle_exports", "emergency_circuit_breaker", "limit_warning", "monthly_limit_warning", "limit_exceeded", "unpriced_denied", "time_zone_unknown"]
    """What is done."""
    reason: str
    """Why."""
    severity: str
    """medium, high or critical."""
    budget_id: str
    """By which budget."""


class _AlertsTriggeredItem(TypedDict):
    budget_id: str
    """The budget."""
    period: str
    """The period of the limit: hourly to yearly, total, rolling or one_time."""
    threshold_percentage: float
    """The share of the limit."""
    threshold_amount_usd: float
    """The same as an amount."""
    current_cost_usd: float
    """What is spent in the period."""
    priority: str
    """How urgent it is."""
    action: str
    """What is to be done."""


class AlertsTriggeredItem(_AlertsTriggeredItem, total=False):
    alert_id: str
    """The alert that was written."""


class BudgetConfig(TypedDict):
    budget_id: str
    """The budget."""
    customer_id: Union[str, None]
    """The customer it is for."""
    tier: Union[Literal["standard", "premium", "enterprise"], None]
    """The customer's tier."""
    daily_limit_usd: Union[float, None]
    """What a day may cost."""
    monthly_limit_usd: Union[float, None]
    """What a month may cost."""
    emergency_limit_usd: Union[float, None]
    """What a day may cost at the very most."""
    enforcement: Literal["monitor", "throttle", "block"]
    """What happens at a limit."""


class BudgetCheckDailyStatus(TypedDict):
    total_cost: float
    """What is spent."""
    projected_cost: float
    """What is spent and the amount together."""
    percentage_used: Union[float, None]
    """The share of the limit that is spent."""
    budget_limit: float
    """The limit."""
    over_budget: bool
    """Whether more is spent than the limit."""


class LimitsItem(TypedDict):
    period: str
    """What the limit is for."""
    period_start: Union[str, None]
    """Where the period began; null for all time."""
    period_end: Union[str, None]
    """Where it ends, itself excluded."""
    limit_usd: float
    """The limit."""
    spent_usd: float
    """What is spent."""
    remaining_usd: float
    """What is neither spent nor held."""
    projected_usd: float
    """Spent, held and the amount together."""
    percentage_used: Union[float, None]
    """The share that is spent."""
    exceeded: bool
    """Whether the amount would go beyond the limit."""


class BudgetCheckBudgetsItem(TypedDict):
    budget_id: str
    """The budget."""
    parent_id: Union[str, None]
    """The budget it is a part of."""
    scope: Scope
    """What it is for."""
    allowed: bool
    """Whether it allows the amount."""
    status: Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"]
    """How it stands with the amount."""
    held_usd: float
    """What reservations hold."""
    limits: List[LimitsItem]
    """Its limits that hold now."""


class BudgetCheckCostBreakdown(TypedDict):
    by_category: Dict[str, float]
    """By category, dearest first."""
    by_operation: Dict[str, float]
    """By operation, dearest first."""


class _BudgetCheckResult(TypedDict):
    allowed: bool
    """Whether the amount may be spent: every budget it falls under allows it."""
    operation_allowed: bool
    """The same."""
    status: Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"]
    """How the daily limit, else the fullest, stands with the amount: the worst of all budgets."""
    budget_health: Literal["healthy", "warning", "critical", "exceeded"]
    """How the limits stand without the amount: warning from 75 %, critical from 90 %, exceeded from 100 %."""
    additional_cost_usd: float
    """The amount judged: given, estimated, or held for what has no price."""
    enforcement_actions: List[BudgetCheckEnforcementActionsItem]
    """What the budgets do about it, and why."""
    alerts_triggered: List[AlertsTriggeredItem]
    """Thresholds that spend and amount together reach. Nothing is written."""
    alerts_generated: List[AlertsTriggeredItem]
    """The same."""
    refused_by: Union[str, None]
    """The budget that refuses; null when none does."""
    daily_cost_usd: Union[float, None]
    """What is spent today in the scope of budget_config; null without a budget."""
    monthly_cost_usd: Union[float, None]
    """What is spent this month there."""
    budget_config: Union[BudgetConfig, None]
    """The budget whose figures stand here: the one that refuses, else the fullest."""
    daily_status: Union[BudgetCheckDailyStatus, None]
    """The fullest daily limit."""
    monthly_status: Union[BudgetCheckDailyStatus, None]
    """The fullest monthly limit."""
    budgets: List[BudgetCheckBudgetsItem]
    """Every budget that the scope falls under, by id."""
    data_quality: DataQuality
    """What the month's cost does not know."""


class BudgetCheckResult(_BudgetCheckResult, total=False):
    estimate: Estimate
    """What the estimate came to, when one was given."""
    cost_breakdown: BudgetCheckCostBreakdown
    """This month's cost in the scope by category and operation, with include_breakdown."""


class BudgetDeleteResult(TypedDict):
    budget_id: str
    """The budget's id, free again."""
    deleted: bool
    """Whether it was removed: true."""


class BudgetEvaluateResultsBudgetStatusDailyBudget(TypedDict):
    total_cost: float
    """What is spent."""
    budget_limit: float
    """The limit."""
    percentage_used: Union[float, None]
    """The share of it that is spent."""
    over_budget: bool
    """Whether more is spent than the limit."""


class BudgetEvaluateResultsBudgetStatus(TypedDict):
    daily_budget: Union[BudgetEvaluateResultsBudgetStatusDailyBudget, None]
    """The fullest daily limit; null without one."""
    monthly_budget: Union[BudgetEvaluateResultsBudgetStatusDailyBudget, None]
    """The fullest monthly limit; null without one."""


class BudgetEvaluateResultsMonitoringCycle(TypedDict):
    cycle_completed: bool
    """true."""
    alerts_generated: int
    """Alerts written."""
    anomalies_detected: int
    """Days found unusual."""
    webhook_deliveries: int
    """Anomalies that webhooks are told of."""


class BudgetEvaluateResults(TypedDict):
    budget_status: BudgetEvaluateResultsBudgetStatus
    """The fullest limits."""
    monitoring_cycle: BudgetEvaluateResultsMonitoringCycle
    """What the cycle did."""


class BudgetEvaluateResult(TypedDict):
    results: BudgetEvaluateResults
    """What was found."""
    alerts_triggered: List[AlertsTriggeredItem]
    """The alerts written just now."""


class Rolling(TypedDict):
    days: int
    """How many days back, today included."""
    limit_usd: float
    """What they may cost together."""


class OneTime(TypedDict):
    start: str
    """Where it begins."""
    end: str
    """Where it ends, itself excluded."""
    limit_usd: float
    """What the stretch may cost."""


class _ThresholdsItem(TypedDict):
    percentage: float
    """Percent of each limit, above 0, with three decimals at most."""


class ThresholdsItem(_ThresholdsItem, total=False):
    priority: Literal["info", "low", "medium", "high", "warning", "critical", "exceeded"]
    """How urgent it is."""
    action: Literal["monitor", "review", "notify", "throttle", "block"]
    """What to do: throttle refuses background work from here on where enforcement is throttle; the others tell
    people."""
    channels: List[str]
    """The channels that hear of it; every channel by default."""


class BudgetGetBudget(TypedDict):
    budget_id: str
    """Its id."""
    name: Union[str, None]
    """What people call it."""
    customer_id: Union[str, None]
    """The customer it is for; null for several, or none."""
    scope: Scope
    """The values that narrow it, its parents' included."""
    parent_id: Union[str, None]
    """The budget it is a part of."""
    tier: Union[Literal["standard", "premium", "enterprise"], None]
    """The customer's tier."""
    preset: Union[Literal["s1", "s2", "s2_sample", "s4"], None]
    """Where its thresholds come from."""
    hourly_limit_usd: Union[float, None]
    """What an hour may cost."""
    daily_limit_usd: Union[float, None]
    """What a day may cost."""
    weekly_limit_usd: Union[float, None]
    """What a week may cost."""
    monthly_limit_usd: Union[float, None]
    """What a month may cost."""
    quarterly_limit_usd: Union[float, None]
    """What a quarter may cost."""
    yearly_limit_usd: Union[float, None]
    """What a year may cost."""
    total_limit_usd: Union[float, None]
    """What all time together may cost."""
    rolling: Union[Rolling, None]
    """The limit on the last so many days."""
    one_time: Union[OneTime, None]
    """The limit on one stretch of time."""
    emergency_limit_usd: Union[float, None]
    """What a day may cost at the very most."""
    time_zone: str
    """The zone of its periods."""
    reset_hour: int
    """The local hour at which days begin."""
    unpriced_policy: Literal["allow", "deny", "hold"]
    """What becomes of a call that no price covers."""
    unpriced_hold_usd: Union[float, None]
    """What is held for such a call with the policy hold."""
    thresholds: List[ThresholdsItem]
    """Shares of each limit at which it alerts."""
    grace_period_hours: Union[float, None]
    """How long a limit may be exceeded, from the first crossing."""
    throttle_enabled: bool
    """Whether work is refused after the grace period."""
    alerts_enabled: bool
    """Whether thresholds alert."""
    enforcement: Literal["monitor", "throttle", "block"]
    """What happens at a limit."""
    created_at: str
    """When it was first set."""
    updated_at: str
    """When it was last changed."""


class BudgetGetResult(TypedDict):
    budget: BudgetGetBudget
    """The budget."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BudgetListResult(TypedDict):
    budgets: List[BudgetGetBudget]
    """The budgets, by id, as far as limit allows."""
    budget_count: int
    """How many there are."""
    by_customer: Dict[str, BudgetGetBudget]
    """Those for one customer and nothing narrower, by customer."""
    total_customers: int
    """How many customers have one."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BudgetReleaseResult(TypedDict):
    reservation_id: str
    """The reservation."""
    released: bool
    """true."""
    amount_usd: float
    """What had been held."""
    duplicate: bool
    """Whether it was released before."""


class _BudgetReserveResult(TypedDict):
    reservation_id: str
    """The reservation."""
    granted: bool
    """true: a refusal is an error."""
    state: Literal["held", "settled", "released", "expired"]
    """held; settled when the same reservation was settled before."""
    amount_usd: float
    """What is held."""
    expires_at: str
    """When it ends by itself."""
    duplicate: bool
    """Whether it was there before, with the same content."""


class BudgetReserveResult(_BudgetReserveResult, total=False):
    estimate: Estimate
    """What the estimate came to."""
    budgets: List[str]
    """The budgets that hold it, by id."""


class BudgetSetRollingInput(TypedDict):
    days: int
    """How many days back, today included. (1 to 366)"""
    limit_usd: float
    """What they may cost together. (0 to 9000000000)"""


class BudgetSetOneTimeInput(TypedDict):
    start: Instant
    """Where it begins."""
    end: Instant
    """Where it ends, itself excluded."""
    limit_usd: float
    """What the stretch may cost. (0 to 9000000000)"""


class _BudgetSetThresholdsItemInput(TypedDict):
    percentage: float
    """Percent of each limit, above 0, with three decimals at most. (0 to 200)"""


class BudgetSetThresholdsItemInput(_BudgetSetThresholdsItemInput, total=False):
    priority: Literal["info", "low", "medium", "high", "warning", "critical", "exceeded"]
    """How urgent it is. (default "medium")"""
    action: Literal["monitor", "review", "notify", "throttle", "block"]
    """What to do: throttle refuses background work from here on where enforcement is throttle; the others tell
    people. (default "monitor")"""
    channels: List[str]
    """The channels that hear of it; every channel by default. (at most 16)"""


class BudgetSetResult(TypedDict):
    budget: BudgetGetBudget
    """The budget as it is now."""
    created: bool
    """Whether there was none with this id."""
    alerts_triggered: List[AlertsTriggeredItem]
    """Thresholds that are reached already, and alerted just now."""
    message: str
    """What was done."""


class BudgetSettleResult(TypedDict):
    reservation_id: str
    """The reservation."""
    settled: bool
    """true."""
    held_usd: float
    """What had been held."""
    actual_cost_usd: float
    """What counts as spent."""
    difference_usd: float
    """How much more that is; below 0 when it is less."""
    event_id: Union[str, None]
    """The event that holds the cost."""
    late: bool
    """Whether the reservation had expired before."""
    duplicate: bool
    """Whether it was settled before, with the same amount."""
    alerts_triggered: List[AlertsTriggeredItem]
    """Alerts that the cost set off."""


class _BudgetStatusBudgetSummaryDailyBudget(TypedDict):
    total_cost: float
    """What is spent."""
    budget_limit: float
    """The limit."""
    percentage_used: Union[float, None]
    """The share of it that is spent."""
    over_budget: bool
    """Whether more is spent than the limit."""


class BudgetStatusBudgetSummaryDailyBudget(_BudgetStatusBudgetSummaryDailyBudget, total=False):
    projected_end_of_day: float
    """What the day will come to."""


class _BudgetStatusBudgetSummaryMonthlyBudget(TypedDict):
    total_cost: float
    """What is spent."""
    budget_limit: float
    """The limit."""
    percentage_used: Union[float, None]
    """The share of it that is spent."""
    over_budget: bool
    """Whether more is spent than the limit."""


class BudgetStatusBudgetSummaryMonthlyBudget(_BudgetStatusBudgetSummaryMonthlyBudget, total=False):
    projected_end_of_month: float
    """What the month will come to."""


class BudgetStatusBudgetSummary(TypedDict):
    daily_budget: Union[BudgetStatusBudgetSummaryDailyBudget, None]
    """The fullest daily limit; null without one."""
    monthly_budget: Union[BudgetStatusBudgetSummaryMonthlyBudget, None]
    """The fullest monthly limit; null without one."""
    budget_health: Literal["healthy", "warning", "critical", "exceeded"]
    """warning from 75 %, critical from 90 %, exceeded from 100 %."""


class BudgetStatusProjectionsDaily(TypedDict):
    projected_cost: float
    """What the period will come to."""
    confidence: Union[float, None]
    """0 to 1."""
    projection_method: str
    """linear_trend or usage_pattern."""
    linear_cost: float
    """By the period's own pace alone."""
    seasonal_cost: Union[float, None]
    """By the days of the week before; null without any."""


class BudgetStatusProjections(TypedDict):
    daily: Union[BudgetStatusProjectionsDaily, None]
    """Today."""
    monthly: Union[BudgetStatusProjectionsDaily, None]
    """This month."""


class BudgetStatusBudgetsItemExpiredReservations(TypedDict):
    count: int
    """How many."""
    amount_usd: float
    """What they had held."""


class BudgetStatusBudgetsItem(TypedDict):
    budget_id: str
    """The budget."""
    parent_id: Union[str, None]
    """The budget it is a part of."""
    scope: Scope
    """What it is for."""
    status: Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"]
    """How it stands."""
    budget_health: Literal["healthy", "warning", "critical", "exceeded"]
    """The same in seed 004's words."""
    daily_cost_usd: float
    """What is spent today."""
    monthly_cost_usd: float
    """What is spent this month."""
    held_usd: float
    """What reservations hold."""
    expired_reservations: BudgetStatusBudgetsItemExpiredReservations
    """Reservations that ended unsettled."""
    emergency_since: Union[str, None]
    """When the emergency stop was set off; null when it is not in force."""
    limits: List[LimitsItem]
    """Its limits that hold now."""
    projections: Union[BudgetStatusProjections, None]
    """Where it heads."""


class BudgetStatusResult(TypedDict):
    budget_summary: BudgetStatusBudgetSummary
    """The fullest daily and monthly limit."""
    status: Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"]
    """The worst status of all."""
    projections: Union[BudgetStatusProjections, None]
    """Where they head; null without a budget, or when not asked for."""
    budgets: List[BudgetStatusBudgetsItem]
    """Each budget, by id."""
    data_quality: DataQuality
    """What the month's cost does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BudgetSummaryDailyBudget(TypedDict):
    total_cost: float
    """What is spent."""
    budget_limit: float
    """The limit."""
    percentage_used: Union[float, None]
    """The share of it that is spent."""
    over_budget: bool
    """Whether more is spent than the limit."""
    remaining_budget: float
    """What is not spent, what is held included."""
    held_usd: float
    """What reservations hold of it."""
    days_in_period: int
    """Days of the period so far."""
    last_updated: str
    """When this was so."""


class BudgetSummaryResult(TypedDict):
    daily_budget: Union[BudgetSummaryDailyBudget, None]
    """The fullest daily limit; null without one."""
    monthly_budget: Union[BudgetSummaryDailyBudget, None]
    """The fullest monthly limit; null without one."""
    budget_health: Literal["healthy", "warning", "critical", "exceeded"]
    """warning from 75 %, critical from 90 %, exceeded from 100 %."""
    total_operations: int
    """The month's calls."""
    average_cost_per_operation: Union[float, None]
    """Their mean cost in USD; null without any."""
    data_quality: DataQuality
    """What the month's cost does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BudgetTrendsCostDistribution(TypedDict):
    weekdays: Union[float, None]
    """Monday to Friday; null without cost."""
    weekends: Union[float, None]
    """Saturday and Sunday."""


class _BudgetTrendsResult(TypedDict):
    period_days: int
    """Local days."""
    total_cost: float
    """What they cost together."""
    average_daily_cost: Union[float, None]
    """The mean of a day."""
    trend_direction: str
    """increasing, decreasing, stable or insufficient_data."""
    trend_percentage: Union[float, None]
    """The change from one week to the next; null below 14 whole days."""
    daily_costs: Dict[str, float]
    """The cost of each day by its date."""
    cost_distribution: BudgetTrendsCostDistribution
    """How it divides among the days of the week, in percent."""
    peak_usage_hours: List[int]
    """The busiest local hours, 0 to 23."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class BudgetTrendsResult(_BudgetTrendsResult, total=False):
    converted: Conversion
    """The total in the currency asked for."""


class CredentialsItem(TypedDict):
    credential: str
    """The credential."""
    start: str
    """Where what was fetched begins."""
    end: str
    """Where it ends, itself excluded."""


class RejectedItem(TypedDict):
    stream: str
    """Which report it stood in."""
    code: str
    """The stable name of the error."""
    message: str
    """What was wrong."""


class _CollectorsBackfillResult(TypedDict):
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


class CollectorsBackfillResult(_CollectorsBackfillResult, total=False):
    credentials: List[CredentialsItem]
    """What was asked for with which credential."""
    requests: int
    """Pages that were fetched."""
    events: int
    """Events that they told of: one a group of a bucket, or one a job."""
    accepted: int
    """Those that were stored."""
    unchanged: int
    """Those that were stored before, with the same figures."""
    changed: int
    """Those that were stored with other figures, and say now what the provider says."""
    removed: int
    """Events that the provider tells of no more, and that were taken out."""
    unpriced: int
    """Events stored or changed that no price covers wholly."""
    cost_change_usd: float
    """What the ledger's total grew by; less than 0 where it shrank."""
    skipped_days: List[str]
    """UTC days that are counted from calls that were tracked: nothing was stored of them, or it would count twice.
    The first hundred."""
    rejected_count: int
    """Events that could not be stored."""
    rejected: List[RejectedItem]
    """The first hundred of them."""


class Limits(TypedDict):
    streams: List[str]
    """The reports that are fetched."""
    bucket_width: str
    """The stretch of time that an event sums up; none where events are single."""
    window_days: int
    """Days that are asked for at once."""
    seconds_between_requests: Union[float, None]
    """The least time from one request to the next; 0 where the provider's answers say when it has enough."""
    backfill_days: int
    """How far back is asked for at most."""
    overlap_days: int
    """How many days are asked for again by default, since providers report late."""


class _CollectorsLimitsSubscription(TypedDict):
    month: str
    """The first day of the current UTC month."""
    month_usage_usd: float
    """What this month has cost, by the provider's count."""
    hard_limit_used_percent: Union[float, None]
    """Its share of the hard limit."""


class CollectorsLimitsSubscription(_CollectorsLimitsSubscription, total=False):
    soft_limit_usd: float
    """Where the account is warned."""
    hard_limit_usd: float
    """Where calls are refused."""
    system_hard_limit_usd: float
    """The highest that the provider grants."""
    has_payment_method: bool
    """Whether the account can be charged."""
    access_until: str
    """When access ends."""
    plan: str
    """What the plan is called."""
    remaining_usd: float
    """What is left of it; less than 0 beyond it."""


class _CollectorsLimitsResult(TypedDict):
    provider: Literal["anthropic", "openai", "bigquery"]
    """The provider."""
    limits: Limits
    """How it is asked."""


class CollectorsLimitsResult(_CollectorsLimitsResult, total=False):
    credential: str
    """The credential that was asked with."""
    subscription: CollectorsLimitsSubscription
    """openai: the account's limits."""


class _Credential(TypedDict):
    name: str
    """Its name."""
    provider: Literal["anthropic", "openai", "bigquery"]
    """The provider."""
    reference: str
    """Where the key is read."""
    reference_kind: str
    """env, file or command."""
    status: str
    """readable or unreadable, by this worker, now."""
    created_at: str
    """When it was set first."""
    updated_at: str
    """When it was last changed."""


class Credential(_Credential, total=False):
    last_four: str
    """The key's last four characters; only … for a key that is shorter than twelve."""
    problem: str
    """Why it cannot be read."""
    base_url: str
    """Where the provider is asked, if not at its own address."""
    api: Literal["organization", "legacy"]
    """openai: which API is asked."""
    project: str
    """bigquery: the project."""
    location: str
    """bigquery: where its jobs run."""


class _CollectorsListCollectorsItem(TypedDict):
    provider: Literal["anthropic", "openai", "bigquery"]
    """The provider."""
    kind: str
    """What its jobs are called, in jobs/list and in a schedule."""
    status: str
    """ready, or no_credential."""
    limits: Limits
    """How it asks."""


class CollectorsListCollectorsItem(_CollectorsListCollectorsItem, total=False):
    credential: Credential
    """The credential, and whether its key can be read."""
    collected_until: str
    """What was used before this instant was asked for; the last days are asked for again."""
    last_job_id: str
    """The job that asked with it last; jobs/get tells what it came to."""
    last_state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    last_run_at: str
    """When it was begun."""
    last_finished_at: str
    """When it ended."""
    last_error: Error
    """What it failed with, or what made it wait for another try."""
    next_attempt_at: str
    """When a job that waits goes on."""
    next_request_at: str
    """From when on the provider may be asked again."""


class CollectorsListResult(TypedDict):
    collectors: List[CollectorsListCollectorsItem]
    """The collectors."""
    collector_count: int
    """How many."""


class CollectorsReconcileSummary(TypedDict):
    row_count: int
    """How many rows there are."""
    provider_cost_usd: float
    """What the provider billed."""
    local_cost_usd: float
    """What the ledger holds."""
    difference_usd: float
    """The latter less the former."""
    coverage_percent: Union[float, None]
    """The share of what was billed that the ledger holds; null when nothing was billed."""


class CollectorsReconcileClasses(TypedDict):
    matched: CollectorsReconcileSummary
    """Alike on both sides."""
    mismatch: CollectorsReconcileSummary
    """On both sides, with other amounts."""
    provider_only: CollectorsReconcileSummary
    """Billed only."""
    local_only: CollectorsReconcileSummary
    """In the ledger only."""


class CollectorsReconcileByDayItem(TypedDict):
    date: str
    """The UTC day."""
    open: bool
    """Whether the provider may still report more of it."""
    row_count: int
    """How many rows there are."""
    provider_cost_usd: float
    """What the provider billed."""
    local_cost_usd: float
    """What the ledger holds."""
    difference_usd: float
    """The latter less the former."""
    coverage_percent: Union[float, None]
    """The share of what was billed that the ledger holds; null when nothing was billed."""


class _CollectorsReconcileMatchedItem(TypedDict):
    date: str
    """The UTC day."""
    model: str
    """The model; empty where the report names none."""
    key: str
    """The workspace, project or API key; empty for none."""
    cost_type: str
    """tokens, web_search, code_execution …"""
    provider_cost_usd: float
    """What the provider billed."""
    local_cost_usd: float
    """What the ledger holds."""
    difference_usd: float
    """The latter less the former."""
    event_count: int
    """Events in the ledger."""
    open: bool
    """Whether the provider may still report more of the day."""


class CollectorsReconcileMatchedItem(_CollectorsReconcileMatchedItem, total=False):
    reason: Literal["priority_tier", "code_execution", "unpriced"]
    """Why it is so, where that is known; see explanations."""


class CollectorsReconcileExplanationsItem(TypedDict):
    reason: Literal["priority_tier", "code_execution", "unpriced"]
    """What rows carry."""
    text: str
    """What it means."""
    row_count: int
    """How many rows there are."""
    provider_cost_usd: float
    """What the provider billed."""
    local_cost_usd: float
    """What the ledger holds."""
    difference_usd: float
    """The latter less the former."""
    coverage_percent: Union[float, None]
    """The share of what was billed that the ledger holds; null when nothing was billed."""


class _CollectorsReconcileResult(TypedDict):
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


class CollectorsReconcileResult(_CollectorsReconcileResult, total=False):
    provider: Literal["anthropic", "openai", "bigquery"]
    """Whose report."""
    start: str
    """The first UTC day."""
    end: str
    """The day behind the last."""
    by_key: Literal["project", "api_key", "none"]
    """What a row's key is."""
    requests: int
    """Pages of the report that were fetched."""
    summary: CollectorsReconcileSummary
    """The sums of all rows."""
    classes: CollectorsReconcileClasses
    """The sums of each class."""
    by_day: List[CollectorsReconcileByDayItem]
    """The sums of each day."""
    matched: List[CollectorsReconcileMatchedItem]
    """Rows that match, by day, model and key."""
    mismatch: List[CollectorsReconcileMatchedItem]
    """Rows that differ."""
    provider_only: List[CollectorsReconcileMatchedItem]
    """Rows that were billed and are not in the ledger."""
    local_only: List[CollectorsReconcileMatchedItem]
    """Rows that are in the ledger and were not billed."""
    explanations: List[CollectorsReconcileExplanationsItem]
    """What is known to be told on one side only, and why."""


class _CollectorsRunResult(TypedDict):
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


class CollectorsRunResult(_CollectorsRunResult, total=False):
    credentials: List[CredentialsItem]
    """What was asked for with which credential."""
    requests: int
    """Pages that were fetched."""
    events: int
    """Events that they told of: one a group of a bucket, or one a job."""
    accepted: int
    """Those that were stored."""
    unchanged: int
    """Those that were stored before, with the same figures."""
    changed: int
    """Those that were stored with other figures, and say now what the provider says."""
    removed: int
    """Events that the provider tells of no more, and that were taken out."""
    unpriced: int
    """Events stored or changed that no price covers wholly."""
    cost_change_usd: float
    """What the ledger's total grew by; less than 0 where it shrank."""
    skipped_days: List[str]
    """UTC days that are counted from calls that were tracked: nothing was stored of them, or it would count twice.
    The first hundred."""
    rejected_count: int
    """Events that could not be stored."""
    rejected: List[RejectedItem]
    """The first hundred of them."""


class CollectorsTestResult(TypedDict):
    events: List[Any]
    """The first hundred events, as usage/get would tell them."""
    event_count: int
    """How many there are on the page."""
    total_cost_usd: float
    """What all of them cost, by the prices in effect."""
    rejected: List[RejectedItem]
    """What could not be read; the first hundred."""
    has_more: bool
    """Whether another page follows."""
    stored: bool
    """false: nothing was."""


class CostSummary(TypedDict):
    total_cost_usd: float
    """What the window cost."""
    average_daily_cost_usd: float
    """The total over the days, rounded to the nano-dollar."""
    peak_daily_cost_usd: float
    """The dearest day."""
    current_daily_cost_usd: float
    """The last day, as far as the window goes."""
    cost_trend: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """The mean of the last three days against the first three: beyond 10 percent either way."""


class ExpensiveQueriesItem(TypedDict):
    job_id: str
    """The event's id."""
    cost_usd: float
    """What it cost."""
    bytes_processed: int
    """Bytes read."""
    duration_seconds: Union[float, None]
    """How long it took; null where that was not told."""
    query_type: Union[str, None]
    """The operation."""
    created_at: str
    """When."""


class QueryAnalysis(TypedDict):
    expensive_queries: List[ExpensiveQueriesItem]
    """Events of 1 USD or more, dearest first, ten at most."""
    average_cost_per_query: float
    """The cost over the calls, rounded to the nano-dollar."""
    total_queries_analyzed: int
    """Calls."""


class TierEfficiency(TypedDict):
    customer_tier: Literal["standard", "premium", "enterprise"]
    """The tier."""
    tier_average_daily_cost: float
    """What its customers spend in a day on average."""
    customer_daily_cost: float
    """What this one does."""
    efficiency_ratio: Union[float, None]
    """The one over the other."""
    efficiency_status: str
    """Of the ratio: above_average beyond 1.2, below_average under 0.8."""
    spend_vs_tier: str
    """The same, unmistakably: spends_more, spends_less or spends_alike."""


class EfficiencyMetrics(TypedDict):
    cost_per_tb_processed: Union[float, None]
    """The cost over the tebibytes read; null without any."""
    cost_per_customer_analysis: Union[float, None]
    """The cost over the customers who spent, rounded to the nano-dollar; null without any."""
    tier_efficiency: Union[TierEfficiency, None]
    """The spend against the tier's of the budget for this very scope; null without one."""


class RoiAnalysis(TypedDict):
    bigquery_cost_usd: float
    """What the window cost."""
    csv_equivalent_cost_usd: float
    """What the other way would have cost, as given."""
    additional_cost_usd: float
    """The difference."""
    time_saved_hours: Union[float, None]
    """As given."""
    cost_per_hour_saved: Union[float, None]
    """The difference over the hours; null without any."""
    roi_analysis: Literal["positive", "negative"]
    """positive when the hours are worth more than the difference."""


class BudgetUtilization(TypedDict):
    average_daily_utilization_percentage: Union[float, None]
    """The mean day's share of the daily limit."""
    days_over_80_percent: int
    """Days above 80 percent of it."""
    days_over_limit: int
    """Days above it."""
    budget_efficiency: str
    """good when no day was above and the mean day below 70 percent, else needs_attention."""
    recommended_budget_adjustment: Union[float, None]
    """1.2 times the mean day where that is above 90 percent of the limit; else null."""


class TrendAnalysis(TypedDict):
    trend_percentage: Union[float, None]
    """The line's change over the window in percent of the mean."""
    trend_direction: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """stable below 5 percent either way; insufficient_data below two periods."""
    confidence: Union[float, None]
    """R squared: the share of the variation that the line explains, 0 to 1."""


class CostAnalyticsTrendsForecastItem(TypedDict):
    period: int
    """Periods ahead."""
    projected_value: float
    """The mean of the last 7 and the line's slope."""
    confidence: Union[float, None]
    """0.9 less 0.1 a period, 0.1 at least: a rule of thumb; cost/forecast has measured bands."""


class Trends(TypedDict):
    time_range: str
    """The time range asked for."""
    granularity: str
    """hourly or daily."""
    time_series: Dict[str, float]
    """The cost of each period, in order."""
    total_cost: float
    """What they add up to, in USD."""
    average_cost: float
    """The mean, rounded to the nano-dollar."""
    min_cost: float
    """The cheapest."""
    max_cost: float
    """The dearest."""
    trend_analysis: TrendAnalysis
    """A straight line through them."""
    forecast: List[CostAnalyticsTrendsForecastItem]
    """That line carried on for 7 periods."""


class TopCategoriesItem(TypedDict):
    category: str
    """Which."""
    total_cost: float
    """What it cost, in USD."""
    total_calls: int
    """Calls."""
    average_cost_per_call: float
    """The cost over the calls, rounded to the nano-dollar."""
    avg_cost_per_call: float
    """The same."""
    percentage: Union[float, None]
    """Its share of the total; null when that is 0."""


class CategoryAnalysis(TypedDict):
    category_breakdown: Dict[str, float]
    """The total by category, dearest first."""
    top_categories: List[TopCategoriesItem]
    """The ten dearest."""


class OptimizationOpportunitiesItem(TypedDict):
    type: Literal["model_downgrade", "caching", "batch_service", "materialized_view", "expensive_errors", "select_star", "partition_filter", "off_peak"]
    """The kind."""
    potential_savings: float
    """What would have been saved, in USD."""
    recommendation: str
    """What to do."""


class EfficiencyAnalysis(TypedDict):
    cost_per_token: Union[float, None]
    """The cost over the tokens; null without any."""
    cost_per_successful_operation: Union[float, None]
    """The cost over the calls that did not fail; null without any."""
    overall_efficiency_score: Union[float, None]
    """0 to 100, as in cost/categories."""
    optimization_opportunities: List[OptimizationOpportunitiesItem]
    """The greatest savings found."""


class CostAnalyticsResult(TypedDict):
    customer_id: Union[str, None]
    """The customer the scope names; null for several, or none."""
    analysis_period_days: int
    """Local days."""
    cost_summary: CostSummary
    """The days in figures."""
    operation_breakdown: Dict[str, float]
    """The total by operation, dearest first."""
    query_analysis: QueryAnalysis
    """The dearest events, and what one costs."""
    efficiency_metrics: EfficiencyMetrics
    """What a tebibyte and a customer cost."""
    roi_analysis: Union[RoiAnalysis, None]
    """What it was worth; null unless csv_equivalent_cost_usd and time_saved_hours are given."""
    recommendations: List[str]
    """The greatest savings found, one sentence each."""
    budget_utilization: Union[BudgetUtilization, None]
    """How the days stand against the daily limit of the budget for this very scope; null without one."""
    trends: Trends
    """The periods, where they head, and a plain projection."""
    category_analysis: CategoryAnalysis
    """The total by category."""
    efficiency_analysis: EfficiencyAnalysis
    """What a token and a call cost, and what could be saved."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _CostAnomaliesResult(TypedDict):
    anomalies: Anomalies
    """What was found, of each type asked for."""
    total_cost_usd: float
    """What the window cost."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostAnomaliesResult(_CostAnomaliesResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class _CostAttributionResult(TypedDict):
    attribution: Attribution
    """The rows of each dimension asked for."""
    total_cost_usd: float
    """What the rows of each dimension add up to."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostAttributionResult(_CostAttributionResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class CostCategoriesAnalysisPeriod(TypedDict):
    days: int
    """Local days."""
    start_date: str
    """The first."""
    end_date: str
    """The last, itself included."""


class CategoryBreakdownValue(TypedDict):
    total_calls: int
    """Calls."""
    total_cost: float
    """What they cost, in USD."""
    avg_cost_per_call: float
    """The cost over the calls, rounded to the nano-dollar."""


class CostCategoriesEfficiencyMetrics(TypedDict):
    most_efficient_category: Union[str, None]
    """Whose calls cost least; null without calls."""
    least_efficient_category: Union[str, None]
    """Whose calls cost most."""
    overall_efficiency_score: Union[float, None]
    """0 to 100, by the formula above; null without calls."""


class CostCategoriesTrends(TypedDict):
    cost_trend: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """Of the daily cost."""
    usage_trend: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """Of the daily calls."""
    efficiency_trend: Literal["improving", "declining", "stable", "insufficient_data"]
    """Of the cost of a call, day by day."""


class _CostCategoriesResult(TypedDict):
    analysis_period: CostCategoriesAnalysisPeriod
    """What was looked at."""
    total_cost: float
    """What all categories add up to, in USD."""
    total_calls: int
    """Calls: the sum of call_count."""
    category_breakdown: Dict[str, CategoryBreakdownValue]
    """Each category, dearest first."""
    top_categories: List[TopCategoriesItem]
    """The dearest, with their share."""
    efficiency_metrics: CostCategoriesEfficiencyMetrics
    """What a call costs where."""
    trends: CostCategoriesTrends
    """Where the window heads."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostCategoriesResult(_CostCategoriesResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class _CostClustersResult(TypedDict):
    clusters: Clusters
    """Who belongs to which, and what they are like."""
    metrics: Metrics
    """How well the clusters are set apart."""
    total_cost_usd: float
    """What the users of all clusters cost."""
    unattributed_cost_usd: float
    """What events without a user cost."""
    data_quality: DataQuality
    """What the totals do not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostClustersResult(_CostClustersResult, total=False):
    conversion: Conversion
    """total_cost_usd in the currency asked for."""


class _CostComparePeriodsComparisonCurrentPeriod(TypedDict):
    start_date: str
    """The first day."""
    end_date: str
    """The last day, itself included."""
    total_cost_usd: float
    """What the period cost."""
    daily_avg_cost_usd: float
    """The total divided by the days, rounded to the nano-dollar."""


class CostComparePeriodsComparisonCurrentPeriod(_CostComparePeriodsComparisonCurrentPeriod, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class CostComparePeriodsComparisonChange(TypedDict):
    absolute_usd: float
    """How much more the current period cost."""
    percent: Union[float, None]
    """The same in percent of the previous period's cost."""
    daily_avg_absolute_usd: float
    """How much higher the daily average is."""
    daily_avg_percent: Union[float, None]
    """The same in percent of the previous daily average."""


class CostComparePeriodsComparison(TypedDict):
    current_period: CostComparePeriodsComparisonCurrentPeriod
    """The last days."""
    previous_period: CostComparePeriodsComparisonCurrentPeriod
    """The days before them."""
    change: CostComparePeriodsComparisonChange
    """The current period less the previous one."""


class CostComparePeriodsResult(TypedDict):
    comparison: CostComparePeriodsComparison
    """Both periods, and the change between them."""
    data_quality: DataQuality
    """What the totals of both periods do not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostExpensiveQueriesQueriesItem(TypedDict):
    query_id: str
    """The event's id."""
    user_email: Union[str, None]
    """Whose it was."""
    estimated_cost_usd: float
    """What it cost."""
    bytes_processed: Union[int, None]
    """Bytes read; null where none were told."""
    creation_time: str
    """When it was used."""
    query_text: Union[str, None]
    """The stored text, if any."""
    optimization_potential: Literal["low", "medium", "high"]
    """How much there may be to save."""
    reasons: List[str]
    """What suggests so, the strong reasons first."""
    provider: Union[str, None]
    """The provider."""
    model: Union[str, None]
    """The model."""
    operation: Union[str, None]
    """The operation or kind of statement."""
    total_tokens: int
    """Tokens, input and output."""


class _CostExpensiveQueriesResult(TypedDict):
    queries: List[CostExpensiveQueriesQueriesItem]
    """The events, dearest first."""
    total_cost_usd: float
    """What the window cost, events that are not listed included."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostExpensiveQueriesResult(_CostExpensiveQueriesResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class CostForecastResult(TypedDict):
    forecast: Forecast
    """The history, what comes of it, and by which model."""
    data_quality: DataQuality
    """What the history does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostRealTimeResult(TypedDict):
    customer_id: Union[str, None]
    """The customer the scope names; null for several, or none."""
    timestamp: str
    """The instant it is about."""
    lookback_hours: int
    """How far back recent reaches."""
    recent_cost_usd: float
    """The cost of the last hours."""
    recent_bytes_processed: int
    """The bytes read in them."""
    recent_jobs_count: int
    """The calls in them."""
    daily_cost_usd: float
    """The cost of the day so far."""
    daily_limit_usd: Union[float, None]
    """Its limit."""
    daily_remaining_usd: Union[float, None]
    """What is left of it."""
    daily_usage_percentage: Union[float, None]
    """The share that is spent."""
    monthly_cost_usd: float
    """The cost of the month so far."""
    monthly_limit_usd: Union[float, None]
    """Its limit."""
    monthly_remaining_usd: Union[float, None]
    """What is left of it."""
    monthly_usage_percentage: Union[float, None]
    """The share that is spent."""
    budget_config: Union[BudgetConfig, None]
    """The budget of the scope."""
    status: Union[Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"], None]
    """How the day stands against its budget."""
    data_freshness_minutes: Union[float, None]
    """Minutes since the newest event."""
    data_quality: DataQuality
    """What the month's cost does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _CostRecommendationsResult(TypedDict):
    recommendations: List[RecommendationsItem]
    """Most money first."""
    recommendation_count: int
    """How many there are, those beyond the limit included."""
    total_savings_usd: float
    """What all of them would have saved."""
    savings_percent: Union[float, None]
    """The same in percent of the total; null when that is 0."""
    total_cost_usd: float
    """What the window cost."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostRecommendationsResult(_CostRecommendationsResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class CostRenderResult(TypedDict):
    view: Literal["overview", "trends", "forecast", "anomalies", "attribution", "clusters"]
    """What was drawn."""
    format: Literal["svg", "html", "markdown", "text"]
    """As what."""
    media_type: str
    """The text's media type; it is UTF-8."""
    title: str
    """The title of the whole."""
    text: str
    """The picture, the page or the text itself."""
    data_quality: DataQuality
    """What the window's total does not know; of a forecast alone, its history's."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostReportExecutiveSummary(TypedDict):
    total_cost_usd: float
    """What the period cost."""
    budget_utilization_percentage: Union[float, None]
    """The mean day's share of the daily limit; null without one."""
    cost_trend: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """Where the days head."""
    unusual_patterns_detected: int
    """How many."""
    status: Union[Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"], None]
    """How the day stands against its budget."""


class CostReportCostReportSummaryDateRange(TypedDict):
    start: str
    """From."""
    end: str
    """Until."""


class CostReportCostReportSummary(TypedDict):
    total_cost: float
    """What the period cost, in USD."""
    total_calls: int
    """Calls."""
    success_rate: Union[float, None]
    """Calls that did not fail, in percent; null without calls."""
    avg_cost_per_call: float
    """The cost over the calls, rounded to the nano-dollar."""
    date_range: CostReportCostReportSummaryDateRange
    """The period, its end excluded."""


class CostReportCostReportCategoryBreakdownValue(TypedDict):
    cost: float
    """In USD."""
    calls: int
    """Calls."""
    percentage: Union[float, None]
    """Its share of the total; null when that is 0."""


class CostReportCostReportModelBreakdownValue(TypedDict):
    cost: float
    """In USD."""
    calls: int
    """Calls."""
    avg_cost: float
    """The cost over the calls."""


class CostReportCostReport(TypedDict):
    summary: CostReportCostReportSummary
    """The whole."""
    daily_costs: Dict[str, float]
    """By day, in order."""
    category_breakdown: Dict[str, CostReportCostReportCategoryBreakdownValue]
    """By category, dearest first."""
    model_breakdown: Dict[str, CostReportCostReportModelBreakdownValue]
    """By model, dearest first."""
    hourly_distribution: Dict[str, float]
    """By local hour of the day, 00 to 23."""


class CostReportDetailedAnalytics(TypedDict):
    customer_id: Union[str, None]
    """The customer the scope names; null for several, or none."""
    analysis_period_days: int
    """Local days."""
    cost_summary: CostSummary
    """The days in figures."""
    operation_breakdown: Dict[str, float]
    """The total by operation, dearest first."""
    query_analysis: QueryAnalysis
    """The dearest events, and what one costs."""
    efficiency_metrics: EfficiencyMetrics
    """What a tebibyte and a customer cost."""
    roi_analysis: Union[RoiAnalysis, None]
    """What it was worth; null unless csv_equivalent_cost_usd and time_saved_hours are given."""
    recommendations: List[str]
    """The greatest savings found, one sentence each."""
    budget_utilization: Union[BudgetUtilization, None]
    """How the days stand against the daily limit of the budget for this very scope; null without one."""
    trends: Trends
    """The periods, where they head, and a plain projection."""
    category_analysis: CategoryAnalysis
    """The total by category."""
    efficiency_analysis: EfficiencyAnalysis
    """What a token and a call cost, and what could be saved."""
    data_quality: DataQuality
    """What the total does not know."""


class _UnusualPatternsItem(TypedDict):
    pattern_type: Literal["sudden_spike", "sustained_high_usage", "off_hours_usage", "large_query_anomaly"]
    """What kind."""
    severity: Literal["low", "medium", "high"]
    """How severe."""
    description: str
    """One sentence with the figures."""
    cost_impact_usd: float
    """What it cost beyond the usual."""
    detected_at: str
    """When it could first be told: a day's end, or as_of; of an event its time."""


class UnusualPatternsItem(_UnusualPatternsItem, total=False):
    query_id: str
    """The event's id, of a single one."""


class CostReportCurrentStatus(TypedDict):
    customer_id: Union[str, None]
    """The customer the scope names; null for several, or none."""
    timestamp: str
    """The instant it is about."""
    lookback_hours: int
    """How far back recent reaches."""
    recent_cost_usd: float
    """The cost of the last hours."""
    recent_bytes_processed: int
    """The bytes read in them."""
    recent_jobs_count: int
    """The calls in them."""
    daily_cost_usd: float
    """The cost of the day so far."""
    daily_limit_usd: Union[float, None]
    """Its limit."""
    daily_remaining_usd: Union[float, None]
    """What is left of it."""
    daily_usage_percentage: Union[float, None]
    """The share that is spent."""
    monthly_cost_usd: float
    """The cost of the month so far."""
    monthly_limit_usd: Union[float, None]
    """Its limit."""
    monthly_remaining_usd: Union[float, None]
    """What is left of it."""
    monthly_usage_percentage: Union[float, None]
    """The share that is spent."""
    budget_config: Union[BudgetConfig, None]
    """The budget of the scope."""
    status: Union[Literal["within_budget", "moderate_usage", "approaching_limit", "over_budget", "emergency"], None]
    """How the day stands against its budget."""
    data_freshness_minutes: Union[float, None]
    """Minutes since the newest event."""
    data_quality: DataQuality
    """What the month's cost does not know."""


class _CostReportResult(TypedDict):
    report_type: Literal["daily", "weekly", "monthly", "custom"]
    """daily, weekly, monthly, or custom for dates given."""
    customer_id: Union[str, None]
    """The customer the scope names; null for several, or none."""
    period_days: int
    """Local days."""
    executive_summary: CostReportExecutiveSummary
    """The few figures."""
    cost_report: CostReportCostReport
    """The costs by day, category, model and hour."""
    detailed_analytics: CostReportDetailedAnalytics
    """As cost/analytics."""
    unusual_patterns: List[UnusualPatternsItem]
    """As cost/unusualPatterns."""
    current_status: CostReportCurrentStatus
    """As cost/realTime."""
    action_items: List[str]
    """What to do, the most pressing first."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostReportResult(_CostReportResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


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
    conversion: Conversion
    """The total in the currency asked for."""


class CostTrendsTrendsItem(TypedDict):
    period: str
    """The date the period begins on (weeks: their Monday); hours as RFC 3339."""
    total_cost_usd: float
    """What its events cost."""
    query_count: int
    """Calls: the sum of call_count."""
    cost_ma: float
    """The trailing mean."""


class _CostTrendsResult(TypedDict):
    trends: List[CostTrendsTrendsItem]
    """The periods in order."""
    trend_analysis: TrendAnalysis
    """Where the cost is heading."""
    total_cost_usd: float
    """What the periods add up to."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CostTrendsResult(_CostTrendsResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class CostUnusualPatternsResult(TypedDict):
    patterns: List[UnusualPatternsItem]
    """What was found: the most severe first, then by time."""
    anomalies_detected: int
    """How many."""
    analysis_period_days: int
    """The days looked at."""
    baseline_daily_average: float
    """The usual cost of a day, in USD."""
    data_quality: DataQuality
    """What the costs do not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class CredentialsListResult(TypedDict):
    credentials: List[Credential]
    """The credentials."""
    credential_count: int
    """How many."""


class CredentialsRemoveResult(TypedDict):
    name: str
    """Its name."""
    removed: bool
    """true."""


class _CredentialsSetTest(TypedDict):
    success: bool
    """Whether the provider took the key."""


class CredentialsSetTest(_CredentialsSetTest, total=False):
    error: Error
    """Why not."""


class _CredentialsSetResult(TypedDict):
    credential: Credential
    """The credential as it is now."""


class CredentialsSetResult(_CredentialsSetResult, total=False):
    test: CredentialsSetTest
    """What the provider said, if it was asked."""


class DashboardOverviewMetrics(TypedDict):
    budget_health_score: Union[float, None]
    """0 to 100, by the formula above."""
    budget_health_status: Literal["excellent", "good", "warning", "critical", "emergency"]
    """The score in a word."""
    daily_cost: float
    """The cost of the day so far, in USD."""
    daily_budget: Union[float, None]
    """Its limit."""
    daily_percentage: Union[float, None]
    """The share that is spent."""
    monthly_cost: float
    """The cost of the month so far, in USD."""
    monthly_budget: Union[float, None]
    """Its limit."""
    monthly_percentage: Union[float, None]
    """The share that is spent."""
    daily_projected_cost: float
    """What the day will come to."""
    monthly_projected_cost: float
    """What the month will come to."""
    cost_trend_percentage: Union[float, None]
    """The change over the last 14 days in percent of their mean."""
    cost_trend_direction: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """The same in a word."""
    active_alerts: int
    """Alerts of the last 7 days that nobody acknowledged."""
    critical_alerts: int
    """Those that are critical."""
    circuit_breakers_healthy: int
    """Breakers that are closed."""
    circuit_breakers_open: int
    """Breakers that are open or half open."""
    total_api_calls: int
    """The month's calls."""
    average_response_time: Union[float, None]
    """Milliseconds; null without any."""
    error_rate_percentage: Union[float, None]
    """Failed calls among all calls."""
    tokens_consumed: int
    """The month's tokens."""
    system_uptime: Union[float, None]
    """Seconds since the worker began."""
    monitoring_active: bool
    """Whether the ledger was read for this answer."""
    last_update_time: Union[float, None]
    """The newest event, in seconds since 1970; null without any in 35 days."""


class DashboardOverviewSystemHealthComponentsBudgetManager(TypedDict):
    status: str
    """healthy or not_configured."""


class DashboardOverviewSystemHealthComponents(TypedDict):
    budget_manager: DashboardOverviewSystemHealthComponentsBudgetManager
    """Budgets."""
    real_time_monitor: DashboardOverviewSystemHealthComponentsBudgetManager
    """Reading the ledger, as this answer did."""
    circuit_breakers: DashboardOverviewSystemHealthComponentsBudgetManager
    """Breakers."""
    alert_system: DashboardOverviewSystemHealthComponentsBudgetManager
    """Channels and webhooks."""


class DashboardOverviewSystemHealth(TypedDict):
    overall_status: Literal["healthy", "degraded", "unhealthy"]
    """That of the parts which are set up; health/check probes the worker's own."""
    components: DashboardOverviewSystemHealthComponents
    """Each part."""


class DashboardOverviewTrendsSpendingTrends(TypedDict):
    daily_average: float
    """The mean of the last 7 whole days."""
    weekly_average: float
    """7 times that."""
    trend_direction: Literal["increasing", "decreasing", "stable", "insufficient_data"]
    """As cost_trend_direction."""


class DashboardOverviewTrends(TypedDict):
    spending_trends: DashboardOverviewTrendsSpendingTrends
    """The spend."""


class DashboardOverviewResult(TypedDict):
    metrics: DashboardOverviewMetrics
    """The figures."""
    system_health: DashboardOverviewSystemHealth
    """How the parts fare; not_configured where none was set up."""
    recent_alerts: List[AlertsListAlertsItem]
    """The last ten alerts of budgets."""
    trends: DashboardOverviewTrends
    """What is spent in a day and a week."""
    data_quality: DataQuality
    """What the month's cost does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class HealthCheckComponentsDatabaseRead(TypedDict):
    status: Literal["healthy", "degraded", "unhealthy"]
    """How it fares."""
    detail: str
    """What was found."""


class HealthCheckComponents(TypedDict):
    database_read: HealthCheckComponentsDatabaseRead
    """Reading the ledger."""
    database_write: HealthCheckComponentsDatabaseRead
    """Writing to the ledger."""
    prices: HealthCheckComponentsDatabaseRead
    """The price list."""
    time_zones: HealthCheckComponentsDatabaseRead
    """The system's time zones."""
    clock: HealthCheckComponentsDatabaseRead
    """The system's clock."""
    budget_manager: bool
    """Whether every budget can be read and judged."""
    circuit_breaker_manager: bool
    """Whether every circuit breaker can be read."""
    alert_system: bool
    """Whether alerts and their receivers can be read."""
    real_time_monitor: bool
    """Whether the spend of this moment can be read."""
    cost_persistence: bool
    """Whether costs are kept and read."""
    api_metrics_logger: bool
    """Whether events are priced and taken in."""


class HealthCheckResult(TypedDict):
    status: Literal["healthy", "degraded", "unhealthy"]
    """How the worker fares: as its worst component does."""
    version: str
    """The worker's version."""
    timestamp: str
    """When the answer was made."""
    uptime_seconds: Union[float, None]
    """Since the process began."""
    request_count: int
    """Reads of the ledger since then, this one's own included."""
    components: HealthCheckComponents
    """What was probed."""


class _JobsCancelResult(TypedDict):
    job_id: str
    """The job."""
    kind: str
    """What it does: the method that starts such jobs."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    progress_percent: float
    """How far it is, 0 to 100."""
    message: str
    """What it is doing, or did last."""
    attempts: int
    """How often it was begun."""
    priority: int
    """Higher ones are taken first."""
    created_at: str
    """When it was queued."""


class JobsCancelResult(_JobsCancelResult, total=False):
    key: str
    """The key it was started under."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    next_attempt_at: str
    """When it is begun again."""
    result: Any
    """What it came to."""


class _JobsGetResult(TypedDict):
    job_id: str
    """The job."""
    kind: str
    """What it does: the method that starts such jobs."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    progress_percent: float
    """How far it is, 0 to 100."""
    message: str
    """What it is doing, or did last."""
    attempts: int
    """How often it was begun."""
    priority: int
    """Higher ones are taken first."""
    created_at: str
    """When it was queued."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class JobsGetResult(_JobsGetResult, total=False):
    key: str
    """The key it was started under."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    next_attempt_at: str
    """When it is begun again."""
    result: Any
    """What it came to."""


class _JobsListJobsItem(TypedDict):
    job_id: str
    """The job."""
    kind: str
    """What it does: the method that starts such jobs."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    progress_percent: float
    """How far it is, 0 to 100."""
    message: str
    """What it is doing, or did last."""
    attempts: int
    """How often it was begun."""
    priority: int
    """Higher ones are taken first."""
    created_at: str
    """When it was queued."""


class JobsListJobsItem(_JobsListJobsItem, total=False):
    key: str
    """The key it was started under."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    next_attempt_at: str
    """When it is begun again."""
    result: Any
    """What it came to."""


class JobsListCounts(TypedDict):
    queued: int
    """Jobs that wait."""
    in_progress: int
    """Jobs under way."""
    completed: int
    """Jobs that were done."""
    failed: int
    """Jobs that were given up."""
    cancelled: int
    """Jobs that were cancelled."""


class _JobsListResult(TypedDict):
    jobs: List[JobsListJobsItem]
    """The jobs, newest first."""
    counts: JobsListCounts
    """How many jobs there are in each state, filters aside; nothing for the key of one customer."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class JobsListResult(_JobsListResult, total=False):
    next_cursor: str
    """Where the next page begins, when there is one."""


class _JobsRetryResult(TypedDict):
    job_id: str
    """The job."""
    kind: str
    """What it does: the method that starts such jobs."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    progress_percent: float
    """How far it is, 0 to 100."""
    message: str
    """What it is doing, or did last."""
    attempts: int
    """How often it was begun."""
    priority: int
    """Higher ones are taken first."""
    created_at: str
    """When it was queued."""


class JobsRetryResult(_JobsRetryResult, total=False):
    key: str
    """The key it was started under."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    next_attempt_at: str
    """When it is begun again."""
    result: Any
    """What it came to."""


class _JobsWaitResult(TypedDict):
    job_id: str
    """The job."""
    kind: str
    """What it does: the method that starts such jobs."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    progress_percent: float
    """How far it is, 0 to 100."""
    message: str
    """What it is doing, or did last."""
    attempts: int
    """How often it was begun."""
    priority: int
    """Higher ones are taken first."""
    created_at: str
    """When it was queued."""


class JobsWaitResult(_JobsWaitResult, total=False):
    key: str
    """The key it was started under."""
    error: Error
    """What it failed with, or what made it wait for another try."""
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    next_attempt_at: str
    """When it is begun again."""
    result: Any
    """What it came to."""


class _PricesDisagreementsDisagreementsItem(TypedDict):
    provider: str
    """The provider."""
    model: str
    """The model."""
    bucket: str
    """What is priced."""
    above_tokens: int
    """The input a request must exceed; 0 for the base prices."""
    used_source: str
    """The source that is used."""
    used_rate_usd: float
    """Its rate, in USD per unit."""
    other_source: str
    """The source that differs."""
    other_rate_usd: float
    """Its rate."""
    percent: Union[float, None]
    """How far the other is above the used one; null when that is free."""


class PricesDisagreementsDisagreementsItem(_PricesDisagreementsDisagreementsItem, total=False):
    effective_from: str
    """Since when the used rate is in effect, if known."""


class PricesDisagreementsResult(TypedDict):
    disagreements: List[PricesDisagreementsDisagreementsItem]
    """The differences, by model and provider."""
    total: int
    """How many there are, those beyond the limit included."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _PricesEstimateLinesItem(TypedDict):
    bucket: str
    """What was counted: each unit in exactly one bucket."""
    quantity: int
    """How many."""
    rate_usd: float
    """USD for one, or for rate_units where that is given."""
    cost_usd: float
    """Quantity times rate, exactly."""
    price_source: str
    """Where the price comes from."""
    price_date: str
    """When that source was read, or the override set."""


class PricesEstimateLinesItem(_PricesEstimateLinesItem, total=False):
    rate_units: int
    """How many units the rate is for: a TiB in bytes, a slot-hour in milliseconds."""
    model: str
    """The model of this line, where the request ran several."""


class _PricesEstimateResult(TypedDict):
    cost_usd: float
    """The sum of the lines, rounded once, half to even, to the nano-dollar."""
    unpriced: List[str]
    """The buckets that were used and have no price; they cost nothing here."""
    lines: List[PricesEstimateLinesItem]
    """The receipt."""
    model: str
    """The model whose prices were taken, as its list spells it."""
    service_tier: str
    """The class of service whose prices were taken."""
    warnings: List[str]
    """What is not as it seems."""


class PricesEstimateResult(_PricesEstimateResult, total=False):
    provider: str
    """The provider whose prices were taken."""
    reason: str
    """Why nothing could be priced: ambiguous, no_price or not_in_effect."""


class TiersItem(TypedDict):
    above_tokens: int
    """The input that a request must exceed; 0 for any."""
    service_tier: str
    """The class of service."""
    rates: Dict[str, float]
    """USD per unit by bucket; a bucket not named keeps its base rate."""


class OffPeakItem(TypedDict):
    start_utc: str
    """When it begins each day, in UTC."""
    end_utc: str
    """When it ends; before the start when it runs past midnight."""
    rates: Dict[str, float]
    """USD per unit by bucket while it lasts."""


class _Price(TypedDict):
    model: str
    """The model's id, or an override's pattern."""
    origin: Literal["built_in", "override", "file"]
    """built_in, override (set with prices/set), or file (the prices setting)."""
    source: str
    """Where the prices come from."""
    source_date: str
    """When that source was read, or the override set."""
    rates: Dict[str, float]
    """USD per unit by bucket; of bigquery_bytes a TiB, of bigquery_slot_ms a slot-hour."""
    tiers: List[TiersItem]
    """Rates of larger requests and other classes of service."""


class Price(_Price, total=False):
    id: str
    """The override's id; the built-in list has none."""
    provider: str
    """The provider; an override without one is for all."""
    effective_from: str
    """In effect from then on, if it is known since when."""
    effective_until: str
    """In effect before then."""
    service_tier: str
    """The class of service an override is for; every one without."""
    mode: str
    """What the model is for."""
    max_input_tokens: int
    """The most input it takes."""
    max_output_tokens: int
    """The most output it gives."""
    deprecation_date: str
    """The day the vendor means to switch it off."""
    off_peak: List[OffPeakItem]
    """Rates for a part of the day."""


class PricesGetResult(TypedDict):
    price: Price
    """The prices in effect."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _PricesListResult(TypedDict):
    prices: List[Price]
    """The prices."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class PricesListResult(_PricesListResult, total=False):
    next_cursor: str
    """Where the next page begins; left out on the last one."""


class PricesRemoveResult(TypedDict):
    id: str
    """The override that was removed."""
    removed: bool
    """true"""


class PricesRepriceChangesItem(TypedDict):
    model: str
    """The model; other for those beyond 10,000 rows."""
    period: str
    """The date on which the period begins."""
    event_count: int
    """Events whose cost changes."""
    cost_usd_before: float
    """What they cost before."""
    cost_usd_after: float
    """What they cost now."""
    difference_usd: float
    """The latter less the former."""


class _PricesRepriceResult(TypedDict):
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


class PricesRepriceResult(_PricesRepriceResult, total=False):
    dry_run: bool
    """Whether nothing was changed."""
    event_count: int
    """Events of the window and scope."""
    changed_events: int
    """Those whose cost, or whether it is known, changes."""
    unpriced_events: int
    """Those that still have no price."""
    cost_usd_before: float
    """What all of them cost before."""
    cost_usd_after: float
    """What they cost now."""
    difference_usd: float
    """The latter less the former."""
    changes: List[PricesRepriceChangesItem]
    """The changes by period and model."""


class _PricesSetTiersItemInput(TypedDict):
    above_tokens: int
    """The input, cached or not, that a request must exceed. (1 to 1000000000000)"""


class PricesSetTiersItemInput(_PricesSetTiersItemInput, total=False):
    rates: Dict[str, float]
    """USD per unit by bucket; a bucket not named keeps its base rate."""
    rates_per_million: Dict[str, float]
    """USD per million by bucket, in the place of rates."""


class _PricesSetResult(TypedDict):
    model: str
    """The model's id, or an override's pattern."""
    origin: Literal["built_in", "override", "file"]
    """built_in, override (set with prices/set), or file (the prices setting)."""
    source: str
    """Where the prices come from."""
    source_date: str
    """When that source was read, or the override set."""
    rates: Dict[str, float]
    """USD per unit by bucket; of bigquery_bytes a TiB, of bigquery_slot_ms a slot-hour."""
    tiers: List[TiersItem]
    """Rates of larger requests and other classes of service."""
    replaced: bool
    """Whether it took the place of another."""


class PricesSetResult(_PricesSetResult, total=False):
    id: str
    """The override's id; the built-in list has none."""
    provider: str
    """The provider; an override without one is for all."""
    effective_from: str
    """In effect from then on, if it is known since when."""
    effective_until: str
    """In effect before then."""
    service_tier: str
    """The class of service an override is for; every one without."""
    mode: str
    """What the model is for."""
    max_input_tokens: int
    """The most input it takes."""
    max_output_tokens: int
    """The most output it gives."""
    deprecation_date: str
    """The day the vendor means to switch it off."""
    off_peak: List[OffPeakItem]
    """Rates for a part of the day."""


class PricesUnmatchedUnmatchedItem(TypedDict):
    provider: Union[str, None]
    """The provider; null when the events name none."""
    model: Union[str, None]
    """The model; null when the events name none."""
    events: int
    """How many events."""
    calls: int
    """How many calls they stand for."""
    total_tokens: int
    """Their tokens, input and output."""
    first_seen: str
    """The earliest of them."""
    last_seen: str
    """The latest of them."""


class PricesUnmatchedResult(TypedDict):
    unmatched: List[PricesUnmatchedUnmatchedItem]
    """Provider and model, most events first."""
    total: int
    """How many pairs there are, those beyond the limit included."""
    unpriced_events: int
    """The events of all of them."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class PricesWhatIfComparisonsItemModelPairsItem(TypedDict):
    from_model: Union[str, None]
    """The model that was used; null for events without one."""
    to_model: str
    """The other model."""
    event_count: int
    """Events."""
    not_priced_events: int
    """Those that kept their cost."""
    current_cost_usd: float
    """What they cost."""
    cost_usd: float
    """What they would have cost."""
    difference_usd: float
    """The latter less the former."""


class PricesWhatIfComparisonsItem(TypedDict):
    model: str
    """The other model."""
    current_cost_usd: float
    """What the window cost."""
    cost_usd: float
    """What it would have cost."""
    difference_usd: float
    """The latter less the former: below 0 is saved."""
    difference_percent: Union[float, None]
    """The same in percent; null when the window cost nothing."""
    not_priced_events: int
    """Events that kept their cost."""
    model_pairs: List[PricesWhatIfComparisonsItemModelPairsItem]
    """The same for each model used, dearest first."""


class PricesWhatIfResult(TypedDict, total=False):
    comparisons: List[PricesWhatIfComparisonsItem]
    """One for each of to_models, in their order."""
    current_cost_usd: float
    """What the window cost."""
    data_quality: DataQuality
    """What that does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


class _ProjectsAnalyticsSummaryBudget(TypedDict):
    amount: float
    """How much there is."""
    currency: str
    """In which currency."""
    period: Literal["monthly", "quarterly", "yearly", "one-time"]
    """For which calendar period."""
    start: Union[str, None]
    """When the period began; null outside of a one-time budget."""
    end: Union[str, None]
    """Up to when spending was counted."""
    spent_usd: float
    """What the project spent in it."""


class ProjectsAnalyticsSummaryBudget(_ProjectsAnalyticsSummaryBudget, total=False):
    conversion: Conversion
    """The same in the budget's currency."""
    note: str
    """Why there is no utilisation."""


class _ProjectsAnalyticsSummary(TypedDict):
    total_cost_usd: float
    """What the window cost."""
    total_tokens: int
    """Tokens, input and output."""
    request_count: int
    """Calls: the sum of call_count."""
    avg_cost_per_request_usd: Union[float, None]
    """The cost over the calls; null without calls."""
    cost_per_token_usd: Union[float, None]
    """The cost over the tokens; null without tokens."""
    budget_utilization_percent: Union[float, None]
    """The share of the budget that its period has used; null without a budget."""


class ProjectsAnalyticsSummary(_ProjectsAnalyticsSummary, total=False):
    budget: ProjectsAnalyticsSummaryBudget
    """The budget, its period, and what was spent in it."""


class ProjectsAnalyticsBreakdownServicesItem(TypedDict):
    name: Union[str, None]
    """The value; null for events without one."""
    cost_usd: float
    """What its events cost."""
    percent: Union[float, None]
    """Its share of the total; null when that is 0."""
    requests: int
    """Calls."""


class ProjectsAnalyticsBreakdown(TypedDict):
    services: List[ProjectsAnalyticsBreakdownServicesItem]
    """By provider."""
    models: List[ProjectsAnalyticsBreakdownServicesItem]
    """By model."""
    departments: List[ProjectsAnalyticsBreakdownServicesItem]
    """By department."""
    teams: List[ProjectsAnalyticsBreakdownServicesItem]
    """By team, by the mapping or the events' own."""
    tags: List[ProjectsAnalyticsBreakdownServicesItem]
    """By tag."""


class ProjectsAnalyticsTimelineItem(TypedDict):
    period: str
    """The date the period begins on (weeks: their Monday); hours as RFC 3339."""
    cost_usd: float
    """What its events cost."""
    tokens: int
    """Tokens."""
    requests: int
    """Calls."""


class _ProjectsAnalyticsResult(TypedDict):
    project_id: str
    """The project."""
    summary: ProjectsAnalyticsSummary
    """The figures."""
    breakdown: ProjectsAnalyticsBreakdown
    """The total by what it was spent on and for."""
    timeline: List[ProjectsAnalyticsTimelineItem]
    """The total by period, empty ones included."""
    data_quality: DataQuality
    """What the total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class ProjectsAnalyticsResult(_ProjectsAnalyticsResult, total=False):
    conversion: Conversion
    """The total in the currency asked for."""


class _ProjectsArchiveProjectBudgetAlertsItem(TypedDict):
    threshold: float
    """Percent of the amount."""


class ProjectsArchiveProjectBudgetAlertsItem(_ProjectsArchiveProjectBudgetAlertsItem, total=False):
    type: Literal["email", "in-app", "both", "webhook"]
    """How to tell; both is e-mail and in the application."""
    recipients: List[str]
    """Whom to tell."""


class _ProjectsArchiveProjectBudget(TypedDict):
    amount: float
    """How much, in the budget's currency."""


class ProjectsArchiveProjectBudget(_ProjectsArchiveProjectBudget, total=False):
    currency: str
    """The currency."""
    period: Literal["monthly", "quarterly", "yearly", "one-time"]
    """The calendar period that the amount is for, or one-time."""
    start_date: str
    """The first day of a one-time budget."""
    end_date: str
    """The last day of a one-time budget, itself included."""
    alerts: List[ProjectsArchiveProjectBudgetAlertsItem]
    """Who wants to hear at which share."""


class Project(TypedDict):
    project_id: str
    """The id that events name."""
    name: str
    """What people call it."""
    description: Union[str, None]
    """What it is for."""
    members: List[Any]
    """Who belongs to it."""
    settings: Any
    """Whatever its clients keep."""
    tags: List[str]
    """Words to find it by."""
    budget: Union[ProjectsArchiveProjectBudget, None]
    """What it may cost; null without a budget."""
    archived: bool
    """Whether it was archived. Events are accepted all the same."""
    implicit: bool
    """Whether only events name it and it was never created."""
    created_at: Union[str, None]
    """When it was created."""
    updated_at: Union[str, None]
    """When it was last changed."""


class ProjectsArchiveResult(TypedDict):
    project: Project
    """The project."""


class _AlertsItemInput(TypedDict):
    threshold: float
    """Percent of the amount. (0 to 200)"""


class AlertsItemInput(_AlertsItemInput, total=False):
    type: Literal["email", "in-app", "both", "webhook"]
    """How to tell; both is e-mail and in the application. (default "both")"""
    recipients: List[str]
    """Whom to tell. (at most 100)"""


class _BudgetInput(TypedDict):
    amount: float
    """How much, in the budget's currency. (0 to 1000000000)"""


class BudgetInput(_BudgetInput, total=False):
    currency: str
    """The currency. (default "USD")"""
    period: Literal["monthly", "quarterly", "yearly", "one-time"]
    """The calendar period that the amount is for, or one-time. (default "monthly")"""
    start_date: Instant
    """The first day of a one-time budget."""
    end_date: Instant
    """The last day of a one-time budget, itself included."""
    alerts: List[AlertsItemInput]
    """Who wants to hear at which share. (at most 100)"""


class ProjectsCreateResult(TypedDict):
    project: Project
    """The project."""


class ProjectsGetResult(TypedDict):
    project: Project
    """The project."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class ProjectsListResult(TypedDict):
    projects: List[Project]
    """The projects, by the bytes of their ids."""
    project_count: int
    """How many there are, those beyond the limit included."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class ProjectsUpdateResult(TypedDict):
    project: Project
    """The project."""


class RatesListRatesItem(TypedDict):
    currency: str
    """The currency."""
    date: str
    """The day the rate is of."""
    rate: float
    """Units of the currency for one US dollar."""
    source: str
    """Where the rate comes from."""


class RatesListResult(TypedDict):
    rates: List[RatesListRatesItem]
    """The rates, by currency and day."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class RatesSetResult(TypedDict):
    currency: str
    """The currency."""
    date: str
    """The day the rate is of."""
    rate: float
    """Units of the currency for one US dollar."""
    source: str
    """Where the rate comes from."""


class SchedulerHealthResult(TypedDict):
    status: Literal["healthy", "stopped"]
    """healthy, or stopped when what was due has not begun."""
    running: bool
    """Whether what is due is done."""
    job_count: int
    """Scheduled jobs."""
    scheduled_count: int
    """Those that have a next run."""
    overdue: List[str]
    """Those that were due and have not begun."""
    failing: List[str]
    """Those whose last run failed."""
    unavailable: List[str]
    """Those that cannot be done for now."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _HistoryItem(TypedDict):
    job_id: str
    """The scheduled job."""
    name: str
    """What people call it."""
    run_id: str
    """The job of the queue, for jobs/get, jobs/wait and jobs/cancel."""
    scheduled_at: str
    """The time it was due, or was asked for."""
    triggered: bool
    """Whether scheduler/trigger asked for it."""
    missed_runs: int
    """Later times that it stands for, because no worker was there or it had not begun."""


class HistoryItem(_HistoryItem, total=False):
    status: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it."""
    started_at: str
    """When it was begun first."""
    finished_at: str
    """When it ended."""
    duration_seconds: Union[float, None]
    """From the first to the last."""
    error: Error
    """What it failed with, or what made it wait for another try."""


class SchedulerHistoryResult(TypedDict):
    history: List[HistoryItem]
    """The runs."""
    count: int
    """How many."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class _Job(TypedDict):
    id: str
    """The scheduled job."""
    name: str
    """What people call it."""
    status: Literal["scheduled", "disabled", "unavailable"]
    """scheduled; disabled by scheduler/set; or unavailable, for the reason told."""
    next_run: Union[str, None]
    """When it is due next; null when it is not."""
    trigger: str
    """When it is due: the cron expression."""
    time_zone: str
    """The zone whose clocks that is read by."""
    max_instances: int
    """1: its runs never overlap."""
    kind: str
    """The kind of its jobs."""
    params: Any
    """The params of its jobs."""
    enabled: bool
    """Whether it is due at its times at all."""
    running: bool
    """Whether a run is under way."""
    last_run: Union[HistoryItem, None]
    """Its newest run; null before the first."""
    errors_in_a_row: int
    """Runs that failed since the last that was completed."""


class Job(_Job, total=False):
    reason: str
    """Why it cannot be done for now: it is left out, and not made up for."""


class SchedulerJobResult(TypedDict):
    job: Job
    """The job."""
    recent_runs: List[HistoryItem]
    """Its last ten runs, newest first."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class SchedulerJobsResult(TypedDict):
    jobs: List[Job]
    """The jobs."""
    job_count: int
    """How many."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class SchedulerNextRunsNextRunsItem(TypedDict):
    job_id: str
    """The scheduled job."""
    name: str
    """What people call it."""
    next_run: Union[str, None]
    """When it is due next; null when it is not."""
    times: List[str]
    """The times asked for."""


class SchedulerNextRunsResult(TypedDict):
    next_runs: List[SchedulerNextRunsNextRunsItem]
    """The jobs, soonest first."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class SchedulerSetResult(TypedDict):
    job: Union[Job, None]
    """The scheduled job as it is now; null when it was removed."""
    removed: bool
    """Whether it was removed."""


class _SchedulerStatusScheduler(TypedDict):
    running: bool
    """Whether what is due is done."""
    timezone: str
    """The worker's time zone; each job has its own."""
    jobs: List[Job]
    """The scheduled jobs, by id."""
    job_history: List[HistoryItem]
    """The last ten runs, newest first."""


class SchedulerStatusScheduler(_SchedulerStatusScheduler, total=False):
    holder: str
    """The worker that found something due a moment ago and sees to the rest."""


class SchedulerStatusResult(TypedDict):
    status: Literal["healthy", "stopped"]
    """healthy, or stopped when what was due has not begun."""
    scheduler: SchedulerStatusScheduler
    """The scheduler."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class SchedulerTriggerResult(TypedDict):
    status: str
    """triggered."""
    job_id: str
    """The scheduled job."""
    run_id: str
    """The job of the queue, for jobs/get, jobs/wait and jobs/cancel."""
    message: str
    """The same in words."""


class SystemBackupResult(TypedDict):
    path: str
    """The file."""
    bytes: int
    """Its size."""
    event_count: int
    """Events in it, those that were dropped by system/retention counted."""
    total_cost_usd: float
    """What they cost."""
    verified: bool
    """Always true: a copy that fails its check is an error, and is thrown away."""


class SystemPerformanceCurrentHour(TypedDict):
    total_calls: int
    """Calls: the sum of call_count."""
    avg_response_time_ms: Union[float, None]
    """The mean over events with a response time; null without any."""
    error_rate_percent: Union[float, None]
    """Failed calls among all calls."""
    throughput_per_minute: Union[float, None]
    """Calls over minutes."""


class SystemPerformanceSystemResources(TypedDict):
    memory_usage_mb: Union[float, None]
    """Resident memory."""
    cpu_usage_percent: Union[float, None]
    """Processor time over time; above 100 on several processors."""
    disk_usage_mb: Union[float, None]
    """The database and its write-ahead log."""


class SystemPerformanceDatabasePerformance(TypedDict):
    avg_query_time_ms: Union[float, None]
    """The mean time of reads since the start."""
    connection_pool_usage: int
    """Connections that this read uses."""
    total_connections: int
    """That one, those that wait for reads, and the one that writes."""


class SystemPerformanceResult(TypedDict):
    current_hour: SystemPerformanceCurrentHour
    """The calls of the current hour."""
    system_resources: SystemPerformanceSystemResources
    """What the process uses."""
    database_performance: SystemPerformanceDatabasePerformance
    """How the database does."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class SystemRetentionResult(TypedDict):
    dry_run: bool
    """Whether nothing was changed."""
    retained_from: str
    """From here on events are kept."""
    dropped_events: int
    """Events that are dropped."""
    kept_events: int
    """Events that stay."""
    total_cost_usd: float
    """What everything cost, before and after."""


class _SystemVerifyResult(TypedDict):
    ok: bool
    """Whether nothing was found."""
    events: int
    """Events read."""
    total_cost_usd: float
    """What they cost."""
    rollup_rows: int
    """Roll-ups compared."""
    integrity: List[str]
    """What is wrong with the file, in sentences."""
    differences: List[str]
    """Where roll-ups differ from the events, the first hundred."""
    difference_count: int
    """How many do."""
    duplicate_ids: int
    """Events whose id another one has."""
    missing_ids: int
    """Events that their id does not find."""
    budget_counters: int
    """Counters of budgets compared."""
    budget_differences: List[str]
    """Where those differ from the events, the first hundred."""
    audit_broken_at: Union[int, None]
    """The first entry of the audit log that does not fit the one before; null when all do."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class SystemVerifyResult(_SystemVerifyResult, total=False):
    data_quality: DataQuality
    """What the total does not know, when all is well."""


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
    alerts_triggered: List[AlertsTriggeredItem]
    """Alerts that this event set off."""


class UsageDeleteResult(TypedDict):
    deleted: int
    """Events removed."""
    cost_usd: float
    """What they had cost."""


class UsageExportResult(TypedDict, total=False):
    format: Literal["ndjson", "json", "csv", "focus"]
    """The format."""
    rows: int
    """Events written."""
    bytes: int
    """Bytes written."""
    path: str
    """The file, when one was asked for."""
    text: str
    """The events themselves, when no file was asked for."""
    total_cost_usd: float
    """What the events cost together."""
    data_quality: DataQuality
    """What the total does not know."""
    conversion: Conversion
    """The total in the currency asked for."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


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
    """The budget reservation this event settles; one of quality absent that has no price leaves it held."""
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


class UsageGetRepricingsItem(TypedDict):
    at: str
    """When the job was started that priced it anew."""
    job_id: str
    """That job."""
    cost_usd_before: float
    """What it had cost."""
    cost_usd_after: float
    """What it cost from then on."""


class UsageGetResult(TypedDict):
    event: Event
    """The event."""
    receipt: UsageGetReceipt
    """How its cost comes about."""
    repricings: List[UsageGetRepricingsItem]
    """When it was priced anew, and what it had cost before; oldest first."""


class UsageImportRejectedItem(TypedDict):
    line: int
    """The row's line, from 1."""
    code: str
    """The stable name of the error."""
    message: str
    """What was wrong."""


class _UsageImportResult(TypedDict):
    job_id: str
    """The job, where there is one."""
    state: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    """What has become of it; the other members stand there once it is completed."""


class UsageImportResult(_UsageImportResult, total=False):
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
    passed_over: int
    """Rows of a foreign format that hold no usage: messages of users, buckets of nothing."""
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
    alerts_triggered: List[AlertsTriggeredItem]
    """Alerts that this event set off."""


class UsagePerformanceCurrentHour(TypedDict):
    total_calls: int
    """Calls: the sum of call_count."""
    successful_calls: int
    """Those that did not fail."""
    failed_calls: int
    """Those that failed."""
    total_cost: float
    """What they cost, in USD."""
    avg_cost_per_call: float
    """The cost over the calls, rounded to the nano-dollar."""
    total_tokens: int
    """Tokens, input and output."""
    avg_tokens_per_call: Union[float, None]
    """Tokens over calls."""
    avg_response_time_ms: Union[float, None]
    """The mean over events with a response time."""
    error_rate_percent: Union[float, None]
    """Failed calls among all calls."""


class UsagePerformanceModelBreakdownValue(TypedDict):
    total_calls: int
    """Calls."""
    total_cost: float
    """What they cost, in USD."""
    success_rate: Union[float, None]
    """Calls that did not fail, in percent; null without calls."""


class UsagePerformanceResponseTimeMs(TypedDict):
    p50: Union[float, None]
    """Half of the events took no longer."""
    p95: Union[float, None]
    """95 percent took no longer."""
    p99: Union[float, None]
    """99 percent took no longer."""
    mean: Union[float, None]
    """The mean."""


class _UsagePerformanceResult(TypedDict):
    current_hour: UsagePerformanceCurrentHour
    """The hour of as_of, so far."""
    current_day: UsagePerformanceCurrentHour
    """The day of as_of, so far."""
    model_breakdown: Dict[str, UsagePerformanceModelBreakdownValue]
    """The window by model, dearest first."""
    category_breakdown: Dict[str, CategoryBreakdownValue]
    """The window by category, dearest first."""
    window: UsagePerformanceCurrentHour
    """The whole window."""
    response_time_ms: UsagePerformanceResponseTimeMs
    """How long the window's calls took."""
    data_quality: DataQuality
    """What the window's total does not know."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class UsagePerformanceResult(_UsagePerformanceResult, total=False):
    conversion: Conversion
    """The window's total in the currency asked for."""


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
    alerts_triggered: List[AlertsTriggeredItem]
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
    100000000000)"""
    completion_tokens: int
    """Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. (0 to
    100000000000)"""
    cache_read_tokens: int
    """Input tokens read from a cache. (0 to 100000000000)"""
    cache_write_tokens: int
    """Input tokens written to a cache. (0 to 100000000000)"""
    reasoning_tokens: int
    """Output tokens spent on reasoning. (0 to 100000000000)"""
    total_tokens: int
    """All tokens; computed if absent. (0 to 100000000000)"""
    service_tier: Literal["standard", "batch", "priority", "flex", "scale", "fast"]
    """The service tier it was served at; the one in usage goes before."""
    region: str
    """Where it ran."""
    bytes_processed: int
    """Bytes a query read. (0 to 1000000000000000)"""
    bytes_billed: int
    """Bytes a query is billed for. (0 to 1000000000000000)"""
    slot_ms: int
    """Slot-milliseconds a query took. (0 to 1000000000000000)"""
    cost_usd: float
    """What it cost; without it the price list says. (0 to 9000000000)"""
    response_time_ms: float
    """Milliseconds until the answer was whole. (0 to 1000000000000)"""
    request_size: int
    """Bytes of the request. (0 to 1000000000000000)"""
    response_size: int
    """Bytes of the answer. (0 to 1000000000000000)"""
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
    """The budget reservation this event settles; one of quality absent that has no price leaves it held."""


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
    alerts_triggered: List[AlertsTriggeredItem]
    """Alerts that the events set off."""


class WebhooksItem(TypedDict):
    webhook_id: str
    """Its id."""
    project_id: Union[str, None]
    """The project it is for."""
    webhook_url: str
    """Where to."""
    triggers: List[Literal["budget_alert", "daily_anomaly", "user_anomaly", "team_anomaly", "pattern_anomaly"]]
    """What it wants to hear of."""
    min_cost_increase_usd: float
    """The least increase of an anomaly."""
    min_z_score: float
    """The least z-score of an anomaly."""
    secret: str
    """Where its secret is read."""
    previous_until: Union[str, None]
    """How long the secret before signs, too."""
    created_at: str
    """When it was registered."""
    updated_at: str
    """When it was last changed."""


class WebhooksListResult(TypedDict):
    webhooks: List[WebhooksItem]
    """The webhooks."""
    webhook_count: int
    """How many."""
    query_params: Dict[str, Any]
    """The parameters in effect, defaults included."""
    generated_at: str
    """When the answer was made."""


class WebhooksRegisterResult(TypedDict):
    webhook: WebhooksItem
    """The webhook as it is now."""


class WebhooksRemoveResult(TypedDict):
    webhook_id: str
    """Its id."""
    removed: bool
    """true."""


class WebhooksRotateSecretResult(TypedDict):
    webhook: WebhooksItem
    """The webhook as it is now."""
