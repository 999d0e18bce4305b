import Analytics
import Foundation

/// The Numenta Anomaly Benchmark's own scoring, standard profile (Lavin & Ahmad 2015): detections early in a labelled
/// window count most, false ones cost a tenth, missed windows one; 0 is to find nothing, 100 to find all at once.
enum AnomalySection {
  static let all = EvalSection(name: "anomalies", title: "Anomalies (NAB)") { data in
    let text = try data.contents(data.folder + "/nab/windows.json")
    let windows = try JSONSerialization.jsonObject(with: text) as? [String: [[String]]] ?? [:]
    var files: [Scored] = []
    for folder in data.subfolders(of: "nab") {
      for path in data.files(in: "nab/" + folder, ending: ".csv.gz") {
        let name = folder + "/" + (path.split(separator: "/").last.map(String.init) ?? "").replacingOccurrences(of: ".gz", with: "")
        files.append(try Scored(try data.table(path), windows[name] ?? []))
      }
    }
    // One threshold for all files, the best of the scores that occur: as the benchmark does it.
    let scores = files.flatMap { file in file.scores[file.probation...] }.sorted()
    var best = (threshold: 0.0, score: -Double.infinity)
    for step in 0..<400 where !scores.isEmpty {
      let threshold = scores[Int(Double(scores.count - 1) * (1 - 0.05 * pow(Double(step) / 399, 3)))]
      let score = normalised(files, threshold)
      if score > best.score { best = (threshold, score) }
    }
    let labelled = Double(files.reduce(0) { $0 + $1.windows.count })
    return [
      EvalLine(what: "files", value: Double(files.count)), EvalLine(what: "labelled windows", value: labelled),
      EvalLine(what: "threshold", value: best.threshold),
      EvalLine(what: "NAB score (HTM 70, random cut forest 52, windowed Gaussian 40)", value: best.score, hold: ">= 45", isMet: best.score >= 45),
    ]
  }

  /// One file with what the detector said of each record.
  struct Scored {
    var scores: [Double]
    /// Indices, both ends within.
    var windows: [ClosedRange<Int>]
    var probation: Int

    init(_ table: EvalTable, _ windows: [[String]]) throws {
      let (time, value) = (try table.index("timestamp"), try table.index("value"))
      let times = table.rows.map { String($0[time].prefix(19)) }
      self.windows = windows.compactMap { window in
        guard window.count == 2, let first = times.firstIndex(where: { $0 >= window[0].prefix(19) }),
          let last = times.lastIndex(where: { $0 <= window[1].prefix(19) }), first <= last
        else { return nil }
        return first...last
      }
      probation = min(times.count * 15 / 100, 750)
      let day = Self.stepsOfDay(times)
      scores = StreamDetector(seasonLength: day).scores(table.rows.map { Double($0[value]) ?? .nan })
    }

    /// Records of a day, by the usual distance between two.
    private static func stepsOfDay(_ times: [String]) -> Int {
      let seconds = times.map { text -> Double in
        let parts = text.split { !$0.isNumber }.compactMap { Double($0) }
        guard parts.count >= 6 else { return 0 }
        return (parts[2] * 24 + parts[3]) * 3_600 + parts[4] * 60 + parts[5]
      }
      let steps = zip(seconds, seconds.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.sorted()
      guard !steps.isEmpty else { return 1 }
      return max(1, Int((86_400 / steps[steps.count / 2]).rounded()))
    }

    func score(_ threshold: Double) -> Double {
      var sum = -Double(windows.count)
      for window in windows {
        guard let first = window.first(where: { $0 >= probation && scores[$0] >= threshold }) else { continue }
        let position = -Double(window.upperBound - first + 1) / Double(window.count)
        sum += 1 + sigmoid(position) / sigmoid(-1)
      }
      for index in probation..<max(scores.count, probation) where scores[index] >= threshold && !windows.contains(where: { $0.contains(index) }) {
        guard let before = windows.last(where: { $0.upperBound < index }) else {
          sum -= 0.11
          continue
        }
        sum += 0.11 * sigmoid(Double(index - before.upperBound) / Double(max(before.count - 1, 1)))
      }
      return sum
    }

    private func sigmoid(_ position: Double) -> Double { position > 3 ? -1 : 2 / (1 + exp(5 * position)) - 1 }
  }

  private static func normalised(_ files: [Scored], _ threshold: Double) -> Double {
    let windows = Double(files.reduce(0) { $0 + $1.windows.count })
    return 100 * (files.reduce(0) { $0 + $1.score(threshold) } + windows) / (2 * windows)
  }
}
