/// What a BigQuery job used, and under which price it falls: its bytes or its slots, never both.
///
/// Whether a job is free (a cache hit, an error, a load), and which rows repeat others (a script's parent),
/// the caller decides.
package struct BigQueryJob: Hashable, Sendable {
  /// The model id that the catalogue prices it under.
  package var model: String
  package var quantities: UsageQuantities

  /// A job of a reservation is priced by its slots, any other by the bytes billed. A number that BigQuery
  /// did not tell leaves the bucket unpriced.
  ///
  /// - Parameter edition: as BigQuery spells it (`STANDARD`, `ENTERPRISE`, `ENTERPRISE_PLUS`), or with a
  ///   commitment (`enterprise-1y`). Without one a reservation's slots have no list price.
  package init(bytesBilled: Int64?, slotMilliseconds: Int64?, hasReservation: Bool, edition: String? = nil) {
    quantities = UsageQuantities()
    let bucket = hasReservation ? Bucket.bigquerySlotMs : .bigqueryBytes
    if let quantity = hasReservation ? slotMilliseconds : bytesBilled {
      quantities[bucket] = quantity
    } else {
      quantities.setUnknown(bucket)
    }
    let name = edition?.lowercased().split(separator: "_").joined(separator: "-") ?? "unknown-edition"
    model = hasReservation ? "bigquery-" + name : "bigquery-on-demand"
  }

  /// What a dry run's bytes will be billed as: whole MiB, rounded up, and no less than ten.
  ///
  /// For estimates only: the bytes billed of a job that ran have it in them.
  package static func bytesBilled(estimatedFrom bytes: Int64) -> Int64 {
    let mebibyte: Int64 = 1 << 20
    guard bytes > 10 * mebibyte else { return 10 * mebibyte }
    guard bytes <= Int64.max - mebibyte else { return Int64.max / mebibyte * mebibyte }
    return (bytes + mebibyte - 1) / mebibyte * mebibyte
  }
}
