import CostModel
import JSON
import JSONRPC
import Store
import Synchronization

/// The prices in effect: the built-in catalogue, over it the overrides of the `prices` setting's file, over those
/// the overrides that the database holds.
///
/// A class, because the reading thread, the reading pool and the committing thread share it. Layers do not change:
/// when the database's overrides do, there is a new `PriceLayers`, so an identical one (`===`) means equal prices.
final class CurrentPrices: Sendable {
  private let file: [PriceOverride]
  private let loaded: Mutex<Loaded>
  /// Used by the reading thread only; the lock is for the type checker, and never waited for.
  private let watch: Mutex<Watch>

  private struct Loaded {
    var version: Int64
    var layers: PriceLayers
  }

  private struct Watch {
    /// None for a database in memory, where only the committing thread may look.
    var probe: CommitProbe?
    /// The version last seen committed, and nothing was committed since; nil when that is not known.
    var version: Int64?
  }

  /// Reads the file of the `prices` setting and the overrides of a database that was just opened.
  init(_ writer: LedgerWriter, _ settings: Settings, _ world: World) throws(ErrorAnswer) {
    file = try settings.prices.map { path throws(ErrorAnswer) in try PriceFile.load(path, world.now()) } ?? []
    do {
      var probe = writer.location.isInMemory ? nil : writer.probe()
      // What is committed from here on shows as a change: the first question needs no connection of its own.
      _ = probe?.hasChanged()
      let version = try writer.configuration.pricesVersion()
      let stored = version == 0 ? [] : try writer.configuration.priceOverrides()
      loaded = Mutex(Loaded(version: version, layers: PriceLayers(stored, file: file)))
      watch = Mutex(Watch(probe: probe, version: version))
    } catch {
      throw ErrorAnswer(any: error)
    }
  }

  /// The prices as of the last commit by any worker; nil when the overrides have to be read first, which is a read's
  /// work (`layers(in:)`).
  ///
  /// Only for the reading thread, and only while `services.isConfigurationChanging` is false.
  func atHand(_ services: Services) -> PriceLayers? {
    let version = watch.withLock { watch -> Int64? in
      guard watch.probe != nil else { return watch.version }
      if watch.probe?.hasChanged() ?? true { watch.version = nil }
      if watch.version == nil { watch.version = try? services.read { try $0.pricesVersion() } }
      return watch.version
    }
    return loaded.withLock { $0.version == version ? $0.layers : nil }
  }

  /// The prices in a reader's state of the database.
  func layers(in reader: LedgerReader, _ services: Services) throws -> PriceLayers {
    let version = try reader.pricesVersion()
    if services.location.isInMemory { watch.withLock { $0.version = version } }
    return try layers(version) { try reader.priceOverrides() }
  }

  /// The prices inside the transaction under way: for the committing thread.
  ///
  /// One look at the database, about a microsecond: ask once for each request, not for each event.
  func layers(in writer: LedgerWriter) throws -> PriceLayers {
    try layers(try writer.configuration.pricesVersion()) { try writer.configuration.priceOverrides() }
  }

  private func layers(_ version: Int64, _ read: () throws -> [StoredDefinition]) throws -> PriceLayers {
    if let known = loaded.withLock({ $0.version == version ? $0.layers : nil }) { return known }
    let layers = PriceLayers(try read(), file: file)
    loaded.withLock { $0 = Loaded(version: version, layers: layers) }
    return layers
  }

  /// To be called when overrides change, before the change is committed.
  func willChange() { watch.withLock { $0.version = nil } }
}

/// The catalogue and the overrides over it, at one moment.
///
/// A class, so that two of them can be told apart by identity.
final class PriceLayers: Sendable {
  /// The catalogue and the database's overrides.
  private let database: PriceBook
  /// The catalogue and the file's overrides; nil without a file.
  private let file: PriceBook?
  /// Every override: the database's, then the file's.
  let overrides: [ListedOverride]
  /// Different for every set of prices that was ever in effect in this process.
  let number = numbers.add(1, ordering: .relaxed).newValue
  private static let numbers = Atomic<UInt64>(0)
  /// Which models are listed, of those that events named last.
  let listed = ListedModels()

  init(_ stored: [StoredDefinition], file: [PriceOverride]) {
    let kept = stored.compactMap { PriceDefinition.stored($0) }
    database = PriceBook(overrides: kept.map(\.override))
    self.file = file.isEmpty ? nil : PriceBook(overrides: file)
    overrides = kept + file.map { ListedOverride(override: $0, createdAt: nil) }
  }

  /// What a usage costs.
  func price(_ context: PricingContext, _ quantities: UsageQuantities) throws(PricingError) -> PricedUsage {
    try book(context, tierTokens: quantities.tierTokens).price(context, quantities)
  }

  /// The rates for a request of some size.
  func card(_ context: PricingContext, tierTokens: Int64) -> Result<RateCard, PriceBook.MissingPrice> {
    book(context, tierTokens: tierTokens).card(context, tierTokens: tierTokens)
  }

  /// For which times and sizes of a request that card stays what it is.
  func extent(_ context: PricingContext, tierTokens: Int64) -> CardExtent {
    let extent = database.extent(context, tierTokens: tierTokens)
    return file.map { extent.intersection($0.extent(context, tierTokens: tierTokens)) } ?? extent
  }

  /// The entry whose prices a model has at a time.
  func get(provider: String?, model: String, at timestamp: Timestamp) -> PriceEntry? {
    let context = PricingContext(provider: provider, model: model, timestamp: timestamp)
    return book(context, tierTokens: 0).get(provider: provider, model: model, at: timestamp)
  }

  /// Entries of the built-in catalogue, a page at a time.
  func list(_ query: PriceQuery) -> PricePage { database.list(query) }

  func disagreements() -> [PriceDisagreement] { database.disagreements() }

  /// The book that has the say: the file's, unless an override of the database holds.
  private func book(_ context: PricingContext, tierTokens: Int64) -> PriceBook {
    guard let file else { return database }
    if case .success(let card) = database.card(context, tierTokens: tierTokens), PriceDefinition.isOverride(card.source) {
      return database
    }
    return file
  }
}

/// An override as lists show it.
struct ListedOverride: Sendable {
  let override: PriceOverride
  /// When it was set; nil for one of the file.
  let createdAt: Timestamp?
}
