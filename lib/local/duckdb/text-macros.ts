/** Texts, regular expressions and URLs as Trino reads them. */
export const TEXT_MACROS: readonly string[] = [
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
    lambda trino_pair: CASE WHEN split_part(trino_pair, '=', 1) = n THEN substr(trino_pair, length(n) + 2) END),
    lambda trino_found: trino_found IS NOT NULL)[1])`,
];
