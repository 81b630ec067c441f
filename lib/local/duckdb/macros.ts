// Trino's functions where DuckDB's differ in value or name. `SELECT`s written by translate.ts call them.
// An argument that Trino refuses must fail here too, and in a way that TRY can catch: a CAST of a text that says what is wrong.

const TEXT = [
  `trino_substr(s, i) AS CASE WHEN i = 0 OR -i > length(s) THEN '' ELSE substr(s, i) END,
    (s, i, n) AS CASE WHEN i = 0 OR -i > length(s) OR n <= 0 THEN '' ELSE substr(s, i, n) END`,
  // Trino puts the replacement between all characters where the text looked for is empty.
  `trino_replace(s, a) AS replace(s, a, ''), (s, a, b) AS CASE WHEN a = '' THEN regexp_replace(s, '', b, 'g') ELSE replace(s, a, b) END`,
  "trino_trim(s) AS trim(s, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31))",
  `trino_ltrim(s) AS ltrim(s, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(28) || chr(29) || chr(30) || chr(31)),
    (s, c) AS ltrim(s, c)`,
  `trino_split(s, d) AS string_split(s, d),
    (s, d, n) AS CASE WHEN len(string_split(s, d)) <= n THEN string_split(s, d)
      ELSE list_concat(string_split(s, d)[1:n - 1], [array_to_string(string_split(s, d)[n:], d)]) END`,
  "trino_split_part(s, d, i) AS string_split(s, d)[CASE WHEN i > 0 THEN i ELSE CAST('the index counts from 1' AS BIGINT) END]",
  // The plain function says '' for no match and for a group that took no part; Trino says NULL, and so does the first of all matches.
  'trino_regexp_extract(s, p) AS regexp_extract_all(s, p)[1], (s, p, g) AS regexp_extract_all(s, p, g)[1]',
  "trino_regexp_replace(s, p) AS regexp_replace(s, p, '', 'g'), (s, p, r) AS regexp_replace(s, p, r, 'g')",
  'trino_regexp_count(s, p) AS len(regexp_extract_all(s, p))',
  "trino_url_decode(s) AS url_decode(replace(s, '+', ' '))",
  String.raw`trino_url_host(u) AS CASE WHEN NOT regexp_matches(u, '[\s<>"{}|\\^]')
    THEN coalesce(regexp_extract_all(u, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:@]*)', 1)[1], '') END`,
  String.raw`trino_url_query(u) AS regexp_extract_all(u, '^[^?#]*\?([^#]*)', 1)[1]`,
  `trino_url_parameter(u, n) AS trino_url_decode(list_filter(list_transform(string_split(trino_url_query(u), '&'),
    lambda pair: CASE WHEN split_part(pair, '=', 1) = n THEN substr(pair, length(n) + 2) END), lambda found: found IS NOT NULL)[1])`,
];

const JSON_VALUES = [
  // Only a scalar has a text; JSON that cannot be read has nothing.
  "trino_json_extract_scalar(j, p) AS json_extract_string(TRY(json_value(CAST(j AS VARCHAR), p)), '$')",
  'trino_json_extract(j, p) AS TRY(json_extract(CAST(j AS VARCHAR), p))',
  "trino_json_list(j) AS CASE WHEN json_type(TRY(CAST(j AS JSON))) = 'ARRAY' THEN CAST(TRY(CAST(j AS JSON)) AS JSON[]) END",
  "trino_json_array_length(j) AS CASE WHEN json_type(TRY(CAST(j AS JSON))) = 'ARRAY' THEN CAST(json_array_length(TRY(CAST(j AS JSON))) AS BIGINT) END",
  `trino_json_array_contains(j, v) AS trino_contains(list_transform(list_filter(trino_json_list(j),
    lambda e: json_type(e) = 'VARCHAR'), lambda e: json_extract_string(e, '$')), v)`,
  `trino_json_size_of(v) AS CASE json_type(v) WHEN 'OBJECT' THEN len(json_keys(v)) WHEN 'ARRAY' THEN CAST(json_array_length(v) AS BIGINT)
    ELSE CASE WHEN v IS NULL THEN NULL ELSE 0 END END`,
  'trino_json_size(j, p) AS trino_json_size_of(trino_json_extract(j, p))',
  // A number with a fraction as Trino writes a double: one digit before the point, 1.5E0.
  "trino_digits(t) AS ltrim(replace(split_part(t, 'e', 1), '.', ''), '0')",
  `trino_exponent(t) AS coalesce(TRY_CAST(split_part(t, 'e', 2) AS INTEGER), 0) + CASE WHEN ltrim(split_part(t, '.', 1), '0') <> ''
    THEN length(split_part(split_part(t, 'e', 1), '.', 1)) - 1
    ELSE length(ltrim(split_part(split_part(t, 'e', 1), '.', 2), '0')) - length(split_part(split_part(t, 'e', 1), '.', 2)) - 1 END`,
  `trino_double_digits(d, t) AS CASE WHEN d = 0 THEN '0.0E0' ELSE CASE WHEN d < 0 THEN '-' ELSE '' END || left(trino_digits(t), 1) || '.'
    || coalesce(nullif(rtrim(substr(trino_digits(t), 2), '0'), ''), '0') || 'E' || trino_exponent(t) END`,
  'trino_double_text(d) AS trino_double_digits(d, CAST(abs(d) AS VARCHAR))',
  `trino_json_text(j) AS CASE json_type(j) WHEN 'NULL' THEN NULL WHEN 'DOUBLE' THEN trino_double_text(CAST(j AS DOUBLE))
    WHEN 'ARRAY' THEN CAST(CAST('a JSON list is no text' AS INTEGER) AS VARCHAR)
    WHEN 'OBJECT' THEN CAST(CAST('a JSON object is no text' AS INTEGER) AS VARCHAR) ELSE json_extract_string(j, '$') END`,
];

const TIME = [
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

const NUMBERS = [
  String.raw`trino_text_bigint(s) AS CAST(CASE WHEN regexp_full_match(trim(s), '[+-]?\d+') THEN trim(s) ELSE 'not a number: ' || s END AS BIGINT)`,
  String.raw`trino_text_double(s) AS CAST(CASE WHEN regexp_full_match(trim(s), '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') THEN trim(s)
    ELSE 'not a number: ' || s END AS DOUBLE)`,
  `trino_text_boolean(s) AS CAST(CASE WHEN lower(s) IN ('true', 't', '1') THEN 'true' WHEN lower(s) IN ('false', 'f', '0') THEN 'false'
    ELSE 'neither true nor false: ' || s END AS BOOLEAN)`,
  'trino_double_bigint(d) AS CAST(round(d) AS BIGINT)',
];

const LISTS = [
  'trino_any(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, true) THEN true WHEN list_count(l) < len(l) THEN NULL ELSE false END',
  'trino_all(l) AS CASE WHEN l IS NULL THEN NULL WHEN list_contains(l, false) THEN false WHEN list_count(l) < len(l) THEN NULL ELSE true END',
  `trino_contains(l, v) AS CASE WHEN l IS NULL OR v IS NULL THEN NULL WHEN list_contains(l, v) THEN true
    WHEN list_count(l) < len(l) THEN NULL ELSE false END`,
  `trino_element_at(l, i) AS l[CASE WHEN i <> 0 THEN i ELSE CAST('the index counts from 1' AS BIGINT) END]`,
  'trino_array_position(l, v) AS CASE WHEN l IS NULL OR v IS NULL THEN NULL ELSE CAST(coalesce(list_position(l, v), 0) AS BIGINT) END',
  'trino_array_remove(l, v) AS CASE WHEN v IS NOT NULL THEN list_filter(l, lambda e: e IS DISTINCT FROM v) END',
  'trino_array_distinct(l) AS list_filter(l, lambda e, i: list_position(l, e) = i)',
  'trino_array_max(l) AS CASE WHEN list_count(l) = len(l) THEN list_max(l) END',
  'trino_array_min(l) AS CASE WHEN list_count(l) = len(l) THEN list_min(l) END',
  `trino_arrays_overlap(a, b) AS CASE WHEN list_has_any(a, b) THEN true WHEN len(a) > 0 AND len(b) > 0
    AND (list_count(a) < len(a) OR list_count(b) < len(b)) THEN NULL WHEN a IS NULL OR b IS NULL THEN NULL ELSE false END`,
  'trino_array_concat(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END',
  'trino_array_union(a, b) AS trino_array_distinct(trino_array_concat(a, b))',
  `trino_array_intersect(a, b) AS CASE WHEN b IS NOT NULL
    THEN trino_array_distinct(list_filter(a, lambda e: coalesce(list_position(b, e), 0) > 0)) END`,
  `trino_array_except(a, b) AS CASE WHEN b IS NOT NULL
    THEN trino_array_distinct(list_filter(a, lambda e: coalesce(list_position(b, e), 0) = 0)) END`,
  `trino_slice(l, i, n) AS list_slice(l, CASE WHEN i <> 0 THEN i ELSE CAST('the start counts from 1' AS BIGINT) END,
    CASE WHEN i < 0 AND i + n - 1 >= 0 THEN -1 ELSE i + n - 1 END)`,
  `trino_sequence(a, b) AS CASE WHEN a <= b THEN generate_series(a, b) ELSE generate_series(a, b, -1) END,
    (a, b, s) AS generate_series(a, b, s)`,
  `trino_array_join(l, s) AS CASE WHEN l IS NOT NULL THEN coalesce(list_aggregate(CAST(l AS VARCHAR[]), 'string_agg', s), '') END,
    (l, s, n) AS CASE WHEN l IS NOT NULL
      THEN coalesce(list_aggregate(list_transform(CAST(l AS VARCHAR[]), lambda e: coalesce(e, n)), 'string_agg', s), '') END`,
  'trino_percentile(l, p) AS list_sort(l)[least(CAST(floor(p * len(l)) AS BIGINT) + 1, len(l))]',
  // The first value of a key wins.
  `trino_map_agg(l) AS map_from_entries(list_filter(l,
    lambda e, i: list_position(list_transform(l, lambda x: x.k), e.k) = i))`,
  `trino_multimap_agg(l) AS map_from_entries(list_transform(trino_array_distinct(list_transform(l, lambda x: x.k)),
    lambda key: {k: key, v: list_transform(list_filter(l, lambda x: x.k = key), lambda x: x.v)}))`,
];

// An IPADDRESS is a UHUGEINT; IPv4 is mapped into IPv6 (::ffff:a.b.c.d) as in Trino.
const HEXTET = '[0-9A-Fa-f]{1,4}';
const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4 = `(${OCTET}[.]){3}${OCTET}`;
const IPV6 = `(${HEXTET}(:${HEXTET}){7}|(${HEXTET}(:${HEXTET}){0,6})?::(${HEXTET}(:${HEXTET}){0,6})?)`;
const IP = [
  `trino_ipv4_number(s) AS CAST(281470681743360 AS UHUGEINT) + list_reduce(list_transform(string_split(s, '.'), lambda x: CAST(x AS UHUGEINT)),
    lambda a, b: a * 256 + b)`,
  "trino_hextets(s) AS CASE WHEN s = '' THEN [] ELSE string_split(s, ':') END",
  `trino_ipv6_list(s) AS CASE WHEN contains(s, '::')
    THEN list_concat(list_concat(trino_hextets(split_part(s, '::', 1)),
      list_transform(range(0, 8 - len(trino_hextets(split_part(s, '::', 1))) - len(trino_hextets(split_part(s, '::', 2)))), lambda i: '0')),
      trino_hextets(split_part(s, '::', 2)))
    ELSE string_split(s, ':') END`,
  `trino_ipv6_number(s) AS list_reduce(list_transform(trino_ipv6_list(s), lambda h: CAST(CAST('0x' || h AS UINTEGER) AS UHUGEINT)),
    lambda a, b: a * 65536 + b)`,
  `trino_ip_number(s) AS CASE WHEN regexp_full_match(s, '${IPV4}') THEN trino_ipv4_number(s)
    WHEN regexp_full_match(s, '(?i)::ffff:${IPV4}') THEN trino_ipv4_number(substr(s, 8))
    WHEN regexp_full_match(s, '${IPV6}') AND len(trino_ipv6_list(s)) = 8 THEN trino_ipv6_number(s) END`,
  // A macro's argument is copied to each place that names it; a lambda's variable is worked out once, which keeps plans small.
  "trino_try_ip(s) AS list_transform([regexp_replace(s, '^(.*:.*)%.*$', '\\1')], lambda t: trino_ip_number(t))[1]",
  "trino_ip(s) AS coalesce(trino_try_ip(s), CAST('not an address: ' || s AS UHUGEINT))",
  String.raw`trino_cidr(c) AS {text: c, net: trino_try_ip(split_part(c, '/', 1)), most: CASE WHEN contains(c, ':') THEN 128 ELSE 32 END,
    bits: CASE WHEN regexp_full_match(c, '[^/]*/\d{1,3}') THEN TRY_CAST(split_part(c, '/', 2) AS INTEGER) END}`,
  `trino_cidr_behind(v) AS CAST(CASE WHEN v.net IS NOT NULL AND v.bits <= v.most
      AND (v.most = 128 OR v.net % CAST(pow(2, 32 - v.bits) AS UHUGEINT) = 0)
    THEN CAST(v.most - v.bits AS VARCHAR) ELSE 'Invalid CIDR ' || v.text END AS UHUGEINT)`,
  `trino_cidr_contains(c, ip) AS list_transform([{a: ip, v: trino_cidr(c)}], lambda x:
    CASE WHEN x.v.text IS NULL THEN NULL WHEN trino_cidr_behind(x.v) >= 128 THEN CASE WHEN x.a IS NOT NULL THEN true END
      ELSE (x.a >> trino_cidr_behind(x.v)) = (x.v.net >> trino_cidr_behind(x.v)) END)[1]`,
];

/** What a session needs before it can run translated SQL: UTC, division of whole numbers as in Trino, and the macros. */
export const MACROS: readonly string[] = [
  "SET TimeZone = 'UTC'",
  'SET integer_division = true',
  ...[...TEXT, ...LISTS, ...JSON_VALUES, ...TIME, ...NUMBERS, ...IP].map((macro) => `CREATE OR REPLACE TEMP MACRO ${macro}`),
];
