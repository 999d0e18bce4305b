import CostModel
import JSON

/// `Clients/js/lib/surface.d.cts`: the types of params, answers and settings, and the groups of `Worker`.
package func typescriptSurface() -> String { TypeScriptSurface(surface: clientSurface).text }

private struct TypeScriptSurface {
  let surface: ClientSurface

  var text: String {
    var lines = [
      "// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.", "",
      "import type { CallOptions } from './index.cjs';", "",
      "/** An instant or a day: RFC 3339 text, or a Date. */", "export type Instant = string | Date;",
    ]
    for type in surface.types { lines += interface(type.name, type.properties, isInput: type.isInput) }
    for method in surface.groups.flatMap(\.methods) where !method.params.isEmpty {
      lines += interface(paramsName(method), ordered(method.params), isInput: true)
    }
    lines += ["", "/** The settings of a worker. */"] + interface("WorkerSettings", Settings.fields.properties, isInput: true).dropFirst()
    for group in surface.groups {
      lines += ["", "/** The methods \(group.name)/…. */", "export interface \(group.typeName)Group {"]
      for method in group.methods { lines += function(method) }
      lines.append("}")
    }
    lines += ["", "/** Every group of methods. */", "export interface Surface {"]
    for group in surface.groups { lines.append("  readonly \(group.name): \(group.typeName)Group;") }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private func paramsName(_ method: AnyMethod) -> String { typePrefix(method.name) + "Params" }

  private func ordered(_ params: [Schema.Property]) -> [Schema.Property] {
    params.filter(\.isRequired) + params.filter { !$0.isRequired }
  }

  private func function(_ method: AnyMethod) -> [String] {
    let text = method.documentation.isEmpty ? method.summary : method.summary + " " + method.documentation
    let needsParams = method.params.contains(where: \.isRequired)
    let params = method.params.isEmpty ? "params?: {}" : "params\(needsParams ? "" : "?"): \(paramsName(method))"
    let result = surface.resultName(method) ?? type(method.result, isInput: false)
    return comment(text, indent: "  ")
      + ["  \(verb(method.name))(\(params), options?: CallOptions): Promise<\(result)>;"]
  }

  private func interface(_ name: String, _ properties: [Schema.Property], isInput: Bool) -> [String] {
    var lines = ["", "export interface \(name) {"]
    for property in properties {
      let type = type(property.schema, isInput: isInput)
      let mayBeNull = isInput && !property.isRequired
      lines += comment(property.documentation + (isInput ? limits(property) : ""), indent: "  ")
      lines.append(
        "  \(memberName(property.name))\(property.isRequired ? "" : "?"): \(type)\(mayBeNull ? " | null" : "");")
    }
    return lines + ["}"]
  }

  private func comment(_ text: String, indent: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = wrapped(text.replacing(text: "*/", by: "* /"), indent: indent + " * ", first: indent + "/** ")
    return lines.dropLast() + [(lines.last ?? "") + " */"]
  }

  private func memberName(_ name: String) -> String {
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
    return isPlain && !(name.first?.isNumber ?? true) ? name : "'\(name)'"
  }

  private func type(_ schema: Schema, isInput: Bool) -> String {
    switch schema {
    case .any: "unknown"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string(_, let format): isInput && isInstant(format) ? "Instant" : "string"
    case .choice(let names): names.isEmpty ? "string" : names.map { "'\($0)'" }.joined(separator: " | ")
    case .list(let element, _): "Array<\(type(element, isInput: isInput))>"
    case .map(let value): "Record<string, \(type(value, isInput: isInput))>"
    case .object(let properties): surface.name(properties, isInput: isInput) ?? "Record<string, unknown>"
    case .either(let choices): distinct(choices.map { type($0, isInput: isInput) }).joined(separator: " | ")
    case .null: "null"
    }
  }
}
