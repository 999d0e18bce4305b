import CostModel
import Foundation
import JSON
import Synchronization
import Testing

@testable import JSONRPC
@testable import Worker

/// The clocks of a machine that only a test moves, and what workers on it write to their logs.
final class BudgetClock: Sendable {
  private let state: Mutex<State>

  private struct State {
    var now: Int64
    var uptime: Int64 = 1_000_000_000
    var seed: UInt64 = 0
    var log: [String] = []
  }

  init(_ now: String) throws { state = Mutex(State(now: try #require(Timestamp(rfc3339: now)).microseconds)) }

  var now: Timestamp { Timestamp(microseconds: state.withLock { $0.now }) }
  var log: [String] { state.withLock { $0.log } }

  func advance(seconds: Double) {
    state.withLock { state in
      state.now += Int64(seconds * 1_000_000)
      state.uptime += Int64(seconds * 1_000_000)
    }
  }

  func advance(to instant: String) throws {
    let target = try #require(Timestamp(rfc3339: instant)).microseconds
    advance(seconds: Double(target - state.withLock { $0.now }) / 1_000_000)
  }

  /// The world of a worker on this machine, whose time of day may be wrong by some seconds.
  func world(wrongBy seconds: Int64 = 0) -> (inout World) -> Void {
    { world in
      world.now = { [self] in Timestamp(microseconds: state.withLock { $0.now } + seconds * 1_000_000) }
      world.uptime = { [self] in (state.withLock { $0.uptime }, 7) }
      world.seed = { [self] in
        state.withLock { state in
          state.seed += 1
          return state.seed
        }
      }
      world.log = { [self] line in state.withLock { $0.log.append(line) } }
    }
  }
}

extension CostHarness {
  /// How a call is refused; an issue when it is answered.
  func error(_ method: String, _ params: String, _ location: SourceLocation = #_sourceLocation) throws -> ErrorAnswer {
    let answered: String
    do {
      answered = try text(method, params)
    } catch let error as ErrorAnswer {
      return error
    }
    Issue.record("answered: \(answered)", sourceLocation: location)
    throw CancellationError()
  }

  /// Stores an event that costs so much, now or at an instant.
  @discardableResult
  func spend(_ usd: String, _ members: String = "", at: String? = nil, id: String? = nil) throws -> JSONValue {
    let time = at.map { #", "timestamp": "\#($0)""# } ?? ""
    let name = id.map { #", "id": "\#($0)""# } ?? ""
    return try call("usage/track", #"{"cost_usd": \#(usd), "model": "m"\#(time)\#(name)\#(members.isEmpty ? "" : ", " + members)}"#)
  }
}

/// A folder that is gone with the test.
final class TemporaryFolder {
  private let path: URL

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "costwire-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: path) }

  func file(_ name: String) -> String { path.appending(path: name).path }
}
