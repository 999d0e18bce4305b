import JSON
import Worker

/// `costwire completion bash|zsh|fish`: a script for the shell, made of the commands' declarations.
enum CompletionCommand {
  static let command = Command(
    name: "completion", operands: "bash|zsh|fish", most: 1, summary: "a script that completes commands and flags", flags: [.json],
    examples: [
      Command.Example("source <(costwire completion bash)", "in ~/.bashrc"),
      Command.Example("costwire completion zsh > ~/.zfunc/_costwire", "with fpath+=~/.zfunc before compinit in ~/.zshrc"),
      Command.Example("costwire completion fish > ~/.config/fish/completions/costwire.fish", "once"),
    ]
  ) { arguments throws(UsageError) in
    let shell = arguments.operands.first ?? ""
    let script = try script(shell)
    guard arguments.isOn("json") else { return say(script) }
    return say((["shell": .string(shell), "script": .string(script)] as JSONValue).text(pretty: false) + "\n")
  }

  private static func script(_ shell: String) throws(UsageError) -> String {
    switch shell {
    case "bash": return bash
    case "zsh": return zsh
    case "fish": return fish
    default:
      throw UsageError(
        "costwire completion bash|zsh|fish" + (shell.isEmpty ? "" : Commands.suggestion(shell, ["bash", "zsh", "fish"])))
    }
  }

  private static var families: [String] {
    Commands.all.reduce(into: []) { families, command in if families.last != command.family { families.append(command.family) } }
  }

  private static func second(_ family: String) -> [String] {
    Commands.all.filter { $0.family == family && $0.name != family }.map { String($0.name.dropFirst(family.count + 1)) }
  }

  private static func flags(_ command: Command) -> [Command.Flag] { command.flags + HelpCommand.settings }

  private static func words(_ command: Command) -> String {
    (flags(command).map { "--" + $0.name } + ["--help"]).joined(separator: " ")
  }

  // MARK: bash

  private static var bash: String {
    var cases = ""
    for command in Commands.all {
      let pattern = command.name == command.family ? "\"\(command.name) \"*" : "\"\(command.name)\""
      let values = flags(command).filter { !$0.choices.isEmpty }.map { "--\($0.name)) words=\"\($0.choices.joined(separator: " "))\" ;;" }
      cases += "    \(pattern)) case \"$last\" in \(values.joined(separator: " ")) --*) [[ $last == *=* ]] || words=\"\(words(command))\" ;; *) words=\"\(words(command))\" ;; esac ;;\n"
    }
    let seconds = families.filter { !second($0).isEmpty }.map { "    \($0)) words=\"\(second($0).joined(separator: " "))\" ;;\n" }.joined()
    return """
      # Completion of costwire for bash.
      _costwire() {
        local word="${COMP_WORDS[COMP_CWORD]}" last="${COMP_WORDS[COMP_CWORD-1]}" words=""
        if [ "$COMP_CWORD" -eq 1 ]; then
          words="\(families.joined(separator: " ")) --help --version"
        elif [ "$COMP_CWORD" -eq 2 ] && [[ $word != -* ]]; then
          case "${COMP_WORDS[1]}" in
      \(seconds)    esac
        fi
        if [ -z "$words" ]; then
          case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
      \(cases)    esac
        fi
        if [[ $word == -* || $COMP_CWORD -le 2 || -n "$words" ]]; then COMPREPLY=($(compgen -W "$words" -- "$word")); fi
        if [ "${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
      }
      complete -o filenames -F _costwire costwire

      """
  }

  // MARK: zsh

  private static func zshQuoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
  }

  private static func zshText(_ text: String) -> String {
    zshQuoted(text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined())
  }

  private static func zshFlag(_ flag: Command.Flag) -> String {
    let head = "'--\(flag.name)" + (flag.value == nil ? "" : "=") + "[\(zshText(flag.summary))]"
    guard let value = flag.value else { return head + "'" }
    return head + ":\(zshText(value)):" + (flag.choices.isEmpty ? "_files'" : "(\(flag.choices.joined(separator: " ")))'")
  }

  private static var zsh: String {
    var cases = ""
    for family in families {
      let commands = Commands.all.filter { $0.family == family }
      if let only = commands.first, only.name == family {
        cases += "    \(family)) _arguments \(flags(only).map(zshFlag).joined(separator: " ")) '*:operand:_files' ;;\n"
      } else {
        let inner = commands.map { command in
          "\(command.name.dropFirst(family.count + 1))) _arguments \(flags(command).map(zshFlag).joined(separator: " ")) '*:operand:_files' ;;"
        }
        cases += "    \(family)) if (( CURRENT == 3 )); then _values command \(second(family).joined(separator: " ")); else case $words[3] in \(inner.joined(separator: " ")) esac; fi ;;\n"
      }
    }
    let described = families.map { family in
      "'\(family):\(zshText(Commands.all.first { $0.family == family }?.summary ?? ""))'"
    }
    return """
      #compdef costwire
      # Completion of costwire for zsh.
      _costwire() {
        local -a commands
        commands=(\(described.joined(separator: " ")))
        if (( CURRENT == 2 )); then _describe command commands; return; fi
        case $words[2] in
      \(cases)  esac
      }
      _costwire "$@"

      """
  }

  // MARK: fish

  private static func fishQuoted(_ text: String) -> String {
    "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
  }

  private static var fish: String {
    var lines = ["# Completion of costwire for fish.", "complete -c costwire -f -n __fish_use_subcommand -l version -l help"]
    for family in families {
      let summary = Commands.all.first { $0.family == family }?.summary ?? ""
      lines.append("complete -c costwire -f -n __fish_use_subcommand -a \(family) -d \(fishQuoted(summary))")
    }
    for command in Commands.all {
      var condition = "__fish_seen_subcommand_from \(command.family)"
      if command.name != command.family {
        let word = String(command.name.dropFirst(command.family.count + 1))
        lines.append(
          "complete -c costwire -f -n '\(condition); and not __fish_seen_subcommand_from \(second(command.family).joined(separator: " "))' -a \(word) -d \(fishQuoted(command.summary))")
        condition += "; and __fish_seen_subcommand_from \(word)"
      }
      for flag in flags(command) {
        let value = flag.value == nil ? "" : flag.choices.isEmpty ? " -r" : " -x -a \(fishQuoted(flag.choices.joined(separator: " ")))"
        lines.append("complete -c costwire -n '\(condition)' -l \(flag.name)\(value) -d \(fishQuoted(flag.summary))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
