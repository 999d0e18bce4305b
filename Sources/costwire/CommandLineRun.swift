import JSONRPC
import Worker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Does what the arguments say; answers the exit code.
func runCommandLine(_ arguments: [String]) -> Int32 {
  do throws(UsageError) {
    let parsed = try Arguments(arguments)
    switch parsed.command {
    case nil: return serve(parsed, as: .worker)
    case "mcp": return serve(parsed, as: .mcp)
    case "help": return say(helpText)
    case "version": return say("costwire \(workerVersion)\n")
    case "schema": return say(openRPCText())
    case "call": return try CallCommand.run(parsed)
    case "import": return try ImportCommand.run(parsed)
    case "export": return try ExportCommand.run(parsed)
    case "budget": return try BudgetCommand.run(parsed)
    case "demo": return try DemoCommand.run(parsed)
    case let other?: throw UsageError("There is no command \"\(other)\"; costwire --help lists them")
    }
  } catch {
    complain(error.message)
    return 1
  }
}

/// The arguments ask for something that does not exist.
struct UsageError: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// Writes to standard output, whole.
func say(_ text: String) -> Int32 {
  writeAll(text, to: STDOUT_FILENO) ? 0 : 1
}

/// Writes a line to standard error.
func complain(_ message: String) {
  _ = writeAll("costwire: \(message)\n", to: STDERR_FILENO)
}

@discardableResult
func writeAll(_ text: String, to descriptor: Int32) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var offset = 0
    while offset < bytes.count {
      let written = write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      offset += written
    }
    return true
  }
}

let helpText = """
  costwire: cost intelligence for AI-API and BigQuery spend. One binary, one SQLite file.

  costwire                      the worker: JSON-RPC 2.0 over stdin and stdout
  costwire call METHOD [JSON|-] calls one method and prints its result
  costwire import FILE|-        imports usage (-: from standard input)
                                  --format auto, ndjson, csv, json, focus, bigquery_jobs, openai_usage, openai_costs,
                                  anthropic_usage, anthropic_cost, litellm, claude_code or codex (a folder, or
                                  without FILE the program's own), --mapping JSON  --defaults JSON
                                  --on-error skip|abort  --key NAME  --json
  costwire export [FILE]        exports usage: --format ndjson|json|csv|focus, --days N, --start D, --end D,
                                  --overwrite, --raw (cells as they are), --json
  costwire budget check         may this be spent? exit code 0: yes, 3: no, 1: it cannot be told
                                  --cost USD, or --model M --prompt-tokens N --max-tokens N; whose: --customer-id C,
                                  --project-id P, --team T …; --priority background|normal|critical, --json
  costwire budget status        how budgets stand: --budget ID, --json
  costwire budget set ID        --daily USD, --monthly USD, --total USD …, --customer-id C …, --tier T,
                                  --enforcement monitor|throttle|block, --parent ID, --json
  costwire demo                 a quarter of an invented company's usage, tracked, priced and reported
                                  --trace FILE [--mapping JSON] [--defaults JSON] [--format F]: a real trace
  costwire mcp                  the same worker as a server of the Model Context Protocol, for agents; with access: keys
                                  the environment variable COSTWIRE_ACCESS_KEY says whose calls they are
                                  --tools GROUPS: only these, such as cost,budget,usage
  costwire schema               the OpenRPC document of every method
  costwire --help, --version

  Settings, each also an environment variable (COSTWIRE_DATABASE …) and a key of
  $XDG_CONFIG_HOME/costwire/config.json; the nearer wins:
    --database PATH        the database; default $XDG_DATA_HOME/costwire/costwire.db; :memory: allowed
    --durability D         full (default): an acknowledged write survives power loss; normal: a killed process
    --time-zone ZONE       the zone of days, weeks and months; default UTC
    --store-text T         what is kept of prompts and queries: none, normalised (default), full
    --prices FILE          a price list to lay over the built-in one
    --log-level L          error, warning (default), info, debug
    --limits JSON          what may come in: {"message_bytes": …, "depth": …}
    --file-root DIR        imports and exports stay below this folder; may be given again
    --allow-network-fs     permit a database on a network file system

  costwire and costwire mcp also take --record DIR (or COSTWIRE_RECORD): what is received and sent is written to
  costwire-PID.in and costwire-PID.out there, for bug reports, with asterisks in the place of keys, passwords and
  addresses' paths; prompts, queries and names are recorded as they are.

  """
