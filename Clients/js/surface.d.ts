// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.

import type { CallOptions } from './index.js';

/** An instant or a day: RFC 3339 text, or a Date. */
export type Instant = string | Date;

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

export interface DataQuality {
  /** Events that no price covers wholly; their missing part counts as nothing. */
  unpriced_events: number;
  /** The share of the cost (without cost, of the events) whose counts are not the provider's own. */
  estimated_share_percent: number | null;
  /** Events that arrived after the UTC day they belong to had ended. */
  late_events: number;
}

export interface CostSummaryConversion {
  /** The currency asked for. */
  currency: string;
  /** How many units of it a US dollar buys. */
  rate: string;
  /** The day the rate is of. */
  date: string;
  /** The answer's total in that currency. */
  total: number;
}

export interface CostSummaryResult {
  /** The figures. */
  summary: CostSummarySummary;
  /** What the total does not know. */
  data_quality: DataQuality;
  /** The total in the currency asked for. */
  conversion?: CostSummaryConversion;
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
  alerts_triggered: Array<unknown>;
}

export interface UsageDeleteResult {
  /** Events removed. */
  deleted: number;
  /** What they had cost. */
  cost_usd: number;
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
  /** The budget reservation this event settles. */
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

export interface UsageGetResult {
  /** The event. */
  event: Event;
  /** How its cost comes about. */
  receipt: UsageGetReceipt;
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
  format: string;
  /** Rows read. */
  rows: number;
  /** Events stored. */
  accepted: number;
  /** Rows that were stored before. */
  duplicates: number;
  /** Events stored that no price covers wholly. */
  unpriced: number;
  /** Rows that were not stored. */
  rejected_count: number;
  /** The first hundred of them. */
  rejected: Array<UsageImportRejectedItem>;
  /** Bytes read. */
  bytes: number;
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
  alerts_triggered: Array<unknown>;
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
  alerts_triggered: Array<unknown>;
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
   * 1000000000000) */
  prompt_tokens?: number | null;
  /** Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. (0 to
   * 1000000000000) */
  completion_tokens?: number | null;
  /** Input tokens read from a cache. (0 to 1000000000000) */
  cache_read_tokens?: number | null;
  /** Input tokens written to a cache. (0 to 1000000000000) */
  cache_write_tokens?: number | null;
  /** Output tokens spent on reasoning. (0 to 1000000000000) */
  reasoning_tokens?: number | null;
  /** All tokens; computed if absent. (0 to 1000000000000) */
  total_tokens?: number | null;
  /** The service tier it was served at; the one in usage goes before. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | null;
  /** Where it ran. */
  region?: string | null;
  /** Bytes a query read. (0 to 1000000000000000000) */
  bytes_processed?: number | null;
  /** Bytes a query is billed for. (0 to 1000000000000000000) */
  bytes_billed?: number | null;
  /** Slot-milliseconds a query took. (0 to 1000000000000000000) */
  slot_ms?: number | null;
  /** What it cost; without it the price list says. (0 to 9000000000) */
  cost_usd?: number | null;
  /** Milliseconds until the answer was whole. (0 to 1000000000000) */
  response_time_ms?: number | null;
  /** Bytes of the request. (0 to 1000000000000000000) */
  request_size?: number | null;
  /** Bytes of the answer. (0 to 1000000000000000000) */
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
  /** The budget reservation this event settles. */
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

export interface UsageGetParams {
  /** The event's id. */
  id: string;
}

export interface UsageImportParams {
  /** The file to read; a regular file, no link. */
  path?: string | null;
  /** The rows themselves, instead of a file. */
  text?: string | null;
  /** ndjson (a JSON object a line), csv (with a header), json (a list), or auto. (default "auto") */
  format?: 'ndjson' | 'csv' | 'json' | 'auto' | null;
  /** Column to field: a member of usage/track, metadata.NAME, cost_allocation.NAME, timestamp_offset_s (seconds
   * added to the default timestamp), cost_nano_usd, or "" for nothing. With a mapping, other columns without a
   * field's name are passed over. (default {}) */
  mapping?: Record<string, string> | null;
  /** Members for every row that does not have them. (default {}) */
  defaults?: Record<string, unknown> | null;
  /** skip: take what can be taken; abort: take all or none. (default "skip") */
  on_error?: 'skip' | 'abort' | null;
  /** Names this import: started again under the same key it answers what it answered. */
  key?: string | null;
}

export interface UsageLogBatchParams {
  /** What was done. */
  operation_name: string;
  /** The calls of the batch. (1 to 1000000000) */
  batch_size: number;
  /** All tokens of the batch. (0 to 1000000000000; default 0) */
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
   * 1000000000000) */
  prompt_tokens?: number | null;
  /** Output tokens as the provider counts them: Google and xAI beside reasoning, others with it. (0 to
   * 1000000000000) */
  completion_tokens?: number | null;
  /** Input tokens read from a cache. (0 to 1000000000000) */
  cache_read_tokens?: number | null;
  /** Input tokens written to a cache. (0 to 1000000000000) */
  cache_write_tokens?: number | null;
  /** Output tokens spent on reasoning. (0 to 1000000000000) */
  reasoning_tokens?: number | null;
  /** All tokens; computed if absent. (0 to 1000000000000) */
  total_tokens?: number | null;
  /** The service tier it was served at; the one in usage goes before. */
  service_tier?: 'standard' | 'batch' | 'priority' | 'flex' | 'scale' | 'fast' | null;
  /** Where it ran. */
  region?: string | null;
  /** Bytes a query read. (0 to 1000000000000000000) */
  bytes_processed?: number | null;
  /** Bytes a query is billed for. (0 to 1000000000000000000) */
  bytes_billed?: number | null;
  /** Slot-milliseconds a query took. (0 to 1000000000000000000) */
  slot_ms?: number | null;
  /** What it cost; without it the price list says. (0 to 9000000000) */
  cost_usd?: number | null;
  /** Milliseconds until the answer was whole. (0 to 1000000000000) */
  response_time_ms?: number | null;
  /** Bytes of the request. (0 to 1000000000000000000) */
  request_size?: number | null;
  /** Bytes of the answer. (0 to 1000000000000000000) */
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
  /** The budget reservation this event settles. */
  reservation_id?: string | null;
}

export interface UsageTrackBatchParams {
  /** The events, as for usage/track. (at most 10000) */
  events: Array<UsageTrackBatchEventsItemInput>;
  /** skip: take what can be taken and list the rest; abort: take all or none. (default "skip") */
  on_error?: 'skip' | 'abort' | null;
}

/** The methods cost/…. */
export interface CostGroup {
  /** Sums what a window cost, by query type, provider and model. total_queries counts calls (the sum of
   * call_count); the daily average divides by the window's local days. cost_by_query_type goes by operation; what
   * has none is "unknown". All parts add up to the total. */
  summary(params?: CostSummaryParams, options?: CallOptions): Promise<CostSummaryResult>;
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
  /** Answers one event with its receipt: each bucket's quantity, rate and cost. The receipt's lines and its
   * rounding add up to the cost. An event whose cost was given has one line that says so, and in list_lines what
   * the price list would have said. */
  get(params: UsageGetParams, options?: CallOptions): Promise<UsageGetResult>;
  /** Imports usage from a file or text, each row once. Answered at its end, with progress in rows and bytes;
   * cancelling the request ends it after the rows at hand, and what was committed stays. A row without an id gets
   * one made from the file's name (or key), its line and its content, so that importing the same file again stores
   * nothing twice. Numbers may be given as text; timestamps also without zone (UTC), or as seconds, milliseconds or
   * microseconds since 1970. */
  import(params?: UsageImportParams, options?: CallOptions): Promise<UsageImportResult>;
  /** Stores a batch operation as one event. call_count is batch_size, error_count the failures; success_count and
   * error_count must add up to batch_size. */
  logBatch(params: UsageLogBatchParams, options?: CallOptions): Promise<UsageLogBatchResult>;
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

/** Every group of methods. */
export interface Surface {
  readonly cost: CostGroup;
  readonly teams: TeamsGroup;
  readonly usage: UsageGroup;
}
