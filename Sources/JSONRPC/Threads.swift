#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A mutex with a condition that threads can wait for.
///
/// The request path stays off Swift's concurrency runtime: a small call must be answered on the thread that read
/// it, and the runtime's start-up and thread hops cost more than the call.
package final class Monitor: @unchecked Sendable {
  // @unchecked: the two handles are made to be used from several threads; they never move.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  package init() {
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  package func lock() { pthread_mutex_lock(mutex) }
  package func unlock() { pthread_mutex_unlock(mutex) }

  /// Lets the lock go until `wake`, then holds it again. Only between `lock` and `unlock`.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Like `wait`, for so many milliseconds at most.
  package func wait(milliseconds: Int) {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    until.tv_sec += milliseconds / 1_000
    until.tv_nsec += (milliseconds % 1_000) * 1_000_000
    if until.tv_nsec >= 1_000_000_000 {
      until.tv_sec += 1
      until.tv_nsec -= 1_000_000_000
    }
    pthread_cond_timedwait(condition, mutex, &until)
  }

  package func wake() { pthread_cond_broadcast(condition) }

  @discardableResult
  package func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock()
    defer { unlock() }
    return try body()
  }
}

/// Starts a thread that runs `body` and ends with it. Its stack has room for SQLite and the deepest permitted text.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  // Without a second thread the work is done on this one: slower, and right.
  if !tryToStartThread(body) { body() }
}

/// The same for work that the calling thread must not do; false when the system gives no thread.
package func tryToStartThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  pthread_attr_setstacksize(&attributes, 2 << 20)
  defer { pthread_attr_destroy(&attributes) }
  let box = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, &attributes, { context in
      Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, { context in
      if let context { Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  #endif
  if code != 0 { box.release() }
  return code == 0
}

/// Carries a closure through C.
private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
