#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments == [EchoFloor.argument] { EchoFloor.run() }
exit(BenchRun.run(arguments))
