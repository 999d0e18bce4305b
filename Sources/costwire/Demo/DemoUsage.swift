import JSON

/// Makes the invented company's model calls, day by day.
///
/// All of it is whole numbers from one seed, so that every machine makes the same events.
struct DemoUsage {
  private var random = DemoRandom(state: 0x5EED_2026_0701)

  /// Input tokens so far, and those of them read from caches.
  private(set) var (inputTokens, cachedTokens): (Int64, Int64) = (0, 0)

  static let runawayDay = 77
  private static let runawayCalls = 420

  /// The events of a day since the quarter's first.
  mutating func events(day: Int) -> [JSONValue] {
    var calls: [DemoCall] = []
    for workload in DemoWorkload.all {
      for _ in 0..<count(workload, day) { calls.append(call(workload, day)) }
    }
    if day == Self.runawayDay { calls += runaway(day) }
    calls.sort { $0.milliseconds < $1.milliseconds }
    return calls.enumerated().map { index, call in
      inputTokens += call.input
      cachedTokens += call.cacheRead
      return call.event(id: "brambleway-\(DemoCalendar.date(day))-\(index + 1)", day: day)
    }
  }

  private mutating func count(_ workload: DemoWorkload, _ day: Int) -> Int {
    let weekday = DemoCalendar.weekday(day)
    var percent = 100 + workload.growth * day / (DemoCalendar.days - 1)
    if weekday >= 5 { percent = percent * workload.weekend / 100 }
    // Tuesdays are busy and Fridays are not; ledgers are closed at the end of the month.
    percent = percent * [100, 112, 104, 100, 84, 100, 100][weekday] / 100
    if workload.team == "finance", day % 31 > 27 || day % 31 < 2 { percent *= 2 }
    percent = percent * Int(random.between(85, 115)) / 100
    return workload.calls * percent / 100
  }

  private mutating func call(_ workload: DemoWorkload, _ day: Int) -> DemoCall {
    var call = DemoCall(workload, model: random.pick(workload.models), user: random.any(workload.users))
    let hour = random.pick(workload.hours.weights.enumerated().map { ($0.offset, $0.element) })
    call.milliseconds = Int64(hour) * 3_600_000 + random.between(0, 3_599_999)
    call.customer = workload.customers.isEmpty ? nil : random.any(workload.customers)
    if random.between(1, 1_000) <= 11 {
      call.failure = random.any(["429 rate_limit_exceeded", "503 overloaded", "timeout"])
      call.responseTime = random.between(150, 20_000)
      return call
    }
    let repeated = workload.repeated * random.between(90, 110) / 100
    let isHit = random.between(1, 100) <= Int64(workload.cached)
    let known = repeated / 128 * 128
    call.cacheRead = isHit ? known : 0
    call.cacheWrite = isHit || workload.cached < 50 ? 0 : known
    call.fresh = repeated - call.cacheRead - call.cacheWrite + random.size(workload.fresh)
    call.answer = random.size(workload.answer)
    call.reasoning = call.answer * workload.reasoning * random.between(60, 140) / 10_000
    call.isAborted = random.between(1, 1_000) <= 6
    call.responseTime = random.between(300, 900) + (call.answer + call.reasoning) * random.between(7, 16)
    return call
  }

  /// An agent that calls itself all night: every turn carries all the turns before, and nothing is cached.
  private mutating func runaway(_ day: Int) -> [DemoCall] {
    guard let workload = DemoWorkload.all.first(where: { $0.name == "ad-copy" }) else { return [] }
    return (0..<Self.runawayCalls).map { turn in
      var call = DemoCall(workload, model: .opus, user: "campaign-agent")
      call.milliseconds = 3_600_000 + Int64(turn) * 47_000 + random.between(0, 9_000)
      call.fresh = 18_000 + Int64(turn % 140) * 1_150 + random.between(0, 400)
      call.answer = random.size(350)
      call.responseTime = 4_000 + call.answer * 11
      call.isLoop = true
      return call
    }
  }
}

/// One call on its way to an event.
struct DemoCall {
  let workload: DemoWorkload
  let model: DemoModel
  let user: String
  var milliseconds: Int64 = 0
  var customer: String?
  var failure: String?
  var (fresh, cacheRead, cacheWrite, answer, reasoning): (Int64, Int64, Int64, Int64, Int64) = (0, 0, 0, 0, 0)
  var responseTime: Int64 = 0
  var isAborted = false
  var isLoop = false

  init(_ workload: DemoWorkload, model: DemoModel, user: String) {
    (self.workload, self.model, self.user) = (workload, model, user)
  }

  var input: Int64 { fresh + cacheRead + cacheWrite }

  func event(id: String, day: Int) -> JSONValue {
    var members: [JSONMember] = []
    func add(_ name: String, _ value: JSONValue) { members.append(JSONMember(name: name, value: value)) }
    add("id", .string(id))
    add("timestamp", .string(DemoCalendar.text(day, milliseconds)))
    add("project_id", .string(workload.project))
    if let customer { add("customer_id", .string(customer)) }
    add("provider", .string(model.provider))
    add("model", .string(model.name))
    add("operation", .string(workload.operation))
    add("category", .string(workload.category))
    add("user_email", .string(user + "@brambleway.example"))
    add("team", .string(workload.team))
    add("environment", .string(workload.environment))
    if failure != nil {
      add("prompt_tokens", 0)
      add("completion_tokens", 0)
    }
    add("response_time_ms", .int(Int(responseTime)))
    if let failure {
      add("success", false)
      add("error", .string(failure))
    }
    add("tags", .array((isLoop ? ["campaign-agent"] : workload.tags).map { .string($0) }))
    if failure == nil { add("usage", usage) }
    if isAborted { add("quality", "partial") }
    return .object(members)
  }

  /// What the provider's answer says was used, in the provider's own words.
  private var usage: JSONValue {
    func whole(_ number: Int64) -> JSONValue { .int(Int(number)) }
    let output = answer + reasoning
    switch model.provider {
    case "anthropic":
      return [
        "input_tokens": whole(fresh), "cache_creation_input_tokens": whole(cacheWrite),
        "cache_read_input_tokens": whole(cacheRead), "output_tokens": whole(output),
      ]
    case "google":
      return [
        "promptTokenCount": whole(input), "cachedContentTokenCount": whole(cacheRead),
        "candidatesTokenCount": whole(answer), "thoughtsTokenCount": whole(reasoning),
        "totalTokenCount": whole(input + output),
      ]
    case "deepseek":
      return [
        "prompt_tokens": whole(input), "completion_tokens": whole(output), "total_tokens": whole(input + output),
        "prompt_cache_hit_tokens": whole(cacheRead), "prompt_cache_miss_tokens": whole(input - cacheRead),
        "completion_tokens_details": ["reasoning_tokens": whole(reasoning)],
      ]
    default:
      let tier: [JSONMember] = workload.isBatch ? [JSONMember(name: "service_tier", value: "batch")] : []
      return .object([
        JSONMember(name: "prompt_tokens", value: whole(input)),
        JSONMember(name: "completion_tokens", value: whole(output)),
        JSONMember(name: "total_tokens", value: whole(input + output)),
        JSONMember(name: "prompt_tokens_details", value: ["cached_tokens": whole(cacheRead)]),
        JSONMember(name: "completion_tokens_details", value: ["reasoning_tokens": whole(reasoning)]),
      ] + tier)
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct DemoRandom {
  var state: UInt64

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Both ends belong.
  mutating func between(_ low: Int64, _ high: Int64) -> Int64 { low + Int64(next() % UInt64(high - low + 1)) }

  mutating func any<Element>(_ elements: [Element]) -> Element { elements[Int(between(0, Int64(elements.count) - 1))] }

  /// One of several by their weights.
  mutating func pick<Element>(_ weighted: [(Element, Int)]) -> Element {
    var place = Int(between(0, Int64(weighted.reduce(0) { $0 + $1.1 }) - 1))
    for (element, weight) in weighted {
      if place < weight { return element }
      place -= weight
    }
    return weighted[weighted.count - 1].0
  }

  /// Mostly around a typical size, now and then many times that.
  mutating func size(_ typical: Int64) -> Int64 { max(1, typical * 560 / (between(1, 1_024) + 48)) }
}
