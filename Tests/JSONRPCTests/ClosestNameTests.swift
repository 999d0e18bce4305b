import JSON
import Testing

@Suite("Closest name")
struct ClosestNameTests {
  @Test(
    "a slip finds the name that was meant, something else finds none",
    arguments: [("dayz", "days"), ("modle", "model"), ("qqqqqq", nil), ("", nil)] as [(String, String?)])
  func finds(given: String, expected: String?) {
    #expect(closestName(given, among: ["days", "model", "provider"]) == expected)
  }
}
