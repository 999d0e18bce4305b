#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// A write to a closed pipe or beyond a size limit answers an error instead of ending the process.
signal(SIGPIPE, SIG_IGN)
signal(SIGXFSZ, SIG_IGN)
exit(runCommandLine(Array(CommandLine.arguments.dropFirst())))
