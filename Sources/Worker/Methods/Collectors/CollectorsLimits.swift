import Connectors
import CostModel
import JSON
import JSONRPC
import Store

/// `collectors/limits`: how a provider is asked, and what OpenAI's account may spend.
enum CollectorsLimits: ServiceMethod {
  static let name = "collectors/limits"
  static let summary = "Tells how a provider is asked, and of OpenAI the account's limits with what the current month has spent of them."
  static let agents = AgentUse.withheld
  static let documentation = """
    The account's limits come from the older billing endpoints (/v1/dashboard/billing/subscription and usage), which take a key \
    of a session or of an older kind; a key that they refuse is PROVIDER_AUTHENTICATION_FAILED. Other providers' keys are not \
    needed, and they are not asked.
    """
  static let errors = Collectors.errors
  static let example = #"{"provider": "anthropic"}"#
  static let tenancy: Tenancy? = .admin

  struct Params: MethodParams {
    var provider = UsageProvider.openai
    var credential: String?
    static let fields = FieldTable<Params>([
      Field("provider", \.provider, default: "openai", "The provider."),
      Field("credential", \.credential, .string(most: 64, format: nil), "openai: the credential to ask with; by default the one that is named like the provider, or the first."),
    ])
  }

  static func answer(_ params: Params, _ services: Services, _ call: Call) throws -> Answer {
    guard params.provider == .openai else {
      return Answer(provider: params.provider, limits: CollectorLimits(params.provider, .organization, services), credential: nil, account: nil)
    }
    return try Collectors.alone(services) { try ask(params, services, call) }
  }

  private static func ask(_ params: Params, _ services: Services, _ call: Call) throws -> Answer {
    let credential = try Collectors.credential(params.provider, params.credential, services)
    let access = ProviderAccess(services: services, credential: credential)
    var account = try access.page(OpenAIAPI.subscription) { view, _ throws(ErrorAnswer) in try AccountLimits(view) }
    try call.checkCancellation()
    let today = TimeZoneRules.utc.civilDate(of: services.world.now())
    let month = today.startOfMonth
    account.spent = try access.page(OpenAIAPI.billedUsage(from: month, to: today.adding(days: 1))) { view, _ throws(ErrorAnswer) in
      // Cents.
      guard let cents = view["total_usage"]?.exactDecimal, let nanos = cents.scaled(by: 7) else { throw UsageProvider.openai.unexpected("without the month's usage") }
      return Money(nanos: nanos)
    }
    account.month = month.description
    return Answer(provider: .openai, limits: CollectorLimits(.openai, credential.edition, services), credential: credential.name, account: account)
  }

  struct Answer: Shaped, Sendable {
    let provider: UsageProvider
    let limits: CollectorLimits
    let credential: String?
    let account: AccountLimits?
    static let members: [Member<Answer>] = [
      Member("provider", \.provider, "The provider."),
      Member.optional("credential", \.credential, "The credential that was asked with."),
      Member("limits", \.limits, "How it is asked."),
      Member.optional("subscription", \.account, "openai: the account's limits."),
    ]
  }

  /// What an account may spend, as `/v1/dashboard/billing/subscription` tells it; what it does not tell is left out.
  struct AccountLimits: Shaped, Sendable {
    private let soft: Money?
    private let hard: Money?
    private let systemHard: Money?
    private let hasPaymentMethod: Bool?
    private let accessUntil: Timestamp?
    private let plan: String?
    var spent = Money.zero
    var month = ""

    init(_ view: JSONView) throws(ErrorAnswer) {
      func amount(_ name: StaticString) throws(ErrorAnswer) -> Money? {
        guard let value = view[name], !value.isNull else { return nil }
        guard let nanos = value.exactDecimal?.scaled(by: 9) else { throw UsageProvider.openai.unexpected("with a limit that is no amount") }
        return Money(nanos: nanos)
      }
      (soft, hard, systemHard) = (try amount("soft_limit_usd"), try amount("hard_limit_usd"), try amount("system_hard_limit_usd"))
      hasPaymentMethod = view["has_payment_method"]?.bool
      accessUntil = view["access_until"]?.int64.flatMap { 0...253_402_300_799 ~= $0 ? Timestamp(seconds: $0) : nil }
      plan = view.object("plan")?["title"]?.string.map { shortened($0) }
      guard soft != nil || hard != nil || systemHard != nil else { throw UsageProvider.openai.unexpected("without any limit") }
    }

    private var percent: Ratio { Ratio.percent(spent, of: hard ?? systemHard ?? .zero) }
    private var left: ConvertedMoney? { (hard ?? systemHard).map { ConvertedMoney(nanos: ($0 - spent).nanos) } }

    static let members: [Member<AccountLimits>] = [
      Member.optional("soft_limit_usd", \.soft, "Where the account is warned."),
      Member.optional("hard_limit_usd", \.hard, "Where calls are refused."),
      Member.optional("system_hard_limit_usd", \.systemHard, "The highest that the provider grants."),
      Member.optional("has_payment_method", \.hasPaymentMethod, "Whether the account can be charged."),
      Member.optional("access_until", \.accessUntil, "When access ends."),
      Member.optional("plan", \.plan, "What the plan is called."),
      Member("month", \.month, "The first day of the current UTC month."),
      Member("month_usage_usd", \.spent, "What this month has cost, by the provider's count."),
      Member("hard_limit_used_percent", \.percent, "Its share of the hard limit."),
      Member.optional("remaining_usd", \.left, "What is left of it; less than 0 beyond it."),
    ]
  }
}

extension Collectors {
  /// Asks a provider while a client waits, one call at a time: each keeps a thread that reads, and others wait for those.
  static func alone<Result>(_ services: Services, _ body: () throws -> Result) throws -> Result {
    guard services.isAskingProvider.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      throw MethodFailure(.conflict, "A provider is being asked for another call; try again when that has ended", retryAfter: 10)
    }
    defer { services.isAskingProvider.store(false, ordering: .releasing) }
    return try body()
  }

  /// The credential that is meant: by name, or the provider's own or first.
  static func credential(_ provider: UsageProvider, _ name: String?, _ services: Services) throws -> Credential {
    let all = try services.read { try $0.credentials.all(provider: provider.rawValue) }
    let wanted = name ?? provider.rawValue
    guard let stored = all.first(where: { $0.name == wanted }) ?? (name == nil ? all.first : nil) else {
      if let name { throw ErrorAnswer.notFound("credential of \(provider.rawValue)", name) }
      throw ErrorAnswer(.configurationError, UsageCollection.noCredential(provider))
    }
    return try Credential(stored)
  }
}
