// An IPADDRESS is a UHUGEINT; IPv4 is mapped into IPv6 (::ffff:a.b.c.d) as in Trino.
const HEXTET = '[0-9A-Fa-f]{1,4}';
const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4 = `(${OCTET}[.]){3}${OCTET}`;
const IPV6 = `(${HEXTET}(:${HEXTET}){7}|(${HEXTET}(:${HEXTET}){0,6})?::(${HEXTET}(:${HEXTET}){0,6})?)`;
/** IP addresses and networks. */
export const ADDRESS_MACROS: readonly string[] = [
  `trino_ipv4_number(s) AS CAST(281470681743360 + ((CAST(split_part(s, '.', 1) AS UBIGINT) * 256 + CAST(split_part(s, '.', 2) AS UBIGINT)) * 256
    + CAST(split_part(s, '.', 3) AS UBIGINT)) * 256 + CAST(split_part(s, '.', 4) AS UBIGINT) AS UHUGEINT)`,
  "trino_hextets(s) AS CASE WHEN s = '' THEN [] ELSE string_split(s, ':') END",
  `trino_ipv6_list(s) AS CASE WHEN contains(s, '::')
    THEN list_concat(list_concat(trino_hextets(split_part(s, '::', 1)),
      list_transform(range(0, 8 - len(trino_hextets(split_part(s, '::', 1))) - len(trino_hextets(split_part(s, '::', 2)))), lambda i: '0')),
      trino_hextets(split_part(s, '::', 2)))
    ELSE string_split(s, ':') END`,
  `trino_ipv6_number(s) AS CASE WHEN regexp_full_match(s, '(?i)::ffff:${IPV4}') THEN trino_ipv4_number(substr(s, 8))
    WHEN regexp_full_match(s, '${IPV6}') AND len(trino_ipv6_list(s)) = 8
    THEN list_reduce(list_transform(trino_ipv6_list(s), lambda h: CAST(CAST('0x' || h AS UINTEGER) AS UHUGEINT)), lambda a, b: a * 65536 + b) END`,
  `trino_ip_number(s) AS CASE WHEN regexp_full_match(s, '${IPV4}') THEN trino_ipv4_number(s)
    WHEN contains(s, ':') THEN trino_ipv6_number(regexp_replace(s, '%.*$', '')) END`,
  // A macro's argument is copied to each place that names it; a lambda's variable is worked out once, which keeps plans small.
  // A zone, as in fe80::1%eth0, is no part of the address.
  'trino_try_ip(s) AS list_transform([s], lambda t: trino_ip_number(t))[1]',
  "trino_ip(s) AS coalesce(trino_try_ip(s), CAST('not an address: ' || s AS UHUGEINT))",
  // Its bits behind the prefix; the error that Trino has where there is none, and where an IPv4 network has bits set behind it.
  String.raw`trino_cidr_behind(c, first, most) AS CAST(CASE WHEN regexp_full_match(c, '[^/]+/\d{1,3}')
    AND CAST(split_part(c, '/', 2) AS INTEGER) <= most
    AND (most = 128 OR first % CAST(1 << (32 - CAST(split_part(c, '/', 2) AS BIGINT)) AS UHUGEINT) = 0)
    THEN CAST(most - CAST(split_part(c, '/', 2) AS INTEGER) AS VARCHAR) ELSE 'Invalid CIDR ' || c END AS UHUGEINT)`,
  `trino_network(c) AS list_transform([{c: c, first: trino_ip_number(split_part(c, '/', 1)), most: CASE WHEN contains(c, ':') THEN 128 ELSE 32 END}],
    lambda n: {first: n.first, behind: trino_cidr_behind(n.c, n.first, n.most)})[1]`,
  `trino_cidr_contains(c, ip) AS list_transform([{a: ip, n: trino_network(c)}], lambda x: CASE
    WHEN x.n.behind >= 128 THEN CASE WHEN x.a IS NOT NULL THEN true END ELSE (x.a >> x.n.behind) = (x.n.first >> x.n.behind) END)[1]`,
];
