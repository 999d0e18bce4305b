/// What a query reads and how, found in one pass over its tokens with a stack of its brackets.
///
/// This is no parser: it follows FROM lists, joins and sub-queries closely enough to name tables and habits, and takes
/// any text. Linear time, no recursion.
package struct QueryStructure: Sendable {
  /// Each table's path as the text splits it, at its first mention. Names of one part (temporary tables, default
  /// datasets) are left out: nothing says where they are.
  let paths: [[String]]
  package let traits: QueryTraits
  /// The columns that its WHERE narrows what is read by, in lower case.
  package let filters: [String]

  package init(_ text: SQLText) {
    var reader = StructureReader(text: text)
    reader.read()
    paths = reader.paths
    traits = reader.traits
    filters = QueryFilters.columns(text)
  }

  package init(_ sql: String) { self.init(SQLText(sql)) }

  /// The tables as `project.dataset.table`, in the order of the text, each once.
  ///
  /// - Parameter defaultProject: goes before names without a project; without it they stay as they are.
  package func tables(defaultProject: String?) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for path in paths {
      // INFORMATION_SCHEMA stands behind a dataset or region, and is no table name of its own.
      let schema = path.lastIndex { $0.utf8.count == 18 && Word.hash($0.utf8) == Word.informationSchema }
      let hasProject = schema.map { $0 >= 2 } ?? (path.count >= 3)
      var name = path.joined(separator: ".")
      if !hasProject, let defaultProject { name = defaultProject + "." + name }
      if seen.insert(name).inserted { found.append(name) }
    }
    return found
  }
}

/// The tables that a query reads.
package enum QueryTables {
  /// Tables behind FROM, JOIN, USING and CLONE, and the targets of MERGE, UPDATE and DELETE; views of
  /// INFORMATION_SCHEMA and wildcard tables too. Not: names of WITH, arrays, table functions, targets of INSERT and
  /// CREATE, and names of a single part.
  package static func referenced(_ sql: String, defaultProject: String?) -> [String] {
    QueryStructure(sql).tables(defaultProject: defaultProject)
  }
}
