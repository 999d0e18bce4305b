import Connectors
import CostModel
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension World {
  /// The world as it is.
  static func live() -> World {
    let started = monotonicSeconds()
    return World(
      now: { wallClock() },
      seed: { UInt64.random(in: .min ... .max) },
      zone: { ZoneFiles.rules($0) },
      environment: { variable($0) },
      log: { StandardError.log($0) },
      resources: { resources(since: started) },
      uptime: { (MachineClock.microseconds, MachineClock.boot) }, run: .live,
      secretFile: { SecretSources.smallFile($0, database: $1) })
  }

  private static func wallClock() -> Timestamp {
    var instant = timespec()
    clock_gettime(CLOCK_REALTIME, &instant)
    return Timestamp(microseconds: Int64(instant.tv_sec) * 1_000_000 + Int64(instant.tv_nsec) / 1_000)
  }

  private static func monotonicSeconds() -> Double {
    var instant = timespec()
    clock_gettime(CLOCK_MONOTONIC, &instant)
    return Double(instant.tv_sec) + Double(instant.tv_nsec) / 1e9
  }

  private static func resources(since started: Double) -> ProcessResources {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    var resources = ProcessResources()
    resources.processorSeconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    resources.uptimeSeconds = monotonicSeconds() - started
    resources.residentBytes = residentBytes() ?? Int64(usage.ru_maxrss) * 1_024
    return resources
  }

  /// From /proc where there is one.
  private static func residentBytes() -> Int64? {
    guard let text = readFile("/proc/self/statm", most: 4_096).text else { return nil }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
    return pages.map { $0 * Int64(sysconf(Int32(_SC_PAGESIZE))) }
  }
}

/// How long the machine has been running. All its processes see the same, and nobody can set it.
enum MachineClock {
  static var microseconds: Int64 {
    var instant = timespec()
    #if canImport(Darwin)
      clock_gettime(CLOCK_MONOTONIC_RAW, &instant)
    #else
      clock_gettime(CLOCK_BOOTTIME, &instant)
    #endif
    return Int64(instant.tv_sec) * 1_000_000 + Int64(instant.tv_nsec) / 1_000
  }

  /// A number for this start of the machine; where the system tells none, starts cannot be told apart.
  static let boot: Int64 = {
    let text = readFile("/proc/sys/kernel/random/boot_id", most: 64).text ?? ""
    // FNV-1a, 64 bits (draft-eastlake-fnv).
    return Int64(bitPattern: text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 })
  }()
}

/// The system's time zone database.
enum ZoneFiles {
  private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/var/db/timezone/zoneinfo"]

  static func rules(_ name: String) -> TimeZoneRules? {
    guard TimeZoneName.isPlausible(name) else { return nil }
    for folder in folders {
      guard let bytes = readBytes(folder + "/" + name, most: 1 << 20) else { continue }
      return try? TimeZoneRules(tzif: bytes)
    }
    return nil
  }

  private static func readBytes(_ path: String, most: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= most else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled) }
      if count <= 0 { return nil }
      filled += count
    }
    return bytes
  }
}

/// The log. A line that standard error does not take at once is dropped: nobody may be reading it.
enum StandardError {
  static func log(_ line: String) {
    var target = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&target, 1, 0) > 0, target.revents & Int16(POLLOUT) != 0 else { return }
    // A line break inside would let a caller forge a line of its own.
    let oneLine = line.unicodeScalars.map { scalar in
      scalar.value < 32 || scalar.value == 127 ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
    writeAll(String(oneLine.prefix(2_000)) + "\n", to: STDERR_FILENO)
  }
}
