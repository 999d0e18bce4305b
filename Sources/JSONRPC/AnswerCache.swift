import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Answers given a moment ago, to be given again to the same question while nothing they depend on has changed.
///
/// A few hundred small answers, each in the slot its params hash to; a newer one takes the slot.
/// A class, because it keeps memory. It belongs to the reading thread.
final class AnswerCache {
  /// A class, so that looking at a slot counts one reference and copies nothing.
  private final class Slot {
    let route: Route
    let params: [UInt8]
    let stamp: AnswerStamp
    let result: [UInt8]

    init(_ route: Route, _ params: [UInt8], _ stamp: AnswerStamp, _ result: [UInt8]) {
      (self.route, self.params, self.stamp, self.result) = (route, params, stamp, result)
    }
  }

  private var slots: [Slot?] = Array(repeating: nil, count: 256)
  /// Longer questions and answers are not kept, so that the whole cache stays below two megabytes.
  private static let longest = 4_096
  private let seed = UInt64.random(in: .min ... .max)

  /// Writes the kept answer; false when there is none.
  @inline(__always)
  func write(_ route: Route, _ params: UnsafeRawBufferPointer, _ stamp: AnswerStamp, to writer: JSONWriter) -> Bool {
    guard params.count <= Self.longest else { return false }
    return slots.withUnsafeBufferPointer { slots in
      guard let slot = slots[place(params)], slot.route === route, slot.stamp == stamp,
        slot.params.count == params.count
      else { return false }
      let isSame = slot.params.withUnsafeBytes { kept -> Bool in
        guard let a = kept.baseAddress, let b = params.baseAddress else { return true }
        return memcmp(a, b, kept.count) == 0
      }
      guard isSame else { return false }
      slot.result.withUnsafeBytes { writer.raw($0) }
      return true
    }
  }

  func keep(_ route: Route, _ params: UnsafeRawBufferPointer, _ stamp: AnswerStamp, _ result: UnsafeRawBufferPointer) {
    guard params.count <= Self.longest, result.count <= Self.longest else { return }
    slots[place(params)] = Slot(route, Array(params), stamp, Array(result))
  }

  @inline(__always)
  private func place(_ params: UnsafeRawBufferPointer) -> Int {
    var hash = seed ^ UInt64(truncatingIfNeeded: params.count)
    var offset = 0
    while offset &+ 8 <= params.count {
      let word = params.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
      offset &+= 8
    }
    while offset < params.count {
      hash = (hash ^ UInt64(params[offset])) &* 0xFF51_AFD7_ED55_8CCD
      offset &+= 1
    }
    return Int(truncatingIfNeeded: hash ^ hash >> 32) & 255
  }
}
