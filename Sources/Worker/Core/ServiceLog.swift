import CostModel
import JSON
import JSONRPC

extension Services {
  /// Tells the log, and the client where it asked for `window/logMessage`, unless the level says that it is too little.
  ///
  /// - Parameter text: one line, without anything secret.
  func log(_ level: LogLevel, _ text: String) {
    if level.number <= (settings.logLevel ?? .warning).number { tell(level, text) }
  }

  /// The same whatever the level: for what somebody asked to have told.
  func tell(_ level: LogLevel, _ text: String) {
    world.log("\(world.now().rfc3339) \(level.rawValue.uppercased()) \(text)")
    clientLog.withLock { $0 }?(level, text)
  }

  /// Has the client hear of the log as well. Not where keys are asked for: the log is the process owner's.
  func tellLog(to session: SessionHandle) {
    guard settings.access != .keys, settings.notifications?.contains("window/logMessage") ?? false else { return }
    clientLog.withLock { hear in
      hear = { level, text in
        session.notify("window/logMessage") { writer in
          writer.beginObject()
          writer.name("type")
          level.number.write(to: writer)
          writer.name("message")
          writer.string(text)
          writer.endObject()
        }
      }
    }
  }
}
