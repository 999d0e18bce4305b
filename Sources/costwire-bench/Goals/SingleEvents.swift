import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Goals 6 and 7: one durable event a call, beside the cheapest durable thing this file system can do.
enum SingleEvents {
  private static let rounds = 7
  private static let calls = 400
  private static let warmUp = 200
  private static let blockSize = 4_096

  static func measure(_ context: BenchContext, _ goals: Set<Int>) throws {
    let worker = try context.readyWorker(context.folder.file("single.db"))
    var generator = EventGenerator(.costwire, total: warmUp + rounds * calls)
    let writer = JSONWriter()
    var requests = MessageList()
    for _ in 0..<generator.total { requests.add("usage/track", generator.params(of: 1, writer)) }
    for index in 0..<warmUp { try worker.call(requests[index]) }
    let file = try AppendedFile(context.folder.file("append.bin"), blocks: calls, of: blockSize)
    var floors: [Double] = []
    var times: [[Double]] = []
    for round in 0..<rounds {
      floors.append(try file.appendAll() / Double(calls))
      var seen: [Double] = []
      for index in 0..<calls {
        let request = requests[warmUp + round * calls + index]
        seen.append(try elapsed { () throws(BenchFailure) in try worker.call(request) })
      }
      times.append(seen)
    }
    let means = times.map { $0.reduce(0, +) / Double($0.count) }
    let all = times.flatMap { $0 }
    if goals.contains(6) {
      context.report.line(
        6, "one durable event a call",
        [
          ("us_each", means.median), ("p50_us", all.median), ("p99_us", all.percentile(0.99)),
          ("floor_us_each", floors.median), ("to_floor", zip(means, floors).map { $0 / $1 }.median),
        ])
    }
    if goals.contains(7) {
      context.report.line(
        7, "one durable event a call", [("events_per_s", 1e6 / means.median), ("floor_per_s", 1e6 / floors.median)])
    }
  }
}

/// A file that is written over block by block, each made durable before the next.
struct AppendedFile {
  private let descriptor: Int32
  private let blocks: Int
  private let block: [UInt8]

  /// The blocks are there beforehand, so that no append changes the size of the file.
  init(_ path: String, blocks: Int, of size: Int) throws(BenchFailure) {
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    (self.blocks, block) = (blocks, Array(repeating: 7, count: size))
    guard descriptor >= 0 else { throw .system("\(path) cannot be made") }
    for index in 0..<blocks { try write(index) }
    guard fsync(descriptor) == 0 else { throw .system("fsync failed") }
  }

  /// How long all blocks took, in microseconds.
  func appendAll() throws(BenchFailure) -> Double {
    try elapsed { () throws(BenchFailure) in
      for index in 0..<blocks {
        try write(index)
        #if canImport(Darwin)
          let isDurable = fcntl(descriptor, F_FULLFSYNC) == 0
        #else
          let isDurable = fdatasync(descriptor) == 0
        #endif
        guard isDurable else { throw .system("fdatasync failed") }
      }
    }
  }

  private func write(_ index: Int) throws(BenchFailure) {
    guard pwrite(descriptor, block, block.count, off_t(index * block.count)) == block.count else {
      throw .system("A block cannot be written")
    }
  }
}
