import JSON
import JSONRPC

/// A method as agents see it.
struct Tool: Sendable {
  /// `cost_summary` for `cost/summary`: tools' names hold no slash.
  let name: String
  let method: AnyMethod

  /// `cost` of `cost_summary`.
  var group: String { String(name.prefix { $0 != "_" }) }

  /// Every tool, always in the same order; made from the methods' declarations.
  static let all: [Tool] = AllMethods.list.filter(\.isForAgents).sorted { $0.name < $1.name }.map { method in
    Tool(name: String(method.name.map { $0 == "/" ? "_" : $0 }), method: method)
  }

  /// Objects and lists within the answer whose members are told.
  private static let levels = 3

  var document: JSONValue {
    [
      "name": .string(name),
      "title": .string(title),
      "description": .string(description),
      "inputSchema": Schema.toolInput(method.params),
      "outputSchema": method.result.toolOutput(levels: Self.levels),
      "annotations": [
        "readOnlyHint": .bool(method.isReading), "destructiveHint": false, "idempotentHint": .bool(method.isReading),
        "openWorldHint": false,
      ],
    ]
  }

  private var description: String {
    guard case .offered(let use) = method.agents else { return method.summary }
    return method.summary + " " + use
  }

  /// `Cost: compare periods` for `cost/comparePeriods`.
  private var title: String {
    var words = ""
    for (index, character) in method.name.enumerated() {
      if character == "/" {
        words += ": "
      } else if character.isUppercase {
        words += " " + character.lowercased()
      } else {
        words += index == 0 ? character.uppercased() : String(character)
      }
    }
    return words
  }
}

/// The tools that a server offers.
struct Tools: Sendable {
  let list: [Tool]

  init(of groups: [String]?) throws(ErrorAnswer) {
    guard let groups else {
      list = Tool.all
      return
    }
    let known = Set(Tool.all.map(\.group))
    if let unknown = groups.first(where: { !known.contains($0) }) {
      throw ErrorAnswer(.configurationError, "tools: expected groups of \(known.sorted().joined(separator: ", ")), got \"\(shortened(unknown))\"")
    }
    list = Tool.all.filter { groups.contains($0.group) }
  }

  /// Writes what `tools/list` answers.
  func write(to writer: JSONWriter) {
    writer.beginArray()
    for tool in list { tool.document.write(to: writer) }
    writer.endArray()
  }
}

extension AnyMethod {
  fileprivate var isReading: Bool { access == .reads || access == .immediate }

  fileprivate var isForAgents: Bool {
    switch agents {
    case .ifItReads: isReading
    case .offered: true
    case .withheld: false
    }
  }
}
