/// Whether a text is digits only, and few of them.
func isPlainNumber(_ text: Substring, most: Int) -> Bool {
  1...most ~= text.utf8.count && text.utf8.allSatisfy { 48...57 ~= $0 }
}

func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  48...57 ~= byte || 65...70 ~= byte || 97...102 ~= byte
}

/// Whether all of a text is letters and digits of ASCII, or one of the marks.
func isPlain(_ text: Substring, or marks: String) -> Bool {
  text.utf8.allSatisfy { isAlphanumeric($0) || marks.utf8.contains($0) }
}

func isAlphanumeric(_ byte: UInt8) -> Bool {
  48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
}
