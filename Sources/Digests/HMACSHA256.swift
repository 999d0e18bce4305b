/// A message authentication code from SHA-256, as RFC 2104 makes one of any hash.
package enum HMACSHA256 {
  package static func authenticate(key: [UInt8], message: [UInt8]) -> [UInt8] {
    var block = key.count > SHA256.blockSize ? SHA256.digest(of: key) : key
    block += [UInt8](repeating: 0, count: SHA256.blockSize - block.count)
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5c })
    outer.update(inner.finish())
    return outer.finish()
  }
}
