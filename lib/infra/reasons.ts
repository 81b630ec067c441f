/**
 * Why each thing is allowed or denied, by the Sid of its statement; for statements that CDK writes without one, by action. docs/permissions.md
 * is made of it, and cannot be made while a statement of the synthesized template has no reason here.
 */
export const REASONS: Readonly<Record<string, string>> = {
  // The folder of investigations
  ReadFiles: 'The files of the steps before it, in the folder of each investigation',
  WriteFiles: 'The files that it leaves, in the folder of each investigation',
  SeeWhatIsMissing: 'Without the right to list, S3 answers AccessDenied for a file that is not there',
  Decrypt: 'To read encrypted files: the key, through S3 only, and for that bucket only',
  Encrypt: 'To write encrypted files: the key, through S3 only, and for that bucket only',
  LockFiles: 'To keep anybody from changing or deleting an investigation that has ended',
  UseKeyOfFolder: 'Files of the folder are encrypted: the key, through S3 only, and for that bucket only',

  // Logs and queries
  ListLogs: 'To see which log files exist',
  StopQueries: 'To find and stop the queries of a role that goes: afterwards nobody else may, and they cost money',

  // Alarms and executions
  TakeAlarms: 'To work through the queue of alarms, and to let them wait while enough investigations run',
  SetAside: 'To put aside what is no alarm, or what failed three times, where health sees it',
  StartExecutions: 'To start an investigation, and to see how many run',
  AskExecutions: 'To ask whether an investigation still runs: a role of one that does not is taken away',
  ListExecutions: 'To see which investigations there are',
  FollowExecutions: 'To see how far an investigation has come',
  FindStack: 'The outputs of the stack name its machine and its bucket',
  StartAftermath: 'To revoke and publish from outside when an investigation has ended',
  CallFunctions: 'To call the functions behind it, and no others',
  LeaveDeadLetters: 'To leave what could not be delivered where health sees it',
  SendHome: 'To send alarms of this Region to the bus of the home Region',

  // What every function and machine has
  WriteLog: 'Its own log, and no other',
  WriteTraces: 'X-Ray has no resources to name',
  DeliverLog: 'Step Functions sets up the delivery of its log by itself, which has no resources to name',

  // The boundary
  ReadLogs: 'The log files of the trail, and only through Athena',
  KeepEvidence: 'Evidence and results; reports and receipts are not for the role that is investigated with',
  ListFolders: 'To see what is in a folder',
  LocateFolders: 'Athena asks for the Region of the bucket that it writes to',

  // Roles
  CreateInsideBoundary: 'To create the temporary role, under our path and inside the boundary only',
  TagWhatIsCreated: 'A role is created with its tags: execution and deadline',
  NeverWiden: 'Whatever policy is ever attached to the creator, it can neither widen a role nor become one',
  NeverEditBoundary: 'What limits the roles is out of reach of what creates them',
  SeeRoles: 'To see which temporary roles exist; a list of roles cannot be scoped by path',
  RemoveRoles:
    'To take a temporary role away, with whatever anybody put on it; no condition on the boundary, which may have been changed by hand',
  TakeRolesOutOfProfiles: 'A role in an instance profile cannot be deleted, and somebody may have put one there',
  BecomeTemporaryRole: 'To collect and to query under the temporary role, in the name of the investigation',

  // People
  TellPeople: 'To tell people of a report, or that alarms wait',
  UseKeyOfTopics: 'Topics are encrypted: the key, through SNS only',
  SeeSubscriptions: 'To see who has confirmed, and who is gone',
  ReadReports: 'What a person on call may read: conclusions and proofs',
  ListInvestigations: 'To list investigations, newest first',
  DecryptReports: 'Reports are encrypted: the key, through S3 only, and for that bucket only',

  // The temporary role
  AssumeForThisInvestigation: 'Only collect and run, only in the name of this investigation, only until the deadline',
  QueryInWorkgroup: 'To ask Athena; GetWorkGroup is the cheap call that shows that the policy has arrived',
  FindDatabase: 'Athena looks its tables up in Glue, which asks for everything above a table, and for a look at `default`',
  FindTables: 'The table over the trail, and that over the evidence',
  KeepInFolder: "To keep evidence and results in this investigation's folder, and to read them back",
  ListFolder: "To see what is in this investigation's folder",
  LocateFolder: 'Athena asks for the Region of the bucket that it writes to',
  DecryptLogs: 'Log files that CloudTrail encrypted, with the context that CloudTrail gave them',
  DecryptLogsOfBucketKey: 'The same where the bucket uses an S3 Bucket Key, whose context is the bucket',
  ReadLogsOfPlannedDays: 'The log files of the planned days, and only through Athena: the credentials alone open none',
  ListLogsOfPlannedDays: 'Athena lists the files of the planned days',
  LocateLogs: 'Athena asks for the Region of the bucket that it reads',
  ReadNoOtherAccounts: 'Of several planned accounts, none but these',
  ListNoOtherAccounts: 'The same for lists',
  ReadNoOtherRegions: 'Of several planned Regions, none but these',
  ListNoOtherRegions: 'The same for lists',
};
