import Connectors
import Testing

@Suite("A recording")
struct RecordedStreamTests {
  private func recorded(_ text: String, piece: Int = .max) -> String {
    var stream = RecordedStream()
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      Array(rest.prefix(piece)).withUnsafeBytes { stream.pass($0, to: &result) }
      rest = rest.dropFirst(piece)
    }
    stream.end(to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  private static let cases: [(String, String)] = [
    (#"{"access_key": "cw_ab\"c", "n": 10}"#, #"{"access_key": "********", "n": 10}"#),
    (#"{"_access_key":"x"}{"a":"x"}"#, #"{"_access_key":"*"}{"a":"x"}"#),
    ("{\"password\"\n :\n \"pä\"}", "{\"password\"\n :\n \"***\"}"),
    (#"{"secret": {"a": ["b", 120, true, null]}, "c": "d"}"#, #"{"secret": {"*": ["*", 111, true, null]}, "c": "d"}"#),
    (#"{"secret": "env:NAME", "password": "file:/run/x", "reference": "command:pass show a"}"#, #"{"secret": "env:NAME", "password": "file:/run/x", "reference": "command:pass*******"}"#),
    (#"{"secret": "env:not-a-name"}"#, #"{"secret": "**************"}"#),
    (#"{"webhook_url": "https://u:p@h.example.com:8443/a?b"}"#, #"{"webhook_url": "https://***@h.example.com:8443/***"}"#),
    (#"{"url": "https:\/\/h\/a"}"#, #"{"url": "https:\/\/h\**"}"#),
    (#"{"webhook_url": "env:SLACK", "callback_url": "zq"}"#, #"{"webhook_url": "env:SLACK", "callback_url": "**"}"#),
    (#"{"p\u0061ssword": "x", "plain\n": "y"}"#, #"{"p\u0061ssword": "*", "plain\n": "*"}"#),
    (#"{"text": "a cw_0123456789abcdef0123 b sk-ant-0123456789abc"}"#, #"{"text": "a *********************** b ********************"}"#),
    (#"{"text": "see http://u:p@h/ and https://hooks.slack.com/services/T/B/x."}"#, #"{"text": "see http://***@h/ and https://hooks.slack.com****************"}"#),
    (#"{"text": "{\"url\": \"https://u:p@h/\"}"}"#, #"{"text": "{\"url\": \"https://***@h/\"}"}"#),
    (#"{"a": "my key:\nsk-ant-0123456789abc"}"#, #"{"a": "my key:\n********************"}"#),
    (#"{"a": "\u003csk-ant-0123456789abc\u003e `sk-ant-0123456789abc`"}"#, #"{"a": "\u003c********************\u003e `********************`"}"#),
    (#"{"a": "\u0073k-ant-0123456789abc|--sk-ant-0123456789abc"}"#, #"{"a": "*************************|--********************"}"#),
    (#"{"a": "{\"b\": \"x\\nsk-ant-0123456789abc\"}"}"#, #"{"a": "{\"b\": \"x\\n********************\"}"}"#),
    (#"{"a": "postgres://u:pass#1?x@h/d"}"#, #"{"a": "postgres://**********@h/d"}"#),
    (#"{"api.key": "x", "credentials": "y", "pwd": "z"}"#, #"{"api.key": "*", "credentials": "*", "pwd": "*"}"#),
    (#"{"prompt_tokens": 120, "workDoneToken": "t", "token": "t", "max_tokens": 5}"#, #"{"prompt_tokens": 120, "workDoneToken": "t", "token": "t", "max_tokens": 5}"#),
    ("{\"a\": \"never ends\n{\"access_key\": \"x\"}\n", "{\"a\": \"never ends\n{\"access_key\": \"*\"}\n"),
    ("Content-Length: 19\r\n\r\n{\"username\": \"ada\"}Content-Length: 2\r\n\r\n{}", "Content-Length: 19\r\n\r\n{\"username\": \"***\"}Content-Length: 2\r\n\r\n{}"),
    (#"{"apiKey": "cut off he"#, #"{"apiKey": "**********"#),
  ]

  @Test("has asterisks in the place of secrets, as many, however it is cut", arguments: [1, 2, 3, 7, .max])
  func redacts(piece: Int) {
    for (text, expected) in Self.cases {
      #expect(recorded(text, piece: piece) == expected)
      #expect(recorded(text, piece: piece).utf8.count == text.utf8.count)
    }
  }
}
