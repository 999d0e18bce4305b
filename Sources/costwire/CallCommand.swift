import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `costwire call METHOD [JSON|-]`.
enum CallCommand {
  static let command = Command(
    name: "call", operands: "METHOD [JSON|-]", most: 2, summary: "calls one method and prints its result (- reads the params from standard input)",
    flags: [.json],
    examples: [
      Command.Example("costwire call cost/attribution '{\"days\": 30, \"dimensions\": [\"user\", \"model\"]}'", "where the money went"),
      Command.Example("costwire call prices/unmatched", "models that have no price"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let method = arguments.operands.first else { throw UsageError("costwire call METHOD [JSON|-]") }
    let params = try params(arguments.operands.dropFirst().first)
    return try withWorker(arguments) { worker in
      let progress = ProgressBar(arguments)
      let result: JSONValue
      if progress.isShown, case .object(let members) = params {
        let tokened = JSONValue.object(members + [JSONMember(name: "workDoneToken", value: "call")])
        result = try worker.call(method, tokened, onProgress: progress.show)
      } else {
        result = try worker.call(method, params)
      }
      progress.end()
      return say(result.text(pretty: !arguments.isOn("json")) + "\n")
    }
  }

  private static func params(_ text: String?) throws(UsageError) -> JSONValue {
    guard var text else { return .object([]) }
    if text == "-" {
      guard case .text(let input) = readAll(STDIN_FILENO, most: 64 << 20) else { throw UsageError("Standard input cannot be read, or is more than 64 MiB") }
      text = input
    }
    return try parseJSON(text, "the params")
  }
}

/// Parses an argument that is JSON.
func parseJSON(_ text: String, _ what: String) throws(UsageError) -> JSONValue {
  do throws(JSONSyntaxError) {
    return try JSONValue.parse(text)
  } catch {
    throw UsageError("\(what): not JSON: \(error.description)")
  }
}

/// Starts a worker with the settings given, opens the database, and hands it to `body`.
func withWorker(
  _ arguments: Arguments, adding more: [String] = [], _ body: (LocalWorker) throws -> Int32
) throws(UsageError) -> Int32 {
  let worker = try LocalWorker(arguments.settingArguments + more)
  do {
    _ = try worker.initialize()
    let code = try body(worker)
    worker.close()
    return code
  } catch let error as UsageError {
    worker.close()
    throw error
  } catch let refusal as LocalWorker.Refusal {
    worker.close()
    throw UsageError("\(refusal.message) (\(refusal.symbol))")
  } catch {
    worker.close()
    throw UsageError("\(error)")
  }
}
