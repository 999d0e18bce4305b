/// What is to be told: figures, one beneath the other.
package struct Page: Sendable {
  package var title: String
  /// What all figures are about: the time, the zone, the unit.
  package var lead: [String]
  package var figures: [Figure]
  /// What the reader must know about the figures.
  package var notes: [String]

  package init(title: String, lead: [String], figures: [Figure], notes: [String]) {
    (self.title, self.lead, self.figures, self.notes) = (title, lead, figures, notes)
  }
}

/// One picture, what it says in sentences, and its numbers.
package struct Figure: Sendable {
  package var title: String
  package var sentences: [String]
  /// Nil where there is nothing to draw: the sentences say why.
  package var chart: Chart?
  package var tables: [Table] = []

  package init(title: String, sentences: [String], chart: Chart? = nil, tables: [Table] = []) {
    (self.title, self.sentences, self.chart, self.tables) = (title, sentences, chart, tables)
  }
}

package enum Chart: Sendable {
  case lines(LineChart)
  case bars(BarChart)
}

/// Values in the order of time, one place on the axis for each.
package struct LineChart: Sendable {
  /// What the vertical axis counts.
  package var unit: String
  /// What the horizontal axis counts.
  package var axis: String
  /// A date or an RFC 3339 hour for each place.
  package var labels: [String]
  package var lines: [Line] = []
  package var bands: [Band] = []
  package var marks: [Mark] = []
  /// The place that what lies ahead begins with.
  package var firstAhead: Int?
  /// Whether only a part of the first or last period is known.
  package var isFirstCut = false
  package var isLastCut = false

  package init(unit: String, axis: String, labels: [String]) {
    (self.unit, self.axis, self.labels) = (unit, axis, labels)
  }

  /// One value for each place; NaN where there is none.
  package struct Line: Sendable {
    package enum Role: Sendable { case observed, average, forecast }
    let name: String
    let role: Role
    let values: [Double]

    package init(_ name: String, _ role: Role, _ values: [Double]) { (self.name, self.role, self.values) = (name, role, values) }
  }

  /// What lies between two values for each place; NaN where there is none.
  package struct Band: Sendable {
    let name: String
    let lower: [Double]
    let upper: [Double]

    package init(_ name: String, _ lower: [Double], _ upper: [Double]) { (self.name, self.lower, self.upper) = (name, lower, upper) }
  }

  /// A value that is remarkable.
  package struct Mark: Sendable {
    let place: Int
    let value: Double
    let expected: Double
    /// A sentence for who points at it.
    let title: String
    var isAbove: Bool { value >= expected }

    package init(place: Int, value: Double, expected: Double, title: String) {
      (self.place, self.value, self.expected, self.title) = (place, value, expected, title)
    }
  }
}

/// Named amounts beside each other.
package struct BarChart: Sendable {
  package var unit: String
  package var bars: [Bar]

  package init(unit: String, bars: [Bar]) { (self.unit, self.bars) = (unit, bars) }

  package struct Bar: Sendable {
    let name: String
    let value: Double
    /// The value in words.
    let text: String
    /// Whether it sums what has no bar of its own.
    let isRest: Bool

    package init(_ name: String, _ value: Double, _ text: String, isRest: Bool = false) {
      (self.name, self.value, self.text, self.isRest) = (name, value, text, isRest)
    }
  }
}

/// The numbers of a figure.
package struct Table: Sendable {
  let title: String
  let columns: [Column]
  private(set) var rows: [[String]]
  /// Whether the last rows matter most.
  private let endsWithNewest: Bool
  /// Whether it tells more than the picture, and so is open where tables can be closed.
  let isOpen: Bool
  private(set) var left = 0

  package struct Column: Sendable {
    let name: String
    let isNumber: Bool

    package static func words(_ name: String) -> Column { Column(name: name, isNumber: false) }
    package static func number(_ name: String) -> Column { Column(name: name, isNumber: true) }
  }

  package init(_ title: String, _ columns: [Column], endsWithNewest: Bool = false, isOpen: Bool = false, _ rows: [[String]]) {
    (self.title, self.columns, self.rows) = (title, columns, rows)
    (self.endsWithNewest, self.isOpen) = (endsWithNewest, isOpen)
  }

  /// With as many rows as a reader of the format looks at; `left` are left out.
  func cut(to most: Int) -> Table {
    guard rows.count > most else { return self }
    var table = self
    table.rows = Array(endsWithNewest ? rows.suffix(most) : rows.prefix(most))
    table.left = rows.count - most
    return table
  }

  /// What is left out, in a sentence.
  var remainder: String {
    Digits.grouped(UInt64(left)) + (endsWithNewest ? " earlier" : " more") + (left == 1 ? " row is" : " rows are") + " left out here."
  }
}
