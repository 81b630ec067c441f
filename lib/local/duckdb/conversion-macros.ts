/** Times, and texts that Trino takes for one. */
export const TIME_MACROS: readonly string[] = [
  String.raw`trino_iso_timestamp(s) AS date_trunc('milliseconds', CAST(CASE
    WHEN regexp_full_match(s, '\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]00:00)?)?') THEN s
    ELSE 'not a time like 2026-06-01T00:00:00Z, in UTC: ' || s END AS TIMESTAMPTZ))`,
  String.raw`trino_iso_date(s) AS CAST(CASE WHEN regexp_full_match(s, '\d{4}-\d\d-\d\d') THEN s ELSE 'not a date: ' || s END AS DATE)`,
  String.raw`trino_text_date(s) AS CAST(CASE WHEN regexp_full_match(trim(s), '\d+-\d{1,2}-\d{1,2}') THEN s ELSE 'not a date: ' || s END AS DATE)`,
  String.raw`trino_plain_time(s) AS CASE WHEN regexp_full_match(s, '\d+-\d{1,2}-\d{1,2}( \d{1,2}:\d\d(:\d\d(\.\d+)?)?)?( ?(UTC|Z))?')
    THEN regexp_replace(s, ' ?(UTC|Z)$', '') ELSE 'not a time like 2026-06-01 00:00:00: ' || s END`,
  "trino_text_timestamp(s) AS date_trunc('milliseconds', CAST(trino_plain_time(s) AS TIMESTAMP))",
  "trino_text_timestamptz(s) AS date_trunc('milliseconds', CAST(trino_plain_time(s) AS TIMESTAMPTZ))",
  'trino_from_unixtime(n) AS to_timestamp(round(CAST(n AS DOUBLE), 3))',
  "trino_to_iso8601(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%gZ')",
  `trino_interval(u, n) AS CASE lower(u) WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n)
    WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(CAST(n AS INTEGER))
    WHEN 'week' THEN to_weeks(CAST(n AS INTEGER)) WHEN 'month' THEN to_months(CAST(n AS INTEGER))
    WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER)) WHEN 'year' THEN to_years(CAST(n AS INTEGER)) END`,
];

/** Texts that Trino takes for a number or a truth value. */
export const NUMBER_MACROS: readonly string[] = [
  String.raw`trino_text_bigint(s) AS CAST(CASE WHEN regexp_full_match(trim(s), '[+-]?\d+') THEN trim(s) ELSE 'not a number: ' || s END AS BIGINT)`,
  String.raw`trino_text_double(s) AS CAST(CASE WHEN regexp_full_match(trim(s), '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') THEN trim(s)
    ELSE 'not a number: ' || s END AS DOUBLE)`,
  `trino_text_boolean(s) AS CAST(CASE WHEN lower(s) IN ('true', 't', '1') THEN 'true' WHEN lower(s) IN ('false', 'f', '0') THEN 'false'
    ELSE 'neither true nor false: ' || s END AS BOOLEAN)`,
  'trino_double_bigint(d) AS CAST(round(d) AS BIGINT)',
];
