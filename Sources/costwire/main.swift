#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// A write to a closed pipe or beyond a size limit answers an error instead of ending the process.
signal(SIGPIPE, SIG_IGN)
signal(SIGXFSZ, SIG_IGN)
// A descriptor that is closed would be given to the next pipe: one that reads nothing, or cannot be written, stands there.
for (descriptor, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)] where fcntl(descriptor, F_GETFD) < 0 {
  _ = open("/dev/null", mode)
}
exit(runCommandLine(Array(ownArguments().dropFirst())))
