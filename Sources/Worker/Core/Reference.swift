import JSON

/// The reference of every method as Markdown tables, made from the declarations.
package func methodReference() -> String {
  var text = ""
  var group = ""
  for method in AllMethods.list.sorted(by: { $0.name < $1.name }) {
    let own = String(method.name.prefix { $0 != "/" })
    if own != group {
      group = own
      text += "\n**\(own)**\n\n| method | params | what it does |\n| --- | --- | --- |\n"
    }
    let params = method.params.map { property in
      property.isRequired ? "**`\(property.name)`**" : "`\(property.name)`"
    }
    let listed = params.count > 14 ? Array(params.prefix(12)) + ["… (\(params.count) in all)"] : params
    text += "| `\(method.name)` | \(listed.joined(separator: ", ")) | \(method.summary) |\n"
  }
  return String(text.dropFirst())
}
