import CostModel

extension CurlAnswer {
  /// Milliseconds until the provider takes another request, when this one was the last that it takes for now.
  ///
  /// OpenAI answers `x-ratelimit-remaining-requests` with `x-ratelimit-reset-requests: 6m0s`, Anthropic
  /// `anthropic-ratelimit-requests-remaining` with an instant in `anthropic-ratelimit-requests-reset`.
  package func exhaustedMilliseconds(now: Timestamp) -> Int64? {
    if header("x-ratelimit-remaining-requests") == "0", let text = header("x-ratelimit-reset-requests") {
      return CurlAnswer.milliseconds(text)
    }
    if header("anthropic-ratelimit-requests-remaining") == "0", let text = header("anthropic-ratelimit-requests-reset") {
      return Timestamp(rfc3339: text).map { max(0, ($0.microseconds - now.microseconds) / 1_000) }
    }
    return nil
  }

  /// Reads `1h2m3.5s`, `20ms` and the like; nil for anything else, and for more than a day.
  static func milliseconds(_ text: String) -> Int64? {
    var rest = text[...]
    var sum = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(unit.count)
      guard number.utf8.count <= 12, let value = Double(number), let factor = ["h": 3_600_000.0, "m": 60_000, "s": 1_000, "ms": 1][String(unit)] else { return nil }
      sum += value * factor
    }
    return text.isEmpty || sum > 86_400_000 ? nil : Int64(sum.rounded(.up))
  }
}
