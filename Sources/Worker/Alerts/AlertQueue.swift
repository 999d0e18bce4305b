import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// Puts alerts on their way in the transaction that raises them.
struct AlertQueue {
  let services: Services

  /// Queues an alert of a budget for every receiver that wants it.
  func enqueue(_ raised: RaisedAlert, _ writer: LedgerWriter) throws {
    let alert = AlertAnswer(raised)
    for stored in try writer.deliveries.receivers() {
      // A receiver that cannot be read (a later version's, say) must not keep money from being counted.
      guard let receiver = try? Receiver(stored) else {
        services.log(.warning, "The receiver \(stored.id) cannot be read; it is not told of \(alert.id)")
        continue
      }
      guard isWanted(raised, by: receiver) else { continue }
      try enqueue(alert, subject: alert.id, to: stored.id, writer)
    }
  }

  private func isWanted(_ raised: RaisedAlert, by receiver: Receiver) -> Bool {
    switch receiver {
    case .channel(let name, let fields):
      guard fields.isEnabled ?? true, fields.type != .client else { return false }
      let channels = raised.threshold.channels
      return channels.isEmpty || channels.contains(name) || channels.contains(fields.type.rawValue)
    case .webhook(_, let fields):
      guard fields.triggers.contains(.budgetAlert) else { return false }
      guard let project = fields.project else { return true }
      return raised.budget.scope.values[.project]?.contains { $0.utf8.elementsEqual(project.utf8) } ?? false
    }
  }

  /// Queues anything for one receiver, once for each subject; answers whether it is new.
  @discardableResult
  func enqueue(_ alert: some JSONWritable, subject: String, to receiver: String, _ writer: LedgerWriter) throws -> Bool {
    let payload = JSONWriter()
    alert.write(to: payload)
    return try writer.deliveries.enqueue(
      "delivery-" + hexadecimal(services.world.seed()), receiver: receiver, subject: subject,
      payload: String(decoding: payload.bytes, as: UTF8.self), at: services.world.now())
  }
}

/// The client as a channel.
enum ClientChannel {
  /// Whether a threshold is to be told to the client: it names no channels, the type, or a channel of the type.
  static func isNamed(by threshold: BudgetThreshold, _ services: Services) -> Bool {
    if threshold.channels.isEmpty || threshold.channels.contains(ChannelType.client.rawValue) { return true }
    let receivers = (try? services.read { try $0.deliveries.receivers() }) ?? []
    return receivers.contains { stored in
      guard threshold.channels.contains(stored.id), case .channel(_, let fields)? = try? Receiver(stored) else { return false }
      return fields.type == .client && fields.isEnabled ?? true
    }
  }
}
