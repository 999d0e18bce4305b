import CostModel
import JSON

/// `Clients/python/costwire/types.py`: the types of params and answers.
package func pythonTypes() -> String { PythonSurface(surface: clientSurface).typesText }

/// `Clients/python/costwire/_surface.py`: the groups of `Worker`.
package func pythonSurface() -> String { PythonSurface(surface: clientSurface).text }

/// `Clients/python/costwire/_async_surface.py`: the groups of `AsyncWorker`.
package func pythonAsyncSurface() -> String { PythonSurface(surface: clientSurface).asyncText }

private struct PythonSurface {
  let surface: ClientSurface

  private static let words: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield", "self",
  ]

  // MARK: The files

  private static let header =
    "\"\"\"Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.\"\"\""

  var typesText: String {
    var lines = [
      Self.header, "", "from __future__ import annotations", "", "import datetime",
      "from typing import Any, Dict, List, Literal, TypedDict, Union", "",
      "#: An instant or a day: RFC 3339 text, or a datetime with a time zone, or a date.",
      "Instant = Union[str, datetime.datetime, datetime.date]",
    ]
    for type in surface.types { lines += typedDict(type) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a checker needs is not loaded when the program runs: making the types takes longer than all else.
  private static let typing = ["", "if TYPE_CHECKING:", "    from . import types"]

  var text: String {
    var lines = [
      Self.header, "", "from __future__ import annotations", "",
      "from typing import TYPE_CHECKING, Any, Dict, FrozenSet, List, Literal, Optional, Tuple, Union", "",
      "from ._group import Group, OnProgress",
    ]
    lines += Self.typing
    lines += ["", "#: The groups of methods this client was made for."]
    lines += tuple("GROUPS: Tuple[str, ...] = (", surface.groups.map(\.name), ")")
    lines += ["", "#: Methods that change nothing, and so may be asked again."]
    lines += tuple("READS: FrozenSet[str] = frozenset((", surface.reads, "))")
    for group in surface.groups {
      lines += classHead(group.typeName + "Group", "(Group)", "The methods \(group.name)/*.")
      lines += ["", "    __slots__ = ()"]
      for each in group.methods { lines += method(each) }
    }
    lines += classHead("Surface", "", "Every group as an attribute.")
    for group in surface.groups { lines += attribute(group.name, group.typeName + "Group") }
    return lines.joined(separator: "\n") + "\n"
  }

  var asyncText: String {
    var lines = [
      Self.header, "", "from __future__ import annotations", "",
      "from typing import TYPE_CHECKING, Any, Dict, List, Literal, Optional, Union", "", "from . import _surface",
      "from ._group import Group, OnProgress, described_by",
    ]
    lines += Self.typing
    for group in surface.groups {
      lines += classHead("Async" + group.typeName + "Group", "(Group)", "The methods \(group.name)/*, to be awaited.")
      lines += ["", "    __slots__ = ()"]
      for each in group.methods { lines += asyncMethod(each, group) }
    }
    lines += classHead("AsyncSurface", "", "Every group as an attribute.")
    for group in surface.groups { lines += attribute(group.name, "Async" + group.typeName + "Group") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func classHead(_ name: String, _ bases: String, _ documentation: String) -> [String] {
    ["", "", "class " + name + bases + ":", "    \"\"\"" + documentation + "\"\"\""]
  }

  private func tuple(_ opening: String, _ names: [String], _ closing: String) -> [String] {
    [opening] + names.map { "    \"\($0)\"," } + [closing]
  }

  private func attribute(_ name: String, _ type: String) -> [String] {
    ["", "    @property", "    def \(name)(self) -> \(type):", "        \"\"\"The methods \(name)/*.\"\"\"", "        return \(type)(self)"]
  }

  // MARK: Methods

  private func method(_ method: AnyMethod) -> [String] {
    var lines = ["", "    def \(pythonName(verb(method.name)))("]
    lines += signature(method)
    lines.append("    ) -> \(resultType(method)):")
    lines += docstring(method)
    lines += ask(method, "self._ask(")
    return lines
  }

  private func asyncMethod(_ method: AnyMethod, _ group: ClientSurface.Group) -> [String] {
    let name = pythonName(verb(method.name))
    var lines = ["", "    @described_by(_surface.\(group.typeName)Group.\(name))", "    async def \(name)("]
    lines += signature(method)
    lines.append("    ) -> \(resultType(method)):")
    lines += ask(method, "await self._ask(")
    return lines
  }

  private func signature(_ method: AnyMethod) -> [String] {
    let names = options(method)
    var lines = ["        self,", "        *,"]
    for property in ordered(method.params) {
      let type = type(property.schema, isInput: true, prefix: Self.prefix)
      let declared = property.isRequired ? type : "Optional[\(type)] = None"
      lines.append("        \(pythonName(property.name)): \(declared),")
    }
    lines.append("        \(names.timeout): Optional[float] = None,")
    lines.append("        \(names.progress): Optional[OnProgress] = None,")
    return lines
  }

  /// What every call takes beside the method's own params; a method's own param of that name goes before.
  private func options(_ method: AnyMethod) -> (timeout: String, progress: String) {
    let taken = Set(method.params.map(\.name))
    return (taken.contains("timeout") ? "timeout_" : "timeout", taken.contains("on_progress") ? "on_progress_" : "on_progress")
  }

  private func ordered(_ params: [Schema.Property]) -> [Schema.Property] {
    params.filter(\.isRequired) + params.filter { !$0.isRequired }
  }

  /// The answer's type is declared before it is returned: a strict checker takes no function's word for `Any`.
  private func ask(_ method: AnyMethod, _ opening: String) -> [String] {
    let names = options(method)
    let members = ordered(method.params).map { "                \"\($0.name)\": \(pythonName($0.name))," }
    var lines = ["        answer: \(resultType(method)) = \(opening)", "            \"\(method.name)\","]
    lines += members.isEmpty ? ["            {},"] : ["            {"] + members + ["            },"]
    lines += ["            \(names.timeout),", "            \(names.progress),", "        )", "        return answer"]
    return lines
  }

  private func docstring(_ method: AnyMethod) -> [String] {
    var lines = ["        \"\"\"" + escaped(method.summary)]
    if !method.documentation.isEmpty, method.documentation != method.summary {
      lines += [""] + wrapped(escaped(method.documentation), indent: "        ")
    }
    if !method.params.isEmpty {
      lines += ["", "        Args:"]
      for property in ordered(method.params) {
        lines += wrapped(
          escaped(property.documentation + limits(property)), indent: "                ",
          first: "            \(pythonName(property.name)): ")
      }
    }
    if lines.count == 1 { return [lines[0] + "\"\"\""] }
    return lines + ["        \"\"\""]
  }

  private func escaped(_ text: String) -> String {
    text.replacing(text: "\\", by: "\\\\").replacing(text: "\"\"\"", by: "'''")
  }

  // MARK: Types

  /// How the files of methods name a type.
  private static let prefix = "types."

  private func resultType(_ method: AnyMethod) -> String {
    surface.resultName(method).map { Self.prefix + $0 } ?? type(method.result, isInput: false, prefix: Self.prefix)
  }

  /// Members that may be missing stand in a class of their own: `NotRequired` is younger than Python 3.9.
  private func typedDict(_ type: ClientSurface.ObjectType) -> [String] {
    guard type.properties.allSatisfy({ isIdentifier($0.name) }) else { return typedDictCall(type) }
    let required = type.properties.filter(\.isRequired)
    let optional = type.properties.filter { !$0.isRequired }
    if optional.isEmpty { return classOf(type.name, "TypedDict", required, type.isInput) }
    if required.isEmpty { return classOf(type.name, "TypedDict, total=False", optional, type.isInput) }
    return classOf("_\(type.name)", "TypedDict", required, type.isInput)
      + classOf(type.name, "_\(type.name), total=False", optional, type.isInput)
  }

  /// For members whose names are words of Python.
  private func typedDictCall(_ type: ClientSurface.ObjectType) -> [String] {
    var lines = ["", "", "\(type.name) = TypedDict(", "    \"\(type.name)\",", "    {"]
    for property in type.properties {
      let quoted = self.type(property.schema, isInput: type.isInput).replacing(text: "\"", by: "'")
      lines.append("        \"\(property.name)\": \"\(quoted)\",")
    }
    return lines + ["    },", "    total=False,", ")"]
  }

  private func classOf(_ name: String, _ bases: String, _ properties: [Schema.Property], _ isInput: Bool) -> [String] {
    var lines = ["", "", "class \(name)(\(bases)):"]
    if properties.isEmpty { lines.append("    pass") }
    for property in properties {
      lines.append("    \(property.name): \(type(property.schema, isInput: isInput))")
      lines += comment(property, isInput: isInput)
    }
    return lines
  }

  private func comment(_ property: Schema.Property, isInput: Bool) -> [String] {
    let text = property.documentation + (isInput ? limits(property) : "")
    guard !text.isEmpty else { return [] }
    let lines = wrapped(escaped(text), indent: "    ", first: "    \"\"\"")
    return lines.dropLast() + [(lines.last ?? "") + "\"\"\""]
  }

  private func type(_ schema: Schema, isInput: Bool, prefix: String = "") -> String {
    func inner(_ schema: Schema) -> String { type(schema, isInput: isInput, prefix: prefix) }
    switch schema {
    case .any: return "Any"
    case .boolean: return "bool"
    case .integer: return "int"
    case .number: return "float"
    case .string(_, let format): return isInput && isInstant(format) ? prefix + "Instant" : "str"
    case .choice(let names):
      return names.isEmpty ? "str" : "Literal[" + names.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    case .list(let element, _): return "List[\(inner(element))]"
    case .map(let value): return "Dict[str, \(inner(value))]"
    case .object(let properties): return surface.name(properties, isInput: isInput).map { prefix + $0 } ?? "Dict[str, Any]"
    case .either(let choices):
      let types = distinct(choices.map(inner))
      return types.count == 1 ? types[0] : "Union[" + types.joined(separator: ", ") + "]"
    case .null: return "None"
    }
  }

  private func isIdentifier(_ name: String) -> Bool {
    guard let first = name.first, first.isLetter || first == "_", !Self.words.contains(name) else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// A name that Python takes: `import_` for `import`.
  private func pythonName(_ name: String) -> String {
    let snake = snakeCase(name)
    return Self.words.contains(snake) ? snake + "_" : snake
  }
}
