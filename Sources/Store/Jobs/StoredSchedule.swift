import CostModel

/// A kind of job that is to be done again and again, as the database holds it.
package struct StoredSchedule: Sendable {
  package var id: String
  /// What people call it.
  package var name: String
  package var cron: String
  /// The IANA zone whose clocks the cron expression is read by.
  package var zone: String
  /// The name of a `JobKind`.
  package var kind: String
  /// A text that the kind understands.
  package var params: String
  package var isEnabled: Bool
  /// When it is due; nil when nobody has worked that out since it was set.
  package var nextAt: Timestamp?
  package var createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(id: String, name: String, cron: String, zone: String, kind: String, params: String, isEnabled: Bool, createdAt: Timestamp) {
    (self.id, self.name, self.cron, self.zone, self.kind, self.params) = (id, name, cron, zone, kind, params)
    (self.isEnabled, self.createdAt, updatedAt) = (isEnabled, createdAt, createdAt)
  }

  /// Runs of a schedule never overlap: its jobs have a lane of their own.
  package var lane: String { "schedule:" + id }
}

/// One time that a schedule was due, or that somebody asked for it, and the job that came of it.
package struct ScheduleRun: Sendable {
  package var number: Int64
  package var schedule: String
  /// The time it was due; when it was asked for, where somebody did.
  package var dueAt: Timestamp
  package var isTriggered: Bool
  /// How many later times it stands for, at which no worker was there or this run had not begun.
  package var missed: Int64
  package var job: String

  package init(number: Int64 = 0, schedule: String, dueAt: Timestamp, isTriggered: Bool, missed: Int64, job: String) {
    (self.number, self.schedule, self.dueAt, self.isTriggered) = (number, schedule, dueAt, isTriggered)
    (self.missed, self.job) = (missed, job)
  }
}

/// Who sees to schedules at the moment.
package struct SchedulerLease: Sendable {
  package var owner: String
  package var end: MachineTime
}
