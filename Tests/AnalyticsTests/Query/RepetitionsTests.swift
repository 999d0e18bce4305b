import Testing

@testable import Analytics

@Suite("What repeats")
struct RepetitionsTests {
  private func meetings(_ repetitions: inout Repetitions, _ keys: [UInt64], counted least: Int) -> [Bool] {
    var met: [Bool] = []
    repetitions.meet(keys, counted: least) { met.append($0) }
    return met
  }

  @Test("what was counted three times is told from the second meeting on; the rest never is")
  func counts() {
    var repetitions = Repetitions()
    // More than the first slots hold, so that it has grown on the way.
    let keys = (0..<Int64(5_000)).map { Repetitions.key($0, 7, 0) }
    for round in 0..<3 { repetitions.count(keys.indices.filter { round < 2 || $0 % 2 == 0 }.map { keys[$0] }) }
    let others = (0..<Int64(5_000)).map { Repetitions.key($0, 8, 0) }
    #expect(!meetings(&repetitions, keys + others, counted: 3).contains(true))
    #expect(meetings(&repetitions, keys, counted: 3) == keys.indices.map { $0 % 2 == 0 })
    #expect(!meetings(&repetitions, others, counted: 1).contains(true))
  }

  @Test("a second meeting in the same breath is one")
  func together() {
    var repetitions = Repetitions()
    let (key, other) = (Repetitions.key(1, 2, 3), Repetitions.key(3, 2, 1))
    repetitions.count([key, other, key, key])
    #expect(meetings(&repetitions, [key, other, key, other, key], counted: 3) == [false, false, true, false, true])
  }

  @Test("nothing is lost when something comes thousands of times, and nothing never repeats")
  func many() {
    var repetitions = Repetitions()
    let often = Repetitions.key(5, 0, 0), once = Repetitions.key(6, 0, 0)
    repetitions.count(Array(repeating: often, count: 10_000) + Array(repeating: Repetitions.nothing, count: 10) + [once])
    #expect(meetings(&repetitions, [often, often], counted: 100) == [false, true])
    #expect(meetings(&repetitions, [once, once, once], counted: 2) == [false, false, false])
    #expect(meetings(&repetitions, [once], counted: 1) == [true])
    #expect(meetings(&repetitions, [Repetitions.nothing, Repetitions.nothing], counted: 0) == [false, false])
  }
}
