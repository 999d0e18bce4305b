/// What costs can be told apart by.
package enum Dimension: Int, CaseIterable, Sendable {
  case project = 1, customer, provider, model, operation, category, user, team, department, purpose, client
  case campaign, environment
  case tag, table, pattern

  /// The column that holds it.
  package var field: TextField {
    switch self {
    case .project: .project
    case .customer: .customer
    case .provider: .provider
    case .model: .model
    case .operation: .operation
    case .category: .category
    case .user: .user
    case .team: .team
    case .department: .department
    case .purpose: .purpose
    case .client: .client
    case .campaign: .campaign
    case .environment: .environment
    case .tag: .tags
    case .table: .tables
    case .pattern: .pattern
    }
  }

  /// Whether one event may carry several values.
  package var isMultiple: Bool { self == .tag || self == .table }

  /// The name callers group by.
  package var name: String {
    switch self {
    case .project: "project"
    case .customer: "customer"
    case .provider: "provider"
    case .model: "model"
    case .operation: "operation"
    case .category: "category"
    case .user: "user"
    case .team: "team"
    case .department: "department"
    case .purpose: "purpose"
    case .client: "client"
    case .campaign: "campaign"
    case .environment: "environment"
    case .tag: "tag"
    case .table: "table"
    case .pattern: "pattern"
    }
  }

  /// The member that holds the value in an event, a scope and a row of an answer.
  package var member: String {
    switch self {
    case .project: "project_id"
    case .customer: "customer_id"
    case .user: "user_email"
    default: name
    }
  }

  /// The dimensions a scope may narrow.
  package static let scoped: [Dimension] = [
    .project, .customer, .provider, .model, .operation, .category, .user, .team, .department, .purpose, .client,
    .campaign, .environment, .tag,
  ]
}

/// What a question is narrowed to: dimensions combine with *and*, the values of one with *or*.
package struct Scope: Equatable, Sendable {
  package var values: [Dimension: [String]] = [:]
  package init() {}
  package var isEmpty: Bool { values.isEmpty }

  /// The dimensions that narrow, in their declared order.
  package var dimensions: [Dimension] { Dimension.scoped.filter { values[$0] != nil } }
}
