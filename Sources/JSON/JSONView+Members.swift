/// The members of an object in the order of the text; none for other kinds.
package struct JSONMembers: Sequence {
  let object: JSONView

  package struct Iterator: IteratorProtocol {
    let object: JSONView
    var index: Int
    let end: Int

    @inline(__always)
    package mutating func next() -> (name: UnsafeBufferPointer<UInt8>, value: JSONView)? {
      guard index < end else { return nil }
      let name = object.at(index)
      let value = object.at(Int(name.node.next))
      index = Int(value.node.next)
      return (name.decodedBytes, value)
    }
  }

  package func makeIterator() -> Iterator {
    Iterator(object: object, index: object.index &+ 1, end: object.end(of: .object))
  }
}

/// The elements of an array in the order of the text; none for other kinds.
package struct JSONElements: Sequence {
  let array: JSONView

  package struct Iterator: IteratorProtocol {
    let array: JSONView
    var index: Int
    let end: Int

    @inline(__always)
    package mutating func next() -> JSONView? {
      guard index < end else { return nil }
      let element = array.at(index)
      index = Int(element.node.next)
      return element
    }
  }

  package func makeIterator() -> Iterator {
    Iterator(array: array, index: array.index &+ 1, end: array.end(of: .array))
  }
}

/// Looks up members that mostly come in an order known beforehand, one comparison a name.
///
/// A look-up tries the member after the one found last and otherwise searches the whole object. Where a name
/// repeats it may therefore find another member than the view's subscript, which finds the first.
package struct JSONCursor {
  private let object: JSONView
  private let end: Int
  private var index: Int

  package init(_ object: JSONView) {
    self.object = object
    end = object.end(of: .object)
    index = object.index &+ 1
  }

  /// The member `name`, nil when the object has none.
  @inline(__always)
  package mutating func next(_ name: StaticString) -> JSONView? {
    if index < end, object.at(index).decodedBytes.isSame(as: name) {
      let value = object.at(Int(object.at(index).node.next))
      index = Int(value.node.next)
      return value
    }
    guard let value = object[name] else { return nil }
    index = Int(value.node.next)
    return value
  }
}

extension JSONView {
  package var members: JSONMembers { JSONMembers(object: self) }

  package var elements: JSONElements { JSONElements(array: self) }

  /// The first member with this name; nil when there is none or this is not an object.
  package subscript(_ name: StaticString) -> JSONView? {
    var index = index &+ 1
    let end = end(of: .object)
    while index < end {
      let member = at(index)
      let value = Int(member.node.next)
      if member.decodedBytes.isSame(as: name) { return at(value) }
      index = Int(tape[value].next)
    }
    return nil
  }

  /// The index behind this container's last node; 0 when it is of another kind.
  @inline(__always)
  func end(of kind: JSONKind) -> Int { node.kind == kind ? Int(node.next) : 0 }
}
