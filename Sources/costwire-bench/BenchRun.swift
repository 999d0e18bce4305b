#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One run: the goals asked for, in their order, each against workers and databases of its own.
enum BenchRun {
  /// What measures some goals together, because they need the same worker or database.
  private static let groups: [(goals: ClosedRange<Int>, measure: @Sendable (BenchContext, Set<Int>) throws -> Void)] = [
    (1...3, SmallCalls.measure), (4...5, Starting.measure), (6...7, SingleEvents.measure), (8...8, EventBatches.measure),
    (9...9, FileImport.measure), (10...10, Parsing.measure), (11...14, Questions.measure), (18...18, BudgetCalls.measure),
  ]

  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      let options = try BenchOptions(arguments)
      if options.wantsHelp {
        writeOut(BenchOptions.help + "\n")
        return 0
      }
      signal(SIGPIPE, SIG_IGN)
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      folder.removeOnInterrupt()
      let context = BenchContext(options, folder)
      context.report.header(options)
      for group in groups {
        let goals = options.goals.filter { group.goals.contains($0) }
        if !goals.isEmpty { try group.measure(context, Set(goals)) }
      }
      return 0
    } catch {
      writeError("costwire-bench: \((error as? BenchFailure)?.message ?? "\(error)")\n")
      return 1
    }
  }
}

/// What every group of goals is given.
///
/// A class, because the imported database is made once for whoever asks first.
final class BenchContext {
  let options: BenchOptions
  let folder: TemporaryFolder
  let report: BenchReport
  private var imported: String?

  init(_ options: BenchOptions, _ folder: TemporaryFolder) {
    self.options = options
    self.folder = folder
    report = BenchReport(asJSON: options.asJSON)
  }

  /// A worker of the product on this database; it is not initialized.
  func worker(_ database: String) throws(BenchFailure) -> BenchWorker {
    try BenchWorker(options.worker, ["--database", database])
  }

  /// A worker that answered `initialize`.
  func readyWorker(_ database: String) throws(BenchFailure) -> BenchWorker {
    let worker = try worker(database)
    _ = try worker.call(Message.initialize)
    return worker
  }

  /// This program as the worker that does nothing.
  func echo() throws(BenchFailure) -> BenchWorker {
    try BenchWorker(BenchOptions.program, [EchoFloor.argument])
  }

  /// A database that holds the events of the import.
  func importedDatabase() throws(BenchFailure) -> String {
    if let imported { return imported }
    let file = try FileImport.makeFile(self)
    let (database, _) = try FileImport.importOnce(self, file, name: "questions.db")
    imported = database
    return database
  }

  /// Keeps a database that was imported anyway for the questions to come.
  func keepImported(_ database: String) { imported = database }
}

/// Why a run ended early.
struct BenchFailure: Error {
  let message: String
  init(_ message: String) { self.message = message }

  /// The reason is what the system said last.
  static func system(_ what: String) -> BenchFailure { BenchFailure("\(what): \(String(cString: strerror(errno)))") }
}
