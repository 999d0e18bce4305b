import CostModel

extension SavingSearch {
  /// Calls that are priced alike.
  ///
  /// A class, so that the rates that one call needed are at hand for the next.
  final class CallKind {
    let model: String?
    let tier: ServiceTier
    let smaller: Detail?
    let subject: Subject
    var listed: StandingRates
    var cheaper: StandingRates
    var batch: StandingRates
    var offPeak: StandingRates
    private let provider: String?
    private var windows: [(hours: OffPeakWindow, detail: Detail)] = []
    private var extent: CardExtent?

    init(_ subject: Subject, provider: String?, model: String?, region: String?, tier: ServiceTier) {
      (self.subject, self.provider, self.model, self.tier) = (subject, provider, model, tier)
      let target = model.flatMap { SmallerModels.smaller(than: $0) }
      smaller = target.map { Detail(target: $0) }
      func rates(_ model: String?, _ tier: ServiceTier) -> StandingRates {
        StandingRates(provider: provider, model: model ?? "", region: region, tier: tier)
      }
      (listed, cheaper, batch, offPeak) = (rates(model, tier), rates(target, tier), rates(model, .batch), rates(model, tier))
    }

    /// The hours of a day in which the model costs less.
    func windows(_ prices: PriceLayers, at instant: Timestamp) -> [(hours: OffPeakWindow, detail: Detail)] {
      guard let model else { return [] }
      if let extent, extent.contains(instant, tierTokens: 0) { return windows }
      windows = (prices.get(provider: provider, model: model, at: instant)?.offPeak ?? []).map {
        let hours = PriceListing.OffPeak(window: $0)
        return ($0, Detail(window: hours.start + "-" + hours.end))
      }
      extent = prices.extent(PricingContext(provider: provider, model: model, timestamp: instant), tierTokens: 0)
      return windows
    }
  }

  /// The numbers of the texts that calls of one kind have in common.
  struct KindKey: Hashable {
    var provider: Int64
    var model: Int64
    var region: Int64
    var tier: Int64
  }
}
