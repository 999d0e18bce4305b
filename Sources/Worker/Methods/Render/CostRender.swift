import Charts
import CostModel
import JSON
import JSONRPC
import Store

/// `cost/render`: what other methods answer, as a picture, a page or a text.
enum CostRender: ReadMethod {
  static let name = "cost/render"
  static let summary = "Draws trends, forecast, anomalies, attribution and clusters as SVG, an HTML page, Markdown or text."
  static let agents = AgentUse.offered("Use format markdown or text to read it; html and svg are long, and for people.")
  static let documentation = """
    Every figure is the answer of cost/trends, cost/forecast, cost/anomalies, cost/attribution or cost/clusters to the same \
    params, amounts in USD; the forecast begins where the window ends. overview holds all of them, and says in a sentence \
    what has too little data to be shown; a single view refuses then. The HTML is one page that asks nobody for anything, \
    with a picture for wide and one for narrow windows and the numbers in tables; an SVG stacks the pictures it holds. Both \
    follow the reader's light or dark scheme. width is that of an SVG in pixels (default 800, from 320) or of a text in \
    columns (default 80, from 60 to 240). Names are shortened to 60 columns, long tables say what they leave out.
    """
  static let example = #"{"view": "trends", "format": "text", "days": 14, "as_of": "2026-08-30T12:00:00Z"}"#
  static let errors: [ErrorCode] = [.notFound, .insufficientData]

  struct Params: QuestionMethodParams {
    var view = View.overview
    var format = Format.html
    var width: Int?
    var question = QuestionParams(days: 90)
    var granularity = Granularity.day
    var dimensions = AttributionDimensions(dimensions: AttributionDimension.all.filter { ["user", "model"].contains($0.name) })
    var limit = 10
    var trainingDays = 90
    var forecastDays = 7
    var clusters = ClusterCount.auto

    static let fields = FieldTable<Params>(
      [
        Field("view", \.view, default: "overview", "What is drawn."),
        Field("format", \.format, default: "html", "As what."),
        Field("width", \.width, .integer(60...2_000), "Of an SVG in pixels, of a text in columns."),
      ] + Field.group(\.question, QuestionParams.fields(days: 90)) + [
        Field("granularity", \.granularity, default: "day", "How finely trends are cut; by the hour so is the forecast."),
        Field("dimensions", \.dimensions, default: ["user", "model"], "What the cost is attributed to."),
        Field("limit", \.limit, .integer(1...100), default: 10, "How many rows of each dimension to keep."),
        Field("training_days", \.trainingDays, .integer(14...3_650), default: 90, "Days of history the forecast learns from."),
        Field("forecast_days", \.forecastDays, .integer(1...365), default: 7, "How many days ahead."),
        Field("n_clusters", \.clusters, default: "auto", "How many clusters, or \"auto\"."),
      ])
  }

  enum View: String, CaseIterable, Sendable, JSONChoice {
    case overview, trends, forecast, anomalies, attribution, clusters

    var views: [View] { self == .overview ? [.trends, .forecast, .anomalies, .attribution, .clusters] : [self] }
    var title: String { self == .overview ? "Cost overview" : self == .clusters ? "Users who spend alike" : "Cost " + rawValue }
  }

  enum Format: String, CaseIterable, Sendable, JSONChoice {
    case svg, html, markdown, text

    var mediaType: String {
      switch self {
      case .svg: "image/svg+xml"
      case .html: "text/html"
      case .markdown: "text/markdown"
      case .text: "text/plain"
      }
    }
  }

  static func answer(_ params: Params, _ context: ReadContext) throws -> Answer {
    let width = try width(params)
    let drawn = try DrawnFigures(params, context)
    let page = drawn.page
    let text =
      switch params.format {
      case .svg: page.svg(width: width)
      case .html: page.html
      case .markdown: page.markdown
      case .text: page.text(columns: width)
      }
    return Answer(view: params.view, format: params.format, title: page.title, text: text, quality: drawn.quality)
  }

  private static func width(_ params: Params) throws -> Int {
    guard let width = params.width else { return params.format == .svg ? 800 : 80 }
    let allowed =
      switch params.format {
      case .svg: 320...2_000
      case .text: 60...240
      case .html, .markdown: throw MethodFailure.invalid("width", "no width, which svg and text alone have", got: "\(width)")
      }
    guard allowed.contains(width) else {
      throw MethodFailure.invalid("width", "an integer from \(allowed.lowerBound) to \(allowed.upperBound)", got: "\(width)")
    }
    return width
  }

  struct Answer: Shaped, Sendable {
    let view: View
    let format: Format
    let title: String
    let text: String
    let quality: DataQuality
    private var mediaType: String { format.mediaType }

    static let members: [Member<Answer>] = [
      Member("view", \.view, "What was drawn."),
      Member("format", \.format, "As what."),
      Member("media_type", \.mediaType, "The text's media type; it is UTF-8."),
      Member("title", \.title, "The title of the whole."),
      Member("text", \.text, "The picture, the page or the text itself."),
      Member("data_quality", \.quality, "What the window's total does not know; of a forecast alone, its history's."),
    ]
  }
}
