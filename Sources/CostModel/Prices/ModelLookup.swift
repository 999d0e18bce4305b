/// Finding the entries of a model: exact rules, tried in order, so that the same question has one answer.
///
/// 1. For Bedrock and Azure, when a region is named: the id with the region before it.
/// 2. The id as given. Case never matters, but the same case is preferred.
/// 3. The id without a provider's name before it (`openai/gpt-4o`), and with it.
/// 4. The id without a date behind it (`-20260101`, `-2026-01-01`, `@20260101`), at Bedrock also without a
///    version (`:0`, `-v1:0`).
///
/// Each form is looked for at every provider the caller's name stands for before the next form is tried.
/// When no provider is named, a provider in front of the id, then the model's own vendor is asked; then the
/// form must have one price only among all providers. Nothing is ever matched by likeness.
struct ModelLookup {
  /// The providers to ask, in order; empty when anyone's price will do.
  let providers: [String]
  /// The id as given, and without the provider before it: what an override's pattern is held against.
  let givenIDs: [String]
  private let forms: [String]
  private let isProviderNamed: Bool

  init(provider: String?, model: String, region: String?) {
    var providers = provider.map(ProviderNames.family) ?? []
    isProviderNamed = provider != nil
    var bare = model
    if let slash = model.firstIndex(of: "/") {
      let prefix = ProviderNames.family(String(model[..<slash]))
      if provider == nil { providers = Catalogue.hasProvider(prefix) ? prefix : [] }
      let isOwn = providers.contains { prefix.contains($0) } || model[..<slash] == "models"
      if isOwn { bare = String(model[model.index(after: slash)...]) }
    }
    if provider == nil, providers.isEmpty, let vendor = ProviderNames.vendor(ofModel: bare) { providers = [vendor] }
    if providers == ["bigquery"], model.isEmpty || model.lowercased() == "bigquery" { bare = "bigquery-on-demand" }
    self.providers = providers
    givenIDs = bare == model ? [model] : [model, bare]

    var forms: [String] = []
    if let region, !region.isEmpty, providers.contains("bedrock") || providers.contains("azure") {
      forms.append(region + "/" + bare)
    }
    forms += givenIDs
    if let first = providers.first { forms.append(first + "/" + bare) }
    forms += ModelLookup.undated(bare, isBedrock: providers.contains("bedrock"))
    self.forms = forms
  }

  enum Found {
    case entries([PriceEntry])
    case nothing(UnpricedReason)
  }

  /// The entries of the first form that a provider has, oldest first.
  func find() -> Found {
    if !providers.isEmpty {
      for form in forms {
        let entries = Catalogue.entries(id: form)
        for provider in providers {
          let own = ModelLookup.sameCase(entries.filter { $0.provider == provider }, form)
          if !own.isEmpty { return .entries(own) }
        }
      }
    }
    return isProviderNamed ? .nothing(.unknownModel) : findAnywhere()
  }

  private func findAnywhere() -> Found {
    for form in forms {
      let entries = ModelLookup.sameCase(Catalogue.entries(id: form).filter(\.isPriced), form)
      guard let first = entries.first else { continue }
      let byProvider = Dictionary(grouping: entries, by: \.provider)
      let terms = Set(byProvider.values.map { $0.map(\.terms) })
      return terms.count == 1 ? .entries(byProvider[first.provider] ?? [first]) : .nothing(.ambiguous)
    }
    return .nothing(.unknownModel)
  }

  /// Those that spell the id the same, if any do; else those of the first spelling.
  private static func sameCase(_ entries: [PriceEntry], _ id: String) -> [PriceEntry] {
    let same = entries.filter { $0.model == id }
    guard same.isEmpty, let first = entries.first else { return same }
    return entries.filter { $0.model == first.model }
  }

  private static func undated(_ id: String, isBedrock: Bool) -> [String] {
    var forms: [String] = []
    var rest = id
    if isBedrock {
      for suffix in [":0", "-v1"] where rest.hasSuffix(suffix) {
        rest.removeLast(suffix.utf8.count)
        forms.append(rest)
      }
    }
    if let date = dateLength(Array(rest.utf8)) { forms.append(String(rest.dropLast(date))) }
    return forms
  }

  /// How many characters of `-20260101`, `@20260101` or `-2026-01-01` an id ends with.
  private static func dateLength(_ id: [UInt8]) -> Int? {
    let shapes: [[UInt8]] = ["-dddddddd", "@dddddddd", "-dddd-dd-dd"].map { Array($0.utf8) }
    return shapes.first { shape in
      id.count > shape.count
        && zip(id.suffix(shape.count), shape).allSatisfy { byte, wanted in
          wanted == UInt8(ascii: "d") ? byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") : byte == wanted
        }
    }?.count
  }
}

extension PriceEntry {
  /// What a caller pays and when, whoever the provider is.
  fileprivate struct Terms: Hashable {
    var from: Timestamp?
    var until: Timestamp?
    var sections: [PriceSection]
    var offPeak: [OffPeakWindow]
  }

  fileprivate var terms: Terms {
    Terms(from: effectiveFrom, until: effectiveUntil, sections: sections, offPeak: offPeak)
  }
}

extension Catalogue {
  /// Whether one of these is a provider that a caller may put before a model id.
  static func hasProvider(_ names: [String]) -> Bool {
    names.contains { name in providers.contains(name) }
  }

  /// Every provider of the catalogue; read from the text when first asked for.
  private static let providers: Set<String> = {
    var names: Set<String> = []
    var position = 0
    while let line = line(at: position) {
      let fields = line.bytes.split(separator: UInt8(ascii: "|"), maxSplits: 2, omittingEmptySubsequences: false)
      if fields.count > 1 { names.insert(String(decoding: fields[1], as: UTF8.self)) }
      position = line.next
    }
    return names
  }()
}
