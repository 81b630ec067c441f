/** A new runbook that lints and runs as it is: the author replaces its words and its questions. */
export const newRunbook = (title: string, today: string): string => `---
title: ${JSON.stringify(title)}
severity: medium
attack: [T1078.004]
parameters: [principalName]
scope: |
  useridentity.username IN (:principalName)
  OR useridentity.sessioncontext.sessionissuer.username IN (:principalName)
triggers:
  guardduty: []
  cloudtrail: []
  alarms: []
reviewed: ${today}
---

## Purpose

When to run this, and what it tells.

## Steps

### Calls that were refused

\`finding (low)\` What the principal tried and may not do.

**Look for** refusals of operations that it has no reason to call.

\`\`\`sql
SELECT eventsource, eventname, errorcode, count(*) AS calls, min(eventtime) AS first_seen, max(eventtime) AS last_seen,
  min_by(eventid, eventtime || eventid) AS eventid
FROM events
WHERE errorcode IN ('AccessDenied', 'Client.UnauthorizedOperation', 'UnauthorizedOperation')
GROUP BY eventsource, eventname, errorcode
ORDER BY first_seen, eventsource, eventname, errorcode
\`\`\`

### Timeline

\`context\` Each call in order.

**Look for** the first call that is out of the ordinary.

\`\`\`sql
SELECT eventtime, eventsource, eventname, awsregion, useridentity.arn AS actor, sourceipaddress, useragent, errorcode, eventid
FROM events
ORDER BY eventtime, eventid
\`\`\`

## Outputs

### Columns

What a reader cannot guess from the names.

### What to do next

- Contain: what to take away first.
- Preserve: what to keep before it is gone.
- Ask: whom, and what.

### Known false positives

Who does this on an ordinary day.

### Empty result

What it means if nothing is listed.
`;

/** Cases for it: an attack that the finding sees, and an ordinary day. */
export const newCases = (): string => `# Records in, rows out: 'trailwarden runbooks test' runs them. \`base\` is laid under each record.
base:
  sourceIPAddress: 203.0.113.7
  userAgent: aws-cli/2.15.30
  userIdentity:
    type: IAMUser
    userName: example
    arn: arn:aws:iam::111122223333:user/example
    accountId: "111122223333"
    accessKeyId: AKIAEXAMPLEEXAMPLE01
cases:
  - name: a refused call is found
    window: { from: 2026-06-01T00:00:00Z, to: 2026-06-02T00:00:00Z }
    parameters: { principalName: [example] }
    records:
      - { eventTime: 2026-06-01T03:00:00Z, eventSource: iam.amazonaws.com, eventName: ListUsers, errorCode: AccessDenied }
    expect:
      calls-that-were-refused: [{ eventname: ListUsers, calls: 1 }]
      timeline: [{ eventname: ListUsers }]
  - name: an ordinary day is silent
    window: { from: 2026-06-01T00:00:00Z, to: 2026-06-02T00:00:00Z }
    parameters: { principalName: [example] }
    records:
      - { eventTime: 2026-06-01T09:00:00Z, eventSource: s3.amazonaws.com, eventName: ListBuckets }
    expect:
      calls-that-were-refused: []
`;
