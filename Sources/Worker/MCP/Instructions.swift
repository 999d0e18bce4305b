/// What a host tells its agent of this server, beside the tools.
let mcpInstructions = """
  costwire keeps what AI API calls and BigQuery jobs cost, exactly, in one database; amounts are USD.
  Which tool answers what: what was spent, cost_summary; by whom or on what, cost_attribution (dimensions: model, user, team, project, \
  customer, operation, day ...); over time, cost_trends; more or less than before, cost_comparePeriods; odd days and what drove them, \
  cost_anomalies; what comes, cost_forecast; what to save, cost_recommendations and prices_whatIf; budgets, budget_status, and budget_check \
  before spending; single calls, usage_query, and usage_get for a receipt; prices, prices_get and prices_estimate; a general look, \
  dashboard_overview. usage_track stores a call that was made.
  Windows: days (today included), or start and end (a date is local midnight, end is excluded); as_of moves "now".
  Filters (model, provider, user_email, team, project_id ...) match whole names or any of a list, so look names up first: \
  cost_attribution with dimensions ["model"] lists the models, and several may be meant by "opus".
  Example, what was spent on opus last week and why it rose: 1. cost_attribution {"dimensions": ["model"], "days": 14} for the names; \
  2. cost_comparePeriods {"model": [names], "current_days": 7, "previous_days": 7, "as_of": the last instant of that week}; \
  3. cost_attribution {"model": [names], "dimensions": ["user", "project", "operation", "day"], "start", "end"} once for each of the two \
  weeks: the rows that grew are why; 4. cost_anomalies with the same filter for days that stand out.
  data_quality.unpriced_events above 0 means that a total misses some events; prices_unmatched lists them. Whole numbers beyond 2^53 are \
  strings.
  """
