import * as z from 'zod';
import { EntityName } from '../entity.ts';
import { Severity } from '../severity.ts';

const minimum = (severity: Severity) => Severity.default(severity).describe('Tells only of investigations at least this severe');

/** Who is told. */
export const Notify = z
  .strictObject({
    emails: z
      .array(
        z.strictObject({
          address: z.string().regex(/^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/, 'is not an e-mail address'),
          minimumSeverity: minimum('low'),
        }),
      )
      .default([])
      .describe('Addresses; each has to confirm the message that AWS sends it after the deployment'),
    pagers: z
      .array(
        z.strictObject({
          secret: z.string().regex(/^[\w/+=.@-]{1,512}$/, 'is not the name of a secret'),
          minimumSeverity: minimum('high'),
        }),
      )
      .default([])
      .describe('Names of secrets in Secrets Manager that hold the HTTPS address of a PagerDuty or Jira Service Management integration'),
    chats: z
      .array(
        z.strictObject({
          slackWorkspaceId: z.string().regex(/^[0-9A-Z]{1,255}$/, 'is not the id of a Slack workspace like T0123ABCD'),
          slackChannelId: z.string().regex(/^[A-Za-z0-9]{1,256}$/, 'is not the id of a Slack channel like C0123ABCD'),
        }),
      )
      .default([])
      .describe(
        'Slack channels of a workspace that Amazon Q Developer in chat applications is authorized in; Teams channels join the chat topic by hand',
      ),
    chatMinimumSeverity: minimum('medium'),
  })
  .prefault({});

/** What starts an investigation by itself. */
export const Triggers = z
  .strictObject({
    guarddutyMinimumSeverity: z.number().min(1).max(10).default(4).describe('Lowest GuardDuty severity, 1.0 to 10.0, that starts one'),
    cloudtrail: z
      .union([z.enum(['none', 'critical', 'high', 'medium', 'all']), z.array(z.string())])
      .default('high')
      .describe('Calls and sign-ins that start one: those that runbooks of this severity and above name, or the named runbooks'),
    alarms: z
      .array(z.string())
      .default([])
      .describe('Names of CloudWatch alarms that start one, * for any text, besides those that runbooks name'),
    securityHub: z.boolean().default(true).describe('GuardDuty findings that arrive by way of Security Hub, too'),
  })
  .prefault({});

const schedule = z
  .string()
  .regex(/^(cron\([^()]{11,}\)|rate\(\d+ (minutes?|hours?|days?)\))$/, 'is not cron(...) or rate(...) of EventBridge Scheduler, in UTC');

/** Investigations by the clock. */
export const Audits = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'is not a name of small letters, digits and hyphens'),
      schedule,
      runbooks: z.array(z.string()).min(1),
      parameters: z.partialRecord(EntityName, z.array(z.string()).min(1)).default({}),
      lookBackHours: z
        .int()
        .min(1)
        .max(24 * 90)
        .default(24),
    }),
  )
  .default([]);

/** How long what is kept is kept. */
export const Retention = z
  .strictObject({
    investigationDays: z.int().min(1).max(3650).default(365).describe('Days after which an investigation is deleted'),
    logDays: z
      .union(
        [30, 90, 180, 365, 731].map((days) => z.literal(days)),
        'must be 30, 90, 180, 365 or 731',
      )
      .default(90)
      .describe('Days that the logs of Trailwarden itself are kept'),
    lockDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('Days in which nobody can delete or change an investigation (S3 Object Lock, compliance mode)'),
  })
  .prefault({});

/** Where it lives. */
export const Home = z
  .strictObject({
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not a Region like eu-west-1')
      .optional()
      .describe('Region of the log bucket, where the stack lives'),
    dashboard: z
      .boolean()
      .default(true)
      .describe('A CloudWatch dashboard: free as one of the first three of an account, else 3 dollars a month'),
  })
  .prefault({});
