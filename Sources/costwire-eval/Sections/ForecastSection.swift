import Analytics
import Foundation

/// Forecasts of held-back values: the M4 competition's series with their official horizons, and hourly client traffic.
enum ForecastSection {
  /// One series with what came after it.
  struct Case {
    var name: String
    var training: [Double]
    var actual: [Double]
  }

  /// What a set's forecasts came to.
  struct Result {
    var smape = 0.0, mase = 0.0, naiveSmape = 0.0, seasonalSmape = 0.0
    var inside80 = 0.0, inside95 = 0.0, values = 0.0
    var wape: [Double] = [], dayWape: [Double] = [], weekWape: [Double] = []
    var count = 0
    var seconds = 0.0
  }

  static let all = EvalSection(name: "forecast", title: "Forecasts") { data in
    var lines: [EvalLine] = []
    lines += try competition(data, "m4_daily", seasons: TimeSeries.dailySeasons, maseLag: 1, published: "Daily")
    lines += try competition(data, "m4_hourly", seasons: TimeSeries.hourlySeasons, maseLag: 24, published: "Hourly")
    lines += try competition(data, "m4_weekly", seasons: TimeSeries.weeklySeasons, maseLag: 1, published: "Weekly")
    for path in data.files(in: "llm", beginning: "servegen_", ending: ".csv.gz") { lines += try traffic(data, path) }
    return lines
  }

  private static func cases(_ data: EvalData, _ path: String) throws -> [Case] {
    let table = try data.table(path)
    let (series, split, value) = (try table.index("series"), try table.index("split"), try table.index("value"))
    var cases: [Case] = [], places: [String: Int] = [:]
    for row in table.rows {
      let name = String(row[series])
      let place = places[name] ?? cases.count
      if place == cases.count {
        places[name] = place
        cases.append(Case(name: name, training: [], actual: []))
      }
      let number = Double(row[value]) ?? .nan
      if row[split] == "test" { cases[place].actual.append(number) } else { cases[place].training.append(number) }
    }
    return cases
  }

  private static func evaluate(_ cases: [Case], seasons: [Int], maseLag: Int) throws -> Result {
    var result = Result()
    for item in cases where !item.actual.isEmpty {
      let series = TimeSeries(values: item.training, seasonLengths: seasons)
      let start = Date()
      let trained = try trainForecast(series, horizon: item.actual.count)
      let points = try trained.forecast(series, horizon: item.actual.count)
      result.seconds += Date().timeIntervalSince(start)
      let mean = points.map(\.mean)
      result.smape += smape(mean, item.actual)
      result.mase += mase(mean, item.actual, item.training, lag: maseLag)
      let last = item.training.last ?? 0
      result.naiveSmape += smape(item.actual.map { _ in last }, item.actual)
      let season = seasons.first { $0 <= item.training.count } ?? 1
      result.seasonalSmape += smape(item.actual.indices.map { item.training[item.training.count - season + $0 % season] }, item.actual)
      for (point, actual) in zip(points, item.actual) {
        result.values += 1
        if actual >= point.lower80, actual <= point.upper80 { result.inside80 += 1 }
        if actual >= point.lower95, actual <= point.upper95 { result.inside95 += 1 }
      }
      let total = item.actual.reduce(0) { $0 + abs($1) }
      if total > 0 {
        result.wape.append(absolute(mean, item.actual) / total)
        for lag in [24, 168] where item.training.count >= lag {
          let naive = item.actual.indices.map { item.training[item.training.count - lag + $0 % lag] }
          if lag == 24 { result.dayWape.append(absolute(naive, item.actual) / total) } else { result.weekWape.append(absolute(naive, item.actual) / total) }
        }
      }
      result.count += 1
    }
    return result
  }

  private static func competition(_ data: EvalData, _ name: String, seasons: [Int], maseLag: Int, published: String) throws -> [EvalLine] {
    var lines: [EvalLine] = []
    for path in data.files(in: "series", beginning: name, ending: ".csv.gz") where !path.contains("baselines") {
      let result = try evaluate(try cases(data, path), seasons: seasons, maseLag: maseLag)
      let count = Double(result.count)
      let title = String(path.split(separator: "/").last ?? "")
      let smape = result.smape / count, naive = result.naiveSmape / count, seasonal = result.seasonalSmape / count
      lines.append(EvalLine(what: "\(title): series", value: count))
      lines.append(EvalLine(what: "  sMAPE of the last value", value: naive))
      lines.append(EvalLine(what: "  sMAPE of the last season", value: seasonal))
      if name == "m4_daily" {
        lines.append(EvalLine(what: "  sMAPE", value: smape, hold: "within 1 % of optimised Theta (2.253 on the shared 400)", isMet: smape <= 2.253 * 1.01))
      } else {
        lines.append(EvalLine(what: "  sMAPE", value: smape, hold: "no worse than the last value and the last season", isMet: smape <= min(naive, seasonal)))
      }
      lines.append(EvalLine(what: "  MASE", value: result.mase / count))
      lines += coverage(result)
      lines.append(EvalLine(what: "  milliseconds a series", value: result.seconds / count * 1_000))
    }
    return lines
  }

  private static func coverage(_ result: Result) -> [EvalLine] {
    let inside80 = result.inside80 / result.values * 100, inside95 = result.inside95 / result.values * 100
    return [
      EvalLine(what: "  inside the 80 % band, percent", value: inside80, hold: "75-85", isMet: (75...85).contains(inside80)),
      EvalLine(what: "  inside the 95 % band, percent", value: inside95, hold: "91-97", isMet: (91...97).contains(inside95)),
    ]
  }

  /// Requests by hour and client; two days ahead.
  private static func traffic(_ data: EvalData, _ path: String) throws -> [EvalLine] {
    let table = try data.table(path)
    let (client, second, requests) = (try table.index("client"), try table.index("t_s"), try table.index("requests"))
    var hours: [String: [Int: Double]] = [:], last = 0
    for row in table.rows {
      guard let time = Int(row[second]), let count = Double(row[requests]) else { continue }
      hours[String(row[client]), default: [:]][time / 3_600, default: 0] += count
      last = max(last, time / 3_600)
    }
    let horizon = 48
    // Clients of one service rise and fall together: one end of two days is one sample, however many clients there are.
    let ends = stride(from: last, to: max(last - 108, 168 + horizon - 2), by: -12)
    let results = try ends.map { end in
      try evaluate(clients(hours, until: end, horizon), seasons: TimeSeries.hourlySeasons, maseLag: 24)
    }
    guard let result = results.first else { return [] }
    let (own, day, week) = (median(result.wape), median(result.dayWape), median(result.weekWape))
    let all = results.reduce(into: Result()) { sum, each in
      sum.inside80 += each.inside80 / each.values / Double(results.count)
      sum.inside95 += each.inside95 / each.values / Double(results.count)
      sum.values = 1
    }
    return [
      EvalLine(what: "\(path.split(separator: "/").last ?? ""): clients", value: Double(result.count)),
      EvalLine(what: "  median WAPE, yesterday's same hour", value: day),
      EvalLine(what: "  median WAPE, last week's same hour", value: week),
      EvalLine(what: "  median WAPE", value: own, hold: "no worse than the better of the two", isMet: own <= min(day, week)),
    ] + coverage(result) + [EvalLine(what: "  ends, 12 hours apart, of the two shares below", value: Double(results.count))]
      + coverage(all) + [EvalLine(what: "  milliseconds a series", value: result.seconds / Double(result.count) * 1_000)]
  }

  /// Clients that asked for something in half of all hours: of the others "nothing" is the best forecast.
  private static func clients(_ hours: [String: [Int: Double]], until last: Int, _ horizon: Int) -> [Case] {
    hours.keys.sorted().compactMap { name -> Case? in
      let values = (0...last).map { hours[name]?[$0] ?? 0 }
      guard values.dropLast(horizon).count(where: { $0 > 0 }) * 2 >= values.count - horizon else { return nil }
      return Case(name: name, training: Array(values.dropLast(horizon)), actual: Array(values.suffix(horizon)))
    }
  }

  private static func absolute(_ forecast: [Double], _ actual: [Double]) -> Double {
    zip(forecast, actual).reduce(0) { $0 + abs($1.0 - $1.1) }
  }

  /// Symmetric mean absolute percentage error in percent, as M4 defines it.
  static func smape(_ forecast: [Double], _ actual: [Double]) -> Double {
    let sum = zip(forecast, actual).reduce(0.0) { sum, pair in
      let total = abs(pair.0) + abs(pair.1)
      return total > 0 ? sum + 2 * abs(pair.0 - pair.1) / total : sum
    }
    return sum / Double(actual.count) * 100
  }

  /// Mean absolute scaled error: by the mean step of the training part at a season's distance.
  static func mase(_ forecast: [Double], _ actual: [Double], _ training: [Double], lag: Int) -> Double {
    guard training.count > lag else { return 0 }
    let scale = (lag..<training.count).reduce(0.0) { $0 + abs(training[$1] - training[$1 - lag]) } / Double(training.count - lag)
    return scale > 0 ? absolute(forecast, actual) / Double(actual.count) / scale : 0
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
