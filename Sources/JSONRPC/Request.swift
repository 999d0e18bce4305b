import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The envelope of a request, read and checked. Points into the message; valid while it is handled.
package struct Request {
  package let method: UnsafeBufferPointer<UInt8>
  /// The id exactly as it was sent; nil for a notification.
  package let id: UnsafeRawBufferPointer?
  package let params: JSONView?

  enum Reading {
    case request(Request)
    /// An answer of the client to something; nothing is asked here.
    case response
    case invalid(String, id: [UInt8]?)
  }

  static func read(_ message: JSONView, _ limits: WireLimits) -> Reading {
    guard message.kind == .object else { return .invalid("a request is an object", id: nil) }
    var version: JSONView?
    var method: JSONView?
    var id: JSONView?
    var params: JSONView?
    var isResponse = false
    var twice: StaticString?
    for (name, value) in message.members {
      switch name.count {
      case 2 where name.equals("id"):
        if id != nil { twice = "id" }
        id = value
      case 6 where name.equals("method"):
        if method != nil { twice = "method" }
        method = value
      case 6 where name.equals("params"):
        if params != nil { twice = "params" }
        params = value
      case 7 where name.equals("jsonrpc"): version = value
      case 5 where name.equals("error"), 6 where name.equals("result"): isResponse = true
      default: break
      }
    }
    if let id, !isValid(id, limits) {
      return .invalid("id is a string of at most \(limits.idBytes) bytes, a number or null", id: nil)
    }
    func invalid(_ reason: String) -> Reading { .invalid(reason, id: id.map { Array($0.raw) }) }
    if let twice { return invalid("\(twice) is given twice") }
    guard let version, version.equals("2.0") else { return invalid("jsonrpc must be \"2.0\"") }
    guard let method else { return isResponse ? .response : invalid("method is missing") }
    guard let name = method.utf8 else { return invalid("method is a string") }
    if let params, params.kind != .object, params.kind != .array, !params.isNull {
      return invalid("params is an object or an array")
    }
    return .request(Request(method: name, id: id?.raw, params: params))
  }

  private static func isValid(_ id: JSONView, _ limits: WireLimits) -> Bool {
    switch id.kind {
    case .string, .number: id.raw.count <= limits.idBytes
    case .null: true
    case .bool, .array, .object: false
    }
  }

  package func isNamed(_ name: StaticString) -> Bool { method.equals(name) }

  /// The params as an object, or nil when there are none: absent, null, `[]`, `[null]` and `{}` are alike, and a
  /// list of one object is that object.
  func namedParams() throws(ErrorAnswer) -> JSONView? {
    guard let params, !params.isNull else { return nil }
    if params.kind == .object { return params.count == 0 ? nil : params }
    if params.count == 0 { return nil }
    if params.count == 1, let only = params.elements.first(where: { _ in true }) {
      if only.isNull { return nil }
      if only.kind == .object { return only.count == 0 ? nil : only }
    }
    throw ErrorAnswer(
      .invalidParams, "params: expected named parameters (an object), got a list of positional ones",
      details: ["path": "params"])
  }
}

extension UnsafeBufferPointer<UInt8> {
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let start = baseAddress else { return false }
    return memcmp(start, text.utf8Start, count) == 0
  }
}
