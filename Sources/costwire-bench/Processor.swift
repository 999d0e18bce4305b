#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs `work` with this process, and what it starts meanwhile, on one processor; where that cannot be had, as it comes.
///
/// A call that goes back and forth then costs no wake-up across processors, whose price varies most from run to run.
func onOneProcessor<E: Error>(_ work: () throws(E) -> Void) throws(E) {
  let allowed = processStatus("Cpus_allowed_list", of: getpid())
  if let first = allowed?.split(whereSeparator: { ",-".contains($0) }).first { allow(String(first)) }
  defer { if let allowed { allow(allowed) } }
  try work()
}

/// A line of `/proc/PID/status` behind its name, where there is one.
func processStatus(_ name: String, of process: pid_t) -> String? {
  guard let file = fopen("/proc/\(process)/status", "r") else { return nil }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 4_096)
  while fgets(&line, Int32(line.count), file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix(name + ":") { return String(text.dropFirst(name.count + 1).filter { !" \t\n".contains($0) }) }
  }
  return nil
}

/// Leaves this process these processors. The C library hides the call from Swift, so the tool that makes it is run.
private func allow(_ processors: String) {
  #if canImport(Glibc)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let command = ["taskset", "-cp", processors, String(getpid())]
    var strings: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    strings.append(nil)
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, "taskset", &actions, nil, strings, environ) == 0 else { return }
    var status: Int32 = 0
    waitpid(child, &status, 0)
  #endif
}
