import Charts
import CostModel
import Store

extension DrawnFigures {
  func anomalies(_ found: Anomalies, _ days: CostTrends.Answer) throws -> Figure {
    let remarkable = found.days ?? []
    var chart = try chart(days, .day)
    var places: [String: Int] = [:]
    for (place, label) in chart.labels.enumerated() { places[label] = place }
    chart.marks = remarkable.compactMap { day in
      places[day.date].map {
        LineChart.Mark(
          place: $0, value: day.cost.dollars, expected: day.expected.dollars,
          title: "\(day.date): \(day.cost.text), expected were \(day.expected.text)")
      }
    }
    let changes = [("user", found.users), ("team", found.teams), ("query pattern", found.patterns)]
      .map { (name: $0.0, entities: $0.1 ?? []) }.filter { !$0.entities.isEmpty }
    return Figure(
      title: "Cost anomalies",
      sentences: [
        Self.counted(remarkable.count, "day") + " cost remarkably more or less than usual. "
          + (changes.isEmpty
            ? "No user, team or query pattern changed remarkably against the window before."
            : "Against the window before changed: " + changes.map { Self.counted($0.entities.count, $0.name) }.joined(separator: ", ") + ".")
      ],
      chart: .lines(chart),
      tables: [table(remarkable)] + changes.map { table($0.name, $0.entities) })
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 0 ? "No \(noun)" : "\(Digits.grouped(UInt64(count))) \(noun)\(count == 1 ? "" : "s")"
  }

  private func table(_ days: [RemarkableDay]) -> Table {
    Table(
      "Remarkable days, in USD",
      [.words("day"), .number("cost"), .number("expected"), .number("change"), .number("z score"), .words("severity"), .words("mostly by")],
      endsWithNewest: true, isOpen: true,
      days.map { day in
        [
          day.date, day.cost.text, day.expected.text, Digits.percent(day.percent.value, isChange: true), Digits.number(day.score.value, 1),
          day.severity.rawValue, Self.drivers(day),
        ]
      })
  }

  /// Of each dimension the part that moved most, in the direction that the day did.
  private static func drivers(_ day: RemarkableDay) -> String {
    let isAbove = day.judged.score >= 0
    return ["user", "model", "pattern"].compactMap { dimension -> String? in
      guard let driver = day.drivers.first(where: { $0.dimension == dimension && !$0.isOther }), let name = driver.name,
        (driver.cost > driver.usual) == isAbove
      else { return nil }
      return "\(dimension) \(PlainText.cleaned(name)) (\(driver.usual.change(to: driver.cost)))"
    }.joined(separator: ", ")
  }

  private func table(_ name: String, _ entities: [RemarkableEntity]) -> Table {
    Table(
      "Remarkable changes by \(name), in USD",
      [.words(name), .words("kind"), .number("cost"), .number("window before"), .number("change"), .number("in percent")], isOpen: true,
      entities.map { entity in
        [
          entity.name.map(PlainText.cleaned) ?? "(none)", entity.change.kind.rawValue, entity.current.text, entity.previous.text,
          entity.previous.change(to: entity.current), Digits.percent(entity.change.percentChange, isChange: true),
        ]
      })
  }
}
