import CostModel

/// A mailbox as `name@domain`, in the plain form of RFC 5321: ASCII, no quotes, no comments.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  package let local: String
  package let domain: String

  package static let expected = "an e-mail address as name@domain.example"

  package init?(_ text: String) {
    guard text.utf8.count <= 254, let at = text.lastIndex(of: "@") else { return nil }
    let local = String(text[..<at])
    let isDotAtom =
      1...64 ~= local.utf8.count && !local.hasPrefix(".") && !local.hasSuffix(".") && !local.contains(text: "..")
      && isPlain(local[...], or: "!#$%&'*+-/=?^_`{|}~.")
    guard isDotAtom, case .name(let domain)? = try? NetworkHost(String(text[text.index(after: at)...])) else { return nil }
    self.local = local
    self.domain = domain
  }

  package var description: String { "\(local)@\(domain)" }
}
