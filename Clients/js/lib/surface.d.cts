// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.

import type { CallOptions } from './index.cjs';

/** An instant or a day: RFC 3339 text, or a Date. */
export type Instant = string | Date;

export interface Key {
  /** The id it is managed by; not the key. */
  key_id: string;
  /** What people call it. */
  name: string | null;
  /** The key's last four characters. */
  hint: string | null;
  /** user, admin or super_admin. */
  role: 'user' | 'admin' | 'super_admin';
  /** The customer of a user's key. */
  customer_id: string | null;
  /** The customer's tier. */
  tier: 'standard' | 'premium' | 'enterprise' | null;
  /** What it may be used for. */
  permissions: Array<'read_budgets' | 'track_costs' | 'modify_budgets' | 'manage_alerts'>;
  /** Calls a minute by group, where they are not the usual ones. */
  rate_limits: Record<string, number> | null;
  /** active, expired or revoked. */
  state: string;
  /** When it was made. */
  created_at: string;
  /** When it ends by itself; null for never. */
  expires_at: string | null;
  /** When it was revoked. */
  revoked_at: string | null;
  /** The key that took its place. */
  replaced_by: string | null;
  /** Whole days since it was made. */
  age_days: number;
  /** Whether it is 90 days old, or older, and holds. */
  rotation_due: boolean;
}

export interface AccessCreateKeyResult {
  /** The key itself. It cannot be shown again. */
  access_key: string;
  /** What is kept of it. */
  key: Key;
}

export interface AccessListKeysResult {
  /** The keys. */
  keys: Array<Key>;
  /** How many. */
  key_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface AccessRevokeKeyResult {
  /** The key as it is now. */
  key: Key;
}

export interface AccessRotateKeyResult {
  /** The key itself. It cannot be shown again. */
  access_key: string;
  /** What is kept of it. */
  key: Key;
}

export interface AlertsAcknowledgeResult {
  /** The alert. */
  alert_id: string;
  /** true. */
  acknowledged: boolean;
  /** When it was first seen. */
  acknowledged_at: string;
  /** By whom: a key's id, or owner. */
  acknowledged_by: string;
  /** What was noted then. */
  note: string;
}

export interface AlertsDeliveryStatsChannelsValue {
  /** Tries. */
  total_attempts: number;
  /** Those that arrived. */
  successful_deliveries: number;
  /** Those that failed. */
  failed_deliveries: number;
  /** In percent. */
  success_rate: number | null;
  /** How long a try took on average. */
  avg_response_time_ms: number | null;
}

export interface AlertsDeliveryStatsRecentFailuresItem {
  /** When. */
  timestamp: string;
  /** To whom. */
  channel: string;
  /** Why. */
  error: string;
}

export interface AlertsDeliveryStatsResult {
  /** Deliveries there are, whatever became of them. */
  total_alerts_sent: number;
  /** Those that arrived. */
  successful_deliveries: number;
  /** Those that were given up; alerts/resend tries them again. */
  failed_deliveries: number;
  /** Those on their way. */
  pending_deliveries: number;
  /** Arrived among those that ended, in percent; null without any. */
  success_rate: number | null;
  /** Tries by channel and webhook, tests included. */
  channels: Record<string, AlertsDeliveryStatsChannelsValue>;
  /** The last tries that failed, newest first. */
  recent_failures: Array<AlertsDeliveryStatsRecentFailuresItem>;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface DeliveryResultsValue {
  /** Whether it arrived. */
  success: boolean;
  /** pending, delivered, dead (given up), or cancelled. */
  state: string;
  /** The same for every try. */
  delivery_id: string;
  /** When it ended; null while it is on its way. */
  timestamp: string | null;
  /** Tries so far. */
  attempts: number;
  /** How long the last one took. */
  response_time_ms: number | null;
  /** Why the last one failed. */
  error: string | null;
}

export interface AlertsListAlertsItem {
  /** The alert's id. */
  id: string;
  /** What it is about. */
  type: 'budget_warning' | 'budget_emergency' | 'daily_cost_increase';
  /** The threshold's priority; of a day high or medium. */
  severity: string;
  /** When it was raised; of a day its end, or now. */
  timestamp: string;
  /** The same in a sentence. */
  message: string;
  /** The figures. */
  details: Record<string, unknown>;
  /** What to look into: who and what is behind a rise. */
  recommendations: Array<string>;
  /** Whether somebody has seen it. */
  acknowledged: boolean;
  /** When. */
  acknowledged_at: string | null;
  /** Who: a key's id, or owner. */
  acknowledged_by: string | null;
  /** What became of each delivery, by channel or webhook. */
  delivery_results: Record<string, DeliveryResultsValue>;
  /** Whether all of them arrived. */
  overall_success: boolean;
  /** Those that were given up. */
  failed_channels: Array<string>;
}

export interface AlertsListResult {
  /** The alerts, newest first, as far as limit allows. */
  alerts: Array<AlertsListAlertsItem>;
  /** How many there are. */
  alert_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface ChannelsItem {
  /** The channel's name. */
  name: string;
  /** log, client, webhook, slack or email. */
  type?: 'log' | 'client' | 'webhook' | 'slack' | 'email';
  /** Whether it is told. */
  enabled?: boolean;
  /** webhook: where to. https, or http to a host permitted at start. */
  url?: string;
  /** webhook: the signing secret: env:NAME, file:PATH or command:PROGRAM ARGS. */
  secret?: string;
  /** slack: where the incoming webhook's URL is to be read, which is a secret itself. */
  webhook_url?: string;
  /** slack: another channel than the webhook's own. */
  channel?: string;
  /** email: the mail server. */
  smtp_server?: string;
  /** email: its port. */
  smtp_port?: number;
  /** email: starttls, tls, or none for a host permitted at start. */
  security?: 'starttls' | 'tls' | 'none';
  /** email: who logs in; nobody without. */
  username?: string;
  /** email: where the password is to be read. */
  password?: string;
  /** email: the sender. */
  sender_email?: string;
  /** email: the recipients. */
  recipient_emails?: Array<string>;
  /** When it was first set. */
  created_at: string;
  /** When it was last changed. */
  updated_at: string;
}

export interface AlertsListChannelsResult {
  /** The channels. */
  channels: Array<ChannelsItem>;
  /** How many. */
  channel_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface AlertsResendResult {
  /** How many are on their way again. */
  resent: number;
}

export interface AlertsSetChannelResult {
  /** The channel as it is now; null when it was removed. */
  channel: ChannelsItem | null;
}

export interface AlertsTestChannelsResultValue {
  /** Whether it was taken. */
  success: boolean;
  /** What was done. */
  message?: string;
  /** Why not. */
  error?: string;
  /** How long it took. */
  response_time_ms: number;
}

export interface Error {
  /** The stable name of the error. */
  code: string;
  /** What went wrong. */
  message: string;
}

export interface AnalysisCancelResult {
  /** The analysis; a job of the same id. */
  analysis_id: string;
  /** What has become of it. */
  status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** What it is doing, or how it ended. */
  message: string;
  /** How far it is, in percent. */
  progress: number;
  /** What was asked for. */
  query_params: unknown;
  /** When it was asked for. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** The delivery that tells callback_url of the end. */
  callback_delivery_id?: string;
}

export interface AnalysisListAnalysesItem {
  /** The analysis; a job of the same id. */
  analysis_id: string;
  /** What has become of it. */
  status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** What it is doing, or how it ended. */
  message: string;
  /** How far it is, in percent. */
  progress: number;
  /** What was asked for. */
  query_params: unknown;
  /** When it was asked for. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** The delivery that tells callback_url of the end. */
  callback_delivery_id?: string;
}

export interface AnalysisListResult {
  /** The analyses, newest first. */
  analyses: Array<AnalysisListAnalysesItem>;
  /** Where the next page begins, when there is one. */
  next_cursor?: string;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface AnalysisResultWindow {
  /** Where it begins. */
  start: string;
  /** Where it ends, itself excluded. */
  end: string;
  /** The zone of its days. */
  time_zone: string;
}

export interface CostByUserItem {
  /** The user; null for events without one. */
  user_email: string | null;
  /** The team that most of the user's cost counts for. */
  team: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByTeamItem {
  /** The team; null for events without one. */
  team: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Users with events in the team. */
  user_count: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByPatternItem {
  /** The pattern; null for events without one. */
  pattern: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByDayItem {
  /** The day; null for events without one. */
  date: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByTableItem {
  /** The table; null for events without one. */
  table: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByHourItem {
  /** The hour; null for events without one. */
  hour: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByProjectItem {
  /** The project; null for events without one. */
  project_id: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByCustomerItem {
  /** The customer; null for events without one. */
  customer_id: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByProviderItem {
  /** The provider; null for events without one. */
  provider: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByModelItem {
  /** The model; null for events without one. */
  model: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByOperationItem {
  /** The operation; null for events without one. */
  operation: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByCategoryItem {
  /** The category; null for events without one. */
  category: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByDepartmentItem {
  /** The department; null for events without one. */
  department: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByPurposeItem {
  /** The purpose; null for events without one. */
  purpose: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByClientItem {
  /** The client; null for events without one. */
  client: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByCampaignItem {
  /** The campaign; null for events without one. */
  campaign: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByEnvironmentItem {
  /** The environment; null for events without one. */
  environment: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface CostByTagItem {
  /** The tag; null for events without one. */
  tag: string | null;
  /** What its events cost. */
  estimated_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** True for the row that sums what is beyond the limit. */
  is_other?: boolean;
}

export interface Attribution {
  /** The total by user, when that was asked for. */
  cost_by_user?: Array<CostByUserItem>;
  /** The total by team, when that was asked for. */
  cost_by_team?: Array<CostByTeamItem>;
  /** The total by pattern, when that was asked for. */
  cost_by_pattern?: Array<CostByPatternItem>;
  /** The total by day, when that was asked for. */
  cost_by_day?: Array<CostByDayItem>;
  /** The total by table, when that was asked for. */
  cost_by_table?: Array<CostByTableItem>;
  /** The total by hour, when that was asked for. */
  cost_by_hour?: Array<CostByHourItem>;
  /** The total by project, when that was asked for. */
  cost_by_project?: Array<CostByProjectItem>;
  /** The total by customer, when that was asked for. */
  cost_by_customer?: Array<CostByCustomerItem>;
  /** The total by provider, when that was asked for. */
  cost_by_provider?: Array<CostByProviderItem>;
  /** The total by model, when that was asked for. */
  cost_by_model?: Array<CostByModelItem>;
  /** The total by operation, when that was asked for. */
  cost_by_operation?: Array<CostByOperationItem>;
  /** The total by category, when that was asked for. */
  cost_by_category?: Array<CostByCategoryItem>;
  /** The total by department, when that was asked for. */
  cost_by_department?: Array<CostByDepartmentItem>;
  /** The total by purpose, when that was asked for. */
  cost_by_purpose?: Array<CostByPurposeItem>;
  /** The total by client, when that was asked for. */
  cost_by_client?: Array<CostByClientItem>;
  /** The total by campaign, when that was asked for. */
  cost_by_campaign?: Array<CostByCampaignItem>;
  /** The total by environment, when that was asked for. */
  cost_by_environment?: Array<CostByEnvironmentItem>;
  /** The total by tag, when that was asked for. */
  cost_by_tag?: Array<CostByTagItem>;
}

export interface DataQuality {
  /** Events that no price covers wholly; their missing part counts as nothing. */
  unpriced_events: number;
  /** The share of the cost (without cost, of the events) whose counts are not the provider's own. */
  estimated_share_percent: number | null;
  /** Events that arrived after the UTC day they belong to had ended. */
  late_events: number;
}

export interface AnalysisResultQueryPatternsResult {
  /** The dearest fifty, and the others in one row; costs without any are left out. */
  attribution: Attribution;
  /** How many there are. */
  count: number;
  /** What the window cost, all included. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
}

export interface AnalysisResultQueryPatterns {
  /** Whether there was enough data. */
  status: 'completed' | 'insufficient_data';
  /** What was found. */
  result?: AnalysisResultQueryPatternsResult;
  /** What there is too little of. */
  message?: string;
}

export interface DriversItem {
  /** user, model or pattern. */
  dimension: string;
  /** Which one; null for events without one, and for other. */
  name: string | null;
  /** Whether it sums all that are not named. */
  is_other: boolean;
  /** What it cost that day. */
  cost_usd: number;
  /** Its daily mean before. */
  usual_cost_usd: number;
  /** The difference; those of one dimension add up to the day's. */
  change_usd: number;
}

export interface DailyAnomaliesItem {
  /** The day. */
  date: string;
  /** What it cost. */
  total_cost_usd: number;
  /** What was to be expected of it. */
  expected_cost_usd: number;
  /** The difference over its usual size; negative when it cost less. */
  z_score: number | null;
  /** The difference in percent of what was expected; null when that is 0. */
  percent_change: number | null;
  /** high above 6 either way, medium above 3. */
  severity: 'low' | 'medium' | 'high';
  /** Who makes up the difference to the mean of the days before, by user, model and pattern. */
  drivers: Array<DriversItem>;
}

export interface DailyAnomalies {
  /** The days, oldest first. */
  dates: Array<string>;
  /** What each cost. */
  costs: Array<number>;
  /** Whether it is one. */
  is_anomaly: Array<boolean>;
  /** 0 to 1. */
  anomaly_score: Array<number | null>;
}

export interface HourlyAnomaliesItem {
  /** When it began. */
  hour: string;
  /** What the hour cost. */
  total_cost_usd: number;
  /** How unusual the last hours were, in standard deviations. */
  z_score: number | null;
}

export interface UserAnomaliesItem {
  /** Of a user: who; null for events without one. */
  user_email?: string | null;
  /** Of a user: the team that most of the cost counts for; of a team: which. */
  team?: string | null;
  /** Of a pattern: which. */
  pattern?: string | null;
  /** What the window cost. */
  estimated_cost_usd_current: number;
  /** What the one before cost. */
  estimated_cost_usd_previous: number;
  /** The difference. */
  change_usd: number;
  /** In percent of the window before; null for who is new. */
  percent_change: number | null;
  /** The change against what is usual; null where too few can be compared. */
  z_score: number | null;
  /** What happened. */
  kind: 'increase' | 'decrease' | 'new' | 'vanished';
}

export interface AnomalyCounts {
  /** Days. */
  daily?: number;
  /** Hours. */
  hourly?: number;
  /** Users. */
  user?: number;
  /** Teams. */
  team?: number;
  /** Query patterns. */
  pattern?: number;
}

export interface AnalysisResultAnomaliesResultAnomaliesModelInfo {
  /** isolation_forest. */
  model_type: string;
  /** Days learnt from. */
  training_data_size: number;
  /** Scores from here on are anomalies. */
  threshold: number | null;
  /** The seed. */
  seed: number;
}

export interface Anomalies {
  /** Remarkable days, oldest first; with use_ml every day of the window, in columns. */
  daily_anomalies?: Array<DailyAnomaliesItem> | DailyAnomalies;
  /** Hours in which something unusual began, oldest first. */
  hourly_anomalies?: Array<HourlyAnomaliesItem>;
  /** Users, most money first. */
  user_anomalies?: Array<UserAnomaliesItem>;
  /** Teams, most money first. */
  team_anomalies?: Array<UserAnomaliesItem>;
  /** Query patterns, most money first. */
  pattern_anomalies?: Array<UserAnomaliesItem>;
  /** How many of each type asked for. */
  anomaly_counts: AnomalyCounts;
  /** The forest, with use_ml. */
  model_info?: AnalysisResultAnomaliesResultAnomaliesModelInfo;
}

export interface Conversion {
  /** The currency asked for. */
  currency: string;
  /** How many units of it a US dollar buys. */
  rate: string;
  /** The day the rate is of. */
  date: string;
  /** The answer's total in that currency. */
  total: number;
}

export interface AnalysisResultAnomaliesResult {
  /** What was found, of each type asked for. */
  anomalies: Anomalies;
  /** What the window cost. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
}

export interface AnalysisResultAnomalies {
  /** Whether there was enough data. */
  status: 'completed' | 'insufficient_data';
  /** What was found. */
  result?: AnalysisResultAnomaliesResult;
  /** What there is too little of. */
  message?: string;
}

export interface ClusterAssignmentsItem {
  /** Who. */
  user_email: string;
  /** The cluster_id. */
  cluster: number;
  /** In standard deviations of the features. */
  distance_to_centroid: number | null;
  /** The standardised features, with include_features. */
  features?: Array<number | null>;
}

export interface DistinguishingFeaturesItem {
  /** What. */
  feature: string;
  /** How many standard deviations the cluster's centre lies from all users' mean. */
  z_score: number | null;
}

export interface ClusterProfilesItem {
  /** Its number, from the dearest on. */
  cluster_id: number;
  /** What sets it apart. */
  name: string;
  /** Users. */
  size: number;
  /** The cost of a user, rounded to the nano-dollar. */
  avg_cost_usd: number;
  /** The cost of all its users. */
  total_cost_usd: number;
  /** Calls of a user a day. */
  avg_queries_per_day: number | null;
  /** The query patterns its users spend most on, as far as their texts are kept; where there are none, the
   * operations and models. */
  common_patterns: Array<string>;
  /** Features half a standard deviation or more from the mean, farthest first. */
  distinguishing_features: Array<DistinguishingFeaturesItem>;
}

export interface Clusters {
  /** Users, dearest first, as many as the limit allows. */
  cluster_assignments: Array<ClusterAssignmentsItem>;
  /** The clusters, dearest first. */
  cluster_profiles: Array<ClusterProfilesItem>;
  /** What users were compared by, in the order of a user's features. */
  features: Array<string>;
  /** How many clusters there are. */
  n_clusters: number;
  /** How many users there are, those beyond the limit included. */
  user_count: number;
}

export interface Metrics {
  /** -1 to 1, higher is better; null with one cluster, or as many as users. */
  silhouette_score: number | null;
  /** Higher is better; null likewise. */
  calinski_harabasz_score: number | null;
  /** The sum of squared distances to the centroids. */
  inertia: number | null;
}

export interface AnalysisResultClustersResult {
  /** Who belongs to which, and what they are like. */
  clusters: Clusters;
  /** How well the clusters are set apart. */
  metrics: Metrics;
  /** What the users of all clusters cost. */
  total_cost_usd: number;
  /** What events without a user cost. */
  unattributed_cost_usd: number;
  /** What the totals do not know. */
  data_quality: DataQuality;
  /** total_cost_usd in the currency asked for. */
  conversion?: Conversion;
}

export interface AnalysisResultClusters {
  /** Whether there was enough data. */
  status: 'completed' | 'insufficient_data';
  /** What was found. */
  result?: AnalysisResultClustersResult;
  /** What there is too little of. */
  message?: string;
}

export interface HistoricalDataItem {
  /** The date; hours as RFC 3339. */
  date: string;
  /** What it cost. */
  total_cost_usd: number;
}

export interface AnalysisResultForecastResultForecastForecastItem {
  /** The date; hours as RFC 3339. */
  date: string;
  /** What it is expected to cost. */
  forecasted_cost_usd: number;
  /** The lower end of the 95 percent band. */
  lower_bound: number;
  /** The upper end of the 95 percent band. */
  upper_bound: number;
  /** The lower end of the 80 percent band. */
  lower_bound_80: number;
  /** The upper end of the 80 percent band. */
  upper_bound_80: number;
  /** The same as lower_bound. */
  lower_bound_95: number;
  /** The same as upper_bound. */
  upper_bound_95: number;
}

export interface AlternativesItem {
  /** The model. */
  model_type: string;
  /** Its mean absolute error in the backtest. */
  mae_usd: number;
  /** Its mean absolute percentage error. */
  mape: number | null;
  /** Its mean absolute scaled error. */
  mase: number | null;
}

export interface AnalysisResultForecastResultForecastModelInfo {
  /** The model, its seasons in brackets, or the models whose mean it is. */
  model_type: string;
  /** Periods learnt from. */
  training_data_size: number;
  /** Mean absolute percentage error of the backtest, over periods that cost something; null without. */
  mape: number | null;
  /** Symmetric mean absolute percentage error of the backtest, 0 to 200. */
  smape: number | null;
  /** Mean absolute error over that of repeating the last season (or value); null where that is 0. */
  mase: number | null;
  /** The share of the backtest's values inside the 80 percent band. */
  coverage_80_percent: number | null;
  /** The share of the backtest's values inside the 95 percent band. */
  coverage_95_percent: number | null;
  /** The seasons found, in periods, shortest first. */
  seasonality: Array<number>;
  /** Every model that was tried, best first. */
  alternatives: Array<AlternativesItem>;
}

export interface Forecast {
  /** What was learnt from, oldest first. */
  historical_data: Array<HistoricalDataItem>;
  /** The periods ahead. */
  forecast: Array<AnalysisResultForecastResultForecastForecastItem>;
  /** The sum of the periods ahead. */
  total_forecasted_cost_usd: number;
  /** The model, and how it did in its backtest. */
  model_info: AnalysisResultForecastResultForecastModelInfo;
}

export interface AnalysisResultForecastResult {
  /** The history, what comes of it, and by which model. */
  forecast: Forecast;
  /** What the history does not know. */
  data_quality: DataQuality;
}

export interface AnalysisResultForecast {
  /** Whether there was enough data. */
  status: 'completed' | 'insufficient_data';
  /** What was found. */
  result?: AnalysisResultForecastResult;
  /** What there is too little of. */
  message?: string;
}

export interface Evidence {
  /** Events. */
  event_count: number;
  /** The dearest of them. */
  event_ids: Array<string>;
  /** The table whose other queries tell what could be spared. */
  table?: string;
  /** The column that those filter on. */
  column?: string;
  /** How many patterns of query they are. */
  sibling_patterns?: number;
  /** The bytes they bill, the median over patterns. */
  sibling_bytes?: number;
  /** The hours in UTC in which the same calls cost less. */
  off_peak_utc?: string;
}

export interface RecommendationsItem {
  /** The kind and what it is about. */
  id: string;
  /** The kind. */
  type: 'model_downgrade' | 'caching' | 'batch_service' | 'materialized_view' | 'expensive_errors' | 'select_star' | 'partition_filter' | 'off_peak';
  /** What to do. */
  title: string;
  /** The same with the figures. */
  description: string;
  /** The model or query pattern it is about. */
  subject: string;
  /** The smaller model. */
  target_model?: string;
  /** What would have been saved in this window. */
  estimated_savings_usd: number;
  /** What the events it is about cost. */
  affected_cost_usd: number;
  /** How sure it is that this comes about. */
  confidence: 'low' | 'medium' | 'high';
  /** What it was found by. */
  evidence: Evidence;
  /** What to do, step by step. */
  implementation_plan: Array<string>;
}

export interface AnalysisResultRecommendationsResult {
  /** Most money first. */
  recommendations: Array<RecommendationsItem>;
  /** How many there are, those beyond the limit included. */
  recommendation_count: number;
  /** What all of them would have saved. */
  total_savings_usd: number;
  /** The same in percent of the total; null when that is 0. */
  savings_percent: number | null;
  /** What the window cost. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
}

export interface AnalysisResultRecommendations {
  /** Whether there was enough data. */
  status: 'completed' | 'insufficient_data';
  /** What was found. */
  result?: AnalysisResultRecommendationsResult;
  /** What there is too little of. */
  message?: string;
}

export interface AnalysisResultResult {
  /** The analysis. */
  analysis_id: string;
  /** What was asked for. */
  query_params: Record<string, unknown>;
  /** The window it is about. */
  window: AnalysisResultWindow;
  /** The dearest query patterns. */
  query_patterns?: AnalysisResultQueryPatterns;
  /** The tables that cost most. */
  hot_tables?: AnalysisResultQueryPatterns;
  /** What cost/anomalies answers. */
  anomalies?: AnalysisResultAnomalies;
  /** What cost/clusters answers, the number of clusters found; the hundred dearest users are listed. */
  clusters?: AnalysisResultClusters;
  /** What cost/forecast answers for 30 days, learnt from the 90 days before the end of the window. */
  forecast?: AnalysisResultForecast;
  /** What cost/recommendations answers: each with evidence and an implementation plan in steps. */
  recommendations?: AnalysisResultRecommendations;
}

export interface AnalysisStartResult {
  /** The analysis; a job of the same id. */
  analysis_id: string;
  /** pending. */
  status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** That it was taken. */
  message: string;
}

export interface AnalysisStatusResult {
  /** The analysis; a job of the same id. */
  analysis_id: string;
  /** What has become of it. */
  status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** What it is doing, or how it ended. */
  message: string;
  /** How far it is, in percent. */
  progress: number;
  /** What was asked for. */
  query_params: unknown;
  /** When it was asked for. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** The delivery that tells callback_url of the end. */
  callback_delivery_id?: string;
}

export interface AuditListEntriesItem {
  /** Its place. */
  seq: number;
  /** When. */
  at: string;
  /** Who: a key's id, or owner. */
  principal: string;
  /** The method, or refused. */
  action: string;
  /** What was changed, or which method was refused. */
  subject: string;
  /** In which way. */
  detail: unknown;
  /** Over the entry before and this one; null for entries older than the chain. */
  digest: string | null;
}

export interface AuditListChain {
  /** Whether every entry fits the one before. */
  valid: boolean;
  /** Entries followed. */
  entries: number;
  /** The first that does not fit. */
  first_broken: number | null;
}

export interface AuditListResult {
  /** The entries, newest first. */
  entries: Array<AuditListEntriesItem>;
  /** Where the next page begins; null at the end. */
  next_cursor: number | null;
  /** Whether the chain holds, when asked for. */
  chain?: AuditListChain;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface ScopeInput {
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface EstimateInput {
  /** The provider, by any of its names. */
  provider?: string | null;
  /** The model. */
  model?: string | null;
  /** Input tokens. (0 to 1000000000000) */
  prompt_tokens?: number | null;
  /** Output tokens at the very most; without it and completion_tokens 1,024 are taken. (0 to 1000000000000) */
  max_tokens?: number | null;
  /** Output tokens expected, where that is known better. (0 to 1000000000000) */
  completion_tokens?: number | null;
  /** Tokens read from a cache. (0 to 1000000000000) */
  cache_read_tokens?: number | null;
  /** Tokens written to a cache. (0 to 1000000000000) */
  cache_write_tokens?: number | null;
  /** Where. */
  region?: string | null;
  /** The class of service. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | 'ultrafast' | null;
  /** For BigQuery: what a dry run says. */
  bytes_processed?: number | null;
}

export interface Estimate {
  /** What the call would cost, as far as prices are known. */
  cost_usd: number;
  /** The model whose prices were taken. */
  model: string | null;
  /** The output tokens taken. */
  completion_tokens: number | null;
  /** Whether those are an assumption, because neither max_tokens nor completion_tokens was given. */
  assumed: boolean;
  /** The buckets that no price covers. */
  unpriced: Array<string>;
}

export interface BreakerAcquireTriggeredRulesItem {
  /** The rule. */
  rule_id: string;
  /** What it watches. */
  threshold_type: 'absolute_daily' | 'absolute_monthly' | 'percentage_daily' | 'percentage_monthly' | 'rate_based' | 'operation_cost';
  /** From where on it is triggered. */
  threshold_value: number;
  /** Where that stands, in USD or percent. */
  current_value: number | null;
  /** What it does. */
  action: 'block' | 'throttle' | 'alert_only';
  /** The share of calls that passes, where it throttles. */
  throttle_factor?: number;
  /** The budget whose limit is fullest, for percentages. */
  budget_id?: string;
}

export interface BreakerAcquireResult {
  /** true: a refusal is an error. */
  allowed: boolean;
  /** The breaker. */
  breaker: string;
  /** The operation, to be recorded with breaker/record. */
  operation_id: string;
  /** closed, half_open for the call that tries it, or budget_limited from 95 % of any limit of a budget on. */
  state: 'closed' | 'open' | 'half_open' | 'budget_limited';
  /** The share of calls that passes now. */
  throttle_rate: number;
  /** What the operation is taken to cost. */
  estimated_cost_usd: number;
  /** How far that can be trusted, 0 to 1. */
  estimate_confidence: number | null;
  /** given, prices, history, or usual. */
  estimate_source: 'given' | 'prices' | 'history' | 'usual';
  /** What the tokens come to, when they were given. */
  estimate?: Estimate;
  /** Rules that are triggered, the highest priority first. */
  triggered_rules: Array<BreakerAcquireTriggeredRulesItem>;
  /** Whether it was granted before, with this answer. */
  duplicate: boolean;
}

export interface BreakerCreateThresholdRulesItemInput {
  /** Its name among the breaker's rules. */
  rule_id: string;
  /** What it watches: USD spent today or this month, the share of the fullest daily or monthly limit in percent,
   * USD of the last 60 minutes, or USD of the operation at hand. Capitals are read, too. */
  threshold_type: 'absolute_daily' | 'absolute_monthly' | 'percentage_daily' | 'percentage_monthly' | 'rate_based' | 'operation_cost';
  /** The figure, in USD or percent, from which on it is triggered; above 0. (0 to 9000000000) */
  threshold_value: number;
  /** block refuses, throttle lets a share pass, alert_only tells. (default "block") */
  action?: 'block' | 'throttle' | 'alert_only' | null;
  /** The highest of the rules that refuse is named. (-1000000 to 1000000; default 0) */
  priority?: number | null;
  /** How long it is not logged again once it set in, and when a call it refused should come back. (0 to 10080;
   * default 5) */
  cooldown_minutes?: number | null;
  /** The share of calls that passes while it throttles: above 0, at most 1, six decimals. (0 to 1; default 0.5) */
  throttle_factor?: number | null;
}

export interface Scope {
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string>;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string>;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string>;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string>;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string>;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string>;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string>;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string>;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string>;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string>;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string>;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string>;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string>;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string>;
}

export interface ThresholdRulesItem {
  /** Its name among the breaker's rules. */
  rule_id: string;
  /** What it watches: USD spent today or this month, the share of the fullest daily or monthly limit in percent,
   * USD of the last 60 minutes, or USD of the operation at hand. Capitals are read, too. */
  threshold_type: 'absolute_daily' | 'absolute_monthly' | 'percentage_daily' | 'percentage_monthly' | 'rate_based' | 'operation_cost';
  /** The figure, in USD or percent, from which on it is triggered; above 0. */
  threshold_value: number;
  /** block refuses, throttle lets a share pass, alert_only tells. */
  action?: 'block' | 'throttle' | 'alert_only';
  /** The highest of the rules that refuse is named. */
  priority?: number;
  /** How long it is not logged again once it set in, and when a call it refused should come back. */
  cooldown_minutes?: number;
  /** The share of calls that passes while it throttles: above 0, at most 1, six decimals. */
  throttle_factor?: number;
}

export interface Breaker {
  /** Its name. */
  name: string;
  /** What it guards. */
  scope: Scope;
  /** The zone of its days and months. */
  time_zone: string | null;
  /** Its rules about cost. */
  threshold_rules: Array<ThresholdRulesItem>;
  /** So many failures in a row open it. */
  failure_threshold: number;
  /** Seconds for which it then stays open. */
  recovery_timeout: number;
  /** When it was created. */
  created_at: string;
  /** When it was last configured. */
  updated_at: string;
}

export interface BreakerCreateResult {
  /** The breaker as it is now. */
  breaker: Breaker;
  /** Whether there was none with this name. */
  created: boolean;
}

export interface BreakerListResult {
  /** The breakers, by name. */
  breakers: Array<Breaker>;
  /** How many there are. */
  breaker_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface BreakerRecordResult {
  /** true. */
  recorded: boolean;
  /** The breaker. */
  breaker: string;
  /** The operation. */
  operation_id: string;
  /** How the breaker stands: closed, open, or half_open. */
  state: 'closed' | 'open' | 'half_open' | 'budget_limited';
  /** Calls that failed one after the other. */
  failure_count: number;
  /** What the operation had been taken to cost. */
  estimated_cost_usd: number;
  /** What it cost; null when that was not told. */
  actual_cost_usd: number | null;
  /** How much more that is; below 0 when it is less. */
  difference_usd: number | null;
  /** Whether it was recorded before, with the same content. */
  duplicate: boolean;
}

export interface BreakerResetResult {
  /** Whether something was closed or lifted. */
  reset: boolean;
  /** The breaker. */
  name?: string;
  /** How it stood: closed, open, or half_open. */
  previous_state?: 'closed' | 'open' | 'half_open' | 'budget_limited';
  /** closed, as far as failures go. */
  state?: 'closed' | 'open' | 'half_open' | 'budget_limited';
  /** The budget. */
  budget_id?: string;
  /** Whether a stop was in force. */
  emergency_lifted?: boolean;
  /** What is spent today. */
  daily_cost_usd?: number;
  /** What today may cost until the next stop. */
  next_emergency_at_usd?: number;
}

export interface BreakerStatusCircuitBreakersValueStatistics {
  /** Calls it was asked for. */
  total_calls: number;
  /** Those that passed. */
  allowed_calls: number;
  /** Those that were refused. */
  blocked_calls: number;
  /** Those of them that a rule refused, by a throttle or wholly. */
  cost_blocked_calls: number;
  /** What the calls that passed were taken to cost, in USD. */
  total_estimated_cost: number;
  /** What they cost, as far as it was recorded. */
  total_actual_cost: number;
  /** The sum of the estimated cost of blocked calls. */
  cost_savings: number;
}

export interface BreakerStatusCircuitBreakersValueRulesItem {
  /** The rule. */
  rule_id: string;
  /** What it watches. */
  threshold_type: 'absolute_daily' | 'absolute_monthly' | 'percentage_daily' | 'percentage_monthly' | 'rate_based' | 'operation_cost';
  /** From where on it is triggered. */
  threshold_value: number;
  /** Where that stands, in USD or percent; null without a budget, and for operations. */
  current_value: number | null;
  /** Whether it is triggered, operations apart. */
  triggered: boolean;
  /** What it does. */
  action: 'block' | 'throttle' | 'alert_only';
  /** How often it set in, once in its cooldown. */
  times_triggered: number;
  /** When it last did. */
  last_triggered_at: string | null;
}

export interface BreakerStatusCircuitBreakersValue {
  /** Its name. */
  name: string;
  /** closed, open, half_open, or budget_limited from 95 % of any limit of a budget on. */
  state: 'closed' | 'open' | 'half_open' | 'budget_limited';
  /** Calls that failed one after the other. */
  failure_count: number;
  /** The share of calls that passes now: 1 while nothing is triggered, 0 while none does. */
  throttle_rate: number;
  /** What it saw since it was created. */
  statistics: BreakerStatusCircuitBreakersValueStatistics;
  /** When a call last failed; null before the first. */
  last_failure_time: string | null;
  /** When a call last succeeded; null before the first. */
  last_success_time: string | null;
  /** When an open breaker may be tried, or the time of the call that tries it is over; null while closed. */
  waits_until: string | null;
  /** Its rules, the highest priority first. */
  rules: Array<BreakerStatusCircuitBreakersValueRulesItem>;
}

export interface BreakerStatusManagerStatistics {
  /** Breakers there are. */
  breakers_created: number;
  /** Calls they were asked for. */
  total_operations: number;
  /** Calls they refused. */
  total_blocks: number;
  /** What those would have cost, by their estimates. */
  total_cost_saved: number;
}

export interface BreakerStatusSystemHealth {
  /** critical when one is open, degraded when one is half open or limited by a budget. */
  status: 'healthy' | 'degraded' | 'critical';
  /** The same in a sentence. */
  message: string;
  /** Breakers there are. */
  total_breakers: number;
}

export interface BreakerStatusResult {
  /** Each breaker, by its name. */
  circuit_breakers: Record<string, BreakerStatusCircuitBreakersValue>;
  /** All breakers together, whichever was asked for. */
  manager_statistics: BreakerStatusManagerStatistics;
  /** Those asked for in short. */
  system_health: BreakerStatusSystemHealth;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface BudgetCheckEnforcementActionsItem {
  /** What is done. */
  action: 'grace_period_active' | 'throttle_exports' | 'emergency_circuit_breaker' | 'limit_warning' | 'monthly_limit_warning' | 'limit_exceeded' | 'unpriced_denied' | 'time_zone_unknown';
  /** Why. */
  reason: string;
  /** medium, high or critical. */
  severity: string;
  /** By which budget. */
  budget_id: string;
}

export interface AlertsTriggeredItem {
  /** The alert that was written. */
  alert_id?: string;
  /** The budget. */
  budget_id: string;
  /** The period of the limit: hourly to yearly, total, rolling or one_time. */
  period: string;
  /** The share of the limit. */
  threshold_percentage: number;
  /** The same as an amount. */
  threshold_amount_usd: number;
  /** What is spent in the period. */
  current_cost_usd: number;
  /** How urgent it is. */
  priority: string;
  /** What is to be done. */
  action: string;
}

export interface BudgetConfig {
  /** The budget. */
  budget_id: string;
  /** The customer it is for. */
  customer_id: string | null;
  /** The customer's tier. */
  tier: 'standard' | 'premium' | 'enterprise' | null;
  /** What a day may cost. */
  daily_limit_usd: number | null;
  /** What a month may cost. */
  monthly_limit_usd: number | null;
  /** What a day may cost at the very most. */
  emergency_limit_usd: number | null;
  /** What happens at a limit. */
  enforcement: 'monitor' | 'throttle' | 'block';
}

export interface BudgetCheckDailyStatus {
  /** What is spent. */
  total_cost: number;
  /** What is spent and the amount together. */
  projected_cost: number;
  /** The share of the limit that is spent. */
  percentage_used: number | null;
  /** The limit. */
  budget_limit: number;
  /** Whether more is spent than the limit. */
  over_budget: boolean;
}

export interface LimitsItem {
  /** What the limit is for. */
  period: string;
  /** Where the period began; null for all time. */
  period_start: string | null;
  /** Where it ends, itself excluded. */
  period_end: string | null;
  /** The limit. */
  limit_usd: number;
  /** What is spent. */
  spent_usd: number;
  /** What is neither spent nor held. */
  remaining_usd: number;
  /** Spent, held and the amount together. */
  projected_usd: number;
  /** The share that is spent. */
  percentage_used: number | null;
  /** Whether the amount would go beyond the limit. */
  exceeded: boolean;
}

export interface BudgetCheckBudgetsItem {
  /** The budget. */
  budget_id: string;
  /** The budget it is a part of. */
  parent_id: string | null;
  /** What it is for. */
  scope: Scope;
  /** Whether it allows the amount. */
  allowed: boolean;
  /** How it stands with the amount. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency';
  /** What reservations hold. */
  held_usd: number;
  /** Its limits that hold now. */
  limits: Array<LimitsItem>;
}

export interface BudgetCheckCostBreakdown {
  /** By category, dearest first. */
  by_category: Record<string, number>;
  /** By operation, dearest first. */
  by_operation: Record<string, number>;
}

export interface BudgetCheckResult {
  /** Whether the amount may be spent: every budget it falls under allows it. */
  allowed: boolean;
  /** The same. */
  operation_allowed: boolean;
  /** How the daily limit, else the fullest, stands with the amount: the worst of all budgets. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency';
  /** How the limits stand without the amount: warning from 75 %, critical from 90 %, exceeded from 100 %. */
  budget_health: 'healthy' | 'warning' | 'critical' | 'exceeded';
  /** The amount judged: given, estimated, or held for what has no price. */
  additional_cost_usd: number;
  /** What the estimate came to, when one was given. */
  estimate?: Estimate;
  /** What the budgets do about it, and why. */
  enforcement_actions: Array<BudgetCheckEnforcementActionsItem>;
  /** Thresholds that spend and amount together reach. Nothing is written. */
  alerts_triggered: Array<AlertsTriggeredItem>;
  /** The same. */
  alerts_generated: Array<AlertsTriggeredItem>;
  /** The budget that refuses; null when none does. */
  refused_by: string | null;
  /** What is spent today in the scope of budget_config; null without a budget. */
  daily_cost_usd: number | null;
  /** What is spent this month there. */
  monthly_cost_usd: number | null;
  /** The budget whose figures stand here: the one that refuses, else the fullest. */
  budget_config: BudgetConfig | null;
  /** The fullest daily limit. */
  daily_status: BudgetCheckDailyStatus | null;
  /** The fullest monthly limit. */
  monthly_status: BudgetCheckDailyStatus | null;
  /** Every budget that the scope falls under, by id. */
  budgets: Array<BudgetCheckBudgetsItem>;
  /** This month's cost in the scope by category and operation, with include_breakdown. */
  cost_breakdown?: BudgetCheckCostBreakdown;
  /** What the month's cost does not know. */
  data_quality: DataQuality;
}

export interface BudgetDeleteResult {
  /** The budget's id, free again. */
  budget_id: string;
  /** Whether it was removed: true. */
  deleted: boolean;
}

export interface BudgetEvaluateResultsBudgetStatusDailyBudget {
  /** What is spent. */
  total_cost: number;
  /** The limit. */
  budget_limit: number;
  /** The share of it that is spent. */
  percentage_used: number | null;
  /** Whether more is spent than the limit. */
  over_budget: boolean;
}

export interface BudgetEvaluateResultsBudgetStatus {
  /** The fullest daily limit; null without one. */
  daily_budget: BudgetEvaluateResultsBudgetStatusDailyBudget | null;
  /** The fullest monthly limit; null without one. */
  monthly_budget: BudgetEvaluateResultsBudgetStatusDailyBudget | null;
}

export interface BudgetEvaluateResultsMonitoringCycle {
  /** true. */
  cycle_completed: boolean;
  /** Alerts written. */
  alerts_generated: number;
  /** Days found unusual. */
  anomalies_detected: number;
  /** Anomalies that webhooks are told of. */
  webhook_deliveries: number;
}

export interface BudgetEvaluateResults {
  /** The fullest limits. */
  budget_status: BudgetEvaluateResultsBudgetStatus;
  /** What the cycle did. */
  monitoring_cycle: BudgetEvaluateResultsMonitoringCycle;
}

export interface BudgetEvaluateResult {
  /** What was found. */
  results: BudgetEvaluateResults;
  /** The alerts written just now. */
  alerts_triggered: Array<AlertsTriggeredItem>;
}

export interface Rolling {
  /** How many days back, today included. */
  days: number;
  /** What they may cost together. */
  limit_usd: number;
}

export interface OneTime {
  /** Where it begins. */
  start: string;
  /** Where it ends, itself excluded. */
  end: string;
  /** What the stretch may cost. */
  limit_usd: number;
}

export interface ThresholdsItem {
  /** Percent of each limit, above 0, with three decimals at most. */
  percentage: number;
  /** How urgent it is. */
  priority?: 'info' | 'low' | 'medium' | 'high' | 'warning' | 'critical' | 'exceeded';
  /** What to do: throttle refuses background work from here on where enforcement is throttle; the others tell
   * people. */
  action?: 'monitor' | 'review' | 'notify' | 'throttle' | 'block';
  /** The channels that hear of it; every channel by default. */
  channels?: Array<string>;
}

export interface BudgetGetBudget {
  /** Its id. */
  budget_id: string;
  /** What people call it. */
  name: string | null;
  /** The customer it is for; null for several, or none. */
  customer_id: string | null;
  /** The values that narrow it, its parents' included. */
  scope: Scope;
  /** The budget it is a part of. */
  parent_id: string | null;
  /** The customer's tier. */
  tier: 'standard' | 'premium' | 'enterprise' | null;
  /** Where its thresholds come from. */
  preset: 's1' | 's2' | 's2_sample' | 's4' | null;
  /** What an hour may cost. */
  hourly_limit_usd: number | null;
  /** What a day may cost. */
  daily_limit_usd: number | null;
  /** What a week may cost. */
  weekly_limit_usd: number | null;
  /** What a month may cost. */
  monthly_limit_usd: number | null;
  /** What a quarter may cost. */
  quarterly_limit_usd: number | null;
  /** What a year may cost. */
  yearly_limit_usd: number | null;
  /** What all time together may cost. */
  total_limit_usd: number | null;
  /** The limit on the last so many days. */
  rolling: Rolling | null;
  /** The limit on one stretch of time. */
  one_time: OneTime | null;
  /** What a day may cost at the very most. */
  emergency_limit_usd: number | null;
  /** The zone of its periods. */
  time_zone: string;
  /** The local hour at which days begin. */
  reset_hour: number;
  /** What becomes of a call that no price covers. */
  unpriced_policy: 'allow' | 'deny' | 'hold';
  /** What is held for such a call with the policy hold. */
  unpriced_hold_usd: number | null;
  /** Shares of each limit at which it alerts. */
  thresholds: Array<ThresholdsItem>;
  /** How long a limit may be exceeded, from the first crossing. */
  grace_period_hours: number | null;
  /** Whether work is refused after the grace period. */
  throttle_enabled: boolean;
  /** Whether thresholds alert. */
  alerts_enabled: boolean;
  /** What happens at a limit. */
  enforcement: 'monitor' | 'throttle' | 'block';
  /** When it was first set. */
  created_at: string;
  /** When it was last changed. */
  updated_at: string;
}

export interface BudgetGetResult {
  /** The budget. */
  budget: BudgetGetBudget;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface BudgetListResult {
  /** The budgets, by id, as far as limit allows. */
  budgets: Array<BudgetGetBudget>;
  /** How many there are. */
  budget_count: number;
  /** Those for one customer and nothing narrower, by customer. */
  by_customer: Record<string, BudgetGetBudget>;
  /** How many customers have one. */
  total_customers: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface BudgetReleaseResult {
  /** The reservation. */
  reservation_id: string;
  /** true. */
  released: boolean;
  /** What had been held. */
  amount_usd: number;
  /** Whether it was released before. */
  duplicate: boolean;
}

export interface BudgetReserveResult {
  /** The reservation. */
  reservation_id: string;
  /** true: a refusal is an error. */
  granted: boolean;
  /** held; settled when the same reservation was settled before. */
  state: 'held' | 'settled' | 'released' | 'expired';
  /** What is held. */
  amount_usd: number;
  /** When it ends by itself. */
  expires_at: string;
  /** Whether it was there before, with the same content. */
  duplicate: boolean;
  /** What the estimate came to. */
  estimate?: Estimate;
  /** The budgets that hold it, by id. */
  budgets?: Array<string>;
}

export interface BudgetSetRollingInput {
  /** How many days back, today included. (1 to 366) */
  days: number;
  /** What they may cost together. (0 to 9000000000) */
  limit_usd: number;
}

export interface BudgetSetOneTimeInput {
  /** Where it begins. */
  start: Instant;
  /** Where it ends, itself excluded. */
  end: Instant;
  /** What the stretch may cost. (0 to 9000000000) */
  limit_usd: number;
}

export interface BudgetSetThresholdsItemInput {
  /** Percent of each limit, above 0, with three decimals at most. (0 to 200) */
  percentage: number;
  /** How urgent it is. (default "medium") */
  priority?: 'info' | 'low' | 'medium' | 'high' | 'warning' | 'critical' | 'exceeded' | null;
  /** What to do: throttle refuses background work from here on where enforcement is throttle; the others tell
   * people. (default "monitor") */
  action?: 'monitor' | 'review' | 'notify' | 'throttle' | 'block' | null;
  /** The channels that hear of it; every channel by default. (at most 16) */
  channels?: Array<string> | null;
}

export interface BudgetSetResult {
  /** The budget as it is now. */
  budget: BudgetGetBudget;
  /** Whether there was none with this id. */
  created: boolean;
  /** Thresholds that are reached already, and alerted just now. */
  alerts_triggered: Array<AlertsTriggeredItem>;
  /** What was done. */
  message: string;
}

export interface BudgetSettleResult {
  /** The reservation. */
  reservation_id: string;
  /** true. */
  settled: boolean;
  /** What had been held. */
  held_usd: number;
  /** What counts as spent. */
  actual_cost_usd: number;
  /** How much more that is; below 0 when it is less. */
  difference_usd: number;
  /** The event that holds the cost. */
  event_id: string | null;
  /** Whether the reservation had expired before. */
  late: boolean;
  /** Whether it was settled before, with the same amount. */
  duplicate: boolean;
  /** Alerts that the cost set off. */
  alerts_triggered: Array<AlertsTriggeredItem>;
}

export interface BudgetStatusBudgetSummaryDailyBudget {
  /** What is spent. */
  total_cost: number;
  /** The limit. */
  budget_limit: number;
  /** The share of it that is spent. */
  percentage_used: number | null;
  /** Whether more is spent than the limit. */
  over_budget: boolean;
  /** What the day will come to. */
  projected_end_of_day?: number;
}

export interface BudgetStatusBudgetSummaryMonthlyBudget {
  /** What is spent. */
  total_cost: number;
  /** The limit. */
  budget_limit: number;
  /** The share of it that is spent. */
  percentage_used: number | null;
  /** Whether more is spent than the limit. */
  over_budget: boolean;
  /** What the month will come to. */
  projected_end_of_month?: number;
}

export interface BudgetStatusBudgetSummary {
  /** The fullest daily limit; null without one. */
  daily_budget: BudgetStatusBudgetSummaryDailyBudget | null;
  /** The fullest monthly limit; null without one. */
  monthly_budget: BudgetStatusBudgetSummaryMonthlyBudget | null;
  /** warning from 75 %, critical from 90 %, exceeded from 100 %. */
  budget_health: 'healthy' | 'warning' | 'critical' | 'exceeded';
}

export interface BudgetStatusProjectionsDaily {
  /** What the period will come to. */
  projected_cost: number;
  /** 0 to 1. */
  confidence: number | null;
  /** linear_trend or usage_pattern. */
  projection_method: string;
  /** By the period's own pace alone. */
  linear_cost: number;
  /** By the days of the week before; null without any. */
  seasonal_cost: number | null;
}

export interface BudgetStatusProjections {
  /** Today. */
  daily: BudgetStatusProjectionsDaily | null;
  /** This month. */
  monthly: BudgetStatusProjectionsDaily | null;
}

export interface BudgetStatusBudgetsItemExpiredReservations {
  /** How many. */
  count: number;
  /** What they had held. */
  amount_usd: number;
}

export interface BudgetStatusBudgetsItem {
  /** The budget. */
  budget_id: string;
  /** The budget it is a part of. */
  parent_id: string | null;
  /** What it is for. */
  scope: Scope;
  /** How it stands. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency';
  /** The same in seed 004's words. */
  budget_health: 'healthy' | 'warning' | 'critical' | 'exceeded';
  /** What is spent today. */
  daily_cost_usd: number;
  /** What is spent this month. */
  monthly_cost_usd: number;
  /** What reservations hold. */
  held_usd: number;
  /** Reservations that ended unsettled. */
  expired_reservations: BudgetStatusBudgetsItemExpiredReservations;
  /** When the emergency stop was set off; null when it is not in force. */
  emergency_since: string | null;
  /** Its limits that hold now. */
  limits: Array<LimitsItem>;
  /** Where it heads. */
  projections: BudgetStatusProjections | null;
}

export interface BudgetStatusResult {
  /** The fullest daily and monthly limit. */
  budget_summary: BudgetStatusBudgetSummary;
  /** The worst status of all. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency';
  /** Where they head; null without a budget, or when not asked for. */
  projections: BudgetStatusProjections | null;
  /** Each budget, by id. */
  budgets: Array<BudgetStatusBudgetsItem>;
  /** What the month's cost does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface BudgetSummaryDailyBudget {
  /** What is spent. */
  total_cost: number;
  /** The limit. */
  budget_limit: number;
  /** The share of it that is spent. */
  percentage_used: number | null;
  /** Whether more is spent than the limit. */
  over_budget: boolean;
  /** What is not spent, what is held included. */
  remaining_budget: number;
  /** What reservations hold of it. */
  held_usd: number;
  /** Days of the period so far. */
  days_in_period: number;
  /** When this was so. */
  last_updated: string;
}

export interface BudgetSummaryResult {
  /** The fullest daily limit; null without one. */
  daily_budget: BudgetSummaryDailyBudget | null;
  /** The fullest monthly limit; null without one. */
  monthly_budget: BudgetSummaryDailyBudget | null;
  /** warning from 75 %, critical from 90 %, exceeded from 100 %. */
  budget_health: 'healthy' | 'warning' | 'critical' | 'exceeded';
  /** The month's calls. */
  total_operations: number;
  /** Their mean cost in USD; null without any. */
  average_cost_per_operation: number | null;
  /** What the month's cost does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface BudgetTrendsCostDistribution {
  /** Monday to Friday; null without cost. */
  weekdays: number | null;
  /** Saturday and Sunday. */
  weekends: number | null;
}

export interface BudgetTrendsResult {
  /** Local days. */
  period_days: number;
  /** What they cost together. */
  total_cost: number;
  /** The mean of a day. */
  average_daily_cost: number | null;
  /** increasing, decreasing, stable or insufficient_data. */
  trend_direction: string;
  /** The change from one week to the next; null below 14 whole days. */
  trend_percentage: number | null;
  /** The cost of each day by its date. */
  daily_costs: Record<string, number>;
  /** How it divides among the days of the week, in percent. */
  cost_distribution: BudgetTrendsCostDistribution;
  /** The busiest local hours, 0 to 23. */
  peak_usage_hours: Array<number>;
  /** The total in the currency asked for. */
  converted?: Conversion;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CredentialsItem {
  /** The credential. */
  credential: string;
  /** Where what was fetched begins. */
  start: string;
  /** Where it ends, itself excluded. */
  end: string;
}

export interface RejectedItem {
  /** Which report it stood in. */
  stream: string;
  /** The stable name of the error. */
  code: string;
  /** What was wrong. */
  message: string;
}

export interface CollectorsBackfillResult {
  /** What was asked for with which credential. */
  credentials?: Array<CredentialsItem>;
  /** Pages that were fetched. */
  requests?: number;
  /** Events that they told of: one a group of a bucket, or one a job. */
  events?: number;
  /** Those that were stored. */
  accepted?: number;
  /** Those that were stored before, with the same figures. */
  unchanged?: number;
  /** Those that were stored with other figures, and say now what the provider says. */
  changed?: number;
  /** Events that the provider tells of no more, and that were taken out. */
  removed?: number;
  /** Events stored or changed that no price covers wholly. */
  unpriced?: number;
  /** What the ledger's total grew by; less than 0 where it shrank. */
  cost_change_usd?: number;
  /** UTC days that are counted from calls that were tracked: nothing was stored of them, or it would count twice.
   * The first hundred. */
  skipped_days?: Array<string>;
  /** Events that could not be stored. */
  rejected_count?: number;
  /** The first hundred of them. */
  rejected?: Array<RejectedItem>;
  /** The job, where there is one. */
  job_id: string;
  /** What has become of it; the other members stand there once it is completed. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface Limits {
  /** The reports that are fetched. */
  streams: Array<string>;
  /** The stretch of time that an event sums up; none where events are single. */
  bucket_width: string;
  /** Days that are asked for at once. */
  window_days: number;
  /** The least time from one request to the next; 0 where the provider's answers say when it has enough. */
  seconds_between_requests: number | null;
  /** How far back is asked for at most. */
  backfill_days: number;
  /** How many days are asked for again by default, since providers report late. */
  overlap_days: number;
}

export interface CollectorsLimitsSubscription {
  /** Where the account is warned. */
  soft_limit_usd?: number;
  /** Where calls are refused. */
  hard_limit_usd?: number;
  /** The highest that the provider grants. */
  system_hard_limit_usd?: number;
  /** Whether the account can be charged. */
  has_payment_method?: boolean;
  /** When access ends. */
  access_until?: string;
  /** What the plan is called. */
  plan?: string;
  /** The first day of the current UTC month. */
  month: string;
  /** What this month has cost, by the provider's count. */
  month_usage_usd: number;
  /** Its share of the hard limit. */
  hard_limit_used_percent: number | null;
  /** What is left of it; less than 0 beyond it. */
  remaining_usd?: number;
}

export interface CollectorsLimitsResult {
  /** The provider. */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** The credential that was asked with. */
  credential?: string;
  /** How it is asked. */
  limits: Limits;
  /** openai: the account's limits. */
  subscription?: CollectorsLimitsSubscription;
}

export interface Credential {
  /** Its name. */
  name: string;
  /** The provider. */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** Where the key is read. */
  reference: string;
  /** env, file or command. */
  reference_kind: string;
  /** readable or unreadable, by this worker, now. */
  status: string;
  /** The key's last four characters; only … for a key that is shorter than twelve. */
  last_four?: string;
  /** Why it cannot be read. */
  problem?: string;
  /** Where the provider is asked, if not at its own address. */
  base_url?: string;
  /** openai: which API is asked. */
  api?: 'organization' | 'legacy';
  /** bigquery: the project. */
  project?: string;
  /** bigquery: where its jobs run. */
  location?: string;
  /** When it was set first. */
  created_at: string;
  /** When it was last changed. */
  updated_at: string;
}

export interface CollectorsListCollectorsItem {
  /** The provider. */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** What its jobs are called, in jobs/list and in a schedule. */
  kind: string;
  /** ready, or no_credential. */
  status: string;
  /** The credential, and whether its key can be read. */
  credential?: Credential;
  /** What was used before this instant was asked for; the last days are asked for again. */
  collected_until?: string;
  /** The job that asked with it last; jobs/get tells what it came to. */
  last_job_id?: string;
  /** What has become of it. */
  last_state?: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** When it was begun. */
  last_run_at?: string;
  /** When it ended. */
  last_finished_at?: string;
  /** What it failed with, or what made it wait for another try. */
  last_error?: Error;
  /** When a job that waits goes on. */
  next_attempt_at?: string;
  /** From when on the provider may be asked again. */
  next_request_at?: string;
  /** How it asks. */
  limits: Limits;
}

export interface CollectorsListResult {
  /** The collectors. */
  collectors: Array<CollectorsListCollectorsItem>;
  /** How many. */
  collector_count: number;
}

export interface CollectorsReconcileSummary {
  /** How many rows there are. */
  row_count: number;
  /** What the provider billed. */
  provider_cost_usd: number;
  /** What the ledger holds. */
  local_cost_usd: number;
  /** The latter less the former. */
  difference_usd: number;
  /** The share of what was billed that the ledger holds; null when nothing was billed. */
  coverage_percent: number | null;
}

export interface CollectorsReconcileClasses {
  /** Alike on both sides. */
  matched: CollectorsReconcileSummary;
  /** On both sides, with other amounts. */
  mismatch: CollectorsReconcileSummary;
  /** Billed only. */
  provider_only: CollectorsReconcileSummary;
  /** In the ledger only. */
  local_only: CollectorsReconcileSummary;
}

export interface CollectorsReconcileByDayItem {
  /** The UTC day. */
  date: string;
  /** Whether the provider may still report more of it. */
  open: boolean;
  /** How many rows there are. */
  row_count: number;
  /** What the provider billed. */
  provider_cost_usd: number;
  /** What the ledger holds. */
  local_cost_usd: number;
  /** The latter less the former. */
  difference_usd: number;
  /** The share of what was billed that the ledger holds; null when nothing was billed. */
  coverage_percent: number | null;
}

export interface CollectorsReconcileMatchedItem {
  /** The UTC day. */
  date: string;
  /** The model; empty where the report names none. */
  model: string;
  /** The workspace, project or API key; empty for none. */
  key: string;
  /** tokens, web_search, code_execution … */
  cost_type: string;
  /** What the provider billed. */
  provider_cost_usd: number;
  /** What the ledger holds. */
  local_cost_usd: number;
  /** The latter less the former. */
  difference_usd: number;
  /** Events in the ledger. */
  event_count: number;
  /** Whether the provider may still report more of the day. */
  open: boolean;
  /** Why it is so, where that is known; see explanations. */
  reason?: 'priority_tier' | 'code_execution' | 'unpriced';
}

export interface CollectorsReconcileExplanationsItem {
  /** What rows carry. */
  reason: 'priority_tier' | 'code_execution' | 'unpriced';
  /** What it means. */
  text: string;
  /** How many rows there are. */
  row_count: number;
  /** What the provider billed. */
  provider_cost_usd: number;
  /** What the ledger holds. */
  local_cost_usd: number;
  /** The latter less the former. */
  difference_usd: number;
  /** The share of what was billed that the ledger holds; null when nothing was billed. */
  coverage_percent: number | null;
}

export interface CollectorsReconcileResult {
  /** Whose report. */
  provider?: 'anthropic' | 'openai' | 'bigquery';
  /** The first UTC day. */
  start?: string;
  /** The day behind the last. */
  end?: string;
  /** What a row's key is. */
  by_key?: 'project' | 'api_key' | 'none';
  /** Pages of the report that were fetched. */
  requests?: number;
  /** The sums of all rows. */
  summary?: CollectorsReconcileSummary;
  /** The sums of each class. */
  classes?: CollectorsReconcileClasses;
  /** The sums of each day. */
  by_day?: Array<CollectorsReconcileByDayItem>;
  /** Rows that match, by day, model and key. */
  matched?: Array<CollectorsReconcileMatchedItem>;
  /** Rows that differ. */
  mismatch?: Array<CollectorsReconcileMatchedItem>;
  /** Rows that were billed and are not in the ledger. */
  provider_only?: Array<CollectorsReconcileMatchedItem>;
  /** Rows that are in the ledger and were not billed. */
  local_only?: Array<CollectorsReconcileMatchedItem>;
  /** What is known to be told on one side only, and why. */
  explanations?: Array<CollectorsReconcileExplanationsItem>;
  /** The job, where there is one. */
  job_id: string;
  /** What has become of it; the other members stand there once it is completed. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface CollectorsRunResult {
  /** What was asked for with which credential. */
  credentials?: Array<CredentialsItem>;
  /** Pages that were fetched. */
  requests?: number;
  /** Events that they told of: one a group of a bucket, or one a job. */
  events?: number;
  /** Those that were stored. */
  accepted?: number;
  /** Those that were stored before, with the same figures. */
  unchanged?: number;
  /** Those that were stored with other figures, and say now what the provider says. */
  changed?: number;
  /** Events that the provider tells of no more, and that were taken out. */
  removed?: number;
  /** Events stored or changed that no price covers wholly. */
  unpriced?: number;
  /** What the ledger's total grew by; less than 0 where it shrank. */
  cost_change_usd?: number;
  /** UTC days that are counted from calls that were tracked: nothing was stored of them, or it would count twice.
   * The first hundred. */
  skipped_days?: Array<string>;
  /** Events that could not be stored. */
  rejected_count?: number;
  /** The first hundred of them. */
  rejected?: Array<RejectedItem>;
  /** The job, where there is one. */
  job_id: string;
  /** What has become of it; the other members stand there once it is completed. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface CollectorsTestResult {
  /** The first hundred events, as usage/get would tell them. */
  events: Array<unknown>;
  /** How many there are on the page. */
  event_count: number;
  /** What all of them cost, by the prices in effect. */
  total_cost_usd: number;
  /** What could not be read; the first hundred. */
  rejected: Array<RejectedItem>;
  /** Whether another page follows. */
  has_more: boolean;
  /** false: nothing was. */
  stored: boolean;
}

export interface CostSummary {
  /** What the window cost. */
  total_cost_usd: number;
  /** The total over the days, rounded to the nano-dollar. */
  average_daily_cost_usd: number;
  /** The dearest day. */
  peak_daily_cost_usd: number;
  /** The last day, as far as the window goes. */
  current_daily_cost_usd: number;
  /** The mean of the last three days against the first three: beyond 10 percent either way. */
  cost_trend: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
}

export interface ExpensiveQueriesItem {
  /** The event's id. */
  job_id: string;
  /** What it cost. */
  cost_usd: number;
  /** Bytes read. */
  bytes_processed: number;
  /** How long it took; null where that was not told. */
  duration_seconds: number | null;
  /** The operation. */
  query_type: string | null;
  /** When. */
  created_at: string;
}

export interface QueryAnalysis {
  /** Events of 1 USD or more, dearest first, ten at most. */
  expensive_queries: Array<ExpensiveQueriesItem>;
  /** The cost over the calls, rounded to the nano-dollar. */
  average_cost_per_query: number;
  /** Calls. */
  total_queries_analyzed: number;
}

export interface TierEfficiency {
  /** The tier. */
  customer_tier: 'standard' | 'premium' | 'enterprise';
  /** What its customers spend in a day on average. */
  tier_average_daily_cost: number;
  /** What this one does. */
  customer_daily_cost: number;
  /** The one over the other. */
  efficiency_ratio: number | null;
  /** Of the ratio: above_average beyond 1.2, below_average under 0.8. */
  efficiency_status: string;
  /** The same, unmistakably: spends_more, spends_less or spends_alike. */
  spend_vs_tier: string;
}

export interface EfficiencyMetrics {
  /** The cost over the tebibytes read; null without any. */
  cost_per_tb_processed: number | null;
  /** The cost over the customers who spent, rounded to the nano-dollar; null without any. */
  cost_per_customer_analysis: number | null;
  /** The spend against the tier's of the budget for this very scope; null without one. */
  tier_efficiency: TierEfficiency | null;
}

export interface RoiAnalysis {
  /** What the window cost. */
  bigquery_cost_usd: number;
  /** What the other way would have cost, as given. */
  csv_equivalent_cost_usd: number;
  /** The difference. */
  additional_cost_usd: number;
  /** As given. */
  time_saved_hours: number | null;
  /** The difference over the hours; null without any. */
  cost_per_hour_saved: number | null;
  /** positive when the hours are worth more than the difference. */
  roi_analysis: 'positive' | 'negative';
}

export interface BudgetUtilization {
  /** The mean day's share of the daily limit. */
  average_daily_utilization_percentage: number | null;
  /** Days above 80 percent of it. */
  days_over_80_percent: number;
  /** Days above it. */
  days_over_limit: number;
  /** good when no day was above and the mean day below 70 percent, else needs_attention. */
  budget_efficiency: string;
  /** 1.2 times the mean day where that is above 90 percent of the limit; else null. */
  recommended_budget_adjustment: number | null;
}

export interface TrendAnalysis {
  /** The line's change over the window in percent of the mean. */
  trend_percentage: number | null;
  /** stable below 5 percent either way; insufficient_data below two periods. */
  trend_direction: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
  /** R squared: the share of the variation that the line explains, 0 to 1. */
  confidence: number | null;
}

export interface CostAnalyticsTrendsForecastItem {
  /** Periods ahead. */
  period: number;
  /** The mean of the last 7 and the line's slope. */
  projected_value: number;
  /** 0.9 less 0.1 a period, 0.1 at least: a rule of thumb; cost/forecast has measured bands. */
  confidence: number | null;
}

export interface Trends {
  /** The time range asked for. */
  time_range: string;
  /** hourly or daily. */
  granularity: string;
  /** The cost of each period, in order. */
  time_series: Record<string, number>;
  /** What they add up to, in USD. */
  total_cost: number;
  /** The mean, rounded to the nano-dollar. */
  average_cost: number;
  /** The cheapest. */
  min_cost: number;
  /** The dearest. */
  max_cost: number;
  /** A straight line through them. */
  trend_analysis: TrendAnalysis;
  /** That line carried on for 7 periods. */
  forecast: Array<CostAnalyticsTrendsForecastItem>;
}

export interface TopCategoriesItem {
  /** Which. */
  category: string;
  /** What it cost, in USD. */
  total_cost: number;
  /** Calls. */
  total_calls: number;
  /** The cost over the calls, rounded to the nano-dollar. */
  average_cost_per_call: number;
  /** The same. */
  avg_cost_per_call: number;
  /** Its share of the total; null when that is 0. */
  percentage: number | null;
}

export interface CategoryAnalysis {
  /** The total by category, dearest first. */
  category_breakdown: Record<string, number>;
  /** The ten dearest. */
  top_categories: Array<TopCategoriesItem>;
}

export interface OptimizationOpportunitiesItem {
  /** The kind. */
  type: 'model_downgrade' | 'caching' | 'batch_service' | 'materialized_view' | 'expensive_errors' | 'select_star' | 'partition_filter' | 'off_peak';
  /** What would have been saved, in USD. */
  potential_savings: number;
  /** What to do. */
  recommendation: string;
}

export interface EfficiencyAnalysis {
  /** The cost over the tokens; null without any. */
  cost_per_token: number | null;
  /** The cost over the calls that did not fail; null without any. */
  cost_per_successful_operation: number | null;
  /** 0 to 100, as in cost/categories. */
  overall_efficiency_score: number | null;
  /** The greatest savings found. */
  optimization_opportunities: Array<OptimizationOpportunitiesItem>;
}

export interface CostAnalyticsResult {
  /** The customer the scope names; null for several, or none. */
  customer_id: string | null;
  /** Local days. */
  analysis_period_days: number;
  /** The days in figures. */
  cost_summary: CostSummary;
  /** The total by operation, dearest first. */
  operation_breakdown: Record<string, number>;
  /** The dearest events, and what one costs. */
  query_analysis: QueryAnalysis;
  /** What a tebibyte and a customer cost. */
  efficiency_metrics: EfficiencyMetrics;
  /** What it was worth; null unless csv_equivalent_cost_usd and time_saved_hours are given. */
  roi_analysis: RoiAnalysis | null;
  /** The greatest savings found, one sentence each. */
  recommendations: Array<string>;
  /** How the days stand against the daily limit of the budget for this very scope; null without one. */
  budget_utilization: BudgetUtilization | null;
  /** The periods, where they head, and a plain projection. */
  trends: Trends;
  /** The total by category. */
  category_analysis: CategoryAnalysis;
  /** What a token and a call cost, and what could be saved. */
  efficiency_analysis: EfficiencyAnalysis;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostAnomaliesResult {
  /** What was found, of each type asked for. */
  anomalies: Anomalies;
  /** What the window cost. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostAttributionResult {
  /** The rows of each dimension asked for. */
  attribution: Attribution;
  /** What the rows of each dimension add up to. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostCategoriesAnalysisPeriod {
  /** Local days. */
  days: number;
  /** The first. */
  start_date: string;
  /** The last, itself included. */
  end_date: string;
}

export interface CategoryBreakdownValue {
  /** Calls. */
  total_calls: number;
  /** What they cost, in USD. */
  total_cost: number;
  /** The cost over the calls, rounded to the nano-dollar. */
  avg_cost_per_call: number;
}

export interface CostCategoriesEfficiencyMetrics {
  /** Whose calls cost least; null without calls. */
  most_efficient_category: string | null;
  /** Whose calls cost most. */
  least_efficient_category: string | null;
  /** 0 to 100, by the formula above; null without calls. */
  overall_efficiency_score: number | null;
}

export interface CostCategoriesTrends {
  /** Of the daily cost. */
  cost_trend: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
  /** Of the daily calls. */
  usage_trend: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
  /** Of the cost of a call, day by day. */
  efficiency_trend: 'improving' | 'declining' | 'stable' | 'insufficient_data';
}

export interface CostCategoriesResult {
  /** What was looked at. */
  analysis_period: CostCategoriesAnalysisPeriod;
  /** What all categories add up to, in USD. */
  total_cost: number;
  /** Calls: the sum of call_count. */
  total_calls: number;
  /** Each category, dearest first. */
  category_breakdown: Record<string, CategoryBreakdownValue>;
  /** The dearest, with their share. */
  top_categories: Array<TopCategoriesItem>;
  /** What a call costs where. */
  efficiency_metrics: CostCategoriesEfficiencyMetrics;
  /** Where the window heads. */
  trends: CostCategoriesTrends;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostClustersResult {
  /** Who belongs to which, and what they are like. */
  clusters: Clusters;
  /** How well the clusters are set apart. */
  metrics: Metrics;
  /** What the users of all clusters cost. */
  total_cost_usd: number;
  /** What events without a user cost. */
  unattributed_cost_usd: number;
  /** What the totals do not know. */
  data_quality: DataQuality;
  /** total_cost_usd in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostComparePeriodsComparisonCurrentPeriod {
  /** The first day. */
  start_date: string;
  /** The last day, itself included. */
  end_date: string;
  /** What the period cost. */
  total_cost_usd: number;
  /** The total divided by the days, rounded to the nano-dollar. */
  daily_avg_cost_usd: number;
  /** The total in the currency asked for. */
  conversion?: Conversion;
}

export interface CostComparePeriodsComparisonChange {
  /** How much more the current period cost. */
  absolute_usd: number;
  /** The same in percent of the previous period's cost. */
  percent: number | null;
  /** How much higher the daily average is. */
  daily_avg_absolute_usd: number;
  /** The same in percent of the previous daily average. */
  daily_avg_percent: number | null;
}

export interface CostComparePeriodsComparison {
  /** The last days. */
  current_period: CostComparePeriodsComparisonCurrentPeriod;
  /** The days before them. */
  previous_period: CostComparePeriodsComparisonCurrentPeriod;
  /** The current period less the previous one. */
  change: CostComparePeriodsComparisonChange;
}

export interface CostComparePeriodsResult {
  /** Both periods, and the change between them. */
  comparison: CostComparePeriodsComparison;
  /** What the totals of both periods do not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostExpensiveQueriesQueriesItem {
  /** The event's id. */
  query_id: string;
  /** Whose it was. */
  user_email: string | null;
  /** What it cost. */
  estimated_cost_usd: number;
  /** Bytes read; null where none were told. */
  bytes_processed: number | null;
  /** When it was used. */
  creation_time: string;
  /** The stored text, if any. */
  query_text: string | null;
  /** How much there may be to save. */
  optimization_potential: 'low' | 'medium' | 'high';
  /** What suggests so, the strong reasons first. */
  reasons: Array<string>;
  /** The provider. */
  provider: string | null;
  /** The model. */
  model: string | null;
  /** The operation or kind of statement. */
  operation: string | null;
  /** Tokens, input and output. */
  total_tokens: number;
}

export interface CostExpensiveQueriesResult {
  /** The events, dearest first. */
  queries: Array<CostExpensiveQueriesQueriesItem>;
  /** What the window cost, events that are not listed included. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostForecastResult {
  /** The history, what comes of it, and by which model. */
  forecast: Forecast;
  /** What the history does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostRealTimeResult {
  /** The customer the scope names; null for several, or none. */
  customer_id: string | null;
  /** The instant it is about. */
  timestamp: string;
  /** How far back recent reaches. */
  lookback_hours: number;
  /** The cost of the last hours. */
  recent_cost_usd: number;
  /** The bytes read in them. */
  recent_bytes_processed: number;
  /** The calls in them. */
  recent_jobs_count: number;
  /** The cost of the day so far. */
  daily_cost_usd: number;
  /** Its limit. */
  daily_limit_usd: number | null;
  /** What is left of it. */
  daily_remaining_usd: number | null;
  /** The share that is spent. */
  daily_usage_percentage: number | null;
  /** The cost of the month so far. */
  monthly_cost_usd: number;
  /** Its limit. */
  monthly_limit_usd: number | null;
  /** What is left of it. */
  monthly_remaining_usd: number | null;
  /** The share that is spent. */
  monthly_usage_percentage: number | null;
  /** The budget of the scope. */
  budget_config: BudgetConfig | null;
  /** How the day stands against its budget. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency' | null;
  /** Minutes since the newest event. */
  data_freshness_minutes: number | null;
  /** What the month's cost does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostRecommendationsResult {
  /** Most money first. */
  recommendations: Array<RecommendationsItem>;
  /** How many there are, those beyond the limit included. */
  recommendation_count: number;
  /** What all of them would have saved. */
  total_savings_usd: number;
  /** The same in percent of the total; null when that is 0. */
  savings_percent: number | null;
  /** What the window cost. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostRenderResult {
  /** What was drawn. */
  view: 'overview' | 'trends' | 'forecast' | 'anomalies' | 'attribution' | 'clusters';
  /** As what. */
  format: 'svg' | 'html' | 'markdown' | 'text';
  /** The text's media type; it is UTF-8. */
  media_type: string;
  /** The title of the whole. */
  title: string;
  /** The picture, the page or the text itself. */
  text: string;
  /** What the window's total does not know; of a forecast alone, its history's. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostReportExecutiveSummary {
  /** What the period cost. */
  total_cost_usd: number;
  /** The mean day's share of the daily limit; null without one. */
  budget_utilization_percentage: number | null;
  /** Where the days head. */
  cost_trend: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
  /** How many. */
  unusual_patterns_detected: number;
  /** How the day stands against its budget. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency' | null;
}

export interface CostReportCostReportSummaryDateRange {
  /** From. */
  start: string;
  /** Until. */
  end: string;
}

export interface CostReportCostReportSummary {
  /** What the period cost, in USD. */
  total_cost: number;
  /** Calls. */
  total_calls: number;
  /** Calls that did not fail, in percent; null without calls. */
  success_rate: number | null;
  /** The cost over the calls, rounded to the nano-dollar. */
  avg_cost_per_call: number;
  /** The period, its end excluded. */
  date_range: CostReportCostReportSummaryDateRange;
}

export interface CostReportCostReportCategoryBreakdownValue {
  /** In USD. */
  cost: number;
  /** Calls. */
  calls: number;
  /** Its share of the total; null when that is 0. */
  percentage: number | null;
}

export interface CostReportCostReportModelBreakdownValue {
  /** In USD. */
  cost: number;
  /** Calls. */
  calls: number;
  /** The cost over the calls. */
  avg_cost: number;
}

export interface CostReportCostReport {
  /** The whole. */
  summary: CostReportCostReportSummary;
  /** By day, in order. */
  daily_costs: Record<string, number>;
  /** By category, dearest first. */
  category_breakdown: Record<string, CostReportCostReportCategoryBreakdownValue>;
  /** By model, dearest first. */
  model_breakdown: Record<string, CostReportCostReportModelBreakdownValue>;
  /** By local hour of the day, 00 to 23. */
  hourly_distribution: Record<string, number>;
}

export interface CostReportDetailedAnalytics {
  /** The customer the scope names; null for several, or none. */
  customer_id: string | null;
  /** Local days. */
  analysis_period_days: number;
  /** The days in figures. */
  cost_summary: CostSummary;
  /** The total by operation, dearest first. */
  operation_breakdown: Record<string, number>;
  /** The dearest events, and what one costs. */
  query_analysis: QueryAnalysis;
  /** What a tebibyte and a customer cost. */
  efficiency_metrics: EfficiencyMetrics;
  /** What it was worth; null unless csv_equivalent_cost_usd and time_saved_hours are given. */
  roi_analysis: RoiAnalysis | null;
  /** The greatest savings found, one sentence each. */
  recommendations: Array<string>;
  /** How the days stand against the daily limit of the budget for this very scope; null without one. */
  budget_utilization: BudgetUtilization | null;
  /** The periods, where they head, and a plain projection. */
  trends: Trends;
  /** The total by category. */
  category_analysis: CategoryAnalysis;
  /** What a token and a call cost, and what could be saved. */
  efficiency_analysis: EfficiencyAnalysis;
  /** What the total does not know. */
  data_quality: DataQuality;
}

export interface UnusualPatternsItem {
  /** What kind. */
  pattern_type: 'sudden_spike' | 'sustained_high_usage' | 'off_hours_usage' | 'large_query_anomaly';
  /** How severe. */
  severity: 'low' | 'medium' | 'high';
  /** One sentence with the figures. */
  description: string;
  /** What it cost beyond the usual. */
  cost_impact_usd: number;
  /** When it could first be told: a day's end, or as_of; of an event its time. */
  detected_at: string;
  /** The event's id, of a single one. */
  query_id?: string;
}

export interface CostReportCurrentStatus {
  /** The customer the scope names; null for several, or none. */
  customer_id: string | null;
  /** The instant it is about. */
  timestamp: string;
  /** How far back recent reaches. */
  lookback_hours: number;
  /** The cost of the last hours. */
  recent_cost_usd: number;
  /** The bytes read in them. */
  recent_bytes_processed: number;
  /** The calls in them. */
  recent_jobs_count: number;
  /** The cost of the day so far. */
  daily_cost_usd: number;
  /** Its limit. */
  daily_limit_usd: number | null;
  /** What is left of it. */
  daily_remaining_usd: number | null;
  /** The share that is spent. */
  daily_usage_percentage: number | null;
  /** The cost of the month so far. */
  monthly_cost_usd: number;
  /** Its limit. */
  monthly_limit_usd: number | null;
  /** What is left of it. */
  monthly_remaining_usd: number | null;
  /** The share that is spent. */
  monthly_usage_percentage: number | null;
  /** The budget of the scope. */
  budget_config: BudgetConfig | null;
  /** How the day stands against its budget. */
  status: 'within_budget' | 'moderate_usage' | 'approaching_limit' | 'over_budget' | 'emergency' | null;
  /** Minutes since the newest event. */
  data_freshness_minutes: number | null;
  /** What the month's cost does not know. */
  data_quality: DataQuality;
}

export interface CostReportResult {
  /** daily, weekly, monthly, or custom for dates given. */
  report_type: 'daily' | 'weekly' | 'monthly' | 'custom';
  /** The customer the scope names; null for several, or none. */
  customer_id: string | null;
  /** Local days. */
  period_days: number;
  /** The few figures. */
  executive_summary: CostReportExecutiveSummary;
  /** The costs by day, category, model and hour. */
  cost_report: CostReportCostReport;
  /** As cost/analytics. */
  detailed_analytics: CostReportDetailedAnalytics;
  /** As cost/unusualPatterns. */
  unusual_patterns: Array<UnusualPatternsItem>;
  /** As cost/realTime. */
  current_status: CostReportCurrentStatus;
  /** What to do, the most pressing first. */
  action_items: Array<string>;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostSummarySummary {
  /** The cost of every event in the window and scope. */
  total_cost_usd: number;
  /** The total divided by the window's days, rounded to the nano-dollar. */
  daily_avg_cost_usd: number;
  /** Calls: the sum of call_count. */
  total_queries: number;
  /** The total divided by the calls, rounded to the nano-dollar. */
  avg_query_cost_usd: number;
  /** The total by operation. */
  cost_by_query_type: Record<string, number>;
  /** Events. */
  event_count: number;
  /** The total by provider. */
  cost_by_provider: Record<string, number>;
  /** The total by model. */
  cost_by_model: Record<string, number>;
  /** Tokens, input and output. */
  total_tokens: number;
  /** Failed calls among all calls. */
  error_rate_percent: number | null;
}

export interface CostSummaryResult {
  /** The figures. */
  summary: CostSummarySummary;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostTrendsTrendsItem {
  /** The date the period begins on (weeks: their Monday); hours as RFC 3339. */
  period: string;
  /** What its events cost. */
  total_cost_usd: number;
  /** Calls: the sum of call_count. */
  query_count: number;
  /** The trailing mean. */
  cost_ma: number;
}

export interface CostTrendsResult {
  /** The periods in order. */
  trends: Array<CostTrendsTrendsItem>;
  /** Where the cost is heading. */
  trend_analysis: TrendAnalysis;
  /** What the periods add up to. */
  total_cost_usd: number;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostUnusualPatternsResult {
  /** What was found: the most severe first, then by time. */
  patterns: Array<UnusualPatternsItem>;
  /** How many. */
  anomalies_detected: number;
  /** The days looked at. */
  analysis_period_days: number;
  /** The usual cost of a day, in USD. */
  baseline_daily_average: number;
  /** What the costs do not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CredentialsListResult {
  /** The credentials. */
  credentials: Array<Credential>;
  /** How many. */
  credential_count: number;
}

export interface CredentialsRemoveResult {
  /** Its name. */
  name: string;
  /** true. */
  removed: boolean;
}

export interface CredentialsSetTest {
  /** Whether the provider took the key. */
  success: boolean;
  /** Why not. */
  error?: Error;
}

export interface CredentialsSetResult {
  /** The credential as it is now. */
  credential: Credential;
  /** What the provider said, if it was asked. */
  test?: CredentialsSetTest;
}

export interface DashboardOverviewMetrics {
  /** 0 to 100, by the formula above. */
  budget_health_score: number | null;
  /** The score in a word. */
  budget_health_status: 'excellent' | 'good' | 'warning' | 'critical' | 'emergency';
  /** The cost of the day so far, in USD. */
  daily_cost: number;
  /** Its limit. */
  daily_budget: number | null;
  /** The share that is spent. */
  daily_percentage: number | null;
  /** The cost of the month so far, in USD. */
  monthly_cost: number;
  /** Its limit. */
  monthly_budget: number | null;
  /** The share that is spent. */
  monthly_percentage: number | null;
  /** What the day will come to. */
  daily_projected_cost: number;
  /** What the month will come to. */
  monthly_projected_cost: number;
  /** The change over the last 14 days in percent of their mean. */
  cost_trend_percentage: number | null;
  /** The same in a word. */
  cost_trend_direction: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
  /** Alerts of the last 7 days that nobody acknowledged. */
  active_alerts: number;
  /** Those that are critical. */
  critical_alerts: number;
  /** Breakers that are closed. */
  circuit_breakers_healthy: number;
  /** Breakers that are open or half open. */
  circuit_breakers_open: number;
  /** The month's calls. */
  total_api_calls: number;
  /** Milliseconds; null without any. */
  average_response_time: number | null;
  /** Failed calls among all calls. */
  error_rate_percentage: number | null;
  /** The month's tokens. */
  tokens_consumed: number;
  /** Seconds since the worker began. */
  system_uptime: number | null;
  /** Whether the ledger was read for this answer. */
  monitoring_active: boolean;
  /** The newest event, in seconds since 1970; null without any in 35 days. */
  last_update_time: number | null;
}

export interface DashboardOverviewSystemHealthComponentsBudgetManager {
  /** healthy or not_configured. */
  status: string;
}

export interface DashboardOverviewSystemHealthComponents {
  /** Budgets. */
  budget_manager: DashboardOverviewSystemHealthComponentsBudgetManager;
  /** Reading the ledger, as this answer did. */
  real_time_monitor: DashboardOverviewSystemHealthComponentsBudgetManager;
  /** Breakers. */
  circuit_breakers: DashboardOverviewSystemHealthComponentsBudgetManager;
  /** Channels and webhooks. */
  alert_system: DashboardOverviewSystemHealthComponentsBudgetManager;
}

export interface DashboardOverviewSystemHealth {
  /** That of the parts which are set up; health/check probes the worker's own. */
  overall_status: 'healthy' | 'degraded' | 'unhealthy';
  /** Each part. */
  components: DashboardOverviewSystemHealthComponents;
}

export interface DashboardOverviewTrendsSpendingTrends {
  /** The mean of the last 7 whole days. */
  daily_average: number;
  /** 7 times that. */
  weekly_average: number;
  /** As cost_trend_direction. */
  trend_direction: 'increasing' | 'decreasing' | 'stable' | 'insufficient_data';
}

export interface DashboardOverviewTrends {
  /** The spend. */
  spending_trends: DashboardOverviewTrendsSpendingTrends;
}

export interface DashboardOverviewResult {
  /** The figures. */
  metrics: DashboardOverviewMetrics;
  /** How the parts fare; not_configured where none was set up. */
  system_health: DashboardOverviewSystemHealth;
  /** The last ten alerts of budgets. */
  recent_alerts: Array<AlertsListAlertsItem>;
  /** What is spent in a day and a week. */
  trends: DashboardOverviewTrends;
  /** What the month's cost does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface HealthCheckComponentsDatabaseRead {
  /** How it fares. */
  status: 'healthy' | 'degraded' | 'unhealthy';
  /** What was found. */
  detail: string;
}

export interface HealthCheckComponents {
  /** Reading the ledger. */
  database_read: HealthCheckComponentsDatabaseRead;
  /** Writing to the ledger. */
  database_write: HealthCheckComponentsDatabaseRead;
  /** The price list. */
  prices: HealthCheckComponentsDatabaseRead;
  /** The system's time zones. */
  time_zones: HealthCheckComponentsDatabaseRead;
  /** The system's clock. */
  clock: HealthCheckComponentsDatabaseRead;
  /** Whether every budget can be read and judged. */
  budget_manager: boolean;
  /** Whether every circuit breaker can be read. */
  circuit_breaker_manager: boolean;
  /** Whether alerts and their receivers can be read. */
  alert_system: boolean;
  /** Whether the spend of this moment can be read. */
  real_time_monitor: boolean;
  /** Whether costs are kept and read. */
  cost_persistence: boolean;
  /** Whether events are priced and taken in. */
  api_metrics_logger: boolean;
}

export interface HealthCheckResult {
  /** How the worker fares: as its worst component does. */
  status: 'healthy' | 'degraded' | 'unhealthy';
  /** The worker's version. */
  version: string;
  /** When the answer was made. */
  timestamp: string;
  /** Since the process began. */
  uptime_seconds: number | null;
  /** Reads of the ledger since then, this one's own included. */
  request_count: number;
  /** What was probed. */
  components: HealthCheckComponents;
}

export interface JobsCancelResult {
  /** The job. */
  job_id: string;
  /** What it does: the method that starts such jobs. */
  kind: string;
  /** What has become of it. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** How far it is, 0 to 100. */
  progress_percent: number;
  /** What it is doing, or did last. */
  message: string;
  /** How often it was begun. */
  attempts: number;
  /** Higher ones are taken first. */
  priority: number;
  /** The key it was started under. */
  key?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** When it was queued. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** When it is begun again. */
  next_attempt_at?: string;
  /** What it came to. */
  result?: unknown;
}

export interface JobsGetResult {
  /** The job. */
  job_id: string;
  /** What it does: the method that starts such jobs. */
  kind: string;
  /** What has become of it. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** How far it is, 0 to 100. */
  progress_percent: number;
  /** What it is doing, or did last. */
  message: string;
  /** How often it was begun. */
  attempts: number;
  /** Higher ones are taken first. */
  priority: number;
  /** The key it was started under. */
  key?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** When it was queued. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** When it is begun again. */
  next_attempt_at?: string;
  /** What it came to. */
  result?: unknown;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface JobsListJobsItem {
  /** The job. */
  job_id: string;
  /** What it does: the method that starts such jobs. */
  kind: string;
  /** What has become of it. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** How far it is, 0 to 100. */
  progress_percent: number;
  /** What it is doing, or did last. */
  message: string;
  /** How often it was begun. */
  attempts: number;
  /** Higher ones are taken first. */
  priority: number;
  /** The key it was started under. */
  key?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** When it was queued. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** When it is begun again. */
  next_attempt_at?: string;
  /** What it came to. */
  result?: unknown;
}

export interface JobsListCounts {
  /** Jobs that wait. */
  queued: number;
  /** Jobs under way. */
  in_progress: number;
  /** Jobs that were done. */
  completed: number;
  /** Jobs that were given up. */
  failed: number;
  /** Jobs that were cancelled. */
  cancelled: number;
}

export interface JobsListResult {
  /** The jobs, newest first. */
  jobs: Array<JobsListJobsItem>;
  /** Where the next page begins, when there is one. */
  next_cursor?: string;
  /** How many jobs there are in each state, filters aside; nothing for the key of one customer. */
  counts: JobsListCounts;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface JobsRetryResult {
  /** The job. */
  job_id: string;
  /** What it does: the method that starts such jobs. */
  kind: string;
  /** What has become of it. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** How far it is, 0 to 100. */
  progress_percent: number;
  /** What it is doing, or did last. */
  message: string;
  /** How often it was begun. */
  attempts: number;
  /** Higher ones are taken first. */
  priority: number;
  /** The key it was started under. */
  key?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** When it was queued. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** When it is begun again. */
  next_attempt_at?: string;
  /** What it came to. */
  result?: unknown;
}

export interface JobsWaitResult {
  /** The job. */
  job_id: string;
  /** What it does: the method that starts such jobs. */
  kind: string;
  /** What has become of it. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** How far it is, 0 to 100. */
  progress_percent: number;
  /** What it is doing, or did last. */
  message: string;
  /** How often it was begun. */
  attempts: number;
  /** Higher ones are taken first. */
  priority: number;
  /** The key it was started under. */
  key?: string;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
  /** When it was queued. */
  created_at: string;
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** When it is begun again. */
  next_attempt_at?: string;
  /** What it came to. */
  result?: unknown;
}

export interface PricesDisagreementsDisagreementsItem {
  /** The provider. */
  provider: string;
  /** The model. */
  model: string;
  /** What is priced. */
  bucket: string;
  /** The input a request must exceed; 0 for the base prices. */
  above_tokens: number;
  /** Since when the used rate is in effect, if known. */
  effective_from?: string;
  /** The source that is used. */
  used_source: string;
  /** Its rate, in USD per unit. */
  used_rate_usd: number;
  /** The source that differs. */
  other_source: string;
  /** Its rate. */
  other_rate_usd: number;
  /** How far the other is above the used one; null when that is free. */
  percent: number | null;
}

export interface PricesDisagreementsResult {
  /** The differences, by model and provider. */
  disagreements: Array<PricesDisagreementsDisagreementsItem>;
  /** How many there are, those beyond the limit included. */
  total: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface PricesEstimateLinesItem {
  /** What was counted: each unit in exactly one bucket. */
  bucket: string;
  /** How many. */
  quantity: number;
  /** USD for one, or for rate_units where that is given. */
  rate_usd: number;
  /** How many units the rate is for: a TiB in bytes, a slot-hour in milliseconds. */
  rate_units?: number;
  /** Quantity times rate, exactly. */
  cost_usd: number;
  /** Where the price comes from. */
  price_source: string;
  /** When that source was read, or the override set. */
  price_date: string;
  /** The model of this line, where the request ran several. */
  model?: string;
}

export interface PricesEstimateResult {
  /** The sum of the lines, rounded once, half to even, to the nano-dollar. */
  cost_usd: number;
  /** The buckets that were used and have no price; they cost nothing here. */
  unpriced: Array<string>;
  /** The receipt. */
  lines: Array<PricesEstimateLinesItem>;
  /** The provider whose prices were taken. */
  provider?: string;
  /** The model whose prices were taken, as its list spells it. */
  model: string;
  /** The class of service whose prices were taken. */
  service_tier: string;
  /** Why nothing could be priced: ambiguous, no_price or not_in_effect. */
  reason?: string;
  /** What is not as it seems. */
  warnings: Array<string>;
}

export interface TiersItem {
  /** The input that a request must exceed; 0 for any. */
  above_tokens: number;
  /** The class of service. */
  service_tier: string;
  /** USD per unit by bucket; a bucket not named keeps its base rate. */
  rates: Record<string, number>;
}

export interface OffPeakItem {
  /** When it begins each day, in UTC. */
  start_utc: string;
  /** When it ends; before the start when it runs past midnight. */
  end_utc: string;
  /** USD per unit by bucket while it lasts. */
  rates: Record<string, number>;
}

export interface Price {
  /** The override's id; the built-in list has none. */
  id?: string;
  /** The provider; an override without one is for all. */
  provider?: string;
  /** The model's id, or an override's pattern. */
  model: string;
  /** built_in, override (set with prices/set), or file (the prices setting). */
  origin: 'built_in' | 'override' | 'file';
  /** Where the prices come from. */
  source: string;
  /** When that source was read, or the override set. */
  source_date: string;
  /** In effect from then on, if it is known since when. */
  effective_from?: string;
  /** In effect before then. */
  effective_until?: string;
  /** The class of service an override is for; every one without. */
  service_tier?: string;
  /** What the model is for. */
  mode?: string;
  /** The most input it takes. */
  max_input_tokens?: number;
  /** The most output it gives. */
  max_output_tokens?: number;
  /** The day the vendor means to switch it off. */
  deprecation_date?: string;
  /** USD per unit by bucket; of bigquery_bytes a TiB, of bigquery_slot_ms a slot-hour. */
  rates: Record<string, number>;
  /** Rates of larger requests and other classes of service. */
  tiers: Array<TiersItem>;
  /** Rates for a part of the day. */
  off_peak?: Array<OffPeakItem>;
}

export interface PricesGetResult {
  /** The prices in effect. */
  price: Price;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface PricesListResult {
  /** The prices. */
  prices: Array<Price>;
  /** Where the next page begins; left out on the last one. */
  next_cursor?: string;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface PricesRemoveResult {
  /** The override that was removed. */
  id: string;
  /** true */
  removed: boolean;
}

export interface PricesRepriceChangesItem {
  /** The model; other for those beyond 10,000 rows. */
  model: string;
  /** The date on which the period begins. */
  period: string;
  /** Events whose cost changes. */
  event_count: number;
  /** What they cost before. */
  cost_usd_before: number;
  /** What they cost now. */
  cost_usd_after: number;
  /** The latter less the former. */
  difference_usd: number;
}

export interface PricesRepriceResult {
  /** Whether nothing was changed. */
  dry_run?: boolean;
  /** Events of the window and scope. */
  event_count?: number;
  /** Those whose cost, or whether it is known, changes. */
  changed_events?: number;
  /** Those that still have no price. */
  unpriced_events?: number;
  /** What all of them cost before. */
  cost_usd_before?: number;
  /** What they cost now. */
  cost_usd_after?: number;
  /** The latter less the former. */
  difference_usd?: number;
  /** The changes by period and model. */
  changes?: Array<PricesRepriceChangesItem>;
  /** The job, where there is one. */
  job_id: string;
  /** What has become of it; the other members stand there once it is completed. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface PricesSetTiersItemInput {
  /** The input, cached or not, that a request must exceed. (1 to 1000000000000) */
  above_tokens: number;
  /** USD per unit by bucket; a bucket not named keeps its base rate. */
  rates?: Record<string, number> | null;
  /** USD per million by bucket, in the place of rates. */
  rates_per_million?: Record<string, number> | null;
}

export interface PricesSetResult {
  /** The override's id; the built-in list has none. */
  id?: string;
  /** The provider; an override without one is for all. */
  provider?: string;
  /** The model's id, or an override's pattern. */
  model: string;
  /** built_in, override (set with prices/set), or file (the prices setting). */
  origin: 'built_in' | 'override' | 'file';
  /** Where the prices come from. */
  source: string;
  /** When that source was read, or the override set. */
  source_date: string;
  /** In effect from then on, if it is known since when. */
  effective_from?: string;
  /** In effect before then. */
  effective_until?: string;
  /** The class of service an override is for; every one without. */
  service_tier?: string;
  /** What the model is for. */
  mode?: string;
  /** The most input it takes. */
  max_input_tokens?: number;
  /** The most output it gives. */
  max_output_tokens?: number;
  /** The day the vendor means to switch it off. */
  deprecation_date?: string;
  /** USD per unit by bucket; of bigquery_bytes a TiB, of bigquery_slot_ms a slot-hour. */
  rates: Record<string, number>;
  /** Rates of larger requests and other classes of service. */
  tiers: Array<TiersItem>;
  /** Rates for a part of the day. */
  off_peak?: Array<OffPeakItem>;
  /** Whether it took the place of another. */
  replaced: boolean;
}

export interface PricesUnmatchedUnmatchedItem {
  /** The provider; null when the events name none. */
  provider: string | null;
  /** The model; null when the events name none. */
  model: string | null;
  /** How many events. */
  events: number;
  /** How many calls they stand for. */
  calls: number;
  /** Their tokens, input and output. */
  total_tokens: number;
  /** The earliest of them. */
  first_seen: string;
  /** The latest of them. */
  last_seen: string;
}

export interface PricesUnmatchedResult {
  /** Provider and model, most events first. */
  unmatched: Array<PricesUnmatchedUnmatchedItem>;
  /** How many pairs there are, those beyond the limit included. */
  total: number;
  /** The events of all of them. */
  unpriced_events: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface PricesWhatIfComparisonsItemModelPairsItem {
  /** The model that was used; null for events without one. */
  from_model: string | null;
  /** The other model. */
  to_model: string;
  /** Events. */
  event_count: number;
  /** Those that kept their cost. */
  not_priced_events: number;
  /** What they cost. */
  current_cost_usd: number;
  /** What they would have cost. */
  cost_usd: number;
  /** The latter less the former. */
  difference_usd: number;
}

export interface PricesWhatIfComparisonsItem {
  /** The other model. */
  model: string;
  /** What the window cost. */
  current_cost_usd: number;
  /** What it would have cost. */
  cost_usd: number;
  /** The latter less the former: below 0 is saved. */
  difference_usd: number;
  /** The same in percent; null when the window cost nothing. */
  difference_percent: number | null;
  /** Events that kept their cost. */
  not_priced_events: number;
  /** The same for each model used, dearest first. */
  model_pairs: Array<PricesWhatIfComparisonsItemModelPairsItem>;
}

export interface PricesWhatIfResult {
  /** One for each of to_models, in their order. */
  comparisons?: Array<PricesWhatIfComparisonsItem>;
  /** What the window cost. */
  current_cost_usd?: number;
  /** What that does not know. */
  data_quality?: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params?: Record<string, unknown>;
  /** When the answer was made. */
  generated_at?: string;
  /** The job, where there is one. */
  job_id?: string;
  /** What has become of it; the other members stand there once it is completed. */
  state?: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface ProjectsAnalyticsSummaryBudget {
  /** How much there is. */
  amount: number;
  /** In which currency. */
  currency: string;
  /** For which calendar period. */
  period: 'monthly' | 'quarterly' | 'yearly' | 'one-time';
  /** When the period began; null outside of a one-time budget. */
  start: string | null;
  /** Up to when spending was counted. */
  end: string | null;
  /** What the project spent in it. */
  spent_usd: number;
  /** The same in the budget's currency. */
  conversion?: Conversion;
  /** Why there is no utilisation. */
  note?: string;
}

export interface ProjectsAnalyticsSummary {
  /** What the window cost. */
  total_cost_usd: number;
  /** Tokens, input and output. */
  total_tokens: number;
  /** Calls: the sum of call_count. */
  request_count: number;
  /** The cost over the calls; null without calls. */
  avg_cost_per_request_usd: number | null;
  /** The cost over the tokens; null without tokens. */
  cost_per_token_usd: number | null;
  /** The share of the budget that its period has used; null without a budget. */
  budget_utilization_percent: number | null;
  /** The budget, its period, and what was spent in it. */
  budget?: ProjectsAnalyticsSummaryBudget;
}

export interface ProjectsAnalyticsBreakdownServicesItem {
  /** The value; null for events without one. */
  name: string | null;
  /** What its events cost. */
  cost_usd: number;
  /** Its share of the total; null when that is 0. */
  percent: number | null;
  /** Calls. */
  requests: number;
}

export interface ProjectsAnalyticsBreakdown {
  /** By provider. */
  services: Array<ProjectsAnalyticsBreakdownServicesItem>;
  /** By model. */
  models: Array<ProjectsAnalyticsBreakdownServicesItem>;
  /** By department. */
  departments: Array<ProjectsAnalyticsBreakdownServicesItem>;
  /** By team, by the mapping or the events' own. */
  teams: Array<ProjectsAnalyticsBreakdownServicesItem>;
  /** By tag. */
  tags: Array<ProjectsAnalyticsBreakdownServicesItem>;
}

export interface ProjectsAnalyticsTimelineItem {
  /** The date the period begins on (weeks: their Monday); hours as RFC 3339. */
  period: string;
  /** What its events cost. */
  cost_usd: number;
  /** Tokens. */
  tokens: number;
  /** Calls. */
  requests: number;
}

export interface ProjectsAnalyticsResult {
  /** The project. */
  project_id: string;
  /** The figures. */
  summary: ProjectsAnalyticsSummary;
  /** The total by what it was spent on and for. */
  breakdown: ProjectsAnalyticsBreakdown;
  /** The total by period, empty ones included. */
  timeline: Array<ProjectsAnalyticsTimelineItem>;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface ProjectsArchiveProjectBudgetAlertsItem {
  /** Percent of the amount. */
  threshold: number;
  /** How to tell; both is e-mail and in the application. */
  type?: 'email' | 'in-app' | 'both' | 'webhook';
  /** Whom to tell. */
  recipients?: Array<string>;
}

export interface ProjectsArchiveProjectBudget {
  /** How much, in the budget's currency. */
  amount: number;
  /** The currency. */
  currency?: string;
  /** The calendar period that the amount is for, or one-time. */
  period?: 'monthly' | 'quarterly' | 'yearly' | 'one-time';
  /** The first day of a one-time budget. */
  start_date?: string;
  /** The last day of a one-time budget, itself included. */
  end_date?: string;
  /** Who wants to hear at which share. */
  alerts?: Array<ProjectsArchiveProjectBudgetAlertsItem>;
}

export interface Project {
  /** The id that events name. */
  project_id: string;
  /** What people call it. */
  name: string;
  /** What it is for. */
  description: string | null;
  /** Who belongs to it. */
  members: Array<unknown>;
  /** Whatever its clients keep. */
  settings: unknown;
  /** Words to find it by. */
  tags: Array<string>;
  /** What it may cost; null without a budget. */
  budget: ProjectsArchiveProjectBudget | null;
  /** Whether it was archived. Events are accepted all the same. */
  archived: boolean;
  /** Whether only events name it and it was never created. */
  implicit: boolean;
  /** When it was created. */
  created_at: string | null;
  /** When it was last changed. */
  updated_at: string | null;
}

export interface ProjectsArchiveResult {
  /** The project. */
  project: Project;
}

export interface AlertsItemInput {
  /** Percent of the amount. (0 to 200) */
  threshold: number;
  /** How to tell; both is e-mail and in the application. (default "both") */
  type?: 'email' | 'in-app' | 'both' | 'webhook' | null;
  /** Whom to tell. (at most 100) */
  recipients?: Array<string> | null;
}

export interface BudgetInput {
  /** How much, in the budget's currency. (0 to 1000000000) */
  amount: number;
  /** The currency. (default "USD") */
  currency?: string | null;
  /** The calendar period that the amount is for, or one-time. (default "monthly") */
  period?: 'monthly' | 'quarterly' | 'yearly' | 'one-time' | null;
  /** The first day of a one-time budget. */
  start_date?: Instant | null;
  /** The last day of a one-time budget, itself included. */
  end_date?: Instant | null;
  /** Who wants to hear at which share. (at most 100) */
  alerts?: Array<AlertsItemInput> | null;
}

export interface ProjectsCreateResult {
  /** The project. */
  project: Project;
}

export interface ProjectsGetResult {
  /** The project. */
  project: Project;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface ProjectsListResult {
  /** The projects, by the bytes of their ids. */
  projects: Array<Project>;
  /** How many there are, those beyond the limit included. */
  project_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface ProjectsUpdateResult {
  /** The project. */
  project: Project;
}

export interface RatesListRatesItem {
  /** The currency. */
  currency: string;
  /** The day the rate is of. */
  date: string;
  /** Units of the currency for one US dollar. */
  rate: number;
  /** Where the rate comes from. */
  source: string;
}

export interface RatesListResult {
  /** The rates, by currency and day. */
  rates: Array<RatesListRatesItem>;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface RatesSetResult {
  /** The currency. */
  currency: string;
  /** The day the rate is of. */
  date: string;
  /** Units of the currency for one US dollar. */
  rate: number;
  /** Where the rate comes from. */
  source: string;
}

export interface SchedulerHealthResult {
  /** healthy, or stopped when what was due has not begun. */
  status: 'healthy' | 'stopped';
  /** Whether what is due is done. */
  running: boolean;
  /** Scheduled jobs. */
  job_count: number;
  /** Those that have a next run. */
  scheduled_count: number;
  /** Those that were due and have not begun. */
  overdue: Array<string>;
  /** Those whose last run failed. */
  failing: Array<string>;
  /** Those that cannot be done for now. */
  unavailable: Array<string>;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface HistoryItem {
  /** The scheduled job. */
  job_id: string;
  /** What people call it. */
  name: string;
  /** The job of the queue, for jobs/get, jobs/wait and jobs/cancel. */
  run_id: string;
  /** The time it was due, or was asked for. */
  scheduled_at: string;
  /** Whether scheduler/trigger asked for it. */
  triggered: boolean;
  /** Later times that it stands for, because no worker was there or it had not begun. */
  missed_runs: number;
  /** What has become of it. */
  status?: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** When it was begun first. */
  started_at?: string;
  /** When it ended. */
  finished_at?: string;
  /** From the first to the last. */
  duration_seconds?: number | null;
  /** What it failed with, or what made it wait for another try. */
  error?: Error;
}

export interface SchedulerHistoryResult {
  /** The runs. */
  history: Array<HistoryItem>;
  /** How many. */
  count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface Job {
  /** The scheduled job. */
  id: string;
  /** What people call it. */
  name: string;
  /** scheduled; disabled by scheduler/set; or unavailable, for the reason told. */
  status: 'scheduled' | 'disabled' | 'unavailable';
  /** Why it cannot be done for now: it is left out, and not made up for. */
  reason?: string;
  /** When it is due next; null when it is not. */
  next_run: string | null;
  /** When it is due: the cron expression. */
  trigger: string;
  /** The zone whose clocks that is read by. */
  time_zone: string;
  /** 1: its runs never overlap. */
  max_instances: number;
  /** The kind of its jobs. */
  kind: string;
  /** The params of its jobs. */
  params: unknown;
  /** Whether it is due at its times at all. */
  enabled: boolean;
  /** Whether a run is under way. */
  running: boolean;
  /** Its newest run; null before the first. */
  last_run: HistoryItem | null;
  /** Runs that failed since the last that was completed. */
  errors_in_a_row: number;
}

export interface SchedulerJobResult {
  /** The job. */
  job: Job;
  /** Its last ten runs, newest first. */
  recent_runs: Array<HistoryItem>;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface SchedulerJobsResult {
  /** The jobs. */
  jobs: Array<Job>;
  /** How many. */
  job_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface SchedulerNextRunsNextRunsItem {
  /** The scheduled job. */
  job_id: string;
  /** What people call it. */
  name: string;
  /** When it is due next; null when it is not. */
  next_run: string | null;
  /** The times asked for. */
  times: Array<string>;
}

export interface SchedulerNextRunsResult {
  /** The jobs, soonest first. */
  next_runs: Array<SchedulerNextRunsNextRunsItem>;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface SchedulerSetResult {
  /** The scheduled job as it is now; null when it was removed. */
  job: Job | null;
  /** Whether it was removed. */
  removed: boolean;
}

export interface SchedulerStatusScheduler {
  /** Whether what is due is done. */
  running: boolean;
  /** The worker's time zone; each job has its own. */
  timezone: string;
  /** The worker that found something due a moment ago and sees to the rest. */
  holder?: string;
  /** The scheduled jobs, by id. */
  jobs: Array<Job>;
  /** The last ten runs, newest first. */
  job_history: Array<HistoryItem>;
}

export interface SchedulerStatusResult {
  /** healthy, or stopped when what was due has not begun. */
  status: 'healthy' | 'stopped';
  /** The scheduler. */
  scheduler: SchedulerStatusScheduler;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface SchedulerTriggerResult {
  /** triggered. */
  status: string;
  /** The scheduled job. */
  job_id: string;
  /** The job of the queue, for jobs/get, jobs/wait and jobs/cancel. */
  run_id: string;
  /** The same in words. */
  message: string;
}

export interface SystemBackupResult {
  /** The file. */
  path: string;
  /** Its size. */
  bytes: number;
  /** Events in it, those that were dropped by system/retention counted. */
  event_count: number;
  /** What they cost. */
  total_cost_usd: number;
  /** Always true: a copy that fails its check is an error, and is thrown away. */
  verified: boolean;
}

export interface SystemPerformanceCurrentHour {
  /** Calls: the sum of call_count. */
  total_calls: number;
  /** The mean over events with a response time; null without any. */
  avg_response_time_ms: number | null;
  /** Failed calls among all calls. */
  error_rate_percent: number | null;
  /** Calls over minutes. */
  throughput_per_minute: number | null;
}

export interface SystemPerformanceSystemResources {
  /** Resident memory. */
  memory_usage_mb: number | null;
  /** Processor time over time; above 100 on several processors. */
  cpu_usage_percent: number | null;
  /** The database and its write-ahead log. */
  disk_usage_mb: number | null;
}

export interface SystemPerformanceDatabasePerformance {
  /** The mean time of reads since the start. */
  avg_query_time_ms: number | null;
  /** Connections that this read uses. */
  connection_pool_usage: number;
  /** That one, those that wait for reads, and the one that writes. */
  total_connections: number;
}

export interface SystemPerformanceResult {
  /** The calls of the current hour. */
  current_hour: SystemPerformanceCurrentHour;
  /** What the process uses. */
  system_resources: SystemPerformanceSystemResources;
  /** How the database does. */
  database_performance: SystemPerformanceDatabasePerformance;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface SystemRetentionResult {
  /** Whether nothing was changed. */
  dry_run: boolean;
  /** From here on events are kept. */
  retained_from: string;
  /** Events that are dropped. */
  dropped_events: number;
  /** Events that stay. */
  kept_events: number;
  /** What everything cost, before and after. */
  total_cost_usd: number;
}

export interface SystemVerifyResult {
  /** Whether nothing was found. */
  ok: boolean;
  /** Events read. */
  events: number;
  /** What they cost. */
  total_cost_usd: number;
  /** Roll-ups compared. */
  rollup_rows: number;
  /** What is wrong with the file, in sentences. */
  integrity: Array<string>;
  /** Where roll-ups differ from the events, the first hundred. */
  differences: Array<string>;
  /** How many do. */
  difference_count: number;
  /** Events whose id another one has. */
  duplicate_ids: number;
  /** Events that their id does not find. */
  missing_ids: number;
  /** Counters of budgets compared. */
  budget_counters: number;
  /** Where those differ from the events, the first hundred. */
  budget_differences: Array<string>;
  /** The first entry of the audit log that does not fit the one before; null when all do. */
  audit_broken_at: number | null;
  /** What the total does not know, when all is well. */
  data_quality?: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface TeamsGetMappingResult {
  /** Address, or * and the end of one, to team. */
  mapping: Record<string, string>;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface TeamsSetMappingResult {
  /** success */
  status: string;
  /** How many entries there are. */
  message: string;
  /** When. */
  updated_at: string;
}

export interface UsageAmendResult {
  /** The event's id. */
  id: string;
  /** What counts as its cost. */
  cost_usd: number;
  /** Where the cost comes from. */
  priced_by: 'given' | 'catalogue' | 'override' | 'free' | 'unpriced';
  /** Whether it was stored before, with the same content. */
  duplicate: boolean;
  /** The buckets that no price covers. */
  unpriced: Array<string>;
  /** What to know about its price. */
  warnings: Array<string>;
  /** Alerts that this event set off. */
  alerts_triggered: Array<AlertsTriggeredItem>;
}

export interface UsageDeleteResult {
  /** Events removed. */
  deleted: number;
  /** What they had cost. */
  cost_usd: number;
}

export interface UsageExportResult {
  /** The format. */
  format?: 'ndjson' | 'json' | 'csv' | 'focus';
  /** Events written. */
  rows?: number;
  /** Bytes written. */
  bytes?: number;
  /** The file, when one was asked for. */
  path?: string;
  /** The events themselves, when no file was asked for. */
  text?: string;
  /** What the events cost together. */
  total_cost_usd?: number;
  /** What the total does not know. */
  data_quality?: DataQuality;
  /** The total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params?: Record<string, unknown>;
  /** When the answer was made. */
  generated_at?: string;
  /** The job, where there is one. */
  job_id?: string;
  /** What has become of it; the other members stand there once it is completed. */
  state?: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface CostAllocation {
  /** The department that bears the cost. */
  department?: string;
  /** The team that bears the cost. */
  team?: string;
  /** The purpose that bears the cost. */
  purpose?: string;
  /** The client that bears the cost. */
  client?: string;
  /** The campaign that bears the cost. */
  campaign?: string;
}

export interface Event {
  /** The event's own id, by which it counts once however often it is sent; made if absent. */
  id?: string;
  /** When it was used; by default now. */
  timestamp?: string;
  /** The project it was used for. */
  project_id?: string;
  /** The customer it was used for. */
  customer_id?: string;
  /** Who was paid: openai, anthropic, google, bedrock, bigquery … */
  provider?: string;
  /** The model, as the provider names it. */
  model?: string;
  /** What was done; for queries their statement type. */
  operation?: string;
  /** What it was done for. */
  category?: string;
  /** Who used it. */
  user_email?: string;
  /** The user's team, where the team mapping does not say. */
  team?: string;
  /** Production, test and so on. */
  environment?: string;
  /** The calls this event stands for; by default 1. */
  call_count?: number;
  /** How many of them failed; by default 0, or all without success. */
  error_count?: number;
  /** Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones, others with them. */
  prompt_tokens?: number;
  /** Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. */
  completion_tokens?: number;
  /** Input tokens read from a cache. */
  cache_read_tokens?: number;
  /** Input tokens written to a cache. */
  cache_write_tokens?: number;
  /** Output tokens spent on reasoning. */
  reasoning_tokens?: number;
  /** All tokens; computed if absent. */
  total_tokens?: number;
  /** The service tier it was served at; the one in usage goes before. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast';
  /** Where it ran. */
  region?: string;
  /** Bytes a query read. */
  bytes_processed?: number;
  /** Bytes a query is billed for. */
  bytes_billed?: number;
  /** Slot-milliseconds a query took. */
  slot_ms?: number;
  /** Milliseconds until the answer was whole. */
  response_time_ms?: number;
  /** Bytes of the request. */
  request_size?: number;
  /** Bytes of the answer. */
  response_size?: number;
  /** Whether it succeeded; by default true. */
  success?: boolean;
  /** What went wrong. */
  error?: string;
  /** The SQL; kept as store_text says, always grouped by its pattern. */
  query_text?: string;
  /** The prompt; kept only with store_text full, always fingerprinted. */
  prompt?: string;
  /** The completion; kept only with store_text full. */
  completion?: string;
  /** Who bears the cost: department, team, purpose, client, campaign. */
  cost_allocation?: CostAllocation;
  /** Free labels, at most 64. */
  tags?: Array<string>;
  /** Anything else, an object of at most 64 KiB. */
  metadata?: Record<string, unknown>;
  /** How sure the counts are. */
  quality?: 'reported' | 'estimated' | 'partial' | 'absent';
  /** A running snapshot of a stream: the same id again merges, count by count, to the larger. */
  snapshot?: boolean;
  /** The budget reservation this event settles; one of quality absent that has no price leaves it held. */
  reservation_id?: string;
  /** What counts as its cost. */
  cost_usd: number;
  /** Where the cost comes from. */
  priced_by: 'given' | 'catalogue' | 'override' | 'free' | 'unpriced';
  /** What the price list says, where the cost was given. */
  priced_cost_usd?: number;
  /** Whether the two differ by more than 1 %. */
  costs_differ?: boolean;
  /** Whether no price covers it, or a part of it. */
  unpriced: boolean;
  /** The query without its literals. */
  query_pattern?: string;
  /** The tables the query reads. */
  tables?: Array<string>;
  /** When the worker heard of it. */
  received_at: string;
}

export interface UsageGetReceiptLinesItem {
  /** What was counted. */
  bucket: string;
  /** How much. */
  quantity: number;
  /** USD for one unit (bytes: for 2^40, slot-milliseconds: for 3,600,000). */
  rate_usd: number | null;
  /** The line's cost, exactly. */
  cost_usd: number;
  /** Whose price list. */
  price_source: string;
  /** The day of the price list. */
  price_date: string | null;
}

export interface UsageGetReceipt {
  /** What counts as the event's cost. */
  cost_usd: number;
  /** One line a bucket. */
  lines: Array<UsageGetReceiptLinesItem>;
  /** What rounding to the nano-dollar added: the lines and this add up to the cost. */
  rounding_usd: number;
  /** What the price list would have said of an event whose cost was given. */
  list_lines?: Array<UsageGetReceiptLinesItem>;
  /** The buckets that no price covers. */
  unpriced: Array<string>;
  /** The provider whose price list was used. */
  provider: string | null;
  /** The model whose prices were used. */
  model: string | null;
  /** The service tier the prices are of. */
  service_tier: string | null;
  /** The input threshold above which these prices hold. */
  above_tokens: number | null;
}

export interface UsageGetRepricingsItem {
  /** When the job was started that priced it anew. */
  at: string;
  /** That job. */
  job_id: string;
  /** What it had cost. */
  cost_usd_before: number;
  /** What it cost from then on. */
  cost_usd_after: number;
}

export interface UsageGetResult {
  /** The event. */
  event: Event;
  /** How its cost comes about. */
  receipt: UsageGetReceipt;
  /** When it was priced anew, and what it had cost before; oldest first. */
  repricings: Array<UsageGetRepricingsItem>;
}

export interface UsageImportRejectedItem {
  /** The row's line, from 1. */
  line: number;
  /** The stable name of the error. */
  code: string;
  /** What was wrong. */
  message: string;
}

export interface UsageImportResult {
  /** The format that was read. */
  format?: string;
  /** Rows read. */
  rows?: number;
  /** Events stored. */
  accepted?: number;
  /** Rows that were stored before. */
  duplicates?: number;
  /** Events stored that no price covers wholly. */
  unpriced?: number;
  /** Rows of a foreign format that hold no usage: messages of users, buckets of nothing. */
  passed_over?: number;
  /** Rows that were not stored. */
  rejected_count?: number;
  /** The first hundred of them. */
  rejected?: Array<UsageImportRejectedItem>;
  /** Bytes read. */
  bytes?: number;
  /** The job, where there is one. */
  job_id: string;
  /** What has become of it; the other members stand there once it is completed. */
  state: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
}

export interface UsageLogBatchResult {
  /** The event's id. */
  id: string;
  /** What counts as its cost. */
  cost_usd: number;
  /** Where the cost comes from. */
  priced_by: 'given' | 'catalogue' | 'override' | 'free' | 'unpriced';
  /** Whether it was stored before, with the same content. */
  duplicate: boolean;
  /** The buckets that no price covers. */
  unpriced: Array<string>;
  /** What to know about its price. */
  warnings: Array<string>;
  /** Alerts that this event set off. */
  alerts_triggered: Array<AlertsTriggeredItem>;
}

export interface UsagePerformanceCurrentHour {
  /** Calls: the sum of call_count. */
  total_calls: number;
  /** Those that did not fail. */
  successful_calls: number;
  /** Those that failed. */
  failed_calls: number;
  /** What they cost, in USD. */
  total_cost: number;
  /** The cost over the calls, rounded to the nano-dollar. */
  avg_cost_per_call: number;
  /** Tokens, input and output. */
  total_tokens: number;
  /** Tokens over calls. */
  avg_tokens_per_call: number | null;
  /** The mean over events with a response time. */
  avg_response_time_ms: number | null;
  /** Failed calls among all calls. */
  error_rate_percent: number | null;
}

export interface UsagePerformanceModelBreakdownValue {
  /** Calls. */
  total_calls: number;
  /** What they cost, in USD. */
  total_cost: number;
  /** Calls that did not fail, in percent; null without calls. */
  success_rate: number | null;
}

export interface UsagePerformanceResponseTimeMs {
  /** Half of the events took no longer. */
  p50: number | null;
  /** 95 percent took no longer. */
  p95: number | null;
  /** 99 percent took no longer. */
  p99: number | null;
  /** The mean. */
  mean: number | null;
}

export interface UsagePerformanceResult {
  /** The hour of as_of, so far. */
  current_hour: UsagePerformanceCurrentHour;
  /** The day of as_of, so far. */
  current_day: UsagePerformanceCurrentHour;
  /** The window by model, dearest first. */
  model_breakdown: Record<string, UsagePerformanceModelBreakdownValue>;
  /** The window by category, dearest first. */
  category_breakdown: Record<string, CategoryBreakdownValue>;
  /** The whole window. */
  window: UsagePerformanceCurrentHour;
  /** How long the window's calls took. */
  response_time_ms: UsagePerformanceResponseTimeMs;
  /** What the window's total does not know. */
  data_quality: DataQuality;
  /** The window's total in the currency asked for. */
  conversion?: Conversion;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface UsageQueryResult {
  /** The page. */
  events: Array<Event>;
  /** Events in the window and scope. */
  total_count: number;
  /** Where the next page begins; null on the last. */
  next_cursor: string | null;
  /** What the events' total does not know. */
  data_quality: DataQuality;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface CostAllocationInput {
  /** The department that bears the cost. */
  department?: string | null;
  /** The team that bears the cost. */
  team?: string | null;
  /** The purpose that bears the cost. */
  purpose?: string | null;
  /** The client that bears the cost. */
  client?: string | null;
  /** The campaign that bears the cost. */
  campaign?: string | null;
}

export interface UsageTrackResult {
  /** The event's id. */
  id: string;
  /** What counts as its cost. */
  cost_usd: number;
  /** Where the cost comes from. */
  priced_by: 'given' | 'catalogue' | 'override' | 'free' | 'unpriced';
  /** Whether it was stored before, with the same content. */
  duplicate: boolean;
  /** The buckets that no price covers. */
  unpriced: Array<string>;
  /** What to know about its price. */
  warnings: Array<string>;
  /** Alerts that this event set off. */
  alerts_triggered: Array<AlertsTriggeredItem>;
}

export interface UsageTrackBatchEventsItemInput {
  /** The event's own id, by which it counts once however often it is sent; made if absent. */
  id?: string | null;
  /** When it was used; by default now. */
  timestamp?: Instant | null;
  /** The project it was used for. */
  project_id?: string | null;
  /** The customer it was used for. */
  customer_id?: string | null;
  /** Who was paid: openai, anthropic, google, bedrock, bigquery … */
  provider?: string | null;
  /** The model, as the provider names it. */
  model?: string | null;
  /** What was done; for queries their statement type. */
  operation?: string | null;
  /** What it was done for. */
  category?: string | null;
  /** Who used it. */
  user_email?: string | null;
  /** The user's team, where the team mapping does not say. */
  team?: string | null;
  /** Production, test and so on. */
  environment?: string | null;
  /** The calls this event stands for; by default 1. (1 to 1000000000) */
  call_count?: number | null;
  /** How many of them failed; by default 0, or all without success. (0 to 1000000000) */
  error_count?: number | null;
  /** Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones, others with them. (0 to
   * 100000000000) */
  prompt_tokens?: number | null;
  /** Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. (0 to
   * 100000000000) */
  completion_tokens?: number | null;
  /** Input tokens read from a cache. (0 to 100000000000) */
  cache_read_tokens?: number | null;
  /** Input tokens written to a cache. (0 to 100000000000) */
  cache_write_tokens?: number | null;
  /** Output tokens spent on reasoning. (0 to 100000000000) */
  reasoning_tokens?: number | null;
  /** All tokens; computed if absent. (0 to 100000000000) */
  total_tokens?: number | null;
  /** The service tier it was served at; the one in usage goes before. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | null;
  /** Where it ran. */
  region?: string | null;
  /** Bytes a query read. (0 to 1000000000000000) */
  bytes_processed?: number | null;
  /** Bytes a query is billed for. (0 to 1000000000000000) */
  bytes_billed?: number | null;
  /** Slot-milliseconds a query took. (0 to 1000000000000000) */
  slot_ms?: number | null;
  /** What it cost; without it the price list says. (0 to 9000000000) */
  cost_usd?: number | null;
  /** Milliseconds until the answer was whole. (0 to 1000000000000) */
  response_time_ms?: number | null;
  /** Bytes of the request. (0 to 1000000000000000) */
  request_size?: number | null;
  /** Bytes of the answer. (0 to 1000000000000000) */
  response_size?: number | null;
  /** Whether it succeeded; by default true. */
  success?: boolean | null;
  /** What went wrong. */
  error?: string | null;
  /** The SQL; kept as store_text says, always grouped by its pattern. */
  query_text?: string | null;
  /** The prompt; kept only with store_text full, always fingerprinted. */
  prompt?: string | null;
  /** The completion; kept only with store_text full. */
  completion?: string | null;
  /** Who bears the cost: department, team, purpose, client, campaign. */
  cost_allocation?: CostAllocationInput | null;
  /** Free labels, at most 64. (at most 64) */
  tags?: Array<string> | null;
  /** Anything else, an object of at most 64 KiB. */
  metadata?: Record<string, unknown> | null;
  /** The provider's own usage object, passed on unread. */
  usage?: Record<string, unknown> | null;
  /** How sure the counts are. */
  quality?: 'reported' | 'estimated' | 'partial' | 'absent' | null;
  /** A running snapshot of a stream: the same id again merges, count by count, to the larger. */
  snapshot?: boolean | null;
  /** The budget reservation this event settles; one of quality absent that has no price leaves it held. */
  reservation_id?: string | null;
}

export interface UsageTrackBatchRejectedItem {
  /** The event's place in the request, from 0. */
  index: number;
  /** The stable name of the error. */
  code: string;
  /** What was wrong. */
  message: string;
}

export interface UsageTrackBatchResult {
  /** Events stored. */
  accepted: number;
  /** Events that were stored before, with the same content. */
  duplicates: number;
  /** Events that were not stored. */
  rejected: Array<UsageTrackBatchRejectedItem>;
  /** Alerts that the events set off. */
  alerts_triggered: Array<AlertsTriggeredItem>;
}

export interface WebhooksItem {
  /** Its id. */
  webhook_id: string;
  /** The project it is for. */
  project_id: string | null;
  /** Where to. */
  webhook_url: string;
  /** What it wants to hear of. */
  triggers: Array<'budget_alert' | 'daily_anomaly' | 'user_anomaly' | 'team_anomaly' | 'pattern_anomaly'>;
  /** The least increase of an anomaly. */
  min_cost_increase_usd: number;
  /** The least z-score of an anomaly. */
  min_z_score: number;
  /** Where its secret is read. */
  secret: string;
  /** How long the secret before signs, too. */
  previous_until: string | null;
  /** When it was registered. */
  created_at: string;
  /** When it was last changed. */
  updated_at: string;
}

export interface WebhooksListResult {
  /** The webhooks. */
  webhooks: Array<WebhooksItem>;
  /** How many. */
  webhook_count: number;
  /** The parameters in effect, defaults included. */
  query_params: Record<string, unknown>;
  /** When the answer was made. */
  generated_at: string;
}

export interface WebhooksRegisterResult {
  /** The webhook as it is now. */
  webhook: WebhooksItem;
}

export interface WebhooksRemoveResult {
  /** Its id. */
  webhook_id: string;
  /** true. */
  removed: boolean;
}

export interface WebhooksRotateSecretResult {
  /** The webhook as it is now. */
  webhook: WebhooksItem;
}

export interface AccessCreateKeyParams {
  /** What people call it. */
  name?: string | null;
  /** user sees and changes its own customer's rows only; admin and super_admin all. (default "user") */
  role?: 'user' | 'admin' | 'super_admin' | null;
  /** The customer of a user's key; required for role user. */
  customer_id?: string | null;
  /** The customer's tier: with standard, what needs premium is refused with PAYMENT_REQUIRED; without one nothing
   * is. */
  tier?: 'standard' | 'premium' | 'enterprise' | null;
  /** What the key may be used for; by default read_budgets and track_costs for users, everything for the others.
   * (at most 8) */
  permissions?: Array<'read_budgets' | 'track_costs' | 'modify_budgets' | 'manage_alerts'> | null;
  /** Calls a minute by method group, in place of the usual ones. */
  rate_limits?: Record<string, number> | null;
  /** How long it holds; for ever by default. Rotate it every 90 days at least. (1 to 3650) */
  expires_in_days?: number | null;
}

export interface AccessRevokeKeyParams {
  /** The key's id. */
  key_id: string;
}

export interface AccessRotateKeyParams {
  /** The key's id. */
  key_id: string;
  /** How long the old key still holds. (0 to 2592000; default 3600) */
  overlap_seconds?: number | null;
  /** How long the new one holds; for ever by default. (1 to 3650) */
  expires_in_days?: number | null;
}

export interface AlertsAcknowledgeParams {
  /** The alert, of a budget or a day. */
  alert_id: string;
  /** Why it is fine, or what was done. (default "") */
  note?: string | null;
}

export interface AlertsListParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 7) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** The least increase of a day. (0 to 9000000000; default 100) */
  min_cost_increase_usd?: number | null;
  /** Whether to leave out what was acknowledged. (default false) */
  active_only?: boolean | null;
  /** At most so many. (1 to 1000; default 100) */
  limit?: number | null;
}

export interface AlertsResendParams {
  /** The delivery; every dead one without. */
  delivery_id?: string | null;
}

export interface AlertsSetChannelParams {
  /** The channel's name. */
  name: string;
  /** log, client, webhook, slack or email. */
  type?: 'log' | 'client' | 'webhook' | 'slack' | 'email' | null;
  /** Whether it is told. (default true) */
  enabled?: boolean | null;
  /** webhook: where to. https, or http to a host permitted at start. */
  url?: string | null;
  /** webhook: the signing secret: env:NAME, file:PATH or command:PROGRAM ARGS. */
  secret?: string | null;
  /** slack: where the incoming webhook's URL is to be read, which is a secret itself. */
  webhook_url?: string | null;
  /** slack: another channel than the webhook's own. */
  channel?: string | null;
  /** email: the mail server. */
  smtp_server?: string | null;
  /** email: its port. (1 to 65535; default 587) */
  smtp_port?: number | null;
  /** email: starttls, tls, or none for a host permitted at start. (default "starttls") */
  security?: 'starttls' | 'tls' | 'none' | null;
  /** email: who logs in; nobody without. */
  username?: string | null;
  /** email: where the password is to be read. */
  password?: string | null;
  /** email: the sender. */
  sender_email?: string | null;
  /** email: the recipients. (at most 100) */
  recipient_emails?: Array<string> | null;
  /** Whether to remove it. (default false) */
  remove?: boolean | null;
}

export interface AlertsTestChannelsParams {
  /** The channel; every one without. */
  name?: string | null;
}

export interface AnalysisCancelParams {
  /** The analysis. */
  analysis_id: string;
}

export interface AnalysisListParams {
  /** Only those in these states. (at most 5; default []) */
  status?: Array<'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled'> | null;
  /** At most so many. (1 to 1000; default 100) */
  limit?: number | null;
  /** next_cursor of the answer before. */
  cursor?: string | null;
}

export interface AnalysisResultParams {
  /** The analysis. */
  analysis_id: string;
}

export interface AnalysisStartParams {
  /** query_patterns and hot_tables only of tables of this dataset, as DATASET or PROJECT.DATASET. */
  dataset_id?: string | null;
  /** What to look into. (at most 16; default
   * ["query_patterns","hot_tables","anomalies","clusters","forecast","recommendations"]) */
  kinds?: Array<'query_patterns' | 'hot_tables' | 'anomalies' | 'clusters' | 'forecast' | 'recommendations'> | null;
  /** Where to tell that it has ended. https, or http to a host permitted at start. */
  callback_url?: string | null;
  /** Signs the callback: env:NAME, file:PATH or command:PROGRAM ARGS. It is never stored. By default that of the
   * webhook registered for the same URL. */
  callback_secret?: string | null;
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface AnalysisStatusParams {
  /** The analysis. */
  analysis_id: string;
}

export interface AuditListParams {
  /** At most so many. (1 to 1000; default 100) */
  limit?: number | null;
  /** Goes on behind an answer's next_cursor. */
  cursor?: number | null;
  /** Only these: a method's name, or refused. */
  action?: string | null;
  /** Only those of a key's id. */
  principal?: string | null;
  /** Whether to follow the chain of digests. (default false) */
  verify?: boolean | null;
}

export interface BreakerAcquireParams {
  /** The breaker. */
  name: string;
  /** What is done: llm_call, embedding_call, batch_operation, document_processing, or any other word. (default
   * "other") */
  operation_type?: string | null;
  /** The caller's key: the same again is the same operation. Made for it if absent. */
  operation_id?: string | null;
  /** What the call is, beside the breaker's own scope: it decides which budgets are asked. */
  scope?: ScopeInput | null;
  /** What the call will cost. (0 to 9000000000) */
  estimated_cost_usd?: number | null;
  /** The call's model and tokens, in place of an amount. */
  estimate?: EstimateInput | null;
}

export interface BreakerCreateParams {
  /** Its name. */
  name: string;
  /** What it guards: its spend is what absolute and rate rules watch, and its budgets those that percentages are
   * of; everything by default. */
  scope?: ScopeInput | null;
  /** The zone of its days and months; by default the worker's. */
  time_zone?: string | null;
  /** Its rules about cost; by default the seeds' six. (at most 50) */
  threshold_rules?: Array<BreakerCreateThresholdRulesItemInput> | null;
  /** So many calls that fail one after the other open it. (1 to 1000000; default 5) */
  failure_threshold?: number | null;
  /** Seconds for which it stays open, and for which the call that tries it may take. (1 to 2592000; default 60) */
  recovery_timeout?: number | null;
}

export interface BreakerRecordParams {
  /** The breaker. */
  name: string;
  /** The operation, as breaker/acquire answered it. */
  operation_id: string;
  /** What it cost, as far as that is known. (0 to 9000000000) */
  actual_cost_usd?: number | null;
  /** Whether the call succeeded. (default true) */
  success?: boolean | null;
  /** What was done; by default what was acquired. */
  operation_type?: string | null;
}

export interface BreakerResetParams {
  /** The breaker to close. */
  name?: string | null;
  /** The budget whose emergency stop to lift. */
  budget_id?: string | null;
}

export interface BreakerStatusParams {
  /** One breaker; every one without. */
  name?: string | null;
}

export interface BudgetCheckParams {
  /** What the call is: whose, for what, with which model. */
  scope?: ScopeInput | null;
  /** The amount, by default that of the estimate, else 0. (0 to 9000000000) */
  additional_cost_usd?: number | null;
  /** The call's model and tokens, in place of an amount. */
  estimate?: EstimateInput | null;
  /** Background work is refused first, critical calls last. (default "normal") */
  priority?: 'background' | 'normal' | 'critical' | null;
  /** Adds the month's cost by category and operation, which takes a scan. (default false) */
  include_breakdown?: boolean | null;
}

export interface BudgetDeleteParams {
  /** The budget. */
  budget_id: string;
}

export interface BudgetGetParams {
  /** The budget. */
  budget_id: string;
}

export interface BudgetListParams {
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** At most so many. (1 to 10000; default 1000) */
  limit?: number | null;
}

export interface BudgetReleaseParams {
  /** The reservation. */
  reservation_id: string;
}

export interface BudgetReserveParams {
  /** The caller's key: the same again is the same reservation. Made for it if absent. */
  reservation_id?: string | null;
  /** What the call is: whose, for what, with which model. */
  scope?: ScopeInput | null;
  /** The amount, unless an estimate is given. (0 to 9000000000) */
  amount_usd?: number | null;
  /** The call's model and tokens, in place of an amount. */
  estimate?: EstimateInput | null;
  /** Background work is refused first, critical calls last. (default "normal") */
  priority?: 'background' | 'normal' | 'critical' | null;
  /** How long it holds without being settled or released. (1 to 86400; default 60) */
  ttl_seconds?: number | null;
}

export interface BudgetSetParams {
  /** Its id; made for it if absent. */
  budget_id?: string | null;
  /** What people call it. */
  name?: string | null;
  /** What it is for: any combination of dimensions; everything by default. A child inherits its parent's. */
  scope?: ScopeInput | null;
  /** The budget this one is a part of: its spend counts there, too. */
  parent_id?: string | null;
  /** A customer's tier, with its rules, default limits and thresholds. */
  tier?: 'standard' | 'premium' | 'enterprise' | null;
  /** Where the thresholds come from when none are given. */
  preset?: 's1' | 's2' | 's2_sample' | 's4' | null;
  /** What an hour may cost. (0 to 1000000000) */
  hourly_limit_usd?: number | null;
  /** What a day may cost. (0 to 1000000000) */
  daily_limit_usd?: number | null;
  /** What a week, from Monday, may cost. (0 to 1000000000) */
  weekly_limit_usd?: number | null;
  /** What a calendar month may cost. (0 to 1000000000) */
  monthly_limit_usd?: number | null;
  /** What a calendar quarter may cost. (0 to 1000000000) */
  quarterly_limit_usd?: number | null;
  /** What a calendar year may cost. (0 to 1000000000) */
  yearly_limit_usd?: number | null;
  /** What all time together may cost. (0 to 1000000000) */
  total_limit_usd?: number | null;
  /** A limit on the last so many days. */
  rolling?: BudgetSetRollingInput | null;
  /** A limit on one stretch of time. */
  one_time?: BudgetSetOneTimeInput | null;
  /** What a day may cost at the very most: at this amount everything is refused until breaker/reset. (0 to
   * 1000000000) */
  emergency_limit_usd?: number | null;
  /** The zone of its periods; by default that of the worker it was first set by. */
  time_zone?: string | null;
  /** The local hour at which days, weeks and months begin. (0 to 23; default 0) */
  reset_hour?: number | null;
  /** What becomes of a call that no price covers: allow, deny, or hold a fixed amount. (default "deny") */
  unpriced_policy?: 'allow' | 'deny' | 'hold' | null;
  /** The amount held for a call that no price covers, with the policy hold. (0 to 1000000000) */
  unpriced_hold_usd?: number | null;
  /** Shares at which to alert, ascending; by default those of the preset. (at most 20) */
  thresholds?: Array<BudgetSetThresholdsItemInput> | null;
  /** How long a limit may be exceeded, from the first crossing: 1 with a tier, else 0. (0 to 720) */
  grace_period_hours?: number | null;
  /** Whether work is refused after the grace period, where enforcement is throttle. (default true) */
  throttle_enabled?: boolean | null;
  /** Whether thresholds alert. (default true) */
  alerts_enabled?: boolean | null;
  /** monitor tells, throttle refuses after the grace period, block refuses at once: throttle with a tier, else
   * block. */
  enforcement?: 'monitor' | 'throttle' | 'block' | null;
  /** Members to take back to their defaults. (at most 32; default []) */
  clear?: Array<string> | null;
}

export interface BudgetSettleParams {
  /** The reservation. */
  reservation_id: string;
  /** What the call cost, be it more or less than was held. (0 to 9000000000) */
  actual_cost_usd: number;
}

export interface BudgetStatusParams {
  /** One budget. */
  budget_id?: string | null;
  /** Those that a call with this scope falls under; every budget without either. */
  scope?: ScopeInput | null;
  /** Whether to tell where day and month head. (default true) */
  include_projections?: boolean | null;
}

export interface BudgetSummaryParams {
  /** One budget. */
  budget_id?: string | null;
  /** Those that a call with this scope falls under; every budget without either. */
  scope?: ScopeInput | null;
}

export interface BudgetTrendsParams {
  /** The budget whose scope and zone are meant. */
  budget_id?: string | null;
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
}

export interface CollectorsBackfillParams {
  /** Whom to ask. */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** The credential to ask with; every one of the provider without. */
  credential?: string | null;
  /** openai: which API is asked, whatever the credential says. */
  api?: 'organization' | 'legacy' | null;
  /** How many days before the end's. (1 to 90; default 90) */
  days?: number | null;
  /** Where to end, itself excluded; by default now. */
  end?: Instant | null;
  /** Names this collection: started again under the same key it is the same job. */
  key?: string | null;
  /** Whether to answer at its end. 90 days of Anthropic take a quarter of an hour at one request a minute: false
   * answers at once. (default true) */
  wait?: boolean | null;
}

export interface CollectorsLimitsParams {
  /** The provider. (default "openai") */
  provider?: 'anthropic' | 'openai' | 'bigquery' | null;
  /** openai: the credential to ask with; by default the one that is named like the provider, or the first. */
  credential?: string | null;
}

export interface CollectorsReconcileParams {
  /** Whose report. BigQuery's API has none. */
  provider: 'anthropic' | 'openai';
  /** The credential to ask with; by default the one that is named like the provider, or the first. */
  credential?: string | null;
  /** The last so many UTC days, today included; start and end go before. (1 to 366; default 30) */
  days?: number | null;
  /** The first UTC day. */
  start?: Instant | null;
  /** Where the days end, itself excluded; by default the coming UTC midnight. */
  end?: Instant | null;
  /** The report as the provider answered it, page by page, instead of asking. (at most 400) */
  pages?: Array<Record<string, unknown>> | null;
  /** What a row's key is: project (Anthropic's workspace, OpenAI's project), api_key (metadata.api_key_id of
   * events; OpenAI only), or none. By default project for Anthropic and api_key for OpenAI. */
  by_key?: 'project' | 'api_key' | 'none' | null;
  /** How far two amounts may differ and match, in percent of what was billed. (0 to 100; default 1) */
  tolerance_percent?: number | null;
  /** Or by how much, whichever is more. (0 to 9000000000; default 0.01) */
  tolerance_usd?: number | null;
  /** Rows of each class that are listed; sums hold all. (1 to 10000; default 1000) */
  limit?: number | null;
  /** Names this job: started again under the same key it is the same job. */
  key?: string | null;
  /** Whether to answer at its end. false: at once, with job_id and state. (default true) */
  wait?: boolean | null;
}

export interface CollectorsRunParams {
  /** Whom to ask. */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** The credential to ask with; every one of the provider without. */
  credential?: string | null;
  /** openai: which API is asked, whatever the credential says. */
  api?: 'organization' | 'legacy' | null;
  /** Where to begin, at its UTC midnight; 90 days ago at the earliest. */
  start?: Instant | null;
  /** Where to end, itself excluded; by default now, the bucket under way included. */
  end?: Instant | null;
  /** So many days before the end's, instead of start. (1 to 90) */
  days?: number | null;
  /** Without start and days: how many days before the end of the last collection are asked for again, since
   * providers report late. (0 to 90; default 3) */
  overlap_days?: number | null;
  /** Names this collection: started again under the same key it is the same job. */
  key?: string | null;
  /** Whether to answer at its end. false: at once, with job_id and state; see jobs/get, jobs/wait and jobs/cancel.
   * (default true) */
  wait?: boolean | null;
}

export interface CollectorsTestParams {
  /** The provider. */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** The credential to ask with; by default the one that is named like the provider, or the first. */
  credential?: string | null;
  /** openai: which API is asked, or answered. */
  api?: 'organization' | 'legacy' | null;
  /** openai: the capability, completions by default (collectors/list names them). */
  stream?: string | null;
  /** An answer of the provider, instead of asking it. */
  page?: Record<string, unknown> | null;
}

export interface CostAnalyticsParams {
  /** The last so many local days, today included. (1 to 365; default 30) */
  period_days?: number | null;
  /** Goes before period_days. */
  time_range?: 'last_hour' | 'last_6_hours' | 'last_24_hours' | 'last_7_days' | 'last_30_days' | 'current_month' | 'current_year' | null;
  /** How finely the trends are cut. (default "daily") */
  granularity?: 'hourly' | 'daily' | null;
  /** What doing the same without would have cost. (0 to 9000000000) */
  csv_equivalent_cost_usd?: number | null;
  /** The hours it saved. (0 to 1000000000) */
  time_saved_hours?: number | null;
  /** What an hour is worth. (0 to 9000000000; default 50) */
  hour_value_usd?: number | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days and hours are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface CostAnomaliesParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** What to look at. (default ["daily","user","team","pattern"]) */
  anomaly_types?: Array<'daily' | 'user' | 'team' | 'pattern' | 'hourly'> | string | null;
  /** Whether days go through an isolation forest. (default false) */
  use_ml?: boolean | null;
  /** How far from usual, either way, is remarkable. (0.5 to 100; default 3) */
  min_z_score?: number | null;
  /** The forest's chance. (0 to 9007199254740991; default 42) */
  seed?: number | null;
}

export interface CostAttributionParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** What to attribute the cost to. (default ["user","team","pattern","day","table"]) */
  dimensions?: Array<'user' | 'team' | 'pattern' | 'day' | 'table' | 'hour' | 'project' | 'customer' | 'provider' | 'model' | 'operation' | 'category' | 'department' | 'purpose' | 'client' | 'campaign' | 'environment' | 'tag'> | string | null;
  /** How many rows of each dimension to keep. (1 to 10000) */
  limit?: number | null;
}

export interface CostCategoriesParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
}

export interface CostClustersParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 90) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How many clusters, or "auto". (default 5) */
  n_clusters?: number | 'auto' | null;
  /** Whether each user's standardised features are told. (default false) */
  include_features?: boolean | null;
  /** The chance of the starts. (0 to 9007199254740991; default 42) */
  seed?: number | null;
  /** How many users to list, dearest first. (1 to 100000; default 10000) */
  limit?: number | null;
}

export interface CostComparePeriodsParams {
  /** Days of the current period. (1 to 3660; default 30) */
  current_days?: number | null;
  /** Days of the previous period. (1 to 3660; default 30) */
  previous_days?: number | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days and hours are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds each total in this currency, at the latest rate set on or before the period's last day. */
  currency?: string | null;
}

export interface CostExpensiveQueriesParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How many to list. (1 to 1000; default 100) */
  limit?: number | null;
}

export interface CostForecastParams {
  /** Days of history to learn from. (14 to 3650; default 90) */
  training_days?: number | null;
  /** How many days ahead. (1 to 365; default 7) */
  forecast_days?: number | null;
  /** Whether days or hours are forecast. (default "day") */
  granularity?: 'day' | 'hour' | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days and hours are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface CostRealTimeParams {
  /** How many hours back is recent. (1 to 24; default 1) */
  lookback_hours?: number | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days and hours are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface CostRecommendationsParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How many to list, most money first. (1 to 1000; default 50) */
  limit?: number | null;
}

export interface CostRenderParams {
  /** What is drawn. (default "overview") */
  view?: 'overview' | 'trends' | 'forecast' | 'anomalies' | 'attribution' | 'clusters' | null;
  /** As what. (default "html") */
  format?: 'svg' | 'html' | 'markdown' | 'text' | null;
  /** Of an SVG in pixels, of a text in columns. (60 to 2000) */
  width?: number | null;
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 90) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How finely trends are cut; by the hour so is the forecast. (default "day") */
  granularity?: 'hour' | 'day' | 'week' | 'month' | null;
  /** What the cost is attributed to. (default ["user","model"]) */
  dimensions?: Array<'user' | 'team' | 'pattern' | 'day' | 'table' | 'hour' | 'project' | 'customer' | 'provider' | 'model' | 'operation' | 'category' | 'department' | 'purpose' | 'client' | 'campaign' | 'environment' | 'tag'> | string | null;
  /** How many rows of each dimension to keep. (1 to 100; default 10) */
  limit?: number | null;
  /** Days of history the forecast learns from. (14 to 3650; default 90) */
  training_days?: number | null;
  /** How many days ahead. (1 to 365; default 7) */
  forecast_days?: number | null;
  /** How many clusters, or "auto". (default "auto") */
  n_clusters?: number | 'auto' | null;
}

export interface CostReportParams {
  /** What to report on; by default weekly, or the dates given. */
  report_type?: 'daily' | 'weekly' | 'monthly' | null;
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 7) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
}

export interface CostSummaryParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
}

export interface CostTrendsParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 90) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How finely the window is cut. (default "day") */
  granularity?: 'hour' | 'day' | 'week' | 'month' | null;
}

export interface CostUnusualPatternsParams {
  /** The last so many local days, today included. (1 to 30; default 7) */
  lookback_days?: number | null;
  /** The local hour at which off-hours begin. (0 to 23; default 22) */
  off_hours_start?: number | null;
  /** The local hour at which they end; the same as off_hours_start: there are none. (0 to 23; default 6) */
  off_hours_end?: number | null;
  /** Above which a single event is large. (0 to 9000000000; default 10) */
  large_call_usd?: number | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days and hours are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface CredentialsRemoveParams {
  /** The credential. */
  name: string;
}

export interface CredentialsSetParams {
  /** anthropic (a key of the Admin API), openai (an admin key) or bigquery (an OAuth token). */
  provider: 'anthropic' | 'openai' | 'bigquery';
  /** Where the key is to be read, each time it is needed: env:NAME, file:PATH or command:PROGRAM ARGS. The key
   * itself is refused. */
  reference: string;
  /** Its name; by default the provider's. Several accounts of one provider have names of their own. */
  name?: string | null;
  /** Where the provider is asked, instead of its own address or that of provider_urls. For the process's owner. */
  base_url?: string | null;
  /** openai: which API is asked; legacy is /v1/usage and the dashboard's billing endpoints. (default
   * "organization") */
  api?: 'organization' | 'legacy' | null;
  /** bigquery: the project whose jobs are fetched. */
  project?: string | null;
  /** bigquery: where its jobs run: US, EU, europe-west3 … (default "US") */
  location?: string | null;
  /** Whether to ask the provider with it, once and cheaply. (default false) */
  test?: boolean | null;
}

export interface DashboardOverviewParams {
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days and hours are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface JobsCancelParams {
  /** The job. */
  job_id: string;
}

export interface JobsGetParams {
  /** The job. */
  job_id: string;
}

export interface JobsListParams {
  /** Only jobs of these kinds. (at most 16; default []) */
  kind?: Array<string> | null;
  /** Only jobs in these states. (at most 5; default []) */
  state?: Array<'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled'> | null;
  /** At most so many. (1 to 1000; default 100) */
  limit?: number | null;
  /** next_cursor of the answer before. */
  cursor?: string | null;
}

export interface JobsRetryParams {
  /** The job. */
  job_id: string;
}

export interface JobsWaitParams {
  /** The job. */
  job_id: string;
  /** After how long to answer although it has not ended. (0 to 86400; default 3600) */
  timeout_seconds?: number | null;
}

export interface PricesDisagreementsParams {
  /** Only of this provider, by any of its names. */
  provider?: string | null;
  /** How many at most. (1 to 10000; default 100) */
  limit?: number | null;
}

export interface PricesEstimateParams {
  /** The provider, by any of its names; without one the model's vendor. */
  provider?: string | null;
  /** The model; needed unless the usage object names it or the usage is a BigQuery job. */
  model?: string | null;
  /** When it was used; now by default. */
  timestamp?: Instant | null;
  /** Where, for providers whose prices depend on it. */
  region?: string | null;
  /** The class of service; the one in the usage object goes before. (default "standard") */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | 'ultrafast' | null;
  /** Input tokens, in the provider's own way of counting. (0 to 1000000000000000) */
  prompt_tokens?: number | null;
  /** Output tokens. (0 to 1000000000000000) */
  completion_tokens?: number | null;
  /** Tokens read from a cache. (0 to 1000000000000000) */
  cache_read_tokens?: number | null;
  /** Tokens written to a cache, for its shortest time. (0 to 1000000000000000) */
  cache_write_tokens?: number | null;
  /** Tokens spent on reasoning. (0 to 1000000000000000) */
  reasoning_tokens?: number | null;
  /** All tokens; held against the others. (0 to 1000000000000000) */
  total_tokens?: number | null;
  /** A provider's own usage object, or the answer that holds it; its members are the provider's. */
  usage?: Record<string, unknown> | null;
  /** Bytes that BigQuery's dry run tells; rounded up as it bills them. */
  bytes_processed?: number | null;
  /** Bytes that BigQuery billed. */
  bytes_billed?: number | null;
  /** Slot-milliseconds of a BigQuery job in a reservation. */
  slot_ms?: number | null;
  /** The reservation's edition: standard, enterprise or enterprise_plus; with a commitment as enterprise-1y. */
  edition?: string | null;
  /** The reservation that the job ran in. */
  reservation?: string | null;
}

export interface PricesGetParams {
  /** The model. */
  model: string;
  /** The provider; without one the model's vendor. */
  provider?: string | null;
  /** The instant meant; now by default. */
  timestamp?: Instant | null;
}

export interface PricesListParams {
  /** Part of a model's id, in any case. (default "") */
  search?: string | null;
  /** Only of this provider, by any of its names. */
  provider?: string | null;
  /** How many at most. (1 to 1000; default 100) */
  limit?: number | null;
  /** The next_cursor of the page before. */
  cursor?: string | null;
}

export interface PricesRemoveParams {
  /** The id that prices/set answered. */
  id: string;
}

export interface PricesRepriceParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** Whether to tell what would change, and change nothing. (default false) */
  dry_run?: boolean | null;
  /** The periods that the differences are told by. (default "month") */
  granularity?: 'hour' | 'day' | 'week' | 'month' | null;
  /** Names this job: started again under the same key it is the same job. */
  key?: string | null;
  /** Whether to answer at its end. false: at once, with job_id and state. (default true) */
  wait?: boolean | null;
}

export interface PricesSetParams {
  /** A model id, where * stands for any characters; case does not matter. */
  model: string;
  /** The provider it is for, by any of its names; every one without. */
  provider?: string | null;
  /** USD per unit by bucket: a token, a request, a second; of bigquery_bytes a TiB, of bigquery_slot_ms a
   * slot-hour. */
  rates?: Record<string, number> | null;
  /** USD per million by bucket, in the place of rates. */
  rates_per_million?: Record<string, number> | null;
  /** Other rates for larger requests. (at most 16) */
  tiers?: Array<PricesSetTiersItemInput> | null;
  /** In effect from this second on; since ever without. */
  effective_from?: Instant | null;
  /** In effect before this second; without end otherwise. */
  effective_until?: Instant | null;
  /** The class of service it is for; every one without. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | 'ultrafast' | null;
  /** A note where the prices come from; receipts show it. */
  source?: string | null;
}

export interface PricesUnmatchedParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How many at most. (1 to 1000; default 100) */
  limit?: number | null;
}

export interface PricesWhatIfParams {
  /** The models to price on. (at most 20) */
  to_models: Array<string>;
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** Whose models they are; by default whoever lists them alone. */
  to_provider?: string | null;
  /** The service tier to price at; by default each event's own. */
  to_service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | 'ultrafast' | null;
  /** Whether to answer at its end. false: at once, with job_id and state; the answer is the job's result. (default
   * true) */
  wait?: boolean | null;
}

export interface ProjectsAnalyticsParams {
  /** The project. */
  project_id: string;
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** How finely the timeline is cut. (default "day") */
  group_by?: 'hour' | 'day' | 'week' | 'month' | null;
}

export interface ProjectsArchiveParams {
  /** The project. */
  project_id: string;
  /** False brings it back. (default true) */
  archived?: boolean | null;
}

export interface ProjectsCreateParams {
  /** What people call it. */
  name: string;
  /** The id that events name; made if absent. */
  project_id?: string | null;
  /** What it is for. */
  description?: string | null;
  /** Who belongs to it: addresses, or objects with what is known of each. (at most 10000) */
  members?: Array<string | Record<string, unknown>> | null;
  /** Whatever its clients want to keep. */
  settings?: Record<string, unknown> | null;
  /** Words to find it by. (at most 1000) */
  tags?: Array<string> | null;
  /** What it may cost. */
  budget?: BudgetInput | null;
}

export interface ProjectsGetParams {
  /** The project. */
  project_id: string;
}

export interface ProjectsListParams {
  /** Whether to list archived ones too. (default false) */
  include_archived?: boolean | null;
  /** How many to list. (1 to 10000; default 10000) */
  limit?: number | null;
}

export interface ProjectsUpdateParams {
  /** The project. */
  project_id: string;
  /** What people call it. */
  name?: string | null;
  /** What it is for. */
  description?: string | null;
  /** Who belongs to it: addresses, or objects with what is known of each. (at most 10000) */
  members?: Array<string | Record<string, unknown>> | null;
  /** Whatever its clients want to keep. */
  settings?: Record<string, unknown> | null;
  /** Words to find it by. (at most 1000) */
  tags?: Array<string> | null;
  /** What it may cost. */
  budget?: BudgetInput | null;
  /** What to empty. (at most 8; default []) */
  clear?: Array<'description' | 'members' | 'settings' | 'tags' | 'budget'> | null;
}

export interface RatesListParams {
  /** Only of this currency. */
  currency?: string | null;
}

export interface RatesSetParams {
  /** The currency. */
  currency: string;
  /** Units of the currency for one US dollar. (0 to 1000000000) */
  rate: number;
  /** The day it is of (YYYY-MM-DD); today in UTC by default. */
  date?: Instant | null;
  /** Where the rate comes from. (default "") */
  source?: string | null;
}

export interface SchedulerHistoryParams {
  /** Only runs of this scheduled job. */
  job_id?: string | null;
  /** At most so many. (1 to 100; default 50) */
  limit?: number | null;
}

export interface SchedulerJobParams {
  /** The scheduled job. */
  job_id: string;
}

export interface SchedulerNextRunsParams {
  /** Only this scheduled job. */
  job_id?: string | null;
  /** How many times of each to tell. (1 to 100; default 1) */
  count?: number | null;
}

export interface SchedulerSetParams {
  /** The scheduled job: its id, which is made up here for a new one. */
  job_id: string;
  /** What people call it; its id by default. */
  name?: string | null;
  /** When it is due. */
  cron?: string | null;
  /** The zone whose clocks cron is read by; the worker's by default. */
  time_zone?: string | null;
  /** The kind of its jobs, such as usage/import, aggregate_refresh or forecasting. */
  kind?: string | null;
  /** The params of its jobs; none by default. */
  params?: Record<string, unknown> | null;
  /** Whether it is due at its times. (default true) */
  enabled?: boolean | null;
  /** Whether to remove it. (default false) */
  remove?: boolean | null;
}

export interface SchedulerTriggerParams {
  /** The scheduled job. */
  job_id: string;
}

export interface SystemBackupParams {
  /** The file to write. */
  path: string;
  /** Whether a file that exists is replaced. (default false) */
  overwrite?: boolean | null;
}

export interface SystemPerformanceParams {
  /** The instant taken for now; by default now. */
  as_of?: Instant | null;
  /** The zone whose hour is meant; by default the worker's. */
  time_zone?: string | null;
}

export interface SystemRetentionParams {
  /** How many whole days before today are kept. (1 to 3660) */
  days: number;
  /** Whether to tell what would go, and change nothing. (default false) */
  dry_run?: boolean | null;
  /** Must be true unless it is a dry run. (default false) */
  confirm?: boolean | null;
}

export interface TeamsGetMappingParams {
  /** The project it is for; every project without. */
  project_id?: string | null;
}

export interface TeamsSetMappingParams {
  /** Address, or * and the end of one, to team. */
  mapping: Record<string, string>;
  /** The project it is for; every project without. */
  project_id?: string | null;
}

export interface UsageAmendParams {
  /** The event's id. */
  id: string;
  /** The members to set. */
  changes: Record<string, unknown>;
}

export interface UsageDeleteParams {
  /** Must be true. */
  confirm: boolean;
  /** One event. */
  id?: string | null;
  /** The last so many local days. (1 to 3660) */
  days?: number | null;
  /** Where the window begins. */
  start?: Instant | null;
  /** Where the window ends, itself excluded. */
  end?: Instant | null;
  /** The instant taken for now. */
  as_of?: Instant | null;
  /** The zone of days and dates. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
}

export interface UsageExportParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** ndjson (an event a line), json (a list), csv (with a header), or focus (FOCUS 1.2, CSV). (default "ndjson") */
  format?: 'ndjson' | 'json' | 'csv' | 'focus' | null;
  /** The file to write; without it the events come in the answer, as text of at most 1 MiB. */
  path?: string | null;
  /** Whether a file that exists is replaced. (default false) */
  overwrite?: boolean | null;
  /** Leaves csv cells as they are, formulas too: for programs, not for spreadsheets. (default false) */
  raw?: boolean | null;
  /** Whether to answer at its end. false: at once, with job_id and state; the answer is the job's result. (default
   * true) */
  wait?: boolean | null;
}

export interface UsageGetParams {
  /** The event's id. */
  id: string;
}

export interface UsageImportParams {
  /** The file to read; a regular file, no link. With claude_code and codex also a folder, whose *.jsonl are read;
   * without it the program's own folder. */
  path?: string | null;
  /** The rows themselves, instead of a file. */
  text?: string | null;
  /** ndjson (an event, a JSON object, a line), csv (with a header), json (a list of events); focus (bills, FOCUS
   * 1.0 to 1.2); bigquery_jobs (rows of INFORMATION_SCHEMA.JOBS or jobs of the REST API); openai_usage,
   * openai_costs, anthropic_usage, anthropic_cost (answers of the vendors' admin APIs); litellm
   * (LiteLLM_SpendLogs); claude_code, codex (their sessions); or auto. Foreign formats are read from lines, lists
   * and, where they have columns, CSV. (default "auto") */
  format?: 'ndjson' | 'csv' | 'json' | 'focus' | 'bigquery_jobs' | 'openai_usage' | 'openai_costs' | 'anthropic_usage' | 'anthropic_cost' | 'litellm' | 'claude_code' | 'codex' | 'auto' | null;
  /** Column to field: a member of usage/track, metadata.NAME, cost_allocation.NAME, timestamp_offset_s (seconds
   * added to the default timestamp), cost_nano_usd, or "" for nothing. With a mapping, other columns without a
   * field's name are passed over. (default {}) */
  mapping?: Record<string, string> | null;
  /** Members for every row that does not have them. (default {}) */
  defaults?: Record<string, unknown> | null;
  /** skip: take what can be taken; abort: take all or none. (default "skip") */
  on_error?: 'skip' | 'abort' | null;
  /** Names this import: started again under the same key it is the same job, and answers what it answered; one that
   * failed or was cancelled goes on where it stopped. */
  key?: string | null;
  /** Whether to answer at its end. false: at once, with job_id and state; see jobs/get, jobs/wait and jobs/cancel.
   * (default true) */
  wait?: boolean | null;
}

export interface UsageLogBatchParams {
  /** What was done. */
  operation_name: string;
  /** The calls of the batch. (1 to 1000000000) */
  batch_size: number;
  /** All tokens of the batch. (0 to 100000000000; default 0) */
  total_tokens?: number | null;
  /** What the batch cost, in USD; without it the batch is unpriced. (0 to 9000000000) */
  total_cost?: number | null;
  /** Milliseconds the batch took. (0 to 1000000000000) */
  processing_time_ms?: number | null;
  /** The calls that succeeded; batch_size less error_count if absent. (0 to 1000000000) */
  success_count?: number | null;
  /** The calls that failed. (0 to 1000000000; default 0) */
  error_count?: number | null;
  /** What it was done for. */
  research_category?: string | null;
  /** The event's own id; made if absent. */
  id?: string | null;
  /** The model. */
  model_name?: string | null;
  /** Who was paid. */
  provider?: string | null;
  /** When; by default now. */
  timestamp?: Instant | null;
  /** The project it was used for. */
  project_id?: string | null;
  /** Who used it. */
  user_email?: string | null;
}

export interface UsagePerformanceParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 1) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
}

export interface UsageQueryParams {
  /** The last so many local days, today included; start and end go before. (1 to 3660; default 30) */
  days?: number | null;
  /** Where the window begins: an RFC 3339 date-time, or a date, which means its local midnight. */
  start?: Instant | null;
  /** Where the window ends, itself excluded; by default as_of. */
  end?: Instant | null;
  /** The instant taken for now, so that any answer can be had again; by default now. */
  as_of?: Instant | null;
  /** The zone whose days, weeks and months are meant; by default the worker's. */
  time_zone?: string | null;
  /** Only events of this project, or of any in the list. */
  project_id?: string | Array<string> | null;
  /** Only events of this customer, or of any in the list. */
  customer_id?: string | Array<string> | null;
  /** Only events of this provider, or of any in the list. */
  provider?: string | Array<string> | null;
  /** Only events of this model, or of any in the list. */
  model?: string | Array<string> | null;
  /** Only events of this operation, or of any in the list. */
  operation?: string | Array<string> | null;
  /** Only events of this category, or of any in the list. */
  category?: string | Array<string> | null;
  /** Only events of this user, or of any in the list. */
  user_email?: string | Array<string> | null;
  /** Only events of this team, or of any in the list. */
  team?: string | Array<string> | null;
  /** Only events of this department, or of any in the list. */
  department?: string | Array<string> | null;
  /** Only events of this purpose, or of any in the list. */
  purpose?: string | Array<string> | null;
  /** Only events of this client, or of any in the list. */
  client?: string | Array<string> | null;
  /** Only events of this campaign, or of any in the list. */
  campaign?: string | Array<string> | null;
  /** Only events of this environment, or of any in the list. */
  environment?: string | Array<string> | null;
  /** Only events of this tag, or of any in the list. */
  tag?: string | Array<string> | null;
  /** Adds the total in this currency, at the latest rate set on or before the window's last day. */
  currency?: string | null;
  /** newest or oldest by event time, or dearest first. (default "newest") */
  order?: 'newest' | 'oldest' | 'dearest' | null;
  /** Events a page. (1 to 1000; default 100) */
  limit?: number | null;
  /** next_cursor of the page before. */
  cursor?: string | null;
}

export interface UsageTrackParams {
  /** The event's own id, by which it counts once however often it is sent; made if absent. */
  id?: string | null;
  /** When it was used; by default now. */
  timestamp?: Instant | null;
  /** The project it was used for. */
  project_id?: string | null;
  /** The customer it was used for. */
  customer_id?: string | null;
  /** Who was paid: openai, anthropic, google, bedrock, bigquery … */
  provider?: string | null;
  /** The model, as the provider names it. */
  model?: string | null;
  /** What was done; for queries their statement type. */
  operation?: string | null;
  /** What it was done for. */
  category?: string | null;
  /** Who used it. */
  user_email?: string | null;
  /** The user's team, where the team mapping does not say. */
  team?: string | null;
  /** Production, test and so on. */
  environment?: string | null;
  /** The calls this event stands for; by default 1. (1 to 1000000000) */
  call_count?: number | null;
  /** How many of them failed; by default 0, or all without success. (0 to 1000000000) */
  error_count?: number | null;
  /** Input tokens as the provider counts them: Anthropic and Bedrock beside cached ones, others with them. (0 to
   * 100000000000) */
  prompt_tokens?: number | null;
  /** Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. (0 to
   * 100000000000) */
  completion_tokens?: number | null;
  /** Input tokens read from a cache. (0 to 100000000000) */
  cache_read_tokens?: number | null;
  /** Input tokens written to a cache. (0 to 100000000000) */
  cache_write_tokens?: number | null;
  /** Output tokens spent on reasoning. (0 to 100000000000) */
  reasoning_tokens?: number | null;
  /** All tokens; computed if absent. (0 to 100000000000) */
  total_tokens?: number | null;
  /** The service tier it was served at; the one in usage goes before. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | null;
  /** Where it ran. */
  region?: string | null;
  /** Bytes a query read. (0 to 1000000000000000) */
  bytes_processed?: number | null;
  /** Bytes a query is billed for. (0 to 1000000000000000) */
  bytes_billed?: number | null;
  /** Slot-milliseconds a query took. (0 to 1000000000000000) */
  slot_ms?: number | null;
  /** What it cost; without it the price list says. (0 to 9000000000) */
  cost_usd?: number | null;
  /** Milliseconds until the answer was whole. (0 to 1000000000000) */
  response_time_ms?: number | null;
  /** Bytes of the request. (0 to 1000000000000000) */
  request_size?: number | null;
  /** Bytes of the answer. (0 to 1000000000000000) */
  response_size?: number | null;
  /** Whether it succeeded; by default true. */
  success?: boolean | null;
  /** What went wrong. */
  error?: string | null;
  /** The SQL; kept as store_text says, always grouped by its pattern. */
  query_text?: string | null;
  /** The prompt; kept only with store_text full, always fingerprinted. */
  prompt?: string | null;
  /** The completion; kept only with store_text full. */
  completion?: string | null;
  /** Who bears the cost: department, team, purpose, client, campaign. */
  cost_allocation?: CostAllocationInput | null;
  /** Free labels, at most 64. (at most 64) */
  tags?: Array<string> | null;
  /** Anything else, an object of at most 64 KiB. */
  metadata?: Record<string, unknown> | null;
  /** The provider's own usage object, passed on unread. */
  usage?: Record<string, unknown> | null;
  /** How sure the counts are. */
  quality?: 'reported' | 'estimated' | 'partial' | 'absent' | null;
  /** A running snapshot of a stream: the same id again merges, count by count, to the larger. */
  snapshot?: boolean | null;
  /** The budget reservation this event settles; one of quality absent that has no price leaves it held. */
  reservation_id?: string | null;
}

export interface UsageTrackBatchParams {
  /** The events, as for usage/track. (at most 10000) */
  events: Array<UsageTrackBatchEventsItemInput>;
  /** skip: take what can be taken and list the rest; abort: take all or none. (default "skip") */
  on_error?: 'skip' | 'abort' | null;
}

export interface WebhooksRegisterParams {
  /** Where to. https, or http to a host permitted at start. */
  webhook_url: string;
  /** The signing secret: env:NAME, file:PATH or command:PROGRAM ARGS. It is never stored. */
  secret: string;
  /** Its id; made for it if absent. */
  webhook_id?: string | null;
  /** Only what concerns this project. */
  project_id?: string | null;
  /** What it wants to hear of. (at most 8; default
   * ["budget_alert","daily_anomaly","user_anomaly","team_anomaly","pattern_anomaly"]) */
  triggers?: Array<'budget_alert' | 'daily_anomaly' | 'user_anomaly' | 'team_anomaly' | 'pattern_anomaly'> | null;
  /** The least increase of an anomaly. (0 to 9000000000; default 50) */
  min_cost_increase_usd?: number | null;
  /** The least z-score of an anomaly. (0.5 to 100; default 2.5) */
  min_z_score?: number | null;
}

export interface WebhooksRemoveParams {
  /** The webhook. */
  webhook_id: string;
}

export interface WebhooksRotateSecretParams {
  /** The webhook. */
  webhook_id: string;
  /** Where the new secret is to be read. */
  secret: string;
  /** How long the old one signs, too. (0 to 2592000; default 86400) */
  overlap_seconds?: number | null;
}

/** The settings of a worker. */
export interface WorkerSettings {
  /** The database file, created if absent; :memory: keeps everything in memory. */
  database?: string | null;
  /** full: an acknowledged write survives power loss; normal: a killed process. (default "full") */
  durability?: 'full' | 'normal' | null;
  /** The zone of days, weeks and months. (default "UTC") */
  time_zone?: string | null;
  /** How much is logged to stderr. (default "warning") */
  log_level?: 'error' | 'warning' | 'info' | 'debug' | null;
  /** Notifications that the client wants. (at most 16; default []) */
  notifications?: Array<'window/logMessage' | 'alerts/raised' | 'jobs/changed'> | null;
  /** A price list to lay over the built-in one. */
  prices?: string | null;
  /** open: the process's owner may do everything; keys: only holders of a key. (default "open") */
  access?: 'open' | 'keys' | null;
  /** What is kept of prompts and queries. (default "normalised") */
  store_text?: 'none' | 'normalised' | 'full' | null;
  /** What may come in. */
  limits?: Record<string, unknown> | null;
  /** Hosts that are not public, or not encrypted, and may receive deliveries all the same. (at most 64; default []) */
  webhook_allow?: Array<string> | null;
  /** Folders that imports and exports stay below; none: anywhere, or with access: keys nowhere. (at most 64;
   * default []) */
  file_roots?: Array<string> | null;
  /** Where usage is fetched from, instead of the providers' own addresses; https, or http to a host in
   * webhook_allow. */
  provider_urls?: Record<string, unknown> | null;
  /** Permit a database on a network file system. (default false) */
  allow_network_fs?: boolean | null;
}

/** The methods access/…. */
export interface AccessGroup {
  /** Makes an access key. It is shown this once; only its SHA-256 digest is kept. In the mode access: keys every
   * call needs one: initialize.access_key for a connection, or _access_key among the params of a call. The first is
   * made by the process's owner in the mode open. A user's key is for one customer. A standard tier is refused what
   * needs premium, with PAYMENT_REQUIRED. */
  createKey(params?: AccessCreateKeyParams, options?: CallOptions): Promise<AccessCreateKeyResult>;
  /** Lists keys, oldest first, as far as anything is kept of them. */
  listKeys(params?: {}, options?: CallOptions): Promise<AccessListKeysResult>;
  /** Ends a key at once, for every worker on the database. */
  revokeKey(params: AccessRevokeKeyParams, options?: CallOptions): Promise<AccessRevokeKeyResult>;
  /** Makes a new key in the place of another, which holds for a while longer. */
  rotateKey(params: AccessRotateKeyParams, options?: CallOptions): Promise<AccessRotateKeyResult>;
}

/** The methods alerts/…. */
export interface AlertsGroup {
  /** Notes that an alert was seen, and by whom; the first acknowledgement stays. */
  acknowledge(params: AlertsAcknowledgeParams, options?: CallOptions): Promise<AlertsAcknowledgeResult>;
  /** Counts deliveries and tries by channel and webhook, with the last failures. */
  deliveryStats(params?: {}, options?: CallOptions): Promise<AlertsDeliveryStatsResult>;
  /** Lists alerts, newest first: thresholds of budgets that were reached, and days that cost more than was to be
   * expected. A day is an alert when cost/anomalies finds it remarkable and it cost at least min_cost_increase_usd
   * more than was expected; from twice that on its severity is high. Its recommendations name the users, models and
   * patterns behind the rise. Alerts of budgets are those written when their threshold was reached, once for each
   * period; a scope leaves those of budgets that are for these values. */
  list(params?: AlertsListParams, options?: CallOptions): Promise<AlertsListResult>;
  /** Lists channels by name. */
  listChannels(params?: {}, options?: CallOptions): Promise<AlertsListChannelsResult>;
  /** Puts deliveries that were given up on their way again, one or all. */
  resend(params?: AlertsResendParams, options?: CallOptions): Promise<AlertsResendResult>;
  /** Sets, changes or removes a channel by which alerts are told: log, client, webhook, slack or email. Secrets (a
   * signing secret, a Slack URL, a password) are never stored: what is stored says where to read them. Addresses
   * that are not public are refused unless the host and port is permitted at start (webhook_allow). A channel is
   * told of every alert unless a threshold names channels, by name or type. */
  setChannel(params: AlertsSetChannelParams, options?: CallOptions): Promise<AlertsSetChannelResult>;
  /** Sends a test message through one channel, or all, and answers what became of it. Takes as long as the
   * receivers do, 20 seconds each at most; one test at a time. */
  testChannels(params?: AlertsTestChannelsParams, options?: CallOptions): Promise<Record<string, AlertsTestChannelsResultValue>>;
}

/** The methods analysis/…. */
export interface AnalysisGroup {
  /** Cancels an analysis, whichever worker makes it. One that has ended stays as it is, and the answer says what
   * became of it. */
  cancel(params: AnalysisCancelParams, options?: CallOptions): Promise<AnalysisCancelResult>;
  /** Lists analyses, newest first. */
  list(params?: AnalysisListParams, options?: CallOptions): Promise<AnalysisListResult>;
  /** Answers what an analysis found: a member for each part, each as the method of the same name answers it.
   * CONFLICT while it is not completed; data.details.status says what it is instead. A part with too little data
   * has the status insufficient_data and a message in the place of a result. */
  result(params: AnalysisResultParams, options?: CallOptions): Promise<AnalysisResultResult>;
  /** Starts an analysis: query patterns, hot tables, anomalies, clusters, a forecast, and recommendations with
   * plans. A job, answered at once: analysis/status tells how far it is, analysis/result what it came to, jobs/wait
   * waits for its end (job_id is the analysis_id). Its parts are what the methods of the same name answer for the
   * window and scope, as of as_of or the start; a part with too little data says so, and the others are made. It
   * goes on in another worker where this one ends, from the part it was at. dataset_id narrows the parts that know
   * tables; the others are about the whole scope. callback_url is told of the end, completed or failed, once for
   * each analysis, by a signed delivery like those of webhooks/register (type analysis_completed or
   * analysis_failed, with the analysis_id under analysis); what was cancelled is not told. Results are kept for 30
   * days. */
  start(params?: AnalysisStartParams, options?: CallOptions): Promise<AnalysisStartResult>;
  /** Tells how far an analysis is, and what it is doing. */
  status(params: AnalysisStatusParams, options?: CallOptions): Promise<AnalysisStatusResult>;
}

/** The methods audit/…. */
export interface AuditGroup {
  /** Lists changes and refusals, newest first: who, when, what. Entries are only ever added. Each carries a SHA-256
   * digest over the one before and its own content, so that a changed, removed or inserted entry breaks the chain:
   * verify: true follows it from the beginning. */
  list(params?: AuditListParams, options?: CallOptions): Promise<AuditListResult>;
}

/** The methods breaker/…. */
export interface BreakerGroup {
  /** Asks a circuit breaker whether a call may be made. A refusal is CIRCUIT_BREAKER_OPEN: reason is open (calls
   * failed; retry_after tells when one may be tried), probing (one is being tried), rule (a rule blocks) or
   * throttled. After recovery_timeout a single call passes, over all workers on the database; breaker/record tells
   * how it went, and when it never does, another may try after recovery_timeout. Without estimated_cost_usd and
   * estimate (tokens at their price, confidence 0.9) an operation is taken for the mean and one standard deviation
   * of the last 100 that were recorded of its type (at most 0.8, 0.01 for each), else for 0.01 USD (llm_call),
   * 0.001 (embedding_call), 0.05 (batch_operation), 0.02 (document_processing) or 0.005 (any other; 0.3). While a
   * throttle of factor f is triggered, the lowest counts, the call that n throttled ones came before passes if
   * floor((n + 1) f) > floor(n f). The same operation_id again, with the same content, is the same operation and
   * counted once: granted, it has the same answer; refused, it is judged again as things stand, at its old place
   * among the throttled. Grants hold nothing: against hard limits there is budget/reserve. The last 100,000
   * operations are remembered. */
  acquire(params: BreakerAcquireParams, options?: CallOptions): Promise<BreakerAcquireResult>;
  /** Creates a circuit breaker for calls that cost money, or configures it anew. Rules watch what is spent: block
   * refuses calls while its rule is triggered, throttle lets a share of them pass, counted and not drawn by lot,
   * alert_only tells. Rules without any given are the seeds': from 90 % of the daily budget on half of the calls
   * pass, from 95 % of the monthly one 0.3, from 10 USD an hour on 0.7; at 100 % of either budget none; an
   * operation of 1 USD or more is told. Percentages are of what is spent, reservations apart, and need a budget.
   * Calls that fail open the breaker, too. The same name again is the same breaker with another configuration:
   * everything not given is back at its default, its state and statistics stay. */
  create(params: BreakerCreateParams, options?: CallOptions): Promise<BreakerCreateResult>;
  /** Lists circuit breakers by name, as they are configured. */
  list(params?: {}, options?: CallOptions): Promise<BreakerListResult>;
  /** Tells a circuit breaker how an operation went and what it cost. failure_threshold failures in a row open the
   * breaker; a success closes it where the operation is the one that tries it, a failure of that one opens it
   * again. What other operations of an earlier time have to tell changes figures only. The cost counts in the
   * breaker's statistics and for later estimates; it stores no usage event and spends no budget: usage/track does.
   * Recorded again with the same content is acknowledged as a duplicate. */
  record(params: BreakerRecordParams, options?: CallOptions): Promise<BreakerRecordResult>;
  /** Closes a circuit breaker and forgets its failures, or lifts the emergency stop of a budget. With name: its
   * failures and the count of its throttle begin anew; statistics stay, and rules about cost still hold. With
   * budget_id: the stop is lifted, and the emergency limit counts from what is spent today by now; without a stop
   * in force nothing changes. */
  reset(params?: BreakerResetParams, options?: CallOptions): Promise<BreakerResetResult>;
  /** Answers how circuit breakers stand, what they let pass and what they held back. cost_savings is the sum of the
   * estimated cost of blocked calls: what they would have cost, were they not made elsewhere. A call that was
   * refused and passed later, under the same operation_id, is no blocked call. The budgets and the state are those
   * of the breaker's own scope. */
  status(params?: BreakerStatusParams, options?: CallOptions): Promise<BreakerStatusResult>;
}

/** The methods budget/…. */
export interface BudgetGroup {
  /** Says whether an amount may be spent, judged by every budget that its scope falls under. scope describes the
   * call: a budget is asked when each of its dimensions has one of the call's values. The amount is given, or
   * estimated from a model and its tokens; without max_tokens 1,024 output tokens are taken. What is spent, what
   * reservations hold and the amount together must not exceed a limit; exactly at the limit is allowed. Decides and
   * changes nothing: whoever means to spend what was allowed, while others do, reserves it. status is within_budget
   * below 50 %, moderate_usage below 80 %, approaching_limit below 100 %, over_budget, or emergency. */
  check(params?: BudgetCheckParams, options?: CallOptions): Promise<BudgetCheckResult>;
  /** Removes a budget with what was counted and held for it; its events stay. A budget with children is a conflict:
   * they go first, or get another parent. */
  delete(params: BudgetDeleteParams, options?: CallOptions): Promise<BudgetDeleteResult>;
  /** Looks at every budget now: thresholds that are reached and have not alerted do so. Thresholds alert by
   * themselves, in the transaction of the event that reaches them; this looks again, as after limits were lowered.
   * anomalies_detected counts, over the budgets, those of their last 5 of 20 days whose cost is above the mean of
   * the 20 by two standard deviations and above one and a half times it. Webhooks are told of the anomalies they
   * asked for, of the last two days, each once. */
  evaluate(params?: {}, options?: CallOptions): Promise<BudgetEvaluateResult>;
  /** Answers one budget as it was set, defaults included. */
  get(params: BudgetGetParams, options?: CallOptions): Promise<BudgetGetResult>;
  /** Lists budgets by id, and by the customer they are for. */
  list(params?: BudgetListParams, options?: CallOptions): Promise<BudgetListResult>;
  /** Releases a reservation whose call was not made: it holds nothing any more. Releasing again is acknowledged. A
   * settled reservation is a conflict: its cost stays. */
  release(params: BudgetReleaseParams, options?: CallOptions): Promise<BudgetReleaseResult>;
  /** Holds an amount for a call under way, unless a budget it falls under refuses. All budgets that the scope falls
   * under are judged in one transaction over all workers on the database: what is settled and held together never
   * exceeds a limit that blocks. usage/track with the reservation_id settles it, so do budget/settle and
   * budget/release; without any it expires after ttl_seconds and no longer holds anything, yet may still be settled
   * late. The same reservation_id with the same content is the same reservation, held once; with other content it
   * is refused. A refusal is BUDGET_EXCEEDED and names the budget and the figures that refused. How long a
   * reservation holds is measured by the machine's running time, so that a clock set wrong neither frees nor keeps
   * money. */
  reserve(params?: BudgetReserveParams, options?: CallOptions): Promise<BudgetReserveResult>;
  /** Sets what a scope may cost in one or more periods, or changes a budget. Of a budget that exists the members
   * given are changed and the rest stays; clear names members to take back. Spend is counted from the events there
   * are already, at once and from then on in the transaction of each event; changing the scope, the zone or the
   * reset hour counts anew. A child inherits its parent's scope and may narrow it further. With a tier the limits
   * must keep its rules: daily 1 to 10,000 USD, monthly 10 to 100,000 and at least 20 times daily, emergency 1 to
   * 20 times daily. Thresholds that are reached already alert at once. */
  set(params?: BudgetSetParams, options?: CallOptions): Promise<BudgetSetResult>;
  /** Settles a reservation: stores what the call cost as an event and holds nothing any more. The event gets the
   * reservation's scope, its id is the reservation's behind "reservation:". Where more is known of the call
   * (tokens, model), usage/track with the reservation_id settles instead; sent after a settlement its event takes
   * the place of the settlement's, so that nothing counts twice. A reservation that expired settles late and counts
   * in full. Settling again with the same amount is acknowledged as a duplicate, with another refused; a released
   * reservation is a conflict. */
  settle(params: BudgetSettleParams, options?: CallOptions): Promise<BudgetSettleResult>;
  /** Answers how budgets stand now, what reservations hold, and where day and month head. budget_summary and
   * projections are those of the budgets of whose daily and monthly limit most is spent; budgets holds each. A day
   * is projected as 0.4 of its own pace, 0.4 of the line through the last 7 days and 0.2 of the mean of that day of
   * the week over 28 days; a month as its own pace and the days to come by their day of the week, 0.3 to 0.7 before
   * the third day, 0.6 to 0.4 before the tenth, 0.8 to 0.2 from then on. What is not known is left out. Confidence,
   * 0 to 1, is 0.4 for how alike the days were, 0.4 for the time that has passed and 0.2 for how much there is to
   * go by. expired_reservations were neither settled nor released in their time: they hold nothing, and what they
   * spent, if they did, is not known. */
  status(params?: BudgetStatusParams, options?: CallOptions): Promise<BudgetStatusResult>;
  /** Answers the daily and the monthly budget in short: spent, left, calls and their mean cost. Of several budgets,
   * those are meant of whose daily and monthly limit most is spent. days_in_period counts the days of the period so
   * far; operations are the calls of the month in the scope of the monthly budget, else of the daily one. */
  summary(params?: BudgetSummaryParams, options?: CallOptions): Promise<BudgetSummaryResult>;
  /** Answers the daily cost of a budget's scope, its trend, its days of the week and its busiest hours. The trend
   * compares the last 7 whole days with the 7 before; 5 % either way is stable, and fewer than 14 whole days are
   * insufficient_data. peak_usage_hours are the local hours of the day with more calls than the mean hour, the six
   * busiest at most. Without budget_id the days are those of the scope given. */
  trends(params?: BudgetTrendsParams, options?: CallOptions): Promise<BudgetTrendsResult>;
}

/** The methods collectors/…. */
export interface CollectorsGroup {
  /** Fetches what a provider says was used in the last days, 90 at most, from the oldest on. Like collectors/run,
   * whose rules hold: it goes on in steps, in any worker, and doubles nothing that was fetched before. */
  backfill(params: CollectorsBackfillParams, options?: CallOptions): Promise<CollectorsBackfillResult>;
  /** Tells how a provider is asked, and of OpenAI the account's limits with what the current month has spent of
   * them. The account's limits come from the older billing endpoints (/v1/dashboard/billing/subscription and
   * usage), which take a key of a session or of an older kind; a key that they refuse is
   * PROVIDER_AUTHENTICATION_FAILED. Other providers' keys are not needed, and they are not asked. */
  limits(params?: CollectorsLimitsParams, options?: CallOptions): Promise<CollectorsLimitsResult>;
  /** Lists collectors: each provider with its credentials, whether their keys can be read, what was done last and
   * comes next. A provider without a credential is listed, too: credentials/set makes a collector of it. Times of
   * the scheduler are told by scheduler/nextRuns. */
  list(params?: {}, options?: CallOptions): Promise<CollectorsListResult>;
  /** Sets a provider's cost report against what is in the ledger, by UTC day, model and key, in four classes. A job
   * that stores nothing. matched: both have it, and the amounts differ by no more than the tolerance; mismatch:
   * both have it; provider_only and local_only: one has. Models are compared without the date behind their names.
   * coverage_percent is the share of what was billed that is in the ledger, row by row. Anthropic's amounts are
   * decimal cents; its report has no costs of the Priority Tier, and only it has those of code execution: rows of
   * these carry a reason, and coverage leaves them out. Its web searches stand apart from their calls' tokens, and
   * so they do here; it tells workspaces, not API keys. Providers report late: rows of the last three days are
   * open. Sums are exact to the nano-dollar. */
  reconcile(params: CollectorsReconcileParams, options?: CallOptions): Promise<CollectorsReconcileResult>;
  /** Fetches what a provider says was used, since the last time and some days before that, and stores it once. A
   * job, and the one that the scheduler starts. What is stored is usage, priced here: Anthropic's usage report for
   * messages in hours, OpenAI's in days for each capability, BigQuery's jobs. The providers' cost reports are not
   * stored, since they tell the same spend once more; collectors/reconcile sets the two against each other. A
   * bucket that is fetched again with the same figures changes nothing; with other figures its event says
   * afterwards what the provider says, and one that the provider tells of no more is removed: roll-ups and budgets
   * follow, and audit/list tells it. UTC days of which calls were tracked are left out (skipped_days): a report
   * sums up the same calls. Each page is stored together with where to go on. The provider is asked once a minute
   * (Anthropic) or as its answers' headers permit, with exponential back-off and jitter when it fails, and not
   * before its Retry-After. One that cannot be reached in five tries is PROVIDER_UNAVAILABLE or
   * PROVIDER_QUOTA_EXCEEDED, and jobs/retry goes on where it stopped; a key that is refused is
   * PROVIDER_AUTHENTICATION_FAILED at once. */
  run(params: CollectorsRunParams, options?: CallOptions): Promise<CollectorsRunResult>;
  /** Fetches one page, or takes one, and tells the events that would be stored of it. Nothing is. Without page the
   * provider is asked once, for the last UTC day up to now; Anthropic takes one request a minute. page is an answer
   * of the provider as it came, and needs no credential. */
  test(params: CollectorsTestParams, options?: CallOptions): Promise<CollectorsTestResult>;
}

/** The methods cost/…. */
export interface CostGroup {
  /** Answers a period in figures: summary, operations, categories, efficiency, trends and savings. The period is
   * the last period_days days, today included, or time_range: the last hours until as_of, the last 7 or 30 days,
   * the current month or year. roi_analysis compares with csv_equivalent_cost_usd and time_saved_hours, which only
   * the caller knows, an hour being worth hour_value_usd. Limits, tiers and what follows from them are those of the
   * budget for this very scope, null while there is none. */
  analytics(params?: CostAnalyticsParams, options?: CallOptions): Promise<CostAnalyticsResult>;
  /** Finds days, users, teams and query patterns that cost remarkably more or less than usual. A day is judged by
   * the days before it alone, from the eighth on. Usual is the level (the median of the last seven days) times what
   * its weekday was against the week around it, the median of the last five weeks; so are the level of a week ago
   * and what the same weekday cost then. expected is the nearest of these; z_score is the difference over 1.4826
   * times the median size of such differences in the four weeks before, which grows with the root of what is
   * expected and is a twentieth of it at least. An event is told once, on its first day: what is as far off the
   * same way in the week behind it, up to twice, belongs to it, until a day is as it was before; a level that lasts
   * is the usual one a week later. The day under way is told only when it is above already. drivers names who makes
   * up the difference to the mean of the 28 days before, in money, for the ten most remarkable days; other holds
   * the rest. Users, teams and patterns are compared with the window of the same length before: told is a change of
   * 1 percent of the larger total and of half their own at least that, where eight or more spent in both, also lies
   * min_z_score from what is usual among them; kind says increase, decrease, new or vanished. use_ml puts the days
   * through an isolation forest of 100 trees (cost, z_score, calls, cost per call; up to 90 days back):
   * anomaly_score is 2^(-E(h)/c(n)), about 0.5 for ordinary days, and anomalies are those above threshold: 0.6, or
   * the 95th percentile where that is higher. hourly, when asked for, tells hours in which something unusual began:
   * the mean of the last five surprises (how far an hour lies from the last hours, and from the same hour of the
   * last two weeks) is 3 standard deviations or more above all before; the six hours behind one are not told. */
  anomalies(params?: CostAnomaliesParams, options?: CallOptions): Promise<CostAnomaliesResult>;
  /** Divides what a window cost among users, teams, patterns, tables, periods and other dimensions. Rows stand
   * dearest first, ties by the bytes of the name; days and hours stand in the order of the calendar, empty ones
   * included. Costs of all rows add up to the total. The cost of an event with several tags or tables is divided
   * evenly among them, while its calls count for each. Teams come from the mapping, else from the events; events of
   * none belong to "Unknown". A user with several teams shows the one most of the cost counts for. limit keeps the
   * dearest rows and sums the rest in a last row "other" with is_other: true; without it 10,000 rows are kept. */
  attribution(params?: CostAttributionParams, options?: CallOptions): Promise<CostAttributionResult>;
  /** Sums a window by category, with what a call costs in each and where cost, usage and efficiency head. Events
   * without a category are "uncategorized". top_categories are the ten dearest. The most efficient category is that
   * whose calls cost least. overall_efficiency_score is 70 for no failed call, 0 for nothing but, plus 30 for
   * prompts read from caches alone; without prompt tokens it is the share of calls that did not fail, in percent.
   * The trends are those of the daily cost, of the daily calls, and of the daily cost per call: improving when that
   * falls by 5 percent or more over the window, declining when it rises so. */
  categories(params?: CostCategoriesParams, options?: CallOptions): Promise<CostCategoriesResult>;
  /** Groups users by how they spend, with a profile of each group. k-means (k-means++ starts, ten and more,
   * deterministic under seed) on standardised features: the natural logarithm of 1 + cost_usd, queries_per_day,
   * cost_per_query, tokens_per_query and bytes_per_query, and as they are cache_read_share and error_rate.
   * n_clusters "auto" takes the number from 2 to 8 with the highest silhouette score. Fewer distinct users than
   * clusters give fewer clusters. Clusters are numbered by their cost, dearest first, and named after the features
   * that lie half a standard deviation or more from the mean. silhouette_score (over 10,000 users at most) and
   * calinski_harabasz_score are those of scikit-learn; include_features adds the numbers they are made from. Of
   * more than 100,000 users a seeded sample of 25,000 finds the centres (one of 5,000 the number, for "auto"); all
   * users then move them to where they belong and lie with their nearest. The limit is on the users listed; every
   * figure is of all of them. Events without a user belong to no cluster. */
  clusters(params?: CostClustersParams, options?: CallOptions): Promise<CostClustersResult>;
  /** Compares what the last days cost with the days right before them. The current period is the last current_days
   * local days, the one of as_of included up to as_of; the previous period the previous_days days before it.
   * start_date and end_date both belong to their period. Daily averages divide by the days asked for. Percentages
   * are of unrounded values, and null when the previous period cost nothing. */
  comparePeriods(params?: CostComparePeriodsParams, options?: CallOptions): Promise<CostComparePeriodsResult>;
  /** Lists the dearest events of a window, with what there may be to save on each and why. Dearest first; of equal
   * costs the one stored first. optimization_potential follows from reasons: select_star, missing_where,
   * cross_join, long_prompt_without_cache (10,000 prompt tokens or more, none from a cache) and error_with_cost are
   * strong; order_by_without_limit, many_joins (more than 3) and high_reasoning_share are weak. high: 1 USD (or 160
   * GiB billed) or more with a strong reason, or 0.05 USD (8 GiB) with two. medium: a strong reason, or 0.05 USD (8
   * GiB) with a weak one. Otherwise low. query_text is null where no text is stored; the reasons then come from the
   * query's pattern. */
  expensiveQueries(params?: CostExpensiveQueriesParams, options?: CallOptions): Promise<CostExpensiveQueriesResult>;
  /** Forecasts daily or hourly cost from its own history, with 80 and 95 percent bands. Learnt from are the whole
   * days (hours) of the last training_days up to as_of, from the first with an event on; the one under way is not,
   * and the forecast begins with it, told whole. Lone days that cost/anomalies would tell count as usual ones. Last
   * value, exponential smoothing, damped trend, optimised Theta and seasonal models compete in a rolling-origin
   * backtest on the newest third; a series without a season goes by optimised Theta unless the mean of the best
   * three would have been a tenth better, one with seasons by that mean. Seasons (24 and 168 hours, 7 and 365 days)
   * are detected. Bands are quantiles of the backtest's own errors, which grow with the steps ahead and with what
   * is forecast, raised by what so few errors may hide; lower_bound and upper_bound are those of 95 percent. A
   * history that never was negative is not forecast to be. A model is kept, in the database too, until data
   * arrives. Fewer than 14 days of data (by the hour: 7) are INSUFFICIENT_DATA. */
  forecast(params?: CostForecastParams, options?: CallOptions): Promise<CostForecastResult>;
  /** Sums the last hours, the current day and the current month of a scope. Recent is the time from lookback_hours
   * before as_of until as_of; the day and the month are those of as_of in time_zone, so far. data_freshness_minutes
   * counts from the newest event of the scope in the last 35 days, null without one. Limits, what remains of them
   * and status are those of the budget for this very scope, null while there is none. */
  realTime(params?: CostRealTimeParams, options?: CallOptions): Promise<CostRealTimeResult>;
  /** Finds what a window's events could have saved, each with evidence, amount and a plan in steps.
   * model_downgrade: calls of at most 2,000 prompt and 300 completion tokens, without reasoning, at the prices of
   * the family's smaller model. caching: prompts of 1,024 tokens or more, none from a cache, that were seen three
   * times or more: from the second on at the price of cache reads. batch_service: calls of the standard tier from
   * 22:00 until 6:00 in time_zone, at batch prices. materialized_view: SELECTs of one pattern that read exactly as
   * many bytes three times or more, from the second on. off_peak: calls outside the hours in which their model
   * costs less, at the price of those hours. expensive_errors: what failed calls cost, each retry that failed again
   * included. partition_filter: queries without a filter on the column that two or more other patterns of the same
   * table filter on and thereby read half or less. select_star: queries of all columns whose table others read by
   * named columns, alike filtered. Both are estimates, the part of the cost that the bytes beyond the siblings'
   * median are of all bytes; without siblings (and for a query without any filter) only a dry run can tell: the
   * amount is 0, affected_cost_usd says what is at stake. Amounts are computed from the events themselves by the
   * price list of their time, as a part of what counts as their cost. An event counts for one recommendation only,
   * the one that saves most, so that amounts add up to total_savings_usd. */
  recommendations(params?: CostRecommendationsParams, options?: CallOptions): Promise<CostRecommendationsResult>;
  /** Draws trends, forecast, anomalies, attribution and clusters as SVG, an HTML page, Markdown or text. Every
   * figure is the answer of cost/trends, cost/forecast, cost/anomalies, cost/attribution or cost/clusters to the
   * same params, amounts in USD; the forecast begins where the window ends. overview holds all of them, and says in
   * a sentence what has too little data to be shown; a single view refuses then. The HTML is one page that asks
   * nobody for anything, with a picture for wide and one for narrow windows and the numbers in tables; an SVG
   * stacks the pictures it holds. Both follow the reader's light or dark scheme. width is that of an SVG in pixels
   * (default 800, from 320) or of a text in columns (default 80, from 60 to 240). Names are shortened to 60
   * columns, long tables say what they leave out. */
  render(params?: CostRenderParams, options?: CallOptions): Promise<CostRenderResult>;
  /** Reports on a day, a week, a month or any dates: figures, unusual patterns, the status now and what to do.
   * report_type daily is today, weekly the last 7 days, monthly the last 30, today included; start or end go
   * before. hourly_distribution sums the local hours of all days. unusual_patterns are those of
   * cost/unusualPatterns over the report's last 30 days at most. Limits and what follows from them are those of the
   * budget for this very scope, null while there is none. */
  report(params?: CostReportParams, options?: CallOptions): Promise<CostReportResult>;
  /** Sums what a window cost, by query type, provider and model. total_queries counts calls (the sum of
   * call_count); the daily average divides by the window's local days. cost_by_query_type goes by operation; what
   * has none is "unknown". All parts add up to the total. */
  summary(params?: CostSummaryParams, options?: CallOptions): Promise<CostSummaryResult>;
  /** Sums what each hour, day, week or month of a window cost, with a moving average and a trend. Periods are those
   * of the calendar in time_zone, weeks begin on Monday; the first and the last are cut off where the window begins
   * and ends, and empty ones count as 0, so that all add up to the total. cost_ma is the mean of a period and those
   * before it: 24 hours, 7 days, 4 weeks or 3 months in all, fewer at the start. The trend is a straight line
   * through all periods: its change over the window in percent of the mean, stable below 5 either way, and R
   * squared as confidence. */
  trends(params?: CostTrendsParams, options?: CallOptions): Promise<CostTrendsResult>;
  /** Finds sudden spikes, sustained high usage, off-hours usage and single large calls of the last days. A day's
   * baseline is the mean of the 7 days before it, of 3 at least, from the first day with an event on. sudden_spike
   * (high): a day above 300 percent of it. sustained_high_usage (medium): two at least of the last three days above
   * 150 percent of the baseline before them. off_hours_usage (low): what was spent from off_hours_start until
   * off_hours_end, local hours, is more than 0.3 of that from 09:00 until 17:00, or more than 1 USD where nothing
   * was spent then. large_query_anomaly (medium): an event dearer than large_call_usd; the 20 dearest are told.
   * cost_impact_usd is what lies above the baseline; of off-hours and single events all they cost.
   * baseline_daily_average is the mean of the 28 days before the period, or without any of the period's own. */
  unusualPatterns(params?: CostUnusualPatternsParams, options?: CallOptions): Promise<CostUnusualPatternsResult>;
}

/** The methods credentials/…. */
export interface CredentialsGroup {
  /** Lists credentials by provider and name, each with the last four characters of its key. Each key is read for
   * the answer, and forgotten; a command takes as long as it takes, ten seconds at most. */
  list(params?: {}, options?: CallOptions): Promise<CredentialsListResult>;
  /** Removes a credential; what was collected with it stays. */
  remove(params: CredentialsRemoveParams, options?: CallOptions): Promise<CredentialsRemoveResult>;
  /** Says where a provider's key is read. The key itself is never stored. The key is read now, and each time it is
   * needed, and kept nowhere: not in the database, not in a log, an answer or an argument list. One that cannot be
   * read is set all the same, since another worker may be able to: the answer's status says so. A text that looks
   * like a key is refused, and not repeated. With access: keys only env:NAME may be named, and base_url not at all:
   * file: and command: references and addresses are the process owner's. The same name again changes the
   * credential; with another account behind it, what was collected until then is forgotten. */
  set(params: CredentialsSetParams, options?: CallOptions): Promise<CredentialsSetResult>;
}

/** The methods dashboard/…. */
export interface DashboardGroup {
  /** Answers the day, the month, where they head, and a health score, in one call. daily_projected_cost carries the
   * day's cost on to its end by the share of it that has passed, once an hour has. monthly_projected_cost adds the
   * mean of the last 7 whole days for each whole day that is left of the month, and what is projected of today. The
   * trend is that of the last 14 whole days. budget_health_score, 0 to 100, weighs utilisation 0.30, trend 0.25,
   * projection 0.20, alerts 0.15 and anomalies 0.10; what is not known (utilisation and projection without a budget
   * for this very scope) is left out and the rest weighs more. utilisation is 100 up to half of the fuller limit
   * and falls evenly to 0 at all of it; projection is 100 less the percentage by which day or month will go beyond
   * their limits; trend is 100 less its percentage while it rises; alerts 100 less 20 for each that nobody
   * acknowledged in the last 7 days; anomalies 100 less 25 for each unusual pattern of the last 7 days that is more
   * than low. From 80 on it is excellent, from 65 good, from 45 warning, from 25 critical, below emergency. Means,
   * rates and counts are those of the month. */
  overview(params?: DashboardOverviewParams, options?: CallOptions): Promise<DashboardOverviewResult>;
}

/** The methods health/…. */
export interface HealthGroup {
  /** Probes each component of the worker and answers even when one is broken. The status is that of the component
   * which fares worst. database_read runs a query; database_write looks, without writing, whether the file is there
   * and writable and the disk has room (degraded below 256 MiB, unhealthy below 16); prices looks a known model up;
   * time_zones loads a zone; clock looks whether the time is plausible. cost_persistence and api_metrics_logger say
   * in a word whether events are kept and read, and priced and taken in. */
  check(params?: {}, options?: CallOptions): Promise<HealthCheckResult>;
}

/** The methods jobs/…. */
export interface JobsGroup {
  /** Cancels a job, whichever worker does it. Nothing of it is stored from then on; what it stored before stays. A
   * job that has ended stays as it is, and the answer says what became of it. */
  cancel(params: JobsCancelParams, options?: CallOptions): Promise<JobsCancelResult>;
  /** Tells what has become of a job, with its result once it is completed. */
  get(params: JobsGetParams, options?: CallOptions): Promise<JobsGetResult>;
  /** Lists jobs, newest first: work that takes time, such as imports, and what has become of it. Jobs that ended
   * are kept for 30 days, those with a key for good. result is left out here; jobs/get has it. */
  list(params?: JobsListParams, options?: CallOptions): Promise<JobsListResult>;
  /** Queues a job that failed or was cancelled once more; it goes on where it stopped. */
  retry(params: JobsRetryParams, options?: CallOptions): Promise<JobsRetryResult>;
  /** Waits until a job has ended, and tells what became of it. Its progress is told under workDoneToken meanwhile,
   * whichever worker does the job. Cancelling the request ends the waiting, not the job. */
  wait(params: JobsWaitParams, options?: CallOptions): Promise<JobsWaitResult>;
}

/** The methods prices/…. */
export interface PricesGroup {
  /** Lists where the sources of the built-in prices differ by more than 1 %, and which one is used. */
  disagreements(params?: PricesDisagreementsParams, options?: CallOptions): Promise<PricesDisagreementsResult>;
  /** Prices a usage: tokens, a provider's own usage object, or a BigQuery job. The usage object is passed on
   * unread, alone or inside the provider's answer; what it says of model runs and class of service goes before the
   * params. Flat token fields are meant as the provider means them: Anthropic counts the cache beside the prompt,
   * OpenAI in it. Each line is exact; their sum is rounded once, to the nano-dollar. A bucket without a price costs
   * nothing here and is named in unpriced, with a warning; a model that no list has is an error. bytes_processed is
   * taken for a dry run's and rounded up to a MiB, ten at least; bytes_billed counts as it is. With a reservation
   * or an edition a job is priced by its slots. */
  estimate(params?: PricesEstimateParams, options?: CallOptions): Promise<PricesEstimateResult>;
  /** Answers the prices that hold for a model at a time: an override's or the built-in ones. */
  get(params: PricesGetParams, options?: CallOptions): Promise<PricesGetResult>;
  /** Lists prices: those that were set, then the built-in ones, searchable, a page at a time. */
  list(params?: PricesListParams, options?: CallOptions): Promise<PricesListResult>;
  /** Removes a price that was set; the prices beneath it hold again. */
  remove(params: PricesRemoveParams, options?: CallOptions): Promise<PricesRemoveResult>;
  /** Prices the events of a window anew by the price list in effect, after a correction; dry_run tells first what
   * would change. A job: exact, resumable, and whole or absent for each event. Each event is priced from its own
   * quantities at its own time; costs that were given stay, and so does what is free. What an event had cost before
   * stays on record: usage/get tells it, the audit log the sums. Roll-ups and budgets follow, and thresholds that
   * are reached now raise their alerts. */
  reprice(params?: PricesRepriceParams, options?: CallOptions): Promise<PricesRepriceResult>;
  /** Sets a price for models whose id fits a pattern, over the built-in price list. An override is complete in
   * itself: a bucket it does not name is unpriced, save that reasoning is billed as output and pictures as input.
   * Among overrides the more specific goes first: a plain id, then more letters, a provider, a service tier, then
   * the later start. It takes the place of one of the same provider, pattern, service tier and start. Costs already
   * computed stay as they are until prices/reprice. At most 10,000 overrides. */
  set(params: PricesSetParams, options?: CallOptions): Promise<PricesSetResult>;
  /** Lists the models of events that no price covers wholly, most events first. prices/set gives a model a price;
   * prices/reprice applies it to the events there are. */
  unmatched(params?: PricesUnmatchedParams, options?: CallOptions): Promise<PricesUnmatchedResult>;
  /** Prices the real usage of a window on other models: cost and difference, by model pair. Each event's own
   * quantities (cached, cache writes, output, reasoning) are priced at its own time on each of to_models, by the
   * price list in effect; current_cost_usd is what counts as its cost now. An event that has no tokens, or a bucket
   * that the other model has no price for, keeps its cost and is counted in not_priced_events. Other models may
   * count and use tokens differently: this is what the same tokens would cost, not what the same work would. */
  whatIf(params: PricesWhatIfParams, options?: CallOptions): Promise<PricesWhatIfResult>;
}

/** The methods projects/…. */
export interface ProjectsGroup {
  /** Sums what a project cost by service, model, department, team, tag and period. Services are providers. Rows
   * stand dearest first and add up to the total; the cost of an event with several tags is divided evenly among
   * them. Budget utilisation is what the whole project, whatever else narrows the question, spent in the budget's
   * calendar period that holds the window's last instant, from its beginning up to the window's end. A budget in
   * another currency than USD needs a rate (rates/set); without one the utilisation is null and says so. */
  analytics(params: ProjectsAnalyticsParams, options?: CallOptions): Promise<ProjectsAnalyticsResult>;
  /** Archives a project, or brings it back. An archived project is left out of projects/list. Its events stay and
   * count, and more are accepted. */
  archive(params: ProjectsArchiveParams, options?: CallOptions): Promise<ProjectsArchiveResult>;
  /** Creates a project. Events may name a project before it is created, or without: creating it adds name, members,
   * settings, tags and budget, and past events count. An id that is taken is a conflict. The budget is told in
   * projects/analytics; budget/set enforces limits. */
  create(params: ProjectsCreateParams, options?: CallOptions): Promise<ProjectsCreateResult>;
  /** Answers a project, one that only events name included. */
  get(params: ProjectsGetParams, options?: CallOptions): Promise<ProjectsGetResult>;
  /** Lists projects by id, those that were created and those that only events name. A project that only events name
   * has implicit: true, and its id for a name. */
  list(params?: ProjectsListParams, options?: CallOptions): Promise<ProjectsListResult>;
  /** Changes a project: members given replace those before, the rest stays. Lists and settings are replaced as a
   * whole; clear empties what it names. A project that only events name has to be created first. */
  update(params: ProjectsUpdateParams, options?: CallOptions): Promise<ProjectsUpdateResult>;
}

/** The methods rates/…. */
export interface RatesGroup {
  /** Lists the currency rates that were set, by currency and day. */
  list(params?: RatesListParams, options?: CallOptions): Promise<RatesListResult>;
  /** Sets how many units of a currency a US dollar buys, from a day on. A rate holds until a later one. It takes
   * the place of one of the same currency and day. */
  set(params: RatesSetParams, options?: CallOptions): Promise<RatesSetResult>;
}

/** The methods scheduler/…. */
export interface SchedulerGroup {
  /** Tells in short whether scheduled jobs are seen to, and which of them fail. It answers, with stopped, where an
   * HTTP service would say 503. */
  health(params?: {}, options?: CallOptions): Promise<SchedulerHealthResult>;
  /** Lists runs of scheduled jobs, newest first; the last hundred of each job are kept. */
  history(params?: SchedulerHistoryParams, options?: CallOptions): Promise<SchedulerHistoryResult>;
  /** Answers one scheduled job with its last ten runs. */
  job(params: SchedulerJobParams, options?: CallOptions): Promise<SchedulerJobResult>;
  /** Lists scheduled jobs by id, with when each is due and how its last run ended. */
  jobs(params?: {}, options?: CallOptions): Promise<SchedulerJobsResult>;
  /** Tells when each scheduled job is due next, soonest first; those that are not due stand last. */
  nextRuns(params?: SchedulerNextRunsParams, options?: CallOptions): Promise<SchedulerNextRunsResult>;
  /** Schedules a job of any kind, or changes, disables or removes a schedule. What is not given stays as it is; a
   * new schedule needs cron and kind. cron has five fields (minute, hour, day of month, month, day of week) with
   * lists, ranges, steps and names, or is @hourly, @daily, @weekly, @monthly or @yearly; with a day of the month
   * and a day of the week one of them is enough. Where clocks are moved, a time that is skipped is made up for at
   * that moment and one that comes twice counts once; an expression of every hour (* /15 * * * *) goes on by what
   * the clock shows, in the doubled hour twice. Runs never overlap, and what was missed becomes one run. params are
   * those of the kind, checked now. A run that is queued when its schedule is removed is cancelled; one under way
   * goes on. */
  set(params: SchedulerSetParams, options?: CallOptions): Promise<SchedulerSetResult>;
  /** Tells whether scheduled jobs are seen to, when each is due, and what became of the last runs. Any worker on
   * the database sees to what is due, one at a time; none has to be there for it: runs that were missed become one
   * when a worker is there again. stopped means that something was due and no worker has taken it.
   * anthropic_collection and openai_collection are unavailable, with the reason, until this version collects from
   * the provider and a credential for it exists. aggregate_refresh evaluates budgets, tells webhooks of anomalies
   * and forgets expired rows: roll-ups are always current and need no refreshing. forecasting trains the forecasts
   * of 7 and 30 days and keeps them for cost/forecast. */
  status(params?: {}, options?: CallOptions): Promise<SchedulerStatusResult>;
  /** Has a scheduled job done now, whether or not it is due or enabled. The run is queued, and done by any worker
   * on the database; jobs/wait with run_id waits for its end. While a run is queued or under way there is none
   * beside it: that is a conflict. The schedule stays as it is. */
  trigger(params: SchedulerTriggerParams, options?: CallOptions): Promise<SchedulerTriggerResult>;
}

/** The methods system/…. */
export interface SystemGroup {
  /** Copies the database into a file while work goes on, checks the copy, and only then gives it its name. The copy
   * is of one state: what was committed before the call, and nothing that comes after. It is written under a
   * temporary name beside its own (mode 0600), opened, checked by SQLite's own check and held against the number of
   * events and the total, synced and renamed: it is there whole or not at all. Progress is told on workDoneToken. */
  backup(params: SystemBackupParams, options?: CallOptions): Promise<SystemBackupResult>;
  /** Answers the current hour's calls, what the process uses of the machine, and how fast the database answers. The
   * current hour is that of as_of in time_zone, up to that instant; throughput divides its calls by the minutes it
   * has lasted, one at least. A megabyte is 1,048,576 bytes. cpu_usage_percent is processor time over the time
   * since the process began. disk_usage_mb is the database and its write-ahead log, 0 in memory. */
  performance(params?: SystemPerformanceParams, options?: CallOptions): Promise<SystemPerformanceResult>;
  /** Drops events older than some days; what they sum to by day and hour stays, to the nano-dollar. Kept are the
   * events of the last days days and of the day under way, counted in days of UTC; the first event kept is of
   * retained_from or later. Of the time before, questions are answered from roll-ups: whole UTC days, in all or by
   * project, provider, model, operation, category, team, department, purpose, client, campaign or environment;
   * whole hours, in all or by model. Other questions about it are refused, and so are events from then: sent again
   * they would count twice. All of it happens in one transaction, and not at all when a budget still needs what
   * would go. The file does not shrink; what is free is used again. Needs confirm: true; dry_run tells what would
   * go. */
  retention(params: SystemRetentionParams, options?: CallOptions): Promise<SystemRetentionResult>;
  /** Checks the database file, recomputes every roll-up and budget counter from the events, and looks every id up.
   * Reads everything, and takes as long. A damaged file is no error but an answer with ok: false and the damage in
   * integrity. Progress is told on workDoneToken. */
  verify(params?: {}, options?: CallOptions): Promise<SystemVerifyResult>;
}

/** The methods teams/…. */
export interface TeamsGroup {
  /** Answers the mapping of users to teams. */
  getMapping(params?: TeamsGetMappingParams, options?: CallOptions): Promise<TeamsGetMappingResult>;
  /** Sets which team each user's spend counts for, past events included. Exact addresses go before wildcards
   * (*@domain), longer wildcards before shorter, a project's own mapping before the general one. The mapping
   * replaces the one set before for the same project. A user that no line matches keeps the team named in the
   * event. */
  setMapping(params: TeamsSetMappingParams, options?: CallOptions): Promise<TeamsSetMappingResult>;
}

/** The methods usage/…. */
export interface UsageGroup {
  /** Corrects members of a stored event; roll-ups follow exactly. changes holds the members to set, as for
   * usage/track. Unless the event's cost was given it is priced anew. The correction is kept in the audit log;
   * sending the event again as it first came is still a duplicate. */
  amend(params: UsageAmendParams, options?: CallOptions): Promise<UsageAmendResult>;
  /** Removes the events of a window and scope, or one event; roll-ups follow exactly. Needs confirm: true, and
   * either id, or days or start: nothing is deleted by default. What was deleted is kept in the audit log as a
   * count and a sum. The ids become free again. */
  delete(params: UsageDeleteParams, options?: CallOptions): Promise<UsageDeleteResult>;
  /** Writes the events of a window and scope to a file, or answers them as text. Events stand in the order they
   * were stored. ndjson and json can be imported again and give the same events under the same ids and the same
   * total: cost_usd is written as what counts, so an import takes it as given (an event that nothing prices has
   * none and is unpriced again); members that begin with _ say what the worker found out and are passed over.
   * query_text is the pattern where the text itself was not kept. csv has a column for every member,
   * cost_allocation.NAME flattened, tags joined by semicolons, metadata as JSON text; cells that a spreadsheet
   * would run as formulas begin with an apostrophe unless raw is true. focus is CSV in the FinOps Open Cost and
   * Usage Specification 1.2, a row an event (a charge of the UTC hour that it lies in): what an event cost is its
   * billed, effective and contracted cost, so that a column adds up to the total; what the specification has no
   * column for stands in columns that begin with x_, by which usage/import reads the events back. An event without
   * a price is billed 0, with x_Unpriced true. A file is written under a temporary name beside its own (mode 0600),
   * synced and renamed: it is there whole or not at all. */
  export(params?: UsageExportParams, options?: CallOptions): Promise<UsageExportResult>;
  /** Answers one event with its receipt: each bucket's quantity, rate and cost. The receipt's lines and its
   * rounding add up to the cost. An event whose cost was given has one line that says so, and in list_lines what
   * the price list would have said. */
  get(params: UsageGetParams, options?: CallOptions): Promise<UsageGetResult>;
  /** Imports usage from a file or text, each row once. A job. It goes on in another worker where this one ends,
   * from the rows it had stored. Waited for, it is answered at its end, what is sent after it on this connection
   * (jobs/* aside) takes effect after it, and cancelling the request cancels the job: what was stored stays. text
   * is kept by this worker alone, with wait: false in the queue (at most 8,388,608 bytes). A row without an id gets
   * one made from the file's name (or key), its line and its content, so that importing the same file again stores
   * nothing twice. Numbers may be given as text; timestamps also without zone (UTC), or as seconds, milliseconds or
   * microseconds since 1970. auto reads a foreign format where members or columns leave no doubt, and nothing
   * foreign where a mapping is given. A bucket of a provider's report is one event a group, under an id made of its
   * time and its groups: fetched again with the same figures it is a duplicate, with others it is refused
   * (IDEMPOTENCY_CONFLICT). A UTC day of a provider counts from its cost report (category provider_cost_report) or
   * from usage (provider_usage_report, or calls that were tracked), whichever came first; rows of the other are
   * refused with CONFLICT, so that no spend counts twice. Fetch each bucket with one grouping. focus costs are
   * BilledCost, in USD; amounts below zero are refused by line. An answer of claude_code that was logged more than
   * once counts with its last counts; codex counts by the differences of its running totals. LiteLLM's spend of 0
   * for tokens is no price, and is priced here. With file_roots set, paths lie below one of them. */
  import(params?: UsageImportParams, options?: CallOptions): Promise<UsageImportResult>;
  /** Stores a batch operation as one event. call_count is batch_size, error_count the failures; success_count and
   * error_count must add up to batch_size. */
  logBatch(params: UsageLogBatchParams, options?: CallOptions): Promise<UsageLogBatchResult>;
  /** Sums calls, failures, cost, tokens and response times of the current hour, the current day and a window.
   * current_hour and current_day are those of as_of (by default now) in time_zone, up to that instant. The
   * breakdowns, window and response_time_ms are of the window, by default the current day, and the breakdowns add
   * up to window. Percentiles are exact: the smallest response time that at least this share of the window's events
   * do not exceed. Rates are in percent; means over no calls are 0, response times without any are null. */
  performance(params?: UsagePerformanceParams, options?: CallOptions): Promise<UsagePerformanceResult>;
  /** Lists events, page by page. Pages are stable while writes go on: next_cursor continues among the events that
   * were stored when the first page was made. total_count counts the events of the whole window and scope. */
  query(params?: UsageQueryParams, options?: CallOptions): Promise<UsageQueryResult>;
  /** Stores one usage event, priced, once. The answer leaves after the event is safe. The same id with the same
   * content is acknowledged as a duplicate and counts once; with other content it is refused. Without cost_usd the
   * price list says what it cost; what no price covers is stored as unpriced, with a warning. timestamp defaults to
   * now and counts as content only when given. An empty text counts as absent. */
  track(params?: UsageTrackParams, options?: CallOptions): Promise<UsageTrackResult>;
  /** Stores up to 10,000 usage events in one transaction. Events that cannot be taken are listed by their place in
   * the request. With on_error abort nothing is stored when one is listed, and accepted is 0. */
  trackBatch(params: UsageTrackBatchParams, options?: CallOptions): Promise<UsageTrackBatchResult>;
}

/** The methods webhooks/…. */
export interface WebhooksGroup {
  /** Lists webhooks by id. */
  list(params?: {}, options?: CallOptions): Promise<WebhooksListResult>;
  /** Has alerts and anomalies posted to a URL, signed. Each delivery is a POST of JSON with X-Webhook-Signature:
   * t=SECONDS,v1=HEX, the HMAC-SHA-256 with the secret over t, a dot and the body, byte for byte, made afresh for
   * each try, and X-Webhook-Delivery, an id that is the same for every try and stands in the body, too. A receiver
   * verifies the signature, refuses a t older than five minutes, and keeps the id. Tries go on for 24 hours with
   * exponential back-off; then the delivery is dead (alerts/resend within 30 days). Redirects are not followed; an
   * address that is not public is refused unless its host and port is permitted at start (webhook_allow). Anomalies
   * are looked for by budget/evaluate. The same id again changes the webhook. */
  register(params: WebhooksRegisterParams, options?: CallOptions): Promise<WebhooksRegisterResult>;
  /** Removes a webhook, and what is on its way to it. */
  remove(params: WebhooksRemoveParams, options?: CallOptions): Promise<WebhooksRemoveResult>;
  /** Takes a new signing secret into use; for a while both sign, so that a receiver may know either. */
  rotateSecret(params: WebhooksRotateSecretParams, options?: CallOptions): Promise<WebhooksRotateSecretResult>;
}

/** Every group of methods. */
export interface Surface {
  readonly access: AccessGroup;
  readonly alerts: AlertsGroup;
  readonly analysis: AnalysisGroup;
  readonly audit: AuditGroup;
  readonly breaker: BreakerGroup;
  readonly budget: BudgetGroup;
  readonly collectors: CollectorsGroup;
  readonly cost: CostGroup;
  readonly credentials: CredentialsGroup;
  readonly dashboard: DashboardGroup;
  readonly health: HealthGroup;
  readonly jobs: JobsGroup;
  readonly prices: PricesGroup;
  readonly projects: ProjectsGroup;
  readonly rates: RatesGroup;
  readonly scheduler: SchedulerGroup;
  readonly system: SystemGroup;
  readonly teams: TeamsGroup;
  readonly usage: UsageGroup;
  readonly webhooks: WebhooksGroup;
}
