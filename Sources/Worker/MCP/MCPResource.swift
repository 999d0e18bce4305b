import JSON
import JSONRPC

/// What hosts may show or hand to an agent whole: the answer of one method under an address.
struct MCPResource: Sendable {
  let uri: String
  let name: String
  let title: String
  let description: String
  let mediaType: String
  /// The method that answers it, and its params.
  let method: String
  let params: String
  /// The member of the answer that is the resource; nil for all of it.
  let member: StaticString?

  static let all: [MCPResource] = [
    MCPResource(
      uri: "costwire://report", name: "report", title: "Cost report",
      description: "The last 90 days as one HTML page: trends, forecast, anomalies, attribution, clusters.", mediaType: "text/html",
      method: "cost/render", params: #"{"format": "html"}"#, member: "text"),
    MCPResource(
      uri: "costwire://report.md", name: "report.md", title: "Cost report as text",
      description: "The same in Markdown, for an agent to read.", mediaType: "text/markdown",
      method: "cost/render", params: #"{"format": "markdown"}"#, member: "text"),
    MCPResource(
      uri: "costwire://prices", name: "prices", title: "Price catalogue",
      description: "The first thousand prices in use: those that were set, then the built-in ones. The tool prices_list searches them all.",
      mediaType: "application/json", method: "prices/list", params: #"{"limit": 1000}"#, member: nil),
  ]

  func write(to writer: JSONWriter) {
    let value: JSONValue = [
      "uri": .string(uri), "name": .string(name), "title": .string(title), "description": .string(description),
      "mimeType": .string(mediaType),
    ]
    value.write(to: writer)
  }
}

/// The answer of a method as the contents of a resource.
struct ResourceAnswer: AnswerShape {
  let resource: MCPResource
  let era: MCPEra

  func write(result: UnsafeRawBufferPointer, to writer: JSONWriter) {
    let parser = JSONParser()
    let member = resource.member.flatMap { name in (try? parser.parse(result))?[name]?.raw }
    era.writeResult(to: writer, keeping: .nobody) { writer in
      writer.name("contents")
      writer.beginArray()
      writer.beginObject()
      writer.name("uri")
      writer.string(resource.uri)
      writer.name("mimeType")
      writer.string(resource.mediaType)
      writer.name("text")
      if let member { writer.raw(member) } else { writer.string(utf8: result.bindMemory(to: UInt8.self)) }
      writer.endObject()
      writer.endArray()
    }
  }

  func write(failure: ErrorAnswer, to writer: JSONWriter) {
    // The worker's own numbers are positive, and those of LSP mean nothing here.
    let number = failure.code.number
    MCPFailure(code: number > 0 || number == -32602 ? number : -32603, message: failure.message, data: ["code": .string(failure.code.symbol)])
      .write(to: writer)
  }
}
