import CSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits for a lock that another worker holds, with growing, jittered pauses, for 60 seconds at most.
///
/// SQLite's own handler sleeps in fixed steps, so that workers that met once meet again. The pause stays
/// below 20 ms, which keeps the slowest writer among eight well under a second.
func installBusyHandler(_ handle: OpaquePointer) {
  sqlite3_busy_handler(
    handle,
    { _, attempt in
      let ceiling = min(20_000, 200 << min(attempt, 7))
      var instant = timespec()
      clock_gettime(CLOCK_MONOTONIC, &instant)
      // The low digits of a nanosecond clock differ between processes: jitter enough, and no shared seed.
      let half = Int(ceiling) / 2
      let jitter = Int(instant.tv_nsec >> 4) % (half + 1)
      usleep(UInt32(half + jitter))
      return attempt < 4_000 ? 1 : 0
    }, nil)
}
