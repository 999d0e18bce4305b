import JSON
import JSONRPC

/// `rpc.discover`: the OpenRPC document of every method.
enum Discovery {
  /// Made at the first call: start-up does not pay for it.
  static let route = Route(name: "rpc.discover", access: .immediate, isOpen: true) {
    _, writer throws(ErrorAnswer) in
    document.write(to: writer)
    return true
  } queued: { _ throws(ErrorAnswer) in
    .read { _, writer throws(ErrorAnswer) in document.write(to: writer) }
  }

  /// OpenRPC 1.4 (spec.open-rpc.org).
  package static let document: JSONValue = [
    "openrpc": "1.4.1",
    "info": [
      "title": "costwire",
      "version": .string(workerVersion),
      "description": "A headless cost-intelligence worker for AI-API and BigQuery spend: JSON-RPC 2.0 over stdin and stdout.",
      "license": ["name": "Apache-2.0"],
    ],
    "methods": .array(AllMethods.list.sorted { $0.name < $1.name }.map(describe)),
  ]

  private static func describe(_ method: AnyMethod) -> JSONValue {
    // Required params stand before optional ones, as OpenRPC asks.
    let params = method.params.filter(\.isRequired) + method.params.filter { !$0.isRequired }
    let example = (try? JSONValue.parse(method.example)) ?? .object([])
    return [
      "name": .string(method.name),
      "summary": .string(method.summary),
      "description": .string(method.documentation.isEmpty ? method.summary : method.documentation),
      "paramStructure": "by-name",
      "params": .array(params.map(describe)),
      "result": ["name": .string(resultName(method.name)), "schema": method.result.document],
      "errors": .array(
        ([.invalidParams, .requestCancelled, .internalError, .databaseError] + method.errors).map { code in
          ["code": .int(code.number), "message": .string(code.symbol)]
        }),
      "examples": [
        [
          "name": "example",
          "params": .array(
            (example.members ?? []).map { ["name": .string($0.name), "value": $0.value] }),
        ]
      ],
      "x-access": .string(method.access.rawValue),
    ]
  }

  private static func resultName(_ method: String) -> String {
    method.split(separator: "/").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "Result"
  }

  private static func describe(_ property: Schema.Property) -> JSONValue {
    [
      "name": .string(property.name),
      "description": .string(property.documentation),
      "required": .bool(property.isRequired),
      "schema": property.document,
    ]
  }
}

/// The OpenRPC document: as it is committed with two spaces of indentation, or in one line; a newline at the end.
package func openRPCText(pretty: Bool = true) -> String { Discovery.document.text(pretty: pretty) + "\n" }
