/// Integers beyond 2^53 - 1 as texts: many readers of JSON hold numbers as doubles, and would change them silently.
enum SafeIntegers {
  private static let largest = 9_007_199_254_740_991

  /// The same JSON text, such integers in quotes; nil when there are none.
  static func quoted(_ json: UnsafeRawBufferPointer) -> [UInt8]? {
    var result: [UInt8]?
    var (place, copied) = (0, 0)
    while place < json.count {
      let byte = json[place]
      if byte == UInt8(ascii: "\"") {
        place = endOfString(json, place)
      } else if isDigit(byte) {
        let start = place > 0 && json[place - 1] == UInt8(ascii: "-") ? place - 1 : place
        var end = place
        while end < json.count, isDigit(json[end]) { end += 1 }
        let isInteger = end == json.count || ![46, 69, 101].contains(json[end])
        if isInteger, end - place >= 16, isLarge(json[place..<end]) {
          result = result ?? []
          result?.append(contentsOf: json[copied..<start])
          result?.append(UInt8(ascii: "\""))
          result?.append(contentsOf: json[start..<end])
          result?.append(UInt8(ascii: "\""))
          copied = end
        }
        place = isInteger ? end : endOfNumber(json, end)
      } else {
        place += 1
      }
    }
    result?.append(contentsOf: json[copied...])
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private static func isLarge(_ digits: Slice<UnsafeRawBufferPointer>) -> Bool {
    Int(String(decoding: digits, as: UTF8.self)).map { $0 > largest } ?? true
  }

  private static func endOfNumber(_ json: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var end = start
    while end < json.count, isDigit(json[end]) || [43, 45, 46, 69, 101].contains(json[end]) { end += 1 }
    return end
  }

  private static func endOfString(_ json: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var end = start + 1
    while end < json.count, json[end] != UInt8(ascii: "\"") { end += json[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(end + 1, json.count)
  }
}
