import CostModel
import Testing

@Suite("Prices: BigQuery")
struct BigQueryPriceTests {
  private func cost(_ job: BigQueryJob, region: String? = nil) throws -> PricedUsage {
    try price("bigquery", job.model, job.quantities, region: region)
  }

  @Test(
    "bytes billed cost 6.25 USD per TiB",
    arguments: [
      (Int64(10) << 20, "0.000059605"), (15 << 20, "0.000089407"), (1 << 40, "6.25"), (1 << 50, "6400"), (1, "0"),
      (0, "0"),
    ])
  func bytes(billed: Int64, expected: String) throws {
    let priced = try cost(BigQueryJob(bytesBilled: billed, slotMilliseconds: 5_000_000, hasReservation: false))
    #expect(dollars(priced.cost) == expected)
    #expect(priced.unpriced.isEmpty)
  }

  @Test(
    "a reservation pays slots and no bytes",
    arguments: [
      ("STANDARD", "0.04"), ("ENTERPRISE", "0.06"), ("ENTERPRISE_PLUS", "0.1"), ("enterprise-1y", "0.048"),
    ])
  func slots(edition: String, expected: String) throws {
    let job = BigQueryJob(bytesBilled: 1 << 40, slotMilliseconds: 3_600_000, hasReservation: true, edition: edition)
    #expect(dollars(try cost(job).cost) == expected)
  }

  @Test("a third of a slot-hour is exact until it is rounded")
  func exact() throws {
    let job = BigQueryJob(bytesBilled: nil, slotMilliseconds: 1_000, hasReservation: true, edition: "STANDARD")
    let priced = try cost(job)
    #expect(priced.exactCost.numerator == 1 && priced.exactCost.denominator == 9)
    #expect(priced.cost.nanos == 11_111)
  }

  @Test("what BigQuery hides is unpriced, not free")
  func hidden() throws {
    let job = BigQueryJob(bytesBilled: nil, slotMilliseconds: 10, hasReservation: false)
    #expect(try cost(job).unpriced == [.bigqueryBytes])
    let reserved = BigQueryJob(bytesBilled: 5, slotMilliseconds: 10, hasReservation: true)
    #expect(try cost(reserved).unpriced == [.bigquerySlotMs])
  }

  @Test("outside the US the receipt says that the US price stands in")
  func regions() throws {
    let job = BigQueryJob(bytesBilled: 1 << 40, slotMilliseconds: nil, hasReservation: false)
    #expect(try cost(job, region: "US").lines[0].source.name == "costwire notes")
    #expect(try cost(job, region: "EU").lines[0].source.name == "costwire notes: US list price")
  }

  @Test("a dry run's bytes are rounded up to a MiB, ten at least")
  func dryRun() {
    #expect(BigQueryJob.bytesBilled(estimatedFrom: 0) == 10 << 20)
    #expect(BigQueryJob.bytesBilled(estimatedFrom: (10 << 20) + 1) == 11 << 20)
    #expect(BigQueryJob.bytesBilled(estimatedFrom: 15 << 20) == 15 << 20)
    #expect(BigQueryJob.bytesBilled(estimatedFrom: .max) > 0)
  }
}
