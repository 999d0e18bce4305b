/// Takes secrets out of a stream of JSON messages as it passes, framed and cut as it may be.
///
/// What leaves has as many bytes as what came, so that lengths announced in headers stay true and the recording can be
/// played back; secrets are asterisks. Only a string that has not ended is held back. What is a secret is told by the
/// name of the member it stands in, and in any other text by its shape. Whatever is no JSON passes, too.
package struct RecordedStream: Sendable {
  /// The string at hand as it was sent; nil between strings.
  private var text: [UInt8]?
  private var isEscaped = false
  /// Whether the string at hand has more bytes than are held back; it leaves as asterisks.
  private var isLong = false
  /// The last string that may prove to be a member's name.
  private var lastText: MemberKind?
  /// Of the member whose value comes.
  private var member: MemberKind?
  private static let mostHeld = 64 << 20
  /// How many objects and lists deep inside a secret value; 0 outside.
  private var secretDepth = 0

  package init() {}

  /// Passes bytes on.
  package mutating func pass(_ bytes: UnsafeRawBufferPointer, to result: inout [UInt8]) {
    result.reserveCapacity(result.count + bytes.count)
    for byte in bytes {
      if text == nil { passStructure(byte, to: &result) } else { passText(byte, to: &result) }
    }
  }

  /// What is held back, once nothing more comes.
  package mutating func end(to result: inout [UInt8]) {
    guard let text else { return }
    result += redacted(text)
    self.text = nil
  }

  private mutating func passText(_ byte: UInt8, to result: inout [UInt8]) {
    let isEnd = byte == UInt8(ascii: "\"") && !isEscaped
    // No string of JSON holds a line break: what begins behind it is something else.
    guard isEnd || byte == 10 else {
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      text?.append(byte)
      if let long = text, long.count > Self.mostHeld {
        isLong = true
        result += [UInt8](repeating: UInt8(ascii: "*"), count: long.count)
        text = []
      }
      return
    }
    let whole = text ?? []
    (text, isEscaped) = (nil, false)
    result += redacted(whole)
    result.append(byte)
    isLong = false
    if !isEnd {
      (member, lastText, secretDepth) = (nil, nil, 0)
    } else if member == nil {
      lastText = MemberKind(name: whole)
    }
  }

  private mutating func passStructure(_ byte: UInt8, to result: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): text = []
    case UInt8(ascii: ":"): (member, lastText) = (lastText, nil)
    case UInt8(ascii: ","): (member, lastText) = (nil, nil)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if secretDepth > 0 || member == .secret { secretDepth += 1 }
      (member, lastText) = (nil, nil)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if secretDepth > 0 { secretDepth -= 1 }
      (member, lastText) = (nil, nil)
    case 48...57 where secretDepth > 0 || member == .secret:
      // Any digit but 0, which no longer number begins with.
      return result.append(UInt8(ascii: "1"))
    default: break
    }
    result.append(byte)
  }

  private func redacted(_ text: [UInt8]) -> [UInt8] {
    var text = text
    if secretDepth > 0 || isLong {
      SecretText.mask(&text, 0..<text.count)
    } else {
      switch member {
      case .secret: SecretText.maskUnlessReference(&text)
      case .address: SecretText.maskAddress(&text)
      case .plain, nil: SecretText.maskKnownShapes(&text)
      }
    }
    return text
  }
}

/// What a member holds, as far as its name tells.
private enum MemberKind {
  case plain
  /// A secret, or a reference to one.
  case secret
  /// Something to be reached, whose path may let anyone in.
  case address

  private static let secretParts = ["accesskey", "apikey", "password", "passwd", "passphrase", "secret", "authorization", "privatekey"]
  private static let secretNames: Set<String> = [
    "username", "login", "cookie", "reference", "accesstoken", "authtoken", "apitoken", "refreshtoken", "idtoken", "sessiontoken", "bearertoken",
    "credentials", "pwd", "auth",
  ]

  init(name: [UInt8]) {
    // A name in disguise is not looked behind.
    guard !name.contains(UInt8(ascii: "\\")) else {
      self = .secret
      return
    }
    let letters = name.prefix(128).compactMap { byte -> UInt8? in
      "_-. ".utf8.contains(byte) ? nil : byte >= 65 && byte <= 90 ? byte + 32 : byte
    }
    let plain = String(decoding: letters, as: UTF8.self)
    if Self.secretNames.contains(plain) || Self.secretParts.contains(where: { plain.contains(text: $0) }) {
      self = .secret
    } else {
      self = plain.hasSuffix("url") || plain.hasSuffix("urls") || plain.hasSuffix("uri") || plain.hasSuffix("endpoint") ? .address : .plain
    }
  }
}
