import CostModel
import JSON
import JSONRPC
import Store

/// `usage/import`: events from a file or a text.
enum UsageImport {
  struct Params: JobOrderParams {
    var path: String?
    var text: String?
    var format = ImportFormat.auto
    var mapping = JSONValue.object([])
    var defaults = JSONValue.object([])
    var onError = UsageTrackBatch.OnError.skip
    var key: String?
    var waits = true

    static let fields = FieldTable<Params>([
      Field("path", \.path, .string(most: 4_096, format: "path"), "The file to read; a regular file, no link. With claude_code and codex also a folder, whose *.jsonl are read; without it the program's own folder."),
      Field("text", \.text, .string(most: 64 << 20, format: nil), "The rows themselves, instead of a file."),
      Field(
        "format", \.format, default: "auto",
        """
        ndjson (an event, a JSON object, a line), csv (with a header), json (a list of events); focus (bills, FOCUS 1.0 to \
        1.2); bigquery_jobs (rows of INFORMATION_SCHEMA.JOBS or jobs of the REST API); openai_usage, openai_costs, \
        anthropic_usage, anthropic_cost (answers of the vendors' admin APIs); litellm (LiteLLM_SpendLogs); claude_code, codex \
        (their sessions); or auto. Foreign formats are read from lines, lists and, where they have columns, CSV.
        """),
      Field(
        "mapping", \.mapping, .map(.string(most: 256, format: nil)), default: [:],
        "Column to field: a member of usage/track, metadata.NAME, cost_allocation.NAME, timestamp_offset_s (seconds added to the default timestamp), cost_nano_usd, or \"\" for nothing. With a mapping, other columns without a field's name are passed over."),
      Field("defaults", \.defaults, .map(.any), default: [:], "Members for every row that does not have them."),
      Field("on_error", \.onError, default: "skip", "skip: take what can be taken; abort: take all or none."),
      Field("key", \.key, .string(most: 512, format: nil), "Names this import: started again under the same key it is the same job, and answers what it answered; one that failed or was cancelled goes on where it stopped."),
      Field("wait", \.waits, default: true, "Whether to answer at its end. false: at once, with job_id and state; see jobs/get, jobs/wait and jobs/cancel."),
    ])
  }

  static let method = AnyMethod(
    name: "usage/import", access: .writes,
    summary: "Imports usage from a file or text, each row once.",
    documentation: """
      A job. It goes on in another worker where this one ends, from the rows it had stored. Waited for, it is answered at its \
      end, what is sent after it on this connection (jobs/* aside) takes effect after it, and cancelling the request cancels \
      the job: what was stored stays. text is kept by this worker alone, with wait: false in the queue (at most \
      8,388,608 bytes). A row without an id gets one made from the file's name (or key), its line and its \
      content, so that importing the same file again stores nothing twice. Numbers may be given as text; timestamps \
      also without zone (UTC), or as seconds, milliseconds or microseconds since 1970. auto reads a foreign format where \
      members or columns leave no doubt, and nothing foreign where a mapping is given. A bucket of a provider's report is \
      one event a group, under an id made of its time and its groups: fetched again with the same figures it is a \
      duplicate, with others it is refused (IDEMPOTENCY_CONFLICT). A UTC day of a provider counts from its cost report \
      (category provider_cost_report) or from usage (provider_usage_report, or calls that were tracked), whichever came \
      first; rows of the other are refused with CONFLICT, so that no spend counts twice. Fetch each bucket with one \
      grouping. focus costs are BilledCost, in USD; amounts below zero are refused by line. An answer of claude_code that \
      was logged more than once counts with its last counts; codex counts by the differences of its running totals. \
      LiteLLM's spend of 0 for tokens is no price, and is priced here. With file_roots set, paths lie below one of them.
      """,
    params: Params.fields.properties, result: JobText.schema(ImportReport.schema), errors: [.databaseFull, .requestFailed, .idempotencyConflict],
    example: #"{"text": "{\"id\": \"i-1\", \"provider\": \"openai\", \"model\": \"gpt-4o\", \"prompt_tokens\": 100, \"completion_tokens\": 10, \"timestamp\": \"2026-08-29T00:00:00Z\"}\n", "format": "ndjson"}"#
  ) { services in
    Route(name: "usage/import", access: .writes) { view throws(ErrorAnswer) in
      let params = try Params.read(view)
      let hasUsualPlace = params.format.isOfSessions && params.text == nil
      guard (params.path == nil) != (params.text == nil) || hasUsualPlace else {
        throw .invalid("path", "either path or text", got: params.path == nil ? "neither" : "both")
      }
      // What is wrong with the params is said now, not by the job.
      _ = try ImportJob.rows(params, services)
      return .write(JobStart(try order(params, view, services), services))
    }
  }

  /// What may stand in the queue.
  static let mostQueuedText = 8 << 20

  private static func order(_ params: Params, _ view: JSONView?, _ services: Services) throws(ErrorAnswer) -> JobStart.Order {
    // Its key tells another text apart, although the queue may not keep it.
    var order = JobStart.Order(ImportJob.self, title: "Importing usage", params, services)
    if let text = params.text {
      if params.waits {
        var kept = params
        (kept.text, kept.waits) = (nil, true)
        (order.params, order.input) = (kept.storedText(), Array(text.utf8))
      } else if text.utf8.count > mostQueuedText {
        throw .invalid("text", "at most \(mostQueuedText) bytes with wait: false (or a path)", got: "\(text.utf8.count)")
      }
    }
    (order.key, order.customer) = (params.key, Tenancy.tenant(view))
    order.priority = 10
    return order
  }
}
