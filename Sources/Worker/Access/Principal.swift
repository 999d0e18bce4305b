import CostModel
import Digests
import JSON
import JSONRPC
import Store

/// What a key may be used for, beside what its role says (seed 004's words).
enum Permission: String, CaseIterable, JSONChoice {
  case readBudgets = "read_budgets"
  case trackCosts = "track_costs"
  case modifyBudgets = "modify_budgets"
  case manageAlerts = "manage_alerts"
}

/// Who a key stands for.
enum AccessRole: String, CaseIterable, JSONChoice {
  /// One customer: sees and changes its own rows only.
  case user
  /// Every customer, and the settings.
  case admin
  /// The same, and the keys of admins.
  case superAdmin = "super_admin"
}

/// What is kept of a key beside its digest.
struct KeyDefinition: ObjectParams {
  var name: String?
  var role = AccessRole.user
  var customer: String?
  var tier: BudgetTier?
  var permissions: [Permission]?
  var rateLimits: RateLimits?
  var hint: String?

  static let fieldList: [Field<KeyDefinition>] = [
    Field("name", \.name, .string(most: 256, format: nil), "What people call it."),
    Field("role", \.role, default: "user", "user sees and changes its own customer's rows only; admin and super_admin all."),
    Field("customer_id", \.customer, .string(most: 4_096, format: nil), "The customer of a user's key; required for role user."),
    Field("tier", \.tier, "The customer's tier: with standard, what needs premium is refused with PAYMENT_REQUIRED; without one nothing is."),
    Field(
      "permissions", \.permissions, .list(Permission.schema, most: 8),
      "What the key may be used for; by default read_budgets and track_costs for users, everything for the others."),
    Field("rate_limits", \.rateLimits, "Calls a minute by method group, in place of the usual ones."),
  ]

  static let fields = FieldTable<KeyDefinition>(
    fieldList + [Field("hint", \.hint, .string(most: 16, format: nil), "The key's last four characters.")], isOpen: true)

  func text() -> String {
    let writer = JSONWriter()
    write(to: writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  init() {}

  init(stored text: String) throws {
    let parser = JSONParser()
    var text = text
    try text.withUTF8 { bytes in
      do {
        try Self.fields.read(try parser.parse(UnsafeRawBufferPointer(bytes)), into: &self)
      } catch {
        throw LedgerDamage("a key's definition cannot be read")
      }
    }
  }

  var effectivePermissions: [Permission] { permissions ?? (role == .user ? [.readBudgets, .trackCosts] : Permission.allCases) }
}

/// Whoever makes a call in the mode `keys`.
struct Principal: Sendable {
  let keyID: String
  let definition: KeyDefinition

  var customer: String? { definition.role == .user ? definition.customer : nil }
}

/// Finds the principal of a key, and remembers it while nobody commits.
///
/// A class, because it remembers. Used by the reading thread only.
final class Principals {
  private var stamp: CommitStamp?
  private var known: [[UInt8]: StoredKey] = [:]
  private static let most = 1_000

  /// The principal of a key that holds now; nil for any other.
  func find(_ key: String, _ services: Services) throws -> Principal? {
    let digest = SHA256.digest(of: Array(key.utf8))
    let now = services.world.now()
    let current = services.answers.stamp
    if current != stamp || current == nil || known.count > Self.most { known.removeAll() }
    stamp = current
    let stored: StoredKey
    if let known = known[digest] {
      stored = known
    } else {
      guard let found = try services.read({ try $0.accessKeys.key(digest: digest) }) else { return nil }
      known[digest] = found
      stored = found
    }
    if let end = stored.revokedAt, end <= now { return nil }
    if let end = stored.expiresAt, end <= now { return nil }
    return Principal(keyID: stored.id, definition: try KeyDefinition(stored: stored.definition))
  }
}
