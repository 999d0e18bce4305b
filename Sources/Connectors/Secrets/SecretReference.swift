/// Where a secret is to be read when it is needed. This is what is stored, never the secret.
package enum SecretReference: Hashable, Sendable {
  case environment(name: String)
  case file(path: String)
  /// A program and its arguments, started without a shell.
  case command([String])

  /// Reads `env:NAME`, `file:PATH` or `command:PROGRAM ARGUMENTS`. Arguments are divided at spaces; double quotes hold spaces.
  package init(_ text: String) throws(SecretProblem) {
    guard text.utf8.count <= 4_096, text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { throw .form }
    if text.hasPrefix("env:") {
      let name = text.dropFirst(4)
      guard isPlain(name, or: "_"), let first = name.utf8.first, !(48...57 ~= first) else { throw .form }
      self = .environment(name: String(name))
    } else if text.hasPrefix("file:"), text.utf8.count > 5 {
      self = .file(path: String(text.dropFirst(5)))
    } else if text.hasPrefix("command:") {
      guard let words = SecretReference.words(text.dropFirst(8)), let program = words.first, !program.isEmpty else { throw .form }
      self = .command(words)
    } else {
      throw .form
    }
  }

  /// Whether it names something on this machine that only the process's owner may name.
  package var needsOwner: Bool {
    if case .environment = self { false } else { true }
  }

  /// Reads the secret.
  package func resolve(using sources: SecretSources) throws(SecretProblem) -> Secret {
    var bytes: [UInt8]
    switch self {
    case .environment(let name):
      guard let value = sources.environment(name) else { throw .noVariable(name) }
      bytes = Array(value.utf8)
    case .file(let path):
      guard let content = sources.file(path) else { throw .noFile }
      bytes = content
    case .command(let words):
      let result = sources.run(
        ProgramRequest(
          words[0], Array(words.dropFirst()), milliseconds: SecretSources.commandMilliseconds,
          outputLimit: SecretSources.longest))
      guard result.outcome == .exited(0) else { throw .command(result.outcome) }
      bytes = result.output
    }
    if bytes.last == 10 { bytes.removeLast() }
    if bytes.last == 13 { bytes.removeLast() }
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= SecretSources.longest else { throw .tooLong }
    return Secret(bytes)
  }

  /// nil when a quote stays open.
  private static func words(_ text: Substring) -> [String]? {
    var words: [String] = []
    var word = ""
    var isOpen = false
    var isWord = false
    for character in text.unicodeScalars {
      if character == "\"" {
        isOpen.toggle()
        isWord = true
      } else if character == " ", !isOpen {
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
      } else {
        word.unicodeScalars.append(character)
        isWord = true
      }
    }
    if isWord { words.append(word) }
    return isOpen ? nil : words
  }
}

/// Why there is no secret.
package enum SecretProblem: Error, Hashable, Sendable {
  case form
  case noVariable(String)
  case noFile
  case command(ProgramResult.Outcome)
  case empty
  case tooLong

  /// Tells neither the secret nor the path or command that would lead to it.
  package var message: String {
    switch self {
    case .form: "expected a reference to a secret: env:NAME, file:PATH or command:PROGRAM ARGUMENTS"
    case .noVariable(let name): "the environment variable \(name) that should hold the secret is not set"
    case .noFile:
      "the file that should hold the secret cannot be read: expected a regular file of at most \(SecretSources.longest) bytes"
    case .command(.exited(let code)): "the command that should give the secret ended with exit code \(code)"
    case .command(.notFound): "the command that should give the secret is not installed"
    case .command(.timedOut):
      "the command that should give the secret took longer than \(SecretSources.commandMilliseconds / 1_000) seconds"
    case .command: "the command that should give the secret failed"
    case .empty: "the secret is empty"
    case .tooLong: "the secret is longer than \(SecretSources.longest) bytes"
    }
  }
}
