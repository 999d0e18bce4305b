/// What keys look like, so that one that was pasted where a reference to it belongs is not kept.
///
/// A guess that errs on the side of refusing: the beginnings that vendors give their keys, and runs of letters and digits
/// that nobody would choose as a name.
package enum KeyShape {
  private static let beginnings = ["sk-", "sk_", "rk_", "pk_", "ya29.", "aiza", "eyj", "xoxb-", "xoxp-", "ghp_", "gho_", "akia"]
  private static let leastMarked = 16
  private static let leastMixed = 24
  private static let leastHexadecimal = 32

  /// Whether any word of a text looks like a key.
  package static func isLikely(_ text: String) -> Bool {
    text.utf8.split { " \t\"'=:/,;@".utf8.contains($0) }.contains { word in
      let word = String(decoding: word, as: UTF8.self)
      return isMarked(word) || word.utf8.split { !isAlphanumeric($0) }.contains { isRandom(Array($0)) }
    }
  }

  static func isMarked(_ word: String) -> Bool {
    let lowered = word.lowercased()
    return word.utf8.count >= leastMarked && word.utf8.contains { 48...57 ~= $0 } && beginnings.contains { lowered.hasPrefix($0) }
  }

  private static func isRandom(_ run: [UInt8]) -> Bool {
    let hasDigit = run.contains { 48...57 ~= $0 }
    let hasUpper = run.contains { 65...90 ~= $0 }, hasLower = run.contains { 97...122 ~= $0 }
    if run.count >= leastMixed, hasDigit, hasUpper, hasLower { return true }
    return run.count >= leastHexadecimal && hasDigit && (hasUpper || hasLower) && run.allSatisfy(isHexadecimalDigit)
  }
}
