/// What a Slack incoming webhook takes.
package struct SlackMessage: Sendable {
  /// Plain text: nothing in it is read as a link, a mention or a command.
  package var text: String
  /// Another channel than the webhook's own, where the webhook permits one.
  package var channel: String?

  package init(text: String, channel: String? = nil) {
    self.text = text
    self.channel = channel
  }

  package var body: [UInt8] {
    var body = Array("{\"text\":".utf8)
    SlackMessage.append(text, to: &body, isMarkup: true)
    if let channel {
      body += Array(",\"channel\":".utf8)
      SlackMessage.append(channel, to: &body, isMarkup: false)
    }
    return body + Array("}".utf8)
  }

  /// A JSON string; in text that Slack reads as its markup, `&`, `<` and `>` are written as it prescribes.
  private static func append(_ text: String, to body: inout [UInt8], isMarkup: Bool) {
    body.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): body += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): body += Array("\\n".utf8)
      case 0..<32: body += Array((byte < 16 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
      case UInt8(ascii: "&") where isMarkup: body += Array("&amp;".utf8)
      case UInt8(ascii: "<") where isMarkup: body += Array("&lt;".utf8)
      case UInt8(ascii: ">") where isMarkup: body += Array("&gt;".utf8)
      default: body.append(byte)
      }
    }
    body.append(UInt8(ascii: "\""))
  }
}
