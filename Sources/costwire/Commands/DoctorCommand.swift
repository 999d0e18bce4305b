import Connectors
import CostModel
import JSON
import JSONRPC
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire doctor`: looks at what the worker needs, and says what to do where something is missing.
enum DoctorCommand {
  static let command = Command(
    name: "doctor", summary: "looks at what is needed, and says what to do where something is missing",
    flags: [.json],
    examples: [Command.Example("costwire doctor", "before anything else is asked")]
  ) { arguments throws(UsageError) in
    let findings = [binary, configuration(arguments)] + database(arguments) + [curl, zones, prices]
    let isWell = findings.allSatisfy { $0.state != .bad }
    let text = arguments.isOn("json") ? JSONValue.array(findings.map(\.json)).text(pretty: false) + "\n" : findings.map(\.text).joined()
    return say(text) == 0 && isWell ? 0 : 1
  }

  private enum State: String {
    case good = "ok"
    case warning, bad = "error"
  }

  /// What was found of one thing.
  private struct Finding {
    let what: String
    let state: State
    let detail: String
    /// What to do about it.
    var advice: String?

    var text: String {
      let style = Style(), label = state.rawValue
      let shown = state == .good ? style.good(label) : state == .warning ? style.warning(label) : style.bad(label)
      let blank = String(repeating: " ", count: max(1, 9 - label.count))
      return "\(shown)\(blank)\(what): \(printable(detail))\n" + (advice.map { "         -> \($0)\n" } ?? "")
    }

    var json: JSONValue {
      ["check": .string(what), "status": .string(state.rawValue), "detail": .string(detail), "advice": advice.map { .string($0) } ?? .null]
    }
  }

  private static var binary: Finding {
    Finding(what: "binary", state: .good, detail: "\(LocalWorker.program), \(VersionText.line.dropLast())")
  }

  private static func configuration(_ arguments: Arguments) -> Finding {
    let path = ConfigurationFile.path ?? ""
    do throws(UsageError) {
      _ = try arguments.settings()
      let isThere = !path.isEmpty && access(path, F_OK) == 0
      return Finding(what: "settings", state: .good, detail: isThere ? "read from \(path)" : "no configuration file (\(path)); defaults, flags and environment")
    } catch {
      return Finding(what: "settings", state: .bad, detail: error.message, advice: "costwire config get shows where each comes from; mend the flag, the variable or \(path)")
    }
  }

  // MARK: The database

  private static func database(_ arguments: Arguments) -> [Finding] {
    guard let settings = try? arguments.settings(), let path = settings.database else { return [] }
    guard path == ":memory:" || access(path, F_OK) == 0 else {
      return [Finding(what: "database", state: .good, detail: "\(path) is not there yet; the first command that tracks makes it")]
    }
    var findings: [Finding] = []
    do throws(UsageError) {
      _ = try withWorker(arguments) { worker in
        let health = try worker.call("health/check", [:])
        let parts = (health["components"]?.members ?? []).filter { $0.value["status"] != nil }
        for part in parts where part.value["status"] != "healthy" {
          let isBad = part.value["status"] == "unhealthy"
          findings.append(
            Finding(what: part.name, state: isBad ? .bad : .warning, detail: part.value["detail"]?.string ?? "", advice: "costwire call system/verify looks at every row"))
        }
        return 0
      }
      findings.insert(Finding(what: "database", state: .good, detail: "\(path) opens, and answers"), at: 0)
    } catch {
      findings.append(
        Finding(what: "database", state: .bad, detail: "\(path): \(error.message)", advice: "give another --database, or put back a copy made by system/backup"))
    }
    return findings
  }

  // MARK: What the system brings

  private static var curl: Finding {
    let places = (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":").map { $0 + "/curl" }
    if let path = places.map({ String($0) }).first(where: { access($0, X_OK) == 0 }) { return Finding(what: "curl", state: .good, detail: path) }
    return Finding(
      what: "curl", state: .warning, detail: "is not on the PATH: webhooks, Slack, e-mail and collectors cannot send",
      advice: "apt-get install curl (or your system's package); everything else works without it")
  }

  private static var zones: Finding {
    let folder = variable("TZDIR") ?? "/usr/share/zoneinfo"
    if access(folder + "/Europe/Berlin", R_OK) == 0 { return Finding(what: "time zones", state: .good, detail: folder) }
    return Finding(
      what: "time zones", state: .warning, detail: "\(folder) has none: days can only be those of UTC", advice: "apt-get install tzdata (or your system's package)")
  }

  /// Prices change every few weeks.
  private static let freshDays: Int64 = 120

  private static var prices: Finding {
    let source = PriceSource.litellm
    let made = Timestamp(rfc3339: source.date + "T00:00:00Z") ?? Timestamp(seconds: 0)
    let days = max(0, (Int64(time(nil)) - made.seconds) / 86_400)
    let detail = "built in as of \(source.date), \(days) days ago"
    guard days > freshDays else { return Finding(what: "prices", state: .good, detail: detail) }
    return Finding(
      what: "prices", state: .warning, detail: detail,
      advice: "take a newer version, lay a list over it with --prices FILE, or set single prices with costwire call prices/set")
  }
}
