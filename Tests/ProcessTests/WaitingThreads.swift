import Foundation
import Testing

/// Threads for tests that wait for other processes.
///
/// There are as many threads for tests as there are processors, and a test that waits keeps one of them from those that
/// compute. A class, because its threads share the list of what is to be done.
private final class WaitingThreads: TaskExecutor, @unchecked Sendable {
  // @unchecked: `jobs` is used under `condition`.
  static let shared = WaitingThreads(4)
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []

  private init(_ count: Int) {
    for _ in 0..<count { Thread.detachNewThread { [self] in run() } }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  private func run() {
    while true {
      condition.lock()
      while jobs.isEmpty { condition.wait() }
      let job = jobs.removeFirst()
      condition.unlock()
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

/// Has the tests of a suite run on threads that may wait.
struct WaitingTrait: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(WaitingThreads.shared, operation: function)
  }
}

extension Trait where Self == WaitingTrait {
  /// The tests of the suite wait for processes.
  static var waiting: WaitingTrait { WaitingTrait() }
}
