// Asks PostgreSQL and the validators about the same rows: each rule of the block `validation` must hold for the same ones.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { exactlyOne } from './frontend/generated/checks';
import { ruleChecks, validateCreateRuleInput, validateJudgeInput, validateShiftRuleInput, validateUpdateRuleInput } from './frontend/generated/lab/rule.validators';

const work = `${process.env['SPECQL_WORK'] ?? '.'}/scalars`;
const count = Number(process.env['ROWS'] ?? 1500);

let seed = 7;
/** A whole number below n; always the same ones (xorshift). */
const random = (n: number): number => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % n;
};
const texts = ['', 'a', 'b', 'x', ' a', 'a ', '  ', 'abc', 'a!', 'ab', 'abbc%', 'axc%', 'a\ncc%', 'a%', 'A', 'q', '🚀', '🚀b', 'é🚀', 'e\u0301', 'ac\\', 'a_c%', 'cab', 'bc'];
const whole = [0, 1, 2, 3, 4, 5, 7, 10, 11, -1, -2, -7, 100];
const decimals = ['0', '1', '1.5', '2.345', '2.344', '2.355', '-0.005', '-5', '-5.004', '5', '10.10', '0.5', '99999.999'];
const days = ['2025-01-01', '2025-02-28', '2025-03-01', '2024-02-29', '0001-01-01', '9999-12-31'];
const truths = [true, false];

const pools: Readonly<Record<string, readonly unknown[]>> = {
  a: [...whole, 2147483647, -2147483648],
  b: [...whole, 2147483647, 65536],
  s: [...whole, 32767, -32768],
  big: ['0', '7', '9', '9223372036854775807', '-9223372036854775808', '9007199254740993', '100'],
  price: decimals,
  cost: decimals,
  free: [...decimals, '12345678901234567890.123456789', '0.0000001'],
  ratio: [0, -0, 0.5, 0.1, 1.5, 2, 9007199254740992, 1e300, -5],
  name: texts,
  other: texts,
  short: texts.filter((text) => Array.from(text).length <= 5),
  vary: [...texts.filter((text) => Array.from(text).length <= 5), 'abbc%    ', '🚀🚀🚀🚀🚀  '],
  fixed: ['a', 'ab'],
  cash: decimals.filter((text) => !text.startsWith('-')),
  kind: ['open', 'done', 'late'],
  onSale: truths,
  hidden: truths,
  starts: days,
  ends: days,
  tags: [[], ['a'], ['a', 'b'], ['a', 'b', 'c']],
  companyId: ['8f14e45f-ceea-467f-a0e6-8d6b1f2c3a4b'],
  mail: ['a@b.cd', 'A.b+c@d-e.org'],
  made: ['2025-01-01T00:00:00Z'],
  info: [{}, [], 1],
  level: whole,
  grade: [1, 2, 3],
};

type Row = Readonly<Record<string, unknown>>;
const rows: readonly Row[] = Array.from({ length: count }, () =>
  Object.fromEntries(Object.entries(pools).map(([name, pool]) => [name, random(5) ? pool[random(pool.length)] : null])),
);

// ---- what PostgreSQL says ----

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const stored = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, v]) => (name === 'companyId' ? ['fk_company', v === null ? null : 1] : [snake(name), v])));
writeFileSync(`${work}/rows.tsv`, rows.map((row, k) => `${k}\t${JSON.stringify(stored(row)).replace(/\\/g, '\\\\')}\n`).join(''));
writeFileSync(
  `${work}/rules.sql`,
  `
CREATE TABLE asked_row (k INTEGER, v TEXT);
\\copy asked_row FROM '${work}/rows.tsv'
CREATE TABLE stored AS SELECT a.k, r.* FROM asked_row a, jsonb_populate_record(NULL::lab.tb_rule, a.v::JSONB) r;
CREATE TABLE verdict (rule TEXT, k INTEGER, holds BOOLEAN);
DO $$
DECLARE
  c RECORD;
  one RECORD;
BEGIN
  FOR c IN SELECT replace(conname, 'chk_tb_rule_', '') AS name, pg_get_expr(conbin, conrelid) AS condition
    FROM pg_constraint WHERE conrelid = 'lab.tb_rule'::REGCLASS AND contype = 'c' LOOP
    BEGIN
      EXECUTE format('INSERT INTO verdict SELECT %L, k, (%s) IS NOT FALSE FROM stored', c.name, c.condition);
    EXCEPTION WHEN OTHERS THEN
      -- Some row makes it fail, which would not be stored either.
      FOR one IN SELECT k FROM stored LOOP
        BEGIN
          EXECUTE format('INSERT INTO verdict SELECT %L, k, (%s) IS NOT FALSE FROM stored WHERE k = $1', c.name, c.condition) USING one.k;
        EXCEPTION WHEN OTHERS THEN
          INSERT INTO verdict VALUES (c.name, one.k, FALSE);
        END;
      END LOOP;
    END;
  END LOOP;
END
$$;
\\copy verdict TO '${work}/verdicts.tsv'
`,
);
const psql = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', `${work}/rules.sql`], { encoding: 'utf8' });
if (psql.status !== 0) throw new Error(psql.stderr.slice(0, 2000));
const told = new Map(readFileSync(`${work}/verdicts.tsv`, 'utf8').split('\n').map((line) => line.split('\t')).map(([rule, k, holds]) => [`${rule} ${k}`, holds === 't']));

// ---- the comparison ----

const holds = (rule: (row: Row) => boolean | null, row: Row): boolean => {
  try {
    return rule(row) !== false;
  } catch {
    return false;
  }
};
let all = 0;
const differences: string[] = [];
for (const [name, rule] of Object.entries(ruleChecks)) {
  let kept = 0;
  rows.forEach((row, k) => {
    const there = told.get(`${snake(name)} ${k}`);
    const here = holds(rule, row);
    all += 1;
    kept += Number(here);
    if (there === undefined) differences.push(`PostgreSQL has no rule ${name}`);
    else if (here !== there) differences.push(`${name}: PostgreSQL says ${there}, JavaScript ${here}: ${JSON.stringify(row)}`);
  });
  if (kept < 20 || kept > count - 20) differences.push(`${name}: ${kept} rows of ${count} keep it: too few of one sort`);
}

// Every rule that is not asked is named, with the reason.
const said = [...readFileSync(`${work}/frontend/generated/lab/rule.validators.ts`, 'utf8').matchAll(/^\/\/ Only the database checks the rule (\w+): (.+)\.$/gm)];
const reasons = Object.fromEntries(said.map(([, name, why]) => [name, why]));
const authored = new Set([...readFileSync(`${work}/entities/rule.yaml`, 'utf8').matchAll(/^ {2}- \{name: (\w+), condition/gm)].map((m) => m[1] ?? ''));
assert.deepEqual([...Object.keys(ruleChecks).map(snake), ...Object.keys(reasons)].sort(), [...authored].sort());
assert.deepEqual(Object.keys(reasons).sort(), [...authored].filter((name) => name.startsWith('not') && name !== 'not').sort());
assert.equal(reasons['not1'], 'the database has its own order of texts');
assert.equal(reasons['not4'], 'its pattern depends on the locale of the database');

// When they are asked: of a new row always, of another if all is there, never of faulty fields, and not of an action with steps.
const early = { starts: '2025-02-01', ends: '2025-01-01' };
const issue = { field: 'ends', code: 'ends_early' };
const of = (issues: readonly unknown[]) => issues.filter((one) => JSON.stringify(one) === JSON.stringify(issue)).length;
const id = '8f14e45f-ceea-467f-a0e6-8d6b1f2c3a4b';
assert.equal(of(validateCreateRuleInput(early)), 1);
assert.equal(of(validateCreateRuleInput({ starts: '2025-02-01' })), 0);
assert.equal(of(validateCreateRuleInput({ ...early, ends: 'never' })), 0);
assert.equal(of(validateUpdateRuleInput({ id, ...early })), 1);
assert.equal(of(validateUpdateRuleInput({ id, ends: '2025-01-01' })), 0);
assert.equal(of(validateShiftRuleInput({ id, ...early })), 0);
assert.deepEqual(validateShiftRuleInput({ id, starts: 'never' }).map((one) => one.field), ['starts']);
// A reference to one of two entities leads to one of them at most; of an update that is known if both ids are given.
const two = { keeperRuleId: id, keeperPatternId: id };
const led = (issues: readonly { readonly field: string; readonly code: string }[]) => issues.filter((one) => one.code === 'invalid_target').map((one) => one.field);
assert.deepEqual([led(validateCreateRuleInput(two)), led(validateUpdateRuleInput({ id, ...two }))], [['keeperRuleId'], ['keeperRuleId']]);
assert.deepEqual([led(validateCreateRuleInput({ keeperPatternId: id })), led(validateCreateRuleInput({}))], [[], []]);
assert.deepEqual([led(validateUpdateRuleInput({ id, keeperPatternId: id })), led(validateUpdateRuleInput({ id, ...two, keeperRuleId: null }))], [[], []]);
assert.deepEqual([exactlyOne('a', 'b')({}), exactlyOne('a', 'b')({ a: null, b: id }), exactlyOne('a', 'b')({ a: id, b: id })], [false, true, false]);
// A parameter that is called as a field and has another type.
const judge = { id, a: 'abc', kind: 'x', tags: ['p', 'q'], mail: ['a@b.cd'], name: '' };
const judged = (more: object) => validateJudgeInput({ ...judge, ...more }).map((one) => `${one.field} ${one.code}`);
assert.deepEqual(judged({}), []);
assert.deepEqual(judged({ a: 'abcd' }), ['a invalid_length']);
assert.deepEqual(judged({ a: 1, kind: 'open' }), ['a invalid_input', 'kind invalid_enum']);
assert.deepEqual(judged({ tags: ['a'], mail: ['a@b.cd', 'a'] }), ['tags invalid_enum', 'mail invalid_format']);
assert.deepEqual([judged({ filled: 1 }), judged({ filled: null })], [[], ['filled required_field']]);
// No column has it, so what is no list cannot be read; of a column it is its shape.
assert.deepEqual([judged({ facts: [1, null] }), judged({ facts: 'x' }), judged({ facts: ['\0'] })], [[], ['facts invalid_input'], ['facts invalid_input']]);
assert.deepEqual(judged({ tags: ['p', null], mail: 'a@b.cd' }), ['tags null_element', 'mail invalid_input']);
// What its type cannot hold is no value of it, as the actions answer; what only the author forbids is out of range.
const numbered = (more: object) => validateCreateRuleInput({ a: 1, ...more }).filter((one) => one.field in more && one.code !== 'check_violation').map((one) => `${one.field} ${one.code}`);
assert.deepEqual(numbered({ s: 32768, b: 2147483648, big: '9223372036854775808' }), ['b invalid_input', 's invalid_input', 'big invalid_input']);
assert.deepEqual(numbered({ s: -32768, b: -2147483648, big: '-9223372036854775808' }), []);
assert.deepEqual(numbered({ grade: 0 }), ['grade out_of_range']);
assert.deepEqual(numbered({ grade: 32768 }), ['grade invalid_input']);
assert.deepEqual(numbered({ grade: 3 }), []);
const level = (input: object) => validateCreateRuleInput({ a: 1, ...input }).some((one) => one.field === 'level');
assert.deepEqual([level({}), level({ level: 1 }), level({ level: 3 })], [false, true, false]);

for (const line of differences.slice(0, 60)) console.log(line);
console.log(`${all} times a rule is asked of a row, ${differences.length} differences`);
process.exitCode = differences.length ? 1 : 0;
