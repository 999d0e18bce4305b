extension IPAddress {
  /// Whether the address belongs to the public Internet: what a request that a client asked for may reach.
  ///
  /// The list is written out because libraries leave gaps (Python's `is_global` lets ::127.0.0.1, fec0:: and
  /// 192.0.0.192 pass). Of version 6 only what is handed out for the Internet counts, without the tunnels that carry a
  /// version 4 address inside; forms such as ::ffff:127.0.0.1 or 64:ff9b::7f00:1 lie outside it.
  package var isPublic: Bool {
    let start = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    if isVersion6 {
      return start >> 29 == 1 && !IPAddress.specialVersion6.contains { start >> (32 - $0.length) == $0.start >> (32 - $0.length) }
    }
    return !IPAddress.specialVersion4.contains { start >> (32 - $0.length) == $0.start >> (32 - $0.length) }
  }

  private typealias Block = (start: UInt32, length: UInt32)

  /// From IANA's IPv4 Special-Purpose Address Registry, and multicast.
  private static let specialVersion4: [Block] = [
    (0x0000_0000, 8),  // 0.0.0.0: this network
    (0x0a00_0000, 8),  // 10.0.0.0: private
    (0x6440_0000, 10),  // 100.64.0.0: shared by a carrier's customers
    (0x7f00_0000, 8),  // 127.0.0.0: loopback
    (0xa9fe_0000, 16),  // 169.254.0.0: link-local, metadata services of clouds
    (0xac10_0000, 12),  // 172.16.0.0: private
    (0xc000_0000, 24),  // 192.0.0.0: protocol assignments
    (0xc000_0200, 24),  // 192.0.2.0: documentation
    (0xc01f_c400, 24),  // 192.31.196.0: AS112
    (0xc034_c100, 24),  // 192.52.193.0: AMT
    (0xc058_6300, 24),  // 192.88.99.0: relays of 6to4
    (0xc0a8_0000, 16),  // 192.168.0.0: private
    (0xc0af_3000, 24),  // 192.175.48.0: AS112
    (0xc612_0000, 15),  // 198.18.0.0: benchmarks
    (0xc633_6400, 24),  // 198.51.100.0: documentation
    (0xcb00_7100, 24),  // 203.0.113.0: documentation
    (0xe000_0000, 4),  // 224.0.0.0: multicast
    (0xf000_0000, 4),  // 240.0.0.0: reserved, and broadcast
  ]

  /// Inside 2000::/3.
  private static let specialVersion6: [Block] = [
    (0x2001_0000, 23),  // 2001::/23: protocol assignments, Teredo and ORCHID among them
    (0x2001_0db8, 32),  // 2001:db8::/32: documentation
    (0x2002_0000, 16),  // 2002::/16: 6to4
    (0x3fff_0000, 20),  // 3fff::/20: documentation
  ]
}
