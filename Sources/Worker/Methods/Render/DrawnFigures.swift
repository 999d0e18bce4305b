import Charts
import CostModel
import JSON
import JSONRPC
import Store

/// The figures of a view, each made from the answer of the method it shows.
struct DrawnFigures {
  let params: CostRender.Params
  let context: ReadContext
  let window: Window
  private(set) var figures: [Figure] = []
  private var qualities: [DataQuality] = []
  private var conversion: Conversion?

  init(_ params: CostRender.Params, _ context: ReadContext) throws {
    (self.params, self.context) = (params, context)
    window = try params.question.window.window(context.services)
    for view in params.view.views {
      try context.call.checkCancellation()
      do {
        try draw(view)
      } catch let failure as MethodFailure where failure.code == .insufficientData && params.view == .overview {
        figures.append(Figure(title: view.title, sentences: [failure.message + "."]))
      }
    }
  }

  private mutating func draw(_ view: CostRender.View) throws {
    switch view {
    case .trends:
      let answer = try CostTrends.answer(CostTrends.Params(question: params.question, granularity: params.granularity), context)
      figures.append(try trends(answer))
      (conversion, qualities) = (answer.conversion, qualities + [answer.quality])
    case .forecast:
      let answer = try CostForecast.answer(forecastParams, context)
      figures.append(forecast(answer.forecast))
      qualities.append(answer.quality)
    case .anomalies:
      let days = try CostTrends.answer(CostTrends.Params(question: params.question), context)
      let answer = try CostAnomalies.answer(CostAnomalies.Params(question: params.question), context)
      figures.append(try anomalies(answer.anomalies, days))
      (conversion, qualities) = (answer.conversion, qualities + [answer.quality])
    case .attribution:
      let answer = try CostAttribution.answer(
        CostAttribution.Params(question: params.question, dimensions: params.dimensions, limit: params.limit), context)
      figures += answer.attribution.tables.map { attribution($0, answer.total) }
      (conversion, qualities) = (answer.conversion, qualities + [answer.quality])
    case .clusters:
      let answer = try CostClusters.answer(CostClusters.Params(question: params.question, count: params.clusters), context)
      figures.append(clusters(answer))
      (conversion, qualities) = (conversion ?? answer.conversion, qualities + [answer.quality])
    case .overview: break
    }
  }

  /// The forecast of the moment that the window ends.
  private var forecastParams: CostForecast.Params {
    var moment = MomentParams()
    moment.asOf = Timestamp(microseconds: window.end.microseconds - 1)
    (moment.timeZone, moment.scope) = (params.question.window.timeZone, params.question.scope)
    return CostForecast.Params(
      trainingDays: params.trainingDays, forecastDays: params.forecastDays, granularity: params.granularity == .hour ? .hour : .day,
      moment: moment)
  }

  /// What the first figure's total does not know: that of the whole window where one is shown.
  var quality: DataQuality { qualities.first ?? DataQuality(Measures()) }

  var page: Page {
    Page(title: figures.count == 1 ? figures[0].title : params.view.title, lead: lead, figures: figures, notes: notes)
  }

  // MARK: Sentences about all of it

  private var lead: [String] {
    var sentences = [
      "From \(window.start.text(in: window)) to \(window.end.text(in: window)), time zone \(window.zoneName). Amounts are US dollars (USD)."
    ]
    let scope = params.question.scope.scope
    if !scope.isEmpty {
      let parts = scope.dimensions.map { dimension in
        let values = scope.values[dimension] ?? []
        let named = values.prefix(5).map(PlainText.cleaned) + (values.count > 5 ? ["\(values.count - 5) more"] : [])
        return dimension.member + " " + named.joined(separator: ", ")
      }
      sentences.append("Only " + parts.joined(separator: "; ") + ".")
    }
    if let conversion {
      let total = Digits.dollars(nanos: conversion.total.nanos).filter { $0 != "$" }
      sentences.append(
        "The total is \(conversion.currency) \(total), at \(conversion.rate) for a dollar (rate of \(conversion.date)).")
    }
    return sentences
  }

  private var notes: [String] {
    var sentences: [String] = []
    // An overview's figures differ in their windows; the most that one of them misses is told.
    let unpriced = qualities.map(\.unpricedEvents).max() ?? 0
    let late = qualities.map(\.lateEvents).max() ?? 0
    let estimated = qualities.compactMap(\.estimatedSharePercent.value).max() ?? 0
    if unpriced > 0 {
      sentences.append(
        "\(Digits.grouped(UInt64(unpriced))) \(unpriced == 1 ? "event has" : "events have") no price or only part of one: what is missing counts as nothing here.")
    }
    if estimated > 0 { sentences.append("\(Digits.percent(estimated)) of the cost is estimated.") }
    if late > 0 { sentences.append("\(Digits.grouped(UInt64(late))) \(late == 1 ? "event" : "events") arrived after the UTC day they belong to.") }
    return sentences
  }
}

extension Money {
  /// As people read it.
  var text: String { Digits.dollars(nanos: nanos) }
  /// The difference to another, with its sign.
  func change(to later: Money) -> String { (later > self ? "+" : "") + (later - self).text }
}

extension Timestamp {
  /// A date, and a time where it is not midnight.
  fileprivate func text(in window: Window) -> String {
    // The window of an instant ends a microsecond behind it.
    let instant = Timestamp(microseconds: microseconds % 1_000_000 == 1 ? microseconds - 1 : microseconds)
    let date = window.zone.civilDate(of: instant)
    let text = instant.rfc3339(offset: window.zone.offset(at: instant))
    return window.zone.startOfDay(date) == instant ? date.description : date.description + " " + text.dropFirst(11).prefix(5)
  }
}
