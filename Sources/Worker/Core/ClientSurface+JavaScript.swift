import JSON

/// `Clients/js/lib/surface.cjs`: which methods there are; what they take and answer is in `surface.d.cts`.
package func javascriptSurface() -> String {
  var lines = [
    "// Generated from the worker's OpenRPC document by COSTWIRE_UPDATE=1 swift test --filter ContractTests.", "", "'use strict';", "",
    "/** Every group, and the method behind each of its functions. */", "const groups = {",
  ]
  for group in clientSurface.groups {
    lines.append("  \(group.name): {")
    for method in group.methods { lines.append("    \(verb(method.name)): '\(method.name)',") }
    lines.append("  },")
  }
  lines += ["};", "", "/** Methods that change nothing, and so may be asked again. */", "const reads = new Set(["]
  for method in clientSurface.reads { lines.append("  '\(method)',") }
  return lines.joined(separator: "\n") + "\n]);\n\nmodule.exports = { groups, reads };\n"
}
