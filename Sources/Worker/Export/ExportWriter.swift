import CostModel
import JSON
import JSONRPC

/// Formats that events are exported in.
enum ExportFormat: String, JSONChoice, Sendable {
  case ndjson, json, csv, focus

  /// What a table of the format has columns for.
  var columns: [ExportColumn] { self == .focus ? FocusExport.columns : ExportColumn.all }
}

/// Writes events in a format, one after the other.
///
/// A class, because its buffer is kept from event to event.
final class ExportWriter {
  private let format: ExportFormat
  private let style: CSVField.Style
  private let columns: [ExportColumn]
  private let json = JSONWriter(capacity: 1 << 12)
  private var cell: [UInt8] = []
  private(set) var rows: Int64 = 0
  /// What was written and not taken away yet.
  private(set) var pending: [UInt8] = []

  init(_ format: ExportFormat, _ style: CSVField.Style) {
    self.format = format
    self.style = style
    columns = format.columns
    switch format {
    case .ndjson: break
    case .json: pending.append(UInt8(ascii: "["))
    case .csv, .focus: CSVField.appendRow(columns.map(\.name), to: &pending, style: .raw)
    }
  }

  func removePending() { pending.removeAll(keepingCapacity: true) }

  func write(_ batch: EventBatch, _ event: Int) {
    switch format {
    case .ndjson:
      object(batch, event)
      pending.append(10)
    case .json:
      if rows > 0 { pending.append(UInt8(ascii: ",")) }
      pending.append(10)
      object(batch, event)
    case .csv, .focus: row(batch, event)
    }
    rows += 1
  }

  func end() {
    if format == .json { pending += Array("\n]\n".utf8) }
  }

  private func object(_ batch: EventBatch, _ event: Int) {
    json.removeAll()
    json.beginObject()
    var isInside = false
    for column in columns {
      let isAllocation = column.name.hasPrefix(ExportColumn.allocationPrefix)
      if isInside, !isAllocation {
        json.endObject()
        isInside = false
      }
      let value = column.value(batch, event)
      if case .absent = value { continue }
      if isAllocation, !isInside {
        json.name("cost_allocation")
        json.beginObject()
        isInside = true
      }
      json.name(isAllocation ? String(column.name.dropFirst(ExportColumn.allocationPrefix.count)) : column.name)
      write(value)
    }
    json.endObject()
    pending.append(contentsOf: json.bytes)
  }

  private func write(_ value: ExportColumn.Value) {
    switch value {
    case .absent: json.null()
    case .text(let bytes): json.string(utf8: bytes)
    case .words(let text), .composed(let text): json.string(text)
    case .list(let members):
      json.beginArray()
      for member in MemberList.decode(members) { member.withUnsafeBufferPointer { json.string(utf8: $0) } }
      json.endArray()
    case .json(let bytes): json.raw(UnsafeRawBufferPointer(bytes))
    case .integer(let number): json.int(number)
    case .decimal(let digits, let exponent): json.decimal(Int128(digits), exponent: exponent)
    case .truth(let truth): json.bool(truth)
    case .instant(let microseconds): Timestamp(microseconds: microseconds).write(to: json)
    }
  }

  private func row(_ batch: EventBatch, _ event: Int) {
    for (index, column) in columns.enumerated() {
      if index > 0 { pending.append(UInt8(ascii: ",")) }
      field(column.value(batch, event))
    }
    pending += [13, 10]
  }

  private func field(_ value: ExportColumn.Value) {
    switch value {
    case .absent: return
    case .composed(let text): CSVField.append(text.utf8, to: &pending, style: style)
    case .text(let bytes), .json(let bytes): CSVField.append(bytes, to: &pending, style: style)
    case .list(let members):
      CSVField.append(
        Array(MemberList.decode(members).joined(separator: [UInt8(ascii: ";")])), to: &pending, style: style)
    case .words, .integer, .decimal, .truth, .instant:
      // As in JSON, without the quotes; nothing of it is a caller's text.
      json.removeAll()
      write(value)
      pending.append(contentsOf: json.bytes.filter { $0 != UInt8(ascii: "\"") })
    }
  }
}
