import JSONRPC
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is read in pieces.
///
/// A class, because it owns a descriptor.
final class FileSource: ByteSource {
  private let descriptor: Int32
  let size: Int64

  /// Opens a regular file; what is a link, a folder, a device, part of the database or outside the roots is refused.
  init(path: String, _ services: Services) throws(ErrorAnswer) {
    guard !path.isEmpty else { throw .invalid("path", "the path of a file", got: "\"\"") }
    let expected = "a file that can be read"
    let place = try FilePlace(path: path, services, expected: expected)
    guard !place.isPart(of: services.location) else {
      throw .invalid("path", "another file than the database", got: "the database")
    }
    descriptor = openat(place.folder, place.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .invalid("path", expected, got: errno == ELOOP ? "a symbolic link" : String(cString: strerror(errno)))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .invalid("path", "a regular file", got: "something else")
    }
    size = Int64(status.st_size)
  }

  deinit { close(descriptor) }

  func seek(to offset: Int64) { _ = lseek(descriptor, off_t(max(offset, 0)), SEEK_SET) }

  func read(into start: UnsafeMutablePointer<UInt8>, _ count: Int) throws(ErrorAnswer) -> Int {
    while true {
      #if canImport(Darwin)
        let received = Darwin.read(descriptor, start, count)
      #else
        let received = Glibc.read(descriptor, start, count)
      #endif
      if received >= 0 { return received }
      if errno != EINTR { throw ErrorAnswer(.requestFailed, "The file could not be read: \(String(cString: strerror(errno)))") }
    }
  }
}
