/// One use that the invented company makes of models: who, with what, how often, how large.
struct DemoWorkload {
  let name: String
  let team: String
  let users: [String]
  /// Model and its share in percent.
  let models: [(model: DemoModel, share: Int)]
  /// Calls on a weekday at the start of the quarter.
  let calls: Int
  /// By how many percent they grow until its end.
  let growth: Int
  /// Calls on a Saturday or Sunday, in percent of a weekday's.
  let weekend: Int
  let hours: Hours
  /// Typical tokens: the part of the prompt that repeats, the part that does not, and the answer.
  let (repeated, fresh, answer): (Int64, Int64, Int64)
  /// How many calls in a hundred find the repeated part in the cache.
  let cached: Int
  /// Reasoning in percent of the answer.
  let reasoning: Int64
  let project: String
  let operation: String
  let category: String
  let tags: [String]
  var customers: [String] = []
  var environment = "production"
  var isBatch = false

  /// When a workload runs.
  enum Hours {
    case office, always, night
    /// Weights of the 24 hours, UTC.
    var weights: [Int] {
      switch self {
      case .office: [0, 0, 0, 0, 0, 0, 1, 4, 9, 10, 10, 8, 5, 8, 10, 9, 8, 5, 2, 1, 1, 0, 0, 0]
      case .always: [2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 8, 8, 9, 9, 9, 9, 9, 10, 9, 7, 5, 3]
      case .night: [5, 9, 10, 10, 6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3]
      }
    }
  }

  private static let partners = ["alder-home", "finch-toys", "garnet-garden", "moss-outdoor", "tern-kitchen"]

  static let all: [DemoWorkload] = [
    DemoWorkload(
      name: "support-assistant", team: "support", users: ["support-assistant"],
      models: [(.haiku, 70), (.flashLite, 30)], calls: 150, growth: 45, weekend: 80, hours: .always,
      repeated: 9_000, fresh: 900, answer: 260, cached: 92, reasoning: 0, project: "assistant", operation: "chat",
      category: "customer-service", tags: ["assistant", "cached-prompt"], customers: partners),
    DemoWorkload(
      name: "reply-drafts", team: "support", users: ["ana", "ben", "cleo", "dov", "jun", "tess"],
      models: [(.mini, 80), (.sonnet, 20)], calls: 70, growth: 20, weekend: 25, hours: .office,
      repeated: 2_500, fresh: 1_400, answer: 320, cached: 55, reasoning: 20, project: "helpdesk", operation: "chat",
      category: "customer-service", tags: ["drafts"], customers: partners),
    DemoWorkload(
      name: "ad-copy", team: "growth", users: ["eva", "finn", "gus", "hana", "uma", "yara"],
      models: [(.frontier, 60), (.sonnet, 40)], calls: 45, growth: 60, weekend: 8, hours: .office,
      repeated: 1_800, fresh: 2_400, answer: 900, cached: 30, reasoning: 25, project: "campaigns", operation: "chat",
      category: "marketing", tags: ["ad-copy"]),
    DemoWorkload(
      name: "newsletter", team: "growth", users: ["newsletter-job"], models: [(.miniNext, 100)], calls: 40, growth: 10,
      weekend: 0, hours: .night, repeated: 3_000, fresh: 1_200, answer: 700, cached: 0, reasoning: 10,
      project: "campaigns", operation: "batch", category: "marketing", tags: ["newsletter", "nightly"], isBatch: true),
    DemoWorkload(
      name: "coding", team: "data-platform", users: ["mo", "noor", "omar", "per", "quin", "ravi"],
      models: [(.opus, 55), (.sonnet, 30), (.frontier, 15)], calls: 95, growth: 80, weekend: 6, hours: .office,
      repeated: 46_000, fresh: 3_600, answer: 1_300, cached: 88, reasoning: 35, project: "pipelines",
      operation: "agent", category: "engineering", tags: ["coding"], environment: "development"),
    DemoWorkload(
      name: "contracts", team: "data-platform", users: ["contract-reader"], models: [(.flash, 100)], calls: 35,
      growth: 15, weekend: 0, hours: .night, repeated: 1_200, fresh: 14_000, answer: 700, cached: 10, reasoning: 30,
      project: "suppliers", operation: "extract", category: "documents", tags: ["nightly", "pdf"]),
    DemoWorkload(
      name: "evaluations", team: "ml", users: ["pia", "rosa", "sol", "sven"],
      models: [(.deepSeekPro, 35), (.pro, 35), (.frontier, 30)], calls: 55, growth: 30, weekend: 15, hours: .office,
      repeated: 1_000, fresh: 3_200, answer: 1_600, cached: 25, reasoning: 60, project: "ranking",
      operation: "evaluate", category: "research", tags: ["evaluation"], environment: "staging"),
    DemoWorkload(
      name: "catalogue-tags", team: "ml", users: ["tagger"], models: [(.deepSeekFlash, 99), (.own, 1)], calls: 120,
      growth: 25, weekend: 100, hours: .night, repeated: 2_200, fresh: 700, answer: 120, cached: 85, reasoning: 0,
      project: "catalogue", operation: "classify", category: "catalogue", tags: ["nightly", "tagging"],
      customers: partners),
    DemoWorkload(
      name: "invoices", team: "finance", users: ["ivo", "kim", "tilda", "ute"],
      models: [(.flash, 65), (.sonnetOld, 35)], calls: 32, growth: 5, weekend: 0, hours: .office, repeated: 1_600,
      fresh: 5_200, answer: 420, cached: 20, reasoning: 15, project: "ledger", operation: "extract",
      category: "documents", tags: ["invoices"]),
    DemoWorkload(
      name: "board-papers", team: "finance", users: ["kim"], models: [(.thinker, 100)], calls: 1, growth: 40, weekend: 0,
      hours: .office, repeated: 0, fresh: 13_000, answer: 900, cached: 0, reasoning: 150, project: "board",
      operation: "chat", category: "documents", tags: ["board"]),
    DemoWorkload(
      name: "routes", team: "logistics", users: ["fay", "nils", "vik", "wilma", "xenia"],
      models: [(.flashLite, 85), (.mini, 15)], calls: 60, growth: 12, weekend: 60, hours: .always, repeated: 1_500,
      fresh: 1_900, answer: 240, cached: 45, reasoning: 0, project: "delivery", operation: "chat",
      category: "operations", tags: ["routes"]),
  ]
}

/// The models the invented company uses, as their providers name them.
enum DemoModel {
  case haiku, sonnet, sonnetOld, opus
  case mini, miniNext, frontier, thinker
  case flash, flashLite, pro
  case deepSeekFlash, deepSeekPro
  /// A model of its own, which no price list knows.
  case own

  var provider: String {
    switch self {
    case .haiku, .sonnet, .sonnetOld, .opus: "anthropic"
    case .mini, .miniNext, .frontier, .thinker: "openai"
    case .flash, .flashLite, .pro: "google"
    case .deepSeekFlash, .deepSeekPro: "deepseek"
    case .own: "brambleway"
    }
  }

  var name: String {
    switch self {
    case .haiku: "claude-haiku-4-5"
    case .sonnet: "claude-sonnet-5"
    case .sonnetOld: "claude-sonnet-4-6"
    case .opus: "claude-opus-4-8"
    case .mini: "gpt-5-mini"
    case .miniNext: "gpt-5.4-mini"
    case .frontier: "gpt-5.4"
    case .thinker: "gpt-5.5-pro"
    case .flash: "gemini-2.5-flash"
    case .flashLite: "gemini-2.5-flash-lite"
    case .pro: "gemini-2.5-pro"
    case .deepSeekFlash: "deepseek-v4-flash"
    case .deepSeekPro: "deepseek-v4-pro"
    case .own: "brambleway-tagger-ft1"
    }
  }
}
