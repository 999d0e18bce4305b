import Connectors
import Testing

@Suite("A reference to a secret")
struct SecretReferenceTests {
  private let secret = "sk-verysecretkey-abcd"

  private func sources(_ text: String, command: ProgramResult.Outcome = .exited(0)) -> SecretSources {
    SecretSources(
      environment: { $0 == "KEY" ? text : nil }, file: { $0 == "/run/key" ? Array(text.utf8) : nil },
      run: ProgramRun { request in
        ProgramResult(request.program == "pass" ? command : .notFound, output: Array(text.utf8))
      })
  }

  @Test(
    "is env:, file: or command: with a name",
    arguments: [
      ("env:KEY", .environment(name: "KEY")), ("env:_a1", .environment(name: "_a1")), ("file:/run/key", .file(path: "/run/key")),
      ("file:a b", .file(path: "a b")), ("command:pass", .command(["pass"])),
      ("command: pass  show costs/key ", .command(["pass", "show", "costs/key"])),
      (#"command:pass "two words" a"b c"d """#, .command(["pass", "two words", "ab cd", ""])),
      ("command:pass $(x) ; y | z", .command(["pass", "$(x)", ";", "y", "|", "z"])),
    ] as [(String, SecretReference)])
  func reads(text: String, expected: SecretReference) throws {
    #expect(try SecretReference(text) == expected)
  }

  @Test(
    "refuses anything else, the secret itself above all",
    arguments: [
      "", "sk-verysecretkey-abcd", "env:", "env:A-B", "env:1A", "env:A B", "env:A=B", "ENV:KEY", "file:", "command:", "command: ",
      "command:\"\"", "command:pass \"open", "file:a\u{0}b", "env:A\n", "command:a\nb", "https://x",
      "file:" + String(repeating: "a", count: 4_096),
    ])
  func refuses(text: String) {
    #expect(throws: SecretProblem.form) { try SecretReference(text) }
    #expect(!SecretProblem.form.message.contains("verysecret"))
  }

  @Test("gives the secret without the end of its line", arguments: ["env:KEY", "file:/run/key", "command:pass show"])
  func resolves(text: String) throws {
    let reference = try SecretReference(text)
    for ending in ["", "\n", "\r\n"] {
      #expect(try reference.resolve(using: sources(secret + ending)).text == secret)
    }
    #expect(try reference.resolve(using: sources(secret + "\n\n")).text == secret + "\n")
    #expect(try reference.resolve(using: sources(" a ")).text == " a ")
    for empty in ["", "\n", "\r\n"] {
      #expect(throws: SecretProblem.empty) { try reference.resolve(using: sources(empty)) }
    }
    #expect(throws: SecretProblem.tooLong) { try reference.resolve(using: sources(String(repeating: "a", count: 65_537))) }
  }

  @Test("says what is missing without the secret, the path or the command")
  func missing() throws {
    let problem = { (text: String, outcome: ProgramResult.Outcome) -> String in
      do throws(SecretProblem) {
        _ = try SecretReference(text).resolve(using: self.sources(self.secret, command: outcome))
        return ""
      } catch {
        return error.message
      }
    }
    #expect(problem("env:OTHER", .exited(0)) == "the environment variable OTHER that should hold the secret is not set")
    #expect(problem("command:pass verysecret", .exited(3)) == "the command that should give the secret ended with exit code 3")
    for text in ["file:/verysecret", "command:verysecret"] {
      #expect(!problem(text, .exited(0)).isEmpty)
      #expect(!problem(text, .exited(0)).contains("verysecret"))
    }
    for outcome in [ProgramResult.Outcome.timedOut, .tooMuchOutput, .signalled(9), .notStarted(1), .notFound] {
      #expect(problem("command:pass verysecret", outcome).hasPrefix("the command that should give the secret "))
    }
  }

  @Test("tells which references the process's owner alone may make")
  func owner() throws {
    #expect(try !SecretReference("env:KEY").needsOwner)
    #expect(try SecretReference("file:/run/key").needsOwner)
    #expect(try SecretReference("command:pass").needsOwner)
  }
}

@Suite("A secret")
struct SecretTests {
  @Test("shows itself nowhere")
  func hides() {
    let secret = Secret(Array("verysecret".utf8))
    let login = MailLogin(user: "costs", password: secret)
    let program = ProgramRequest("curl", ["-"], environment: ["A": "verysecret"], input: secret.bytes, milliseconds: 1, outputLimit: 1)
    let result = ProgramResult(.exited(0), output: secret.bytes)
    var text = "\(secret) \(login) \(program) \(result) \([secret]) "
    text += String(reflecting: secret) + String(reflecting: login) + String(reflecting: program) + String(reflecting: result)
    dump([secret], to: &text)
    dump(login, to: &text)
    dump(program, to: &text)
    dump(result, to: &text)
    #expect(!text.contains("verysecret"))
    #expect(!text.contains("118"), "the secret's first byte as a number")
  }

  @Test(
    "hints at its end when enough stays hidden",
    arguments: [
      ("sk-abcdefghij", "…ghij"), ("abcdefghijkl", "…ijkl"), ("abcdefghijk", "…"), ("", "…"), ("abcdefghijklmnö", "…"),
      ("two words and more", "…"),
    ])
  func hints(text: String, expected: String) {
    #expect(Secret(Array(text.utf8)).hint == expected)
  }
}

@Suite("Redaction")
struct RedactionTests {
  @Test(
    "takes every known secret out",
    arguments: [
      ("key abcdef, again abcdef.", "key [redacted], again [redacted]."), ("abcdefabcdef", "[redacted][redacted]"),
      ("abcdef-long", "[redacted]"), ("abcde", "abcde"), ("xgrüßex", "x[redacted]x"), ("", ""), ("Grüße", "Grüße"),
    ])
  func redacts(text: String, expected: String) {
    let redaction = Redaction(["abcdef", "abcdef-long", "grüße", ""].map { Secret(Array($0.utf8)) })
    #expect(redaction.redacting(text) == expected)
  }
}
