import Foundation

// costwire-eval [SECTION ...] [--data FOLDER]: measures how true the analytics are, on real series and labels.
var chosen: [String] = []
var folder = "../shared/data"
var rest = CommandLine.arguments.dropFirst()
while let argument = rest.popFirst() {
  if argument == "--data", let path = rest.popFirst() { folder = path } else { chosen.append(argument) }
}
let names = allSections.map(\.name)
if let unknown = chosen.first(where: { !names.contains($0) }) {
  FileHandle.standardError.write(
    Data("costwire-eval [\(names.joined(separator: "|")) ...] [--data FOLDER]: there is no section \(unknown)\n".utf8))
  exit(2)
}
var missed = false
for section in allSections where chosen.isEmpty || chosen.contains(section.name) {
  do {
    let lines = try section.run(EvalData(folder: folder))
    EvalReport.print(section, lines)
    missed = missed || lines.contains { $0.isMet == false }
  } catch {
    FileHandle.standardError.write(Data("\(section.name): \((error as? EvalFailure)?.message ?? "\(error)")\n".utf8))
    missed = true
  }
}
exit(missed ? 1 : 0)
