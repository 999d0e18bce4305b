import Charts
import CostModel
import Store

extension DrawnFigures {
  func clusters(_ answer: CostClusters.Answer) -> Figure {
    let profiles = answer.clusters.profiles
    let names = profiles.map { "\($0.id): " + $0.name.split(separator: "_").joined(separator: " ") }
    let silhouette = answer.metrics.silhouette.value.map { " Silhouette \(Digits.number($0, 2)) (1 is best, below 0.25 groups hardly stand apart)." }
    return Figure(
      title: CostRender.View.clusters.title,
      sentences: [
        "\(Digits.grouped(UInt64(answer.clusters.assignments.count))) users in \(profiles.count) "
          + (profiles.count == 1 ? "group" : "groups") + ", grouped by cost, calls a day, cost, tokens and bytes per call, cache reads and errors; "
          + "named after what sets them apart.\(silhouette ?? "")",
      ] + (answer.unattributed == .zero ? [] : ["\(answer.unattributed.text) of the window's cost has no user."]),
      chart: .bars(
        BarChart(
          unit: "USD of all users of a group",
          bars: profiles.indices.map { index in
            let profile = profiles[index]
            return BarChart.Bar(
              names[index], profile.cost.dollars, "\(profile.cost.text), \(profile.size) \(profile.size == 1 ? "user" : "users")")
          })),
      tables: [
        Table(
          "Groups, in USD",
          [
            .words("group"), .number("users"), .number("cost a user"), .number("cost"), .number("calls a user a day"), .words("dearest users"),
            .words("mostly"),
          ], isOpen: true,
          profiles.indices.map { index in
            let profile = profiles[index]
            let users = answer.clusters.assignments.lazy.filter { $0.cluster == profile.id }.compactMap(\.user).prefix(3)
            return [
              names[index], Digits.grouped(UInt64(profile.size)), profile.averageCost.text, profile.cost.text,
              Digits.number(profile.queriesPerDay.value, 1), users.map(PlainText.cleaned).joined(separator: ", "),
              profile.patterns.prefix(3).map(PlainText.cleaned).joined(separator: "; "),
            ]
          })
      ])
  }
}
