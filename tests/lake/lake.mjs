// The partitioned export in DuckDB, and through it in Parquet: the same counts and sums as in the ledger.  node lake.mjs LAKE < facts
// facts: lines "KIND COUNT SUM" as the ledger counts them (claims by kind, sum of value_real).
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

const lake = process.argv[2];
const facts = readFileSync(0, 'utf8').trim().split('\n').map((line) => line.trim().split(' '));
const db = await (await DuckDBInstance.create(':memory:')).connect();
const claims = `read_json_auto('${lake}/claims/*/*.ndjson', hive_partitioning = true, union_by_name = true, sample_size = -1)`;
let passed = 0, failed = 0;

function check(name, ok) {
  if (ok) passed++; else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`);
}
async function rows(sql) {
  return (await db.runAndReadAll(sql)).getRowsJson();
}
async function compare(what, table) {
  const found = new Map((await rows(`SELECT kind, count(*), sum(CAST(value_real AS DOUBLE)) FROM ${table} GROUP BY 1`)).map((r) => [r[0], r]));
  check(`${what}: ${found.size} kinds`, found.size === facts.length);
  for (const [kind, count, sum] of facts) {
    const r = found.get(kind) ?? [kind, 0, 0];
    const near = Math.abs(Number(r[2] ?? 0) - Number(sum)) <= 1e-9 * Math.abs(Number(sum));
    check(`${what}: ${kind} ${count} claims, sum ${sum}`, Number(r[1]) === Number(count) && near);
  }
}

await compare('ndjson', claims);
check('partitions are columns', (await rows(`SELECT count(DISTINCT month) FROM ${claims}`))[0][0] > 3);
await db.run(`COPY (SELECT * FROM ${claims}) TO '${lake}/claims.parquet' (FORMAT parquet)`);
await compare('parquet', `'${lake}/claims.parquet'`);
const joined = await rows(`SELECT count(*) FROM read_json_auto('${lake}/members/*.ndjson') m JOIN ${claims} c ON c.id = m.claim
  JOIN read_json_auto('${lake}/findings/*.ndjson') f ON f.id = m.finding AND f.word = m.word
  JOIN read_json_auto('${lake}/documents/*.ndjson') d ON d.id = c.document`);
const members = await rows(`SELECT count(*) FROM read_json_auto('${lake}/members/*.ndjson')`);
check('findings, members, claims and documents join', Number(joined[0][0]) > 0 && String(joined[0][0]) === String(members[0][0]));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
