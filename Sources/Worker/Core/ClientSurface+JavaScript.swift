import JSON

/// `Clients/js/surface.js`: which methods there are; what they take and answer is in `surface.d.ts`.
package func javascriptSurface() -> String {
  var lines = [
    "// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.", "",
    "/** Every group, and the method behind each of its functions. */", "export const groups = {",
  ]
  for group in clientSurface.groups {
    lines.append("  \(group.name): {")
    for method in group.methods { lines.append("    \(verb(method.name)): '\(method.name)',") }
    lines.append("  },")
  }
  lines += ["};", "", "/** Methods that change nothing, and so may be asked again. */", "export const reads = new Set(["]
  for method in clientSurface.reads { lines.append("  '\(method)',") }
  return lines.joined(separator: "\n") + "\n]);\n"
}
