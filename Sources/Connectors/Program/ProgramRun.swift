/// Runs a program of the system to its end.
package struct ProgramRun: Sendable {
  package var run: @Sendable (ProgramRequest) -> ProgramResult

  package init(_ run: @escaping @Sendable (ProgramRequest) -> ProgramResult) {
    self.run = run
  }

  package func callAsFunction(_ request: ProgramRequest) -> ProgramResult { run(request) }
}

/// A program and what it is given. Its arguments and environment can be seen by every user of the machine, its input
/// cannot: what is secret goes there.
package struct ProgramRequest: Sendable {
  /// A path, or a name that is looked for on PATH.
  package var program: String
  package var arguments: [String]
  /// Added to the environment of this process.
  package var environment: [String: String]
  package var input: [UInt8]
  /// What the program reads from descriptor 3.
  package var extraInput: [UInt8]?
  /// After so long the program and all it started are killed.
  package var milliseconds: Int
  /// After so many bytes of output likewise.
  package var outputLimit: Int

  package init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = [],
    extraInput: [UInt8]? = nil, milliseconds: Int, outputLimit: Int
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.input = input
    self.extraInput = extraInput
    self.milliseconds = milliseconds
    self.outputLimit = outputLimit
  }
}

extension ProgramRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { program }
  package var debugDescription: String { program }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How a program ended and what it wrote to standard output. What it writes to standard error is dropped: it may quote
/// secrets.
package struct ProgramResult: Sendable {
  package enum Outcome: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// There is no such program.
    case notFound
    /// The system refused to start it: the error's number.
    case notStarted(Int32)
    case timedOut
    /// It wrote more than the limit.
    case tooMuchOutput
  }

  package var outcome: Outcome
  /// At most the limit.
  package var output: [UInt8]
  package var milliseconds: Int

  package init(_ outcome: Outcome, output: [UInt8] = [], milliseconds: Int = 0) {
    self.outcome = outcome
    self.output = output
    self.milliseconds = milliseconds
  }
}

extension ProgramResult: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(outcome), \(output.count) bytes" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
