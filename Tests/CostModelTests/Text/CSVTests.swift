import Foundation
import Testing

@testable import CostModel

struct ReadRow: Equatable {
  var line: Int
  var fields: [String]
  var problem: CSVProblem?
}

func readCSV(_ text: [UInt8], chunk: Int = .max, delimiter: UInt8 = 0x2C) -> (rows: [ReadRow], ends: [Int]) {
  var reader = CSVReader(delimiter: delimiter)
  var rows: [ReadRow] = [], ends: [Int] = []
  let collect: (CSVRow) -> Void = { row in
    rows.append(ReadRow(line: row.line, fields: (0..<row.count).map(row.string), problem: row.problem))
    ends.append(row.endOffset)
  }
  var index = 0
  while index < text.count {
    let end = min(text.count, chunk == .max ? text.count : index + chunk)
    Array(text[index..<end]).withUnsafeBufferPointer { reader.read($0, row: collect) }
    index = end
  }
  reader.finish(row: collect)
  return (rows, ends)
}

@Suite("Reading CSV")
struct CSVReaderTests {
  @Test(
    "rows and fields, however the bytes are cut",
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]), ("a\rb\r", [["a"], ["b"]]),
      ("\u{FEFF}a,b\n", [["a", "b"]]), ("\"a,\"\"b\"\"\",\"x\r\ny\"\n\"\"\n", [["a,\"b\"", "x\r\ny"], [""]]),
      ("\n\na\n\r\n\r\nb", [["a"], ["b"]]), (",\n", [["", ""]]), ("a,\n,b", [["a", ""], ["", "b"]]), ("a\"b,c\"\"\n", [["a\"b", "c\"\""]]),
      ("", []), ("\u{FEFF}", []), ("é,日本,🌿", [["é", "日本", "🌿"]]), ("\"\u{FEFF}\"", [["\u{FEFF}"]]),
    ] as [(String, [[String]])])
  func reads(text: String, expected: [[String]]) {
    let bytes = Array(text.utf8)
    for chunk in [Int.max, 1, 2, 3, 5] {
      let rows = readCSV(bytes, chunk: chunk).rows
      // A mark alone gives no row.
      #expect(rows.map(\.fields) == expected, "chunks of \(chunk)")
      #expect(rows.allSatisfy { $0.problem == nil })
    }
  }

  @Test("each row knows the line it begins on, and where reading can be taken up again")
  func lines() {
    let bytes = Array("h\r\n\"a\r\nb\",\"c\nd\"\r\n\r\nx\ry\n".utf8)
    for chunk in [Int.max, 1, 2, 3] {
      let (rows, ends) = readCSV(bytes, chunk: chunk)
      #expect(rows.map(\.line) == [1, 2, 6, 7])
      for (index, end) in ends.enumerated() {
        var reader = CSVReader(offset: end, line: 1)
        var rest: [String] = []
        Array(bytes[end...]).withUnsafeBufferPointer { reader.read($0) { rest.append($0.string(0)) } }
        reader.finish { rest.append($0.string(0)) }
        #expect(rest == rows[(index + 1)...].map { $0.fields[0] })
      }
    }
  }

  @Test("a bad row is told and the next one is read")
  func problems() {
    let wide = Array((String(repeating: "x,", count: 1_000) + "y\nok\n").utf8)
    #expect(readCSV(wide).rows.map(\.problem) == [.tooManyColumns(limit: 1_000), nil])
    let long = [UInt8](repeating: 0x61, count: CSVReader.longestField + 1) + Array("\nok".utf8)
    #expect(readCSV(long, chunk: 65_536).rows.map(\.problem) == [.fieldTooLong(limit: CSVReader.longestField), nil])
    #expect(readCSV(Array(long[1...])).rows.map(\.problem) == [nil, nil])
    let fat = Array(repeating: [UInt8](repeating: 0x61, count: 1_000_000), count: 10).joined(separator: [0x2C]) + Array("\nok".utf8)
    #expect(readCSV(Array(fat), chunk: 65_536).rows.map(\.problem) == [.rowTooLong(limit: CSVReader.longestRow), nil])
    #expect(readCSV(Array("\"a\"b,c\nok".utf8)).rows.map(\.problem) == [.textBehindQuote, nil])
    #expect(readCSV(Array("ok\n\"a".utf8)).rows.map(\.problem) == [nil, .quoteNotClosed])
  }

  @Test("semicolons and tabs separate too, and are recognised by the header")
  func delimiters() {
    func found(_ text: String) -> UInt8 { Array(text.utf8).withUnsafeBufferPointer { CSVReader.delimiter(ofHeader: $0) } }
    #expect(readCSV(Array("a;b,c".utf8), delimiter: 0x3B).rows.first?.fields == ["a", "b,c"])
    #expect(found("a;b;c,d\n,,,,") == 0x3B)
    #expect(found("a\tb\tc") == 0x09)
    #expect(found("\"a;b;c\",d") == 0x2C)
    #expect(found("a") == 0x2C)
  }

  @Test("any bytes are read without a trap")
  func fuzz() {
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 0...60)).map { _ in [0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xEF, 0xBB, 0xBF].randomElement() ?? 0 as UInt8 }
      let whole = readCSV(bytes)
      #expect(readCSV(bytes, chunk: .random(in: 1...4)).rows == whole.rows)
    }
  }
}

@Suite("Writing CSV")
struct CSVFieldTests {
  func written(_ text: String, _ style: CSVField.Style = .neutralised) -> String {
    var out: [UInt8] = []
    CSVField.append(text.utf8, to: &out, style: style)
    return String(decoding: out, as: UTF8.self)
  }

  @Test(
    "formulas become text, numbers stay numbers",
    arguments: [
      ("plain", "plain"), ("", ""), ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "\"'\tx\""),
      ("\r=1", "\"'\r=1\""), ("-12.5", "-12.5"), ("+3e-5", "+3e-5"), ("-.5", "-.5"), ("-", "'-"), ("-1-2", "'-1-2"), ("+1 2", "'+1 2"), ("-1e", "'-1e"),
      ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("\"=1", "\"'\"\"=1\""), (" =1", "\"' =1\""), ("'=1", "''=1"),
      ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("a,b", "\"a,b\""), ("a\nb", "\"a\nb\""), ("ａ", "ａ"),
    ])
  func neutralises(text: String, expected: String) { #expect(written(text) == expected) }

  @Test("raw fields keep every byte, and read back as they were", arguments: ["=1+1", "a,b", "\"", "x\r\ny", " lead", "-1", "\t", "é"])
  func raw(text: String) {
    var out: [UInt8] = []
    CSVField.appendRow([text, "end"], to: &out, style: .raw)
    #expect(readCSV(out).rows.map(\.fields) == [[text, "end"]])
  }
}
