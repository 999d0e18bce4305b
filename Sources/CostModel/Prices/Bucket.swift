/// One kind of thing a price is set for, counted in exactly one place.
///
/// The names are promises: they are in the store and on the wire. The order is the order of a receipt's lines;
/// the first sixteen are the ones `UsageQuantities` keeps at hand.
package enum Bucket: UInt8, CaseIterable, Hashable, Comparable, Sendable {
  /// Text tokens read afresh.
  case input
  /// Tokens read from a prompt cache.
  case cacheRead
  /// Tokens written to a prompt cache for its shortest time, 5 minutes where there is a choice.
  case cacheWrite
  /// Tokens written to a prompt cache for one hour.
  case cacheWrite1h
  /// Text tokens written, without those spent on reasoning.
  case output
  /// Tokens spent on reasoning; billed as output unless the list names a price.
  case reasoning
  /// Audio tokens heard.
  case inputAudio
  /// Audio tokens spoken.
  case outputAudio
  /// Audio tokens read from a cache.
  case cacheReadAudio
  /// Audio tokens written to a cache.
  case cacheWriteAudio
  /// Image tokens seen; billed as input unless the list names a price.
  case inputImage
  /// Image tokens drawn.
  case outputImage
  /// Image tokens read from a cache; billed as cache read unless the list names a price.
  case cacheReadImage
  /// Web searches, of the usual context size.
  case webSearch
  /// Bytes billed by BigQuery on demand; the rate is per TiB (2^40 bytes).
  case bigqueryBytes
  /// Slot-milliseconds of a BigQuery reservation; the rate is per slot-hour.
  case bigquerySlotMs
  /// Tokens written to a prompt cache for more than twelve hours.
  case cacheWrite12h
  /// Tokens read from a cache the caller made on purpose, where that has a price of its own.
  case cacheReadExplicit
  /// Video tokens seen; billed as input unless the list names a price.
  case inputVideo
  /// Video tokens made.
  case outputVideo
  /// Tokens of citations.
  case citation
  /// Token-hours a cache is kept.
  case cacheStorage
  /// Web searches with a small context.
  case webSearchLow
  /// Web searches with a large context.
  case webSearchHigh
  /// Answers grounded in a map service.
  case mapsGrounding
  /// File search calls.
  case fileSearch
  /// Requests, queries or calls priced each.
  case request
  /// Text messages put into a voice session.
  case message
  /// Images given.
  case imageIn
  /// Images made, of the usual size.
  case imageOut
  /// Images made at 512 pixels.
  case imageOut512
  /// Images made at half K.
  case imageOutHalfK
  /// Objects or images made at 1024.
  case imageOut1024
  /// Images made at 1K.
  case imageOut1k
  /// Objects or images made at 1536.
  case imageOut1536
  /// Images made at 2K.
  case imageOut2k
  /// Images made at 4K.
  case imageOut4k
  /// Pixels asked for, as the list's input price counts them.
  case pixelIn
  /// Pixels made.
  case pixelOut
  /// Seconds of audio given, or of a provisioned unit's time.
  case secondIn
  /// Seconds of audio or video made, of the usual quality.
  case secondOut
  /// Seconds of video made at 480p.
  case secondOut480p
  /// Seconds of video made at 720p.
  case secondOut720p
  /// Seconds of video made at 768p.
  case secondOut768p
  /// Seconds of video made at 1080p.
  case secondOut1080p
  /// Seconds of video made at 2K.
  case secondOut2k
  /// Seconds of video made at 4K.
  case secondOut4k
  /// Seconds of audio given, where audio and video seconds differ in price.
  case audioSecondIn
  /// Seconds of video given.
  case videoSecondIn
  /// Seconds of video given, sampled every 8 to 15 seconds.
  case videoSecondInAbove8s
  /// Seconds of video given, sampled every 15 seconds or less often.
  case videoSecondInAbove15s
  /// Seconds of video made, where audio and video seconds differ in price.
  case videoSecondOut
  /// Characters given.
  case characterIn
  /// Characters made.
  case characterOut
  /// Pages read by OCR.
  case page
  /// Pages annotated after OCR.
  case pageAnnotation
  /// Credits of an OCR service.
  case ocrCredit
  /// Sessions of a code interpreter.
  case codeSession
  /// Guardrail units: automated reasoning.
  case guardrailReasoning
  /// Guardrail units: content policy on text.
  case guardrailContent
  /// Guardrail units: content policy on images.
  case guardrailContentImage
  /// Guardrail units: contextual grounding.
  case guardrailGrounding
  /// Guardrail units: sensitive information.
  case guardrailSensitive
  /// Guardrail units: sensitive information by pattern, free.
  case guardrailSensitiveFree
  /// Guardrail units: denied topics.
  case guardrailTopic
  /// Guardrail units: word filters.
  case guardrailWord

  package static func < (left: Bucket, right: Bucket) -> Bool { left.rawValue < right.rawValue }

  /// The stable name, in snake_case.
  package var name: String { Bucket.names[Int(rawValue)].name }

  /// The letters that stand for it in price entries and rate cards.
  var code: String { Bucket.names[Int(rawValue)].code }

  package init?(name: String) {
    guard let index = Bucket.names.firstIndex(where: { $0.name == name }) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  private static let names: [(name: String, code: String)] = [
    ("input", "i"),
    ("cache_read", "r"),
    ("cache_write", "w"),
    ("cache_write_1h", "h"),
    ("output", "o"),
    ("reasoning", "t"),
    ("input_audio", "ia"),
    ("output_audio", "oa"),
    ("cache_read_audio", "ra"),
    ("cache_write_audio", "wa"),
    ("input_image", "ii"),
    ("output_image", "oi"),
    ("cache_read_image", "ri"),
    ("web_search", "s"),
    ("bigquery_bytes", "by"),
    ("bigquery_slot_ms", "sm"),
    ("cache_write_12h", "hh"),
    ("cache_read_explicit", "re"),
    ("input_video", "iv"),
    ("output_video", "ov"),
    ("citation", "ct"),
    ("cache_storage", "st"),
    ("web_search_low", "sl"),
    ("web_search_high", "sh"),
    ("maps_grounding", "mg"),
    ("file_search", "fs"),
    ("request", "q"),
    ("message", "tm"),
    ("image_in", "pi"),
    ("image_out", "po"),
    ("image_out_512", "pa"),
    ("image_out_half_k", "pb"),
    ("image_out_1024", "pc"),
    ("image_out_1k", "pd"),
    ("image_out_1536", "pe"),
    ("image_out_2k", "pf"),
    ("image_out_4k", "pg"),
    ("pixel_in", "xi"),
    ("pixel_out", "xo"),
    ("second_in", "si"),
    ("second_out", "so"),
    ("second_out_480p", "sa"),
    ("second_out_720p", "sb"),
    ("second_out_768p", "sc"),
    ("second_out_1080p", "sd"),
    ("second_out_2k", "se"),
    ("second_out_4k", "sf"),
    ("audio_second_in", "ai"),
    ("video_second_in", "vi"),
    ("video_second_in_above_8s", "va"),
    ("video_second_in_above_15s", "vb"),
    ("video_second_out", "vo"),
    ("character_in", "ci"),
    ("character_out", "co"),
    ("page", "g"),
    ("page_annotation", "ga"),
    ("ocr_credit", "gc"),
    ("code_session", "cs"),
    ("guardrail_reasoning", "za"),
    ("guardrail_content", "zb"),
    ("guardrail_content_image", "zc"),
    ("guardrail_grounding", "zd"),
    ("guardrail_sensitive", "ze"),
    ("guardrail_sensitive_free", "zf"),
    ("guardrail_topic", "zg"),
    ("guardrail_word", "zh"),
  ]
}

extension Bucket {
  /// Whether it counts tokens: such rates are written per million, and a multiplier applies to them.
  package var isTokens: Bool {
    switch self {
    case .input, .cacheRead, .cacheWrite, .cacheWrite1h, .output, .reasoning, .inputAudio, .outputAudio,
      .cacheReadAudio, .cacheWriteAudio, .inputImage, .outputImage, .cacheReadImage, .cacheWrite12h,
      .cacheReadExplicit, .inputVideo, .outputVideo, .citation:
      true
    default: false
    }
  }

  /// How many counted units one rate buys.
  package var unitsPerRate: Int64 {
    switch self {
    case .bigqueryBytes: 1 << 40
    case .bigquerySlotMs: 3_600_000
    default: 1
    }
  }

  /// The bucket whose price is paid when a list names none for this one: a declared rule of the providers.
  ///
  /// Cached and written tokens and audio have no such rule: without a price of their own they are unpriced.
  var declaredFallback: Bucket? {
    switch self {
    case .reasoning: .output
    case .inputImage, .inputVideo: .input
    case .cacheReadImage: .cacheRead
    default: nil
    }
  }

  /// The bucket of an ASCII code of one or two letters.
  init?(code first: UInt8, _ second: UInt8) {
    let key = Int(first) << 8 | Int(second)
    guard let index = Bucket.codes.firstIndex(of: key) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  private static let codes: [Int] = names.map { entry in
    let bytes = Array(entry.code.utf8)
    return Int(bytes[0]) << 8 | (bytes.count > 1 ? Int(bytes[1]) : 0)
  }
}
