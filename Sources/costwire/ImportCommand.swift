enum ImportCommand { static func run(_ arguments: Arguments) throws(UsageError) -> Int32 { throw UsageError("not there") } }
