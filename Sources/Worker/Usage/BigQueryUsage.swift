import CostModel
import JSON

/// A BigQuery job: the REST resource or its statistics, or a row of INFORMATION_SCHEMA.JOBS.
///
/// Cache hits, jobs that failed, loads, extracts and copies are free; a job that was stopped is billed for what it
/// read. A script's parent costs nothing: its children do. Bytes that are not told are unpriced, not free.
struct BigQueryUsage {
  private var bytesProcessed: Int64?
  private var bytesBilled: Int64?
  private var slotMilliseconds: Int64?
  private var jobType: String?
  private var statementType: String?
  private var reservation: String?
  private var edition: String?
  private var isCacheHit = false
  private var isDryRun = false
  private var hasError = false
  private var isStopped = false
  private var isJob = false

  static func read(_ view: JSONView) throws(SchemaMismatch) -> ProviderUsage? {
    var job = BigQueryUsage()
    try job.take(view)
    return job.isJob ? job.usage : nil
  }

  private mutating func take(_ view: JSONView) throws(SchemaMismatch) {
    for (member, names) in [
      ("statistics", ["statistics"]), ("query", ["query"]), ("status", ["status"]), ("configuration", ["configuration"]),
    ] as [(StaticString, [StaticString])] {
      guard let inner = view.object(names[0]) else { continue }
      do throws(SchemaMismatch) { try take(inner) } catch { throw error.inside("\(member)") }
    }
    if let count = try first(view, "totalBytesProcessed", "total_bytes_processed") { bytesProcessed = count }
    if let count = try first(view, "totalBytesBilled", "total_bytes_billed") { bytesBilled = count }
    if let count = try first(view, "totalSlotMs", "total_slot_ms") { slotMilliseconds = count }
    jobType = jobType ?? view.text("jobType", "job_type")
    statementType = statementType ?? view.text("statementType", "statement_type")
    reservation = reservation ?? view.text("reservation_id", "reservationId")
    edition = edition ?? view.text("edition")
    isCacheHit = isCacheHit || view.isTrue("cacheHit", "cache_hit")
    isDryRun = isDryRun || view.isTrue("dryRun", "dry_run")
    for name in ["errorResult", "error_result"] as [StaticString] {
      guard let error = view[name], !error.isNull else { continue }
      hasError = error.kind == .object ? error.count > 0 : error.utf8.map { !$0.isEmpty } ?? false
      isStopped = error.text("reason") == "stopped"
    }
    isJob =
      isJob
      || view.has(
        "totalBytesProcessed", "total_bytes_processed", "totalBytesBilled", "total_bytes_billed", "totalSlotMs",
        "total_slot_ms", "jobType", "job_type")
  }

  private func first(_ view: JSONView, _ names: StaticString...) throws(SchemaMismatch) -> Int64? {
    for name in names {
      if let value = view[name], let count = try value.wideCount(name) { return count }
    }
    return nil
  }

  private var usage: ProviderUsage {
    let billed =
      isDryRun
      ? bytesProcessed.map { BigQueryJob.bytesBilled(estimatedFrom: $0) } : bytesBilled
    let job = BigQueryJob(
      bytesBilled: billed, slotMilliseconds: slotMilliseconds, hasReservation: reservation != nil, edition: edition)
    var usage = ProviderUsage(
      main: ProviderUsage.Part(provider: "bigquery", model: job.model, quantities: job.quantities))
    usage.isScriptParent = statementType?.uppercased() == "SCRIPT"
    let isQuery = jobType.map { $0.uppercased() == "QUERY" } ?? true
    usage.isFree = usage.isScriptParent || isCacheHit || !isQuery || (hasError && !isStopped)
    if usage.isFree { usage.main.quantities = UsageQuantities() }
    usage.reported.bytesProcessed = bytesProcessed
    usage.reported.bytesBilled = billed
    usage.reported.slotMilliseconds = slotMilliseconds
    return usage
  }
}
