import CostModel
import JSON
import JSONRPC
import Store

/// `system/verify`: whether the ledger is whole.
enum SystemVerify: ReadMethod {
  static let name = "system/verify"
  static let summary = "Checks the database file, recomputes every roll-up and budget counter from the events, and looks every id up."
  static let documentation = """
    Reads everything, and takes as long. A damaged file is no error but an answer with ok: false and the damage in \
    integrity. Progress is told on workDoneToken.
    """

  typealias Params = NoParams

  static func answer(_ params: NoParams, _ context: ReadContext) throws -> Answer {
    let call = context.call
    call.beginProgress("Verifying the ledger")
    do {
      let blocks = try context.reader.blockCount()
      var visited: Int64 = 0
      let budgets = try context.services.budgets.inEffect(context.reader, context.services).counted
      let found = try context.reader.interruptible(when: { call.isCancelled }) {
        var found = try context.reader.verify(budgets) {
          visited += 1
          call.report(Double(visited) / Double(max(blocks, 1)), "\(visited) of \(blocks) blocks")
          return call.isCancelled
        }
        found.brokenAuditEntry = try context.reader.auditLog.verify { call.isCancelled }.broken
        return found
      }
      try call.checkCancellation()
      // Roll-ups that are known to be whole are quick to ask; otherwise there is no total to qualify.
      let quality = found.isSound ? DataQuality(try context.reader.totals(.everything)) : nil
      return Answer(found: found, quality: quality)
    } catch let failure as SQLiteFailure where failure.isInterrupted {
      throw MethodFailure.cancelled
    } catch let failure as SQLiteFailure where failure.isDamaged {
      return damaged("the file is damaged")
    } catch let damage as LedgerDamage {
      return damaged(damage.what)
    }
  }

  private static func damaged(_ what: String) -> Answer {
    var found = Verification()
    found.integrity = [what]
    return Answer(found: found, quality: nil)
  }

  struct Answer: Shaped, Sendable {
    let found: Verification
    let quality: DataQuality?
    private var budgetDifferences: [String] { Array(found.budgetDifferences.prefix(100)) }

    static let members: [Member<Answer>] = [
      Member("ok", \.found.isSound, "Whether nothing was found."),
      Member("events", \.found.events, "Events read."),
      Member("total_cost_usd", \.found.cost, "What they cost."),
      Member("rollup_rows", \.found.rollupRows, "Roll-ups compared."),
      Member("integrity", \.found.integrity, "What is wrong with the file, in sentences."),
      Member("differences", \.found.differences, "Where roll-ups differ from the events, the first hundred."),
      Member("difference_count", \.found.differenceCount, "How many do."),
      Member("duplicate_ids", \.found.duplicateIDs, "Events whose id another one has."),
      Member("missing_ids", \.found.missingIDs, "Events that their id does not find."),
      Member("budget_counters", \.found.budgetCounters, "Counters of budgets compared."),
      Member("budget_differences", \.budgetDifferences, "Where those differ from the events, the first hundred."),
      Member("audit_broken_at", \.found.brokenAuditEntry, "The first entry of the audit log that does not fit the one before; null when all do."),
      Member.optional("data_quality", \.quality, "What the total does not know, when all is well."),
    ]
  }
}
