import CSpawn

/// What this program was called with, its name first: also in a root without `/proc`, from which Swift reads it.
func ownArguments() -> [String] {
  #if os(Linux)
    if CommandLine.arguments.isEmpty {
      var count: Int32 = 0
      guard let words = costwire_arguments(&count) else { return [] }
      return (0..<Int(count)).compactMap { words[$0].map { String(cString: $0) } }
    }
  #endif
  return CommandLine.arguments
}

/// The path this program was started by, where the system tells it.
func startedPath() -> String? {
  #if os(Linux)
    return costwire_started_path().map { String(cString: $0) }
  #else
    return nil
  #endif
}

#if os(Linux)
  /// Stands in the shipped binary for the runtime's search for a program that prints backtraces, which costwire does not
  /// carry: it takes a tenth of the start, and ends the process in a root without `/proc`.
  @_cdecl("costwire_no_backtracer")
  func noBacktracer(_ name: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? { nil }
#endif
