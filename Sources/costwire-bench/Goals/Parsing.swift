import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Goal 10: the product's parser over lines in memory, one core; one number is read of each line.
enum Parsing {
  private static let lines = 100_000
  private static let rounds = 7

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    var generator = EventGenerator(.foreign, total: lines)
    let writer = JSONWriter(capacity: 1 << 20)
    var text: [UInt8] = []
    for _ in 0..<lines {
      writer.removeAll()
      generator.write(to: writer)
      text += writer.bytes
      text.append(10)
    }
    var rates: [Double] = []
    var sums: Set<Int64> = []
    for _ in 0..<rounds {
      let time = try elapsed { () throws(BenchFailure) in sums.insert(try sumOfCosts(text)) }
      rates.append(Double(text.count) / time)
    }
    guard sums.count == 1, sums.contains(where: { $0 > 0 }) else { throw BenchFailure("The parser read different numbers") }
    context.report.line(
      10, "parsing \(lines) lines, one number of each",
      [("mb_per_s", rates.median), ("lines_per_s", rates.median * 1e6 * Double(lines) / Double(text.count))])
  }

  private static func sumOfCosts(_ text: [UInt8]) throws(BenchFailure) -> Int64 {
    let parser = JSONParser()
    var sum: Int64 = 0
    var fault: JSONSyntaxError?
    text.withUnsafeBytes { bytes in
      var start = 0
      while let base = bytes.baseAddress, let end = memchr(base + start, 10, bytes.count - start) {
        let length = UnsafeRawPointer(end) - (base + start)
        do throws(JSONSyntaxError) {
          let line = try parser.parse(UnsafeRawBufferPointer(start: base + start, count: length))
          sum &+= line["cost_nanos"]?.int64 ?? 0
        } catch {
          fault = error
        }
        start += length + 1
        if start >= bytes.count { break }
      }
    }
    if let fault { throw BenchFailure("\(fault)") }
    return sum
  }
}
