import JSON
import Testing
import Worker

@Suite("OpenRPC document")
struct OpenRPCDocumentTests {
  @Test("is committed as Schemas/openrpc.json")
  func isCommitted() {
    expectCommitted("Schemas/openrpc.json", openRPCText())
  }

  @Test("is of a version that the 1.4 schema accepts")
  func version() throws {
    let document = try JSONValue.parse(openRPCText())
    let version = try #require(document["openrpc"]?.string)
    #expect(version.wholeMatch(of: /1\.4\.\d+/) != nil)
    #expect(document["info"]?["title"]?.string == "costwire")
    #expect(document["info"]?["version"]?.string == workerVersion)
  }

  @Test("names each method once, in order")
  func names() throws {
    let names = try methods().compactMap { $0["name"]?.string }
    #expect(!names.isEmpty)
    #expect(Set(names).count == names.count)
    #expect(names == names.sorted())
    for name in names {
      #expect(name.wholeMatch(of: /[a-z][A-Za-z]*\/[a-z][A-Za-z]*/) != nil, "\(name) is not group/verb")
    }
  }

  @Test("gives every method what its readers need")
  func members() throws {
    for method in try methods() {
      let name = method["name"]?.string ?? ""
      for member in ["summary", "description"] {
        #expect(method[member]?.string?.isEmpty == false, "\(name) has no \(member)")
      }
      #expect(method["paramStructure"]?.string == "by-name", "\(name)")
      #expect(method["result"]?["name"]?.string?.isEmpty == false, "\(name)")
      #expect(method["result"]?["schema"]?.members != nil, "\(name)")
      #expect(method["examples"]?.array?.isEmpty == false, "\(name)")
    }
  }

  @Test("lists required params before optional ones, each once and described")
  func params() throws {
    for method in try methods() {
      let name = method["name"]?.string ?? ""
      let params = try #require(method["params"]?.array)
      let required = params.map { $0["required"]?.bool ?? false }
      #expect(required == required.filter { $0 } + required.filter { !$0 }, "\(name)")
      let names = params.compactMap { $0["name"]?.string }
      #expect(Set(names).count == params.count, "\(name)")
      for param in params {
        #expect(param["description"]?.string?.isEmpty == false, "\(name): \(param["name"]?.string ?? "")")
        #expect(param["schema"]?.members != nil, "\(name): \(param["name"]?.string ?? "")")
      }
    }
  }

  @Test("gives each error one number and one symbol")
  func errors() throws {
    var symbols: [Int64: String] = [:]
    for method in try methods() {
      for error in method["errors"]?.array ?? [] {
        let code = try #require(error["code"]?.int64)
        let symbol = try #require(error["message"]?.string)
        #expect(symbols[code] == nil || symbols[code] == symbol, "\(code) is \(symbol) and \(symbols[code] ?? "")")
        symbols[code] = symbol
      }
    }
    #expect(Set(symbols.values).count == symbols.count)
  }

  private func methods() throws -> [JSONValue] {
    try #require(JSONValue.parse(openRPCText())["methods"]?.array)
  }
}
