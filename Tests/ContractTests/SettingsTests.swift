import JSON
import Testing

@testable import Worker

@Suite("Settings")
struct SettingsTests {
  @Test("every setting can be given as a flag and as an environment variable")
  func names() {
    #expect(Settings.names == Settings.fields.properties.map(\.name))
  }
}
