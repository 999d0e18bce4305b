import CostModel

/// Smaller models of the same makers, for calls that do not need the large one.
///
/// By the beginning of the model's name, the longest that fits first. The makers' own successors within one family: what
/// they cost is looked up in the price list, not here.
enum SmallerModels {
  private static let families: [(beginning: String, smaller: String)] = [
    ("claude-opus-4", "claude-haiku-4-5"), ("claude-sonnet-4", "claude-haiku-4-5"), ("claude-sonnet-5", "claude-haiku-4-5"),
    ("claude-opus-5", "claude-haiku-4-5"), ("claude-3-opus", "claude-3-haiku-20240307"), ("claude-3-5-sonnet", "claude-3-5-haiku-20241022"),
    ("claude-3-7-sonnet", "claude-3-5-haiku-20241022"),
    ("gpt-4o", "gpt-4o-mini"), ("gpt-4.1", "gpt-4.1-mini"), ("gpt-4-", "gpt-4o-mini"), ("gpt-4", "gpt-4o-mini"), ("gpt-5", "gpt-5-mini"),
    ("gemini-1.5-pro", "gemini-1.5-flash"), ("gemini-2.5-pro", "gemini-2.5-flash"), ("gemini-3-pro", "gemini-3-flash-preview"),
    ("mistral-large", "mistral-small-latest"), ("o1", "o3-mini"), ("o3", "o4-mini"),
  ]

  /// The smaller one to try; nil for models that are small already, and for those of no known family.
  static func smaller(than model: String) -> String? {
    let isSmall = ["mini", "nano", "haiku", "flash", "small", "lite"].contains { model.contains(text: $0) }
    if isSmall { return nil }
    let name = model.split(separator: "/").last.map(String.init) ?? model
    let fits = families.filter { name.hasPrefix($0.beginning) }
    return fits.max { $0.beginning.utf8.count < $1.beginning.utf8.count }?.smaller
  }
}
