/// Whether agents are offered a method as a tool.
enum AgentUse: Sendable {
  /// Offered where it reads, with its summary alone.
  case ifItReads
  /// Offered, with a sentence that says when it is the one to use.
  case offered(String)
  /// Kept from agents: it tells of secrets, reaches beyond this machine, writes files, or answers nothing an agent asks.
  case withheld
}
