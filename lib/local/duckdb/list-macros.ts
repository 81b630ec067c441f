/** Lists with NULLs in them, their order, and the aggregates that make lists and maps. */
export const LIST_MACROS: readonly string[] = [
  // A macro's argument is copied to each place that names it. The variable of a lambda over a list of one is worked out once, which keeps
  // plans small. Where an argument stands inside of a lambda, the variables have names that no runbook uses.
  `trino_any(l) AS list_transform([l], lambda trino_l: CASE WHEN trino_l IS NULL THEN NULL WHEN list_contains(trino_l, true) THEN true
    WHEN list_count(trino_l) < len(trino_l) THEN NULL ELSE false END)[1]`,
  `trino_all(l) AS list_transform([l], lambda trino_l: CASE WHEN trino_l IS NULL THEN NULL WHEN list_contains(trino_l, false) THEN false
    WHEN list_count(trino_l) < len(trino_l) THEN NULL ELSE true END)[1]`,
  `trino_contains(l, v) AS list_transform([l], lambda trino_l: CASE WHEN trino_l IS NULL OR v IS NULL THEN NULL
    WHEN list_contains(trino_l, v) THEN true WHEN list_count(trino_l) < len(trino_l) THEN NULL ELSE false END)[1]`,
  `trino_element_at(l, i) AS l[CASE WHEN i <> 0 THEN i ELSE CAST('the index counts from 1' AS BIGINT) END]`,
  'trino_array_position(l, v) AS CASE WHEN l IS NULL OR v IS NULL THEN NULL ELSE CAST(coalesce(list_position(l, v), 0) AS BIGINT) END',
  'trino_array_remove(l, v) AS CASE WHEN v IS NOT NULL THEN list_filter(l, lambda trino_e: trino_e IS DISTINCT FROM v) END',
  'trino_array_distinct(l) AS list_filter(l, lambda trino_e, trino_i: list_position(l, trino_e) = trino_i)',
  'trino_array_max(l) AS CASE WHEN list_count(l) = len(l) THEN list_max(l) END',
  'trino_array_min(l) AS CASE WHEN list_count(l) = len(l) THEN list_min(l) END',
  `trino_arrays_overlap(a, b) AS CASE WHEN list_has_any(a, b) THEN true WHEN len(a) > 0 AND len(b) > 0
    AND (list_count(a) < len(a) OR list_count(b) < len(b)) THEN NULL WHEN a IS NULL OR b IS NULL THEN NULL ELSE false END`,
  'trino_array_concat(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END',
  'trino_array_union(a, b) AS trino_array_distinct(trino_array_concat(a, b))',
  `trino_array_intersect(a, b) AS CASE WHEN b IS NOT NULL
    THEN trino_array_distinct(list_filter(a, lambda trino_e: coalesce(list_position(b, trino_e), 0) > 0)) END`,
  `trino_array_except(a, b) AS CASE WHEN b IS NOT NULL
    THEN trino_array_distinct(list_filter(a, lambda trino_e: coalesce(list_position(b, trino_e), 0) = 0)) END`,
  `trino_slice(l, i, n) AS list_slice(l, CASE WHEN i <> 0 THEN i ELSE CAST('the start counts from 1' AS BIGINT) END,
    CASE WHEN i < 0 AND i + n - 1 >= 0 THEN -1 ELSE i + n - 1 END)`,
  `trino_sequence(a, b) AS CASE WHEN a <= b THEN generate_series(a, b) ELSE generate_series(a, b, -1) END,
    (a, b, s) AS generate_series(a, b, s)`,
  `trino_array_join(l, s) AS CASE WHEN l IS NOT NULL THEN coalesce(list_aggregate(CAST(l AS VARCHAR[]), 'string_agg', s), '') END,
    (l, s, n) AS CASE WHEN l IS NOT NULL
      THEN coalesce(list_aggregate(list_transform(CAST(l AS VARCHAR[]), lambda trino_e: coalesce(trino_e, n)), 'string_agg', s), '') END`,
  'trino_percentile(l, p) AS list_sort(l)[least(CAST(floor(p * len(l)) AS BIGINT) + 1, len(l))]',
  // DuckDB counts in numbers without a sign, from which nothing can be taken away.
  'trino_histogram(m) AS map_from_entries(list_transform(map_entries(m), lambda trino_e: {k: trino_e.key, v: CAST(trino_e.value AS BIGINT)}))',
  // The first value of a key wins.
  `trino_map_agg(l) AS map_from_entries(list_filter(l,
    lambda trino_e, trino_i: list_position(list_transform(l, lambda trino_x: trino_x.k), trino_e.k) = trino_i))`,
  `trino_multimap_agg(l) AS map_from_entries(list_transform(trino_array_distinct(list_transform(l, lambda trino_x: trino_x.k)),
    lambda trino_k: {k: trino_k, v: list_transform(list_filter(l, lambda trino_x: trino_x.k = trino_k), lambda trino_x: trino_x.v)}))`,
];
