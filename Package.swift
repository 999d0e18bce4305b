// swift-tools-version: 6.2
import PackageDescription

// Checked where the message enters; the hot paths work on raw bytes behind small, tested types.
let optimised: [SwiftSetting] = [
  .unsafeFlags(
    ["-cross-module-optimization", "-enforce-exclusivity=unchecked", "-Xfrontend", "-function-sections"],
    .when(configuration: .release)),
  // Regular expressions would come with every `contains`, and are a tenth of the program: `TextSearch` searches.
  .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"]),
]

// The shipped binary carries everything it needs: it starts on a machine without a toolchain, and in a third of the
// time that loading and relocating shared libraries takes. (lld, because the others warn of code that is never called, and
// because it folds functions that came out alike.) Swift throws no exceptions that would have to unwind the stack.
// What runs until the first answer lies side by side (startup.order): pages that are not touched are not read.
let keepsSymbols = Context.environment["COSTWIRE_SYMBOLS"] != nil
let shipped: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-executable", "-use-ld=lld", "-Xlinker", keepsSymbols ? "-g" : "-s", "-Xlinker", "--icf=all", "-Xlinker", "--no-eh-frame-hdr",
      "-Xlinker", "-T", "-Xlinker", "\(Context.packageDirectory)/Sources/costwire/shipped.ld",
      "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Sources/costwire/startup.order",
      "-Xlinker", "--no-warn-symbol-ordering",
    ],
    .when(platforms: [.linux], configuration: .release))
]

// See OwnProcess.swift.
let noBacktracer: [LinkerSetting] = [
  .unsafeFlags(
    ["-Xlinker", "--defsym=swift_copyAuxiliaryExecutablePath=costwire_no_backtracer"],
    .when(platforms: [.linux], configuration: .release))
]

// `costwire --version` tells the commit where the release command does: COSTWIRE_COMMIT=$(git rev-parse HEAD) swift build …
let told: [SwiftSetting] = (Context.environment["COSTWIRE_COMMIT"] ?? "").filter(\.isHexDigit).isEmpty
  ? [] : [.unsafeFlags(["-Xcc", "-DCOSTWIRE_COMMIT=\"\((Context.environment["COSTWIRE_COMMIT"] ?? "").filter(\.isHexDigit).prefix(40))\""])]

// The tests price every model and read every series: what computes is optimised for them, too.
let computing: [SwiftSetting] = optimised + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// What is not run for every event or small call: a smaller binary starts faster and takes less memory.
let small: [SwiftSetting] = optimised + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// A target of the product, in the order of the layers: each imports only what stands below it.
func layer(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  settings: [SwiftSetting] = optimised
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "costwire",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "costwire", targets: ["costwire"])],
  targets: [
    .executableTarget(
      name: "costwire", dependencies: ["Worker", "JSONRPC", "Connectors", "Store", "JSON", "CostModel", "Digests", "CBuild", "CSpawn"],
      exclude: ["Demo/make_demo_jobs.py", "shipped.ld", "startup.order", "make_startup_order.py"],
      swiftSettings: small + told, linkerSettings: shipped + noBacktracer),
    .executableTarget(
      name: "costwire-bench", dependencies: ["JSON"], swiftSettings: optimised, linkerSettings: shipped),
    .executableTarget(name: "costwire-eval", dependencies: ["Analytics"], swiftSettings: optimised),
    .target(
      name: "Worker", dependencies: ["JSONRPC", "Connectors", "Store", "JSON", "CostModel", "Analytics", "Charts", "Digests"],
      swiftSettings: small),
    layer("JSONRPC", ["JSON"]),
    layer("Connectors", ["CostModel", "Digests", "CSpawn"], settings: small),
    layer("Store", ["CostModel", "Digests", "CSQLite"], settings: computing),
    layer("JSON", settings: computing),
    layer("CostModel", exclude: ["Prices/make_catalogue.py"], settings: computing),
    layer("Analytics", settings: computing),
    layer("Charts", settings: small),
    layer("Digests", settings: small),
    .systemLibrary(name: "CBuild"),
    .systemLibrary(name: "CSpawn"),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),

    .testTarget(name: "JSONTests", dependencies: ["JSON"]),
    .testTarget(name: "CostModelTests", dependencies: ["CostModel"]),
    .testTarget(name: "AnalyticsTests", dependencies: ["Analytics"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "ConnectorsTests", dependencies: ["Connectors", "CostModel", "Digests"]),
    .testTarget(name: "StoreTests", dependencies: ["Store", "CostModel", "CSQLite"]),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC", "JSON"]),
    .testTarget(
      name: "WorkerTests",
      dependencies: ["Worker", "JSONRPC", "Connectors", "Store", "JSON", "CostModel", "Analytics", "Charts", "Digests"]),
    .testTarget(name: "ContractTests", dependencies: ["Worker", "JSONRPC", "JSON"]),
    .testTarget(name: "ProcessTests", dependencies: ["costwire", "JSON", "Store"], exclude: ["Receivers"]),
    .testTarget(
      name: "DeliveryTests", dependencies: ["Connectors", "CostModel", "Digests"], exclude: ["Receivers"]),
    .testTarget(name: "ClientShimTests", dependencies: ["costwire", "JSON"]),
  ],
  swiftLanguageModes: [.v6]
)
