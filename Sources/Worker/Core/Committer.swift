import JSON
import JSONRPC
import Store

/// Does queued calls in order: neighbouring writes in one transaction, their answers after its commit.
final class Committer {
  private let ledger: LedgerWriter
  private let services: Services

  init(ledger: LedgerWriter, services: Services) {
    self.ledger = ledger
    self.services = services
  }

  /// A write that was begun, and what became of it inside the transaction.
  private struct Begun {
    let call: Call
    let work: any PendingWrite
    var failure: ErrorAnswer?
  }

  func commit(_ calls: [QueuedCall], _ writer: JSONWriter) {
    var writes: [(Call, any PendingWrite)] = []
    for queued in calls {
      switch queued.work {
      case .write(let work):
        if let work = work as? any PendingWrite {
          writes.append((queued.call, work))
        } else if let work = work as? any WaitingWork {
          commit(writes, writer)
          writes = []
          if queued.call.mayBegin(writer) { begin(work, queued.call, writer) }
        }
      case .read(let work):
        // Only a database in memory: its reads come here.
        commit(writes, writer)
        writes = []
        guard queued.call.mayBegin(writer) else { continue }
        queued.call.answer(writer) { writer throws(ErrorAnswer) in try work(queued.call, writer) }
      }
    }
    commit(writes, writer)
    // Every answer has left: what reading threads would like to have stored delays nobody.
    services.forecasts.store(in: ledger)
  }

  /// Does one write unless another process holds the write lock; false when it does, with nothing changed.
  func commitNow(_ queued: QueuedCall, _ writer: JSONWriter) -> Bool {
    guard case .write(let work) = queued.work, let work = work as? any PendingWrite, work.isTracking else {
      return false
    }
    guard ledger.isWriteLockFree() else { return false }
    commit([(queued.call, work)], writer)
    return true
  }

  private func begin(_ work: any WaitingWork, _ call: Call, _ writer: JSONWriter) {
    do {
      try work.begin(call)
    } catch {
      call.answer(services.translate(error, "waiting"), writer)
    }
  }

  private func commit(_ writes: [(Call, any PendingWrite)], _ writer: JSONWriter) {
    var begun: [Begun] = []
    for (call, work) in writes {
      if call.mayBegin(writer) {
        begun.append(Begun(call: call, work: work))
      } else {
        work.finished()
        work.ended(.cancelled)
      }
    }
    guard !begun.isEmpty else { return }
    var refusal: ErrorAnswer?
    do {
      try ledger.transaction { ledger in
        for index in begun.indices { begun[index].failure = try apply(begun[index], ledger) }
      }
    } catch {
      refusal = services.translate(error, "commit")
    }
    for write in begun {
      write.work.finished()
      write.work.ended(refusal ?? write.failure)
      if let failure = refusal ?? write.failure {
        write.call.answer(failure, writer)
      } else if write.work.goesOn {
        write.call.answerBeforeEnd(writer) { writer throws(ErrorAnswer) in try write.work.write(to: writer) }
      } else if !write.work.isAnsweredLater {
        write.call.answer(writer) { writer throws(ErrorAnswer) in try write.work.write(to: writer) }
      }
    }
  }

  /// Does one write; answers why it was refused, and throws when the whole transaction has to go.
  private func apply(_ write: Begun, _ ledger: LedgerWriter) throws -> ErrorAnswer? {
    if write.work.isTracking {
      try write.work.apply(ledger, write.call)
      return nil
    }
    do {
      try ledger.savepoint { ledger in try write.work.apply(ledger, write.call) }
      return nil
    } catch is Undone {
      return nil
    } catch let refusal as ErrorAnswer {
      // Everything of the store's own is translated by then; a full disk must undo the rest as well.
      if refusal.code == .databaseFull || refusal.code == .databaseError { throw refusal }
      return refusal
    }
  }
}
