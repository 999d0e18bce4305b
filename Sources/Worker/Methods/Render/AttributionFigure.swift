import Charts
import CostModel
import JSON
import Store

extension DrawnFigures {
  func attribution(_ table: AttributionTable, _ total: Money) -> Figure {
    let dimension = table.dimension.name.split(separator: "_").joined(separator: " ")
    let title = "Cost by \(dimension)"
    guard table.rows.contains(where: { $0.name != nil }) else {
      return Figure(title: title, sentences: ["No event of the window has a \(dimension)."])
    }
    let names = table.rows.map { row in row.isOther ? "all others" : row.name.map(PlainText.cleaned) ?? "(none)" }
    let shares = table.rows.map { Digits.percent(Ratio.percent($0.cost, of: total).value) }
    let hasTeams = table.dimension.name == "user", hasUsers = table.dimension.name == "team"
    var columns: [Table.Column] = [.words(dimension)]
    if hasTeams { columns.append(.words("team")) }
    columns += [.number("cost"), .number("share"), .number("calls")]
    if hasUsers { columns.append(.number("users")) }
    return Figure(
      title: title, sentences: ["\(total.text) in all."],
      chart: .bars(
        BarChart(
          unit: "USD by \(dimension), and the share of the total",
          bars: table.rows.indices.map { index in
            let cost = table.rows[index].cost
            return BarChart.Bar(names[index], cost.dollars, cost.text + ", " + shares[index], isRest: table.rows[index].isOther)
          })),
      tables: [
        Table(
          title + ", in USD", columns,
          table.rows.indices.map { index in
            let row = table.rows[index]
            return [names[index]] + (hasTeams ? [row.team.map(PlainText.cleaned) ?? ""] : [])
              + [row.cost.text, shares[index], Digits.grouped(UInt64(clamping: row.calls))]
              + (hasUsers ? [Digits.grouped(UInt64(clamping: row.userCount ?? 0))] : [])
          })
      ])
  }
}
