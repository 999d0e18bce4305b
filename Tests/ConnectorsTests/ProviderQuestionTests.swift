import CostModel
import Testing

@testable import Connectors

@Suite("Questions to providers")
struct ProviderQuestionTests {
  private static let start = Timestamp(seconds: 1_790_812_800), end = Timestamp(seconds: 1_790_899_200)

  @Test("a question becomes a URL that means what it says")
  func resource() throws {
    #expect(
      AnthropicAPI.costs(from: Self.start, to: Self.end, page: "p/+=").resource
        == "/v1/organizations/cost_report?starting_at=2026-10-01T00%3A00%3A00Z&ending_at=2026-10-02T00%3A00%3A00Z&bucket_width=1d&limit=31&group_by%5B%5D=workspace_id&group_by%5B%5D=description&page=p%2F%2B%3D")
    #expect(
      OpenAIAPI.usage(.vectorStores, from: Self.start, to: Self.end, page: nil).resource
        == "/v1/organization/usage/vector_stores?start_time=1790812800&end_time=1790899200&bucket_width=1d&limit=31&group_by=project_id")
  }

  @Test("a key stands in a header on curl's standard input, and in no description", arguments: UsageProvider.allCases)
  func key(provider: UsageProvider) throws {
    let request = try provider.request(
      ProviderQuestion("/v1/x", body: provider == .bigquery ? Array("{}".utf8) : nil), base: "https://proxy.example.com/prefix/", key: Secret(Array("zqkey".utf8)),
      agent: "costwire/1", permitted: .none, timing: CurlTiming())
    #expect(request.target.url == "https://proxy.example.com:443/prefix/v1/x")
    let settings = String(decoding: try request.configuration(Route(addresses: [], isProxied: false)), as: UTF8.self)
    #expect(settings.contains(provider == .anthropic ? "header = \"x-api-key: zqkey\"" : "header = \"Authorization: Bearer zqkey\""))
    #expect(settings.contains("header = \"anthropic-version: 2023-06-01\"") == (provider == .anthropic))
    #expect(!"\(request)".contains("zqkey") && !String(reflecting: request).contains("zqkey"))
  }

  @Test("a key that would end its header is not sent")
  func brokenKey() {
    #expect(throws: (any Error).self) {
      let request = try UsageProvider.openai.request(
        ProviderQuestion("/"), base: "https://example.com", key: Secret(Array("a\r\nX: y".utf8)), agent: "a", permitted: .none, timing: CurlTiming())
      _ = try request.configuration(Route(addresses: [], isProxied: false))
    }
  }

  @Test(
    "waits that providers ask for in their headers are understood",
    arguments: [("1s", Int64(1_000)), ("6m0s", 360_000), ("20ms", 20), ("1h2m3.5s", 3_723_500), ("", nil), ("5", nil), ("-5s", nil), ("1e9s", nil), ("25h", nil)])
  func resets(text: String, milliseconds: Int64?) { #expect(CurlAnswer.milliseconds(text) == milliseconds) }

  @Test(
    "names, paths and commands are no keys",
    arguments: ["env:ANTHROPIC_ADMIN_KEY_2026_PRODUCTION", "file:/run/secrets/anthropic-admin-key-2026-eu-west-1", "command:gcloud auth print-access-token", "command:op read op://Private/Anthropic/credential", "my-project-123456"])
  func names(text: String) { #expect(!KeyShape.isLikely(text)) }
}
