import CostModel
import JSON

/// How the key of one customer may call a method.
enum Tenancy: Sendable {
  /// The method holds nothing of any customer.
  case shared
  /// `customer_id` among its params narrows it to the customer.
  case narrowed
  /// `customer_id` of each of its `events` is the customer.
  case events
  /// `customer_id` in its `scope` narrows it, and it tells of the customer's own budgets only.
  case scoped
  /// What it names by id must be the customer's own: the method sees to it, by `tenant`.
  case owned
  /// It is for admins.
  case admin

  /// The member of params that names the customer for `owned` and `scoped` methods. Members like it are the
  /// protocol's: whoever sends one without a key narrows only what it sees itself.
  static let member: StaticString = "_tenant"

  /// The customer that the params of a call are narrowed to; nil for whoever may see all.
  static func tenant(_ view: JSONView?) -> String? { view?[member]?.string }

  /// What follows from the params where a method says nothing: everything else is for admins.
  static func usual(_ params: [Schema.Property]) -> Tenancy {
    params.contains { $0.name == "customer_id" } ? .narrowed : .admin
  }
}

extension EventBatch {
  /// Whether an event is a customer's; every event is whoever may see all's.
  func isOwn(of tenant: String?, _ event: Int) -> Bool {
    tenant.map { text(event, .customer).elementsEqual($0.utf8) } ?? true
  }
}

extension Scope {
  /// Whether everything in the scope is a customer's own; every scope is whoever may see all's.
  func isOwn(of tenant: String?) -> Bool {
    guard let tenant else { return true }
    guard let customers = values[.customer], !customers.isEmpty else { return false }
    return customers.allSatisfy { $0.utf8.elementsEqual(tenant.utf8) }
  }
}
