import JSONRPC

/// A chunk read ahead, while another is read and a third is stored: so memory stays bounded.
final class ChunkQueue: @unchecked Sendable {
  // @unchecked: everything mutable is used under `monitor`; the stream by the one thread that reads.
  private let monitor = Monitor()
  private var chunks: [RowChunk] = []
  private var failure: ErrorAnswer?
  private var isDone = false
  private var isCancelled = false

  private struct Handover: @unchecked Sendable {
    // @unchecked: the stream is given to the thread that reads and used by nobody else.
    let stream: RowStream
  }

  func fill(from stream: RowStream) {
    let handover = Handover(stream: stream)
    startThread { [self] in readAll(handover.stream) }
  }

  private func readAll(_ stream: RowStream) {
    do throws(ErrorAnswer) {
      while let chunk = try stream.next() {
        monitor.lock()
        while !chunks.isEmpty, !isCancelled { monitor.wait() }
        let goesOn = !isCancelled
        if goesOn { chunks.append(chunk) }
        monitor.wake()
        monitor.unlock()
        if !goesOn { return }
      }
    } catch {
      monitor.locked { failure = error }
    }
    monitor.locked {
      isDone = true
      monitor.wake()
    }
  }

  /// The next chunk; nil at the end.
  ///
  /// - Parameter check: asked while it waits, throws when nobody wants the chunk any more.
  func take(while check: () throws -> Void) throws -> RowChunk? {
    try check()
    monitor.lock()
    defer { monitor.unlock() }
    while chunks.isEmpty, !isDone {
      monitor.wait(milliseconds: 25)
      try check()
    }
    if !chunks.isEmpty {
      defer { monitor.wake() }
      return chunks.removeFirst()
    }
    if let failure { throw failure }
    return nil
  }

  func cancel() {
    monitor.locked {
      isCancelled = true
      monitor.wake()
    }
  }
}
