import Store
import Synchronization

/// Answers of reads about fixed stretches of time, given again while no worker has committed anything since.
///
/// A class, because all reading threads share it.
final class KeptAnswers: Sendable {
  private let probe: CommitProbe?
  private let kept = Mutex<Kept>(Kept())

  private struct Kept {
    var answers: [[UInt8]: [UInt8]] = [:]
    /// The state of the database that all of them were made from.
    var stamp: CommitStamp?
    var bytes = 0
  }

  /// Larger answers are made anew; all kept ones together stay below this.
  private static let mostBytes = 8 << 20
  private static let longest = 1 << 20

  /// - Parameter probe: none for a database in memory, whose answers are not kept.
  init(_ probe: CommitProbe?) { self.probe = probe }

  /// The state of the database at this moment; nil when it cannot be told.
  var stamp: CommitStamp? { probe?.stamp }

  func find(_ key: [UInt8]) -> [UInt8]? {
    guard let stamp else { return nil }
    return kept.withLock { $0.stamp == stamp ? $0.answers[key] : nil }
  }

  /// Keeps an answer that was made between two looks at the database, if nothing was committed meanwhile.
  func keep(_ key: [UInt8], _ answer: UnsafeRawBufferPointer, madeFrom before: CommitStamp?) {
    guard let before, before == stamp, answer.count <= Self.longest else { return }
    let answer = Array(answer)
    kept.withLock { kept in
      if kept.stamp != before || kept.bytes + answer.count + key.count > Self.mostBytes {
        kept = Kept()
        kept.stamp = before
      }
      kept.answers[key] = answer
      kept.bytes += answer.count + key.count
    }
  }
}
