/** JSON as Trino reads it: from a column of text, or from a part that was taken out of one. */
export const JSON_MACROS: readonly string[] = [
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
  `trino_json_text_of(j) AS CASE json_type(j) WHEN 'NULL' THEN NULL WHEN 'DOUBLE' THEN trino_double_text(CAST(j AS DOUBLE))
    WHEN 'ARRAY' THEN CAST(CAST('a JSON list is no text' AS INTEGER) AS VARCHAR)
    WHEN 'OBJECT' THEN CAST(CAST('a JSON object is no text' AS INTEGER) AS VARCHAR) ELSE json_extract_string(j, '$') END`,
  'trino_json_text(j) AS list_transform([j], lambda trino_j: trino_json_text_of(trino_j))[1]',
];
