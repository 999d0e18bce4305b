import CostModel
import JSON
import Store

/// `system/performance`: the load on the worker and what it uses.
enum SystemPerformance: ReadMethod {
  static let name = "system/performance"
  static let summary = "Answers the current hour's calls, what the process uses of the machine, and how fast the database answers."
  static let documentation = """
    The current hour is that of as_of in time_zone, up to that instant; throughput divides its calls by the minutes it \
    has lasted, one at least. A megabyte is 1,048,576 bytes. cpu_usage_percent is processor time over the time since \
    the process began. disk_usage_mb is the database and its write-ahead log, 0 in memory.
    """

  struct Params: MethodParams {
    var asOf: Timestamp?
    var timeZone: String?
    static let fields = FieldTable<Params>([
      Field("as_of", \.asOf, "The instant taken for now; by default now."),
      Field(
        "time_zone", \.timeZone, .string(most: 64, format: "IANA time zone"),
        "The zone whose hour is meant; by default the worker's."),
    ])
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let now = params.asOf ?? context.world.now()
    let (zone, zoneName) = try context.services.zone(params.timeZone)
    let start = try UsagePerformance.current(now, zone, zoneName).hour
    let total = try context.reader.totals(
      Question(start: start, end: Timestamp(microseconds: now.microseconds + 1), scope: Scope(), teams: TeamMapping([])),
      .responses)
    let services = context.services
    return Answer(
      hour: HourFigures(total: total, minutes: Double(now.microseconds - start.microseconds) / 60e6),
      resources: SystemResources(used: context.world.resources(), disk: services.location.storedBytes),
      database: DatabasePerformance(
        meanMilliseconds: services.queryStatistics.meanMilliseconds, idleReaders: services.openReaders,
        isInMemory: services.location.isInMemory))
  }

  struct Answer: Shaped, Sendable {
    let hour: HourFigures
    let resources: SystemResources
    let database: DatabasePerformance

    static let members: [Member<Answer>] = [
      Member("current_hour", \.hour, "The calls of the current hour."),
      Member("system_resources", \.resources, "What the process uses."),
      Member("database_performance", \.database, "How the database does."),
    ]
  }

  struct HourFigures: Shaped, Sendable {
    let total: Measures
    let minutes: Double
    private var throughput: Ratio { Ratio(Double(total.calls) / max(minutes, 1)) }

    static let members: [Member<HourFigures>] = [
      Member("total_calls", \.total.calls, "Calls: the sum of call_count."),
      Member("avg_response_time_ms", \.total.meanResponseMilliseconds, "The mean over events with a response time; null without any."),
      Member("error_rate_percent", \.total.errorPercent, "Failed calls among all calls."),
      Member("throughput_per_minute", \.throughput, "Calls over minutes."),
    ]
  }

  struct SystemResources: Shaped, Sendable {
    let used: ProcessResources
    let disk: Int64
    private var memory: Ratio { Ratio(Double(used.residentBytes) / 1_048_576) }
    private var processor: Ratio { Ratio(used.uptimeSeconds > 0 ? used.processorSeconds / used.uptimeSeconds * 100 : 0) }
    private var diskMegabytes: Ratio { Ratio(Double(disk) / 1_048_576) }

    static let members: [Member<SystemResources>] = [
      Member("memory_usage_mb", \.memory, "Resident memory."),
      Member("cpu_usage_percent", \.processor, "Processor time over time; above 100 on several processors."),
      Member("disk_usage_mb", \.diskMegabytes, "The database and its write-ahead log."),
    ]
  }

  struct DatabasePerformance: Shaped, Sendable {
    let meanMilliseconds: Double
    let idleReaders: Int
    let isInMemory: Bool
    private var mean: Ratio { Ratio(meanMilliseconds) }
    /// The read that tells this has one of its own.
    private var inUse: Int { 1 }
    /// The one that writes, the one in use and those that wait; in memory one does it all.
    private var total: Int { isInMemory ? 1 : idleReaders + 2 }

    static let members: [Member<DatabasePerformance>] = [
      Member("avg_query_time_ms", \.mean, "The mean time of reads since the start."),
      Member("connection_pool_usage", \.inUse, "Connections that this read uses."),
      Member("total_connections", \.total, "That one, those that wait for reads, and the one that writes."),
    ]
  }
}
