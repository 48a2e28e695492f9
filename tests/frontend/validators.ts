// Asks PostgreSQL and the validators about the same values, thousands for each column: where they differ, one is wrong.
//
// Texts, numbers, enums, lists and composites must agree on every value. Of dates, addresses and the like PostgreSQL
// takes more spellings than the API has (yesterday, 10.1, {…}); there a validator must take nothing that PostgreSQL
// refuses, and everything that PostgreSQL writes. Of numbers, the API has no blanks around, no exponents and no NaN; a number
// that JavaScript has and JSON has not, such as Infinity, never reaches PostgreSQL.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basicRules } from './frontend/generated/lab/basic.validators';
import { compositeRules } from './frontend/generated/lab/composite.validators';
import { patternRules } from './frontend/generated/lab/pattern.validators';
import { scalarRules } from './frontend/generated/lab/scalar.validators';

const work = `${process.env['SPECQL_WORK'] ?? '.'}/scalars`;
const count = Number(process.env['VALUES'] ?? 2000);

// ---- values ----

let seed = 42;
/** A whole number below n; always the same ones (xorshift). */
const random = (n: number): number => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % n;
};
const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;

const odd = [
  ...'\n\r\t\v\f .-_/\\\'"%$^09azAZ+@#~`[]{}()<>|*?!&=:;,',
  ...['\u00a0', '\u2003', '\u0085', '\u2028', '\u0660', '\uff11', '\u212a', '\u017f', '\u0130', 'é', 'ß', '\u200b', '\ufeff'],
  ...['\x01', '\x7f', '🚀', '\ud83d', '\udc00', '\0', 'e\u0301', '', ' ', '00', '::', '--', '..'],
];
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

/** A neighbour of a text: one place of it is another. */
const neighbour = (text: string): string => {
  const at = random(text.length + 1);
  const c = random(3) ? pick(letters) : pick(odd);
  switch (random(8)) {
    case 0:
      return text.slice(0, at) + c + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text + pick(['\n', ' ', '  ', text, `\n${text}`]);
    case 3:
      return text.slice(0, at) + text.slice(at).toUpperCase();
    case 4:
      return text.slice(0, at) + text.slice(at).toLowerCase();
    case 5:
      return text.slice(0, at) + text.slice(at, at + 3).repeat(random(30));
    default:
      return text.slice(0, at) + c + text.slice(at + 1);
  }
};

const around = (good: readonly string[], n = count): string[] => {
  const found = new Set<string>([...good, ...odd, '']);
  for (let tries = 0; found.size < n && tries < 20 * n; tries++) {
    let text = pick(good);
    for (let steps = random(4); steps >= 0; steps--) text = neighbour(text);
    found.add(text);
  }
  return [...found];
};

const digits = (n: number): string => Array.from({ length: n }, () => String(random(10))).join('');

const numbers = (bounds: readonly string[]): string[] => {
  const found = new Set<string>(bounds);
  for (const b of bounds) for (const tail of ['.0', '.00', '.004', '.005', '.0049999', '.4', '.5', '.6', '.', '.00000000499', '.000000005']) found.add(b + tail);
  for (const s of ['', '-', '+', '.', '-.5', '.5', '5.', '--1', '1-', '1.2.3', '0x10', '1 1', '١', '1_000', 'a']) found.add(s);
  while (found.size < count) {
    const sign = pick(['', '', '', '-', '+']);
    found.add(sign + digits(random(20)) + pick(['', '.', '.']) + digits(random(12)));
  }
  return [...found];
};

const integers = (bounds: readonly number[]): number[] => {
  const found = new Set<number>([0, -0, 1.5, -1, 1e21]);
  for (const b of bounds) for (const d of [-2, -1, 0, 1, 2]) found.add(b + d);
  while (found.size < count) found.add((random(2) ? 1 : -1) * Math.floor(2 ** (random(5300) / 100)));
  return [...found];
};

const examples: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...readFileSync(`${work}/types.def`, 'utf8').matchAll(/^SCALAR\((\w+)[\s\S]*?"((?:[^"\\]|\\.)*)"\)$/gm)].map((m) => [
    m[1] ?? '',
    [JSON.parse(`"${(m[2] ?? '').replace(/\\x/g, '\\\\x')}"`) as string],
  ]),
);

const more: Readonly<Record<string, readonly string[]>> = {
  email: ['a.b+c@d-e.co.uk', 'A@b.cd'],
  url: ['http://a.b', 'https://ex.com/?q=1#x', 'http://é.de/ä'],
  slug: ['a', 'a-b-c1'],
  localeCode: ['de', 'de-DE'],
  timezone: ['Europe/Berlin', 'America/Argentina/Buenos_Aires'],
  mimeType: ['text/html', 'application/vnd-x!#$&^'],
  semanticVersion: ['0.0.0', '1.2.3-alpha.1+build.5', '10.20.30-0a'],
  stockSymbol: ['BRK.B', 'A'],
  licensePlate: ['B AB 123', 'X'],
  postalCode: ['SW1A 1AA', '123'],
  domainName: ['a.de', `${'a'.repeat(63)}.com`, `${'a'.repeat(64)}.com`, 'x-y.z-1.info'],
  apiKey: ['a'.repeat(20), 'a'.repeat(128), '-_'.repeat(12)],
  swiftCode: ['DEUTDEFF500'],
  iban: ['DE89370400440532013000'],
  flightNumber: ['LH1', 'ABC1234X'],
  ipAddress: ['10.0.0.1', '255.255.255.255', '10.0.0.1/8', '::', '::1', '2001:db8::1/64', '1:2:3:4:5:6:7:8', '::ffff:1.2.3.4', '1::8', 'fe80::1:2/128'],
  macAddress: ['08-00-2B-01-02-03', 'ff:ff:ff:ff:ff:ff'],
  date: ['2024-02-29', '2023-02-28', '0001-01-01', '9999-12-31', '1900-02-28', '2000-02-29'],
  datetime: ['2025-11-08T14:30:00+02:00', '2025-11-08 14:30:00.123456-0330', '2024-02-29T00:00Z', '2025-01-01T23:59:59+15:59', '1850-03-15T00:53:28+00:53:28'],
  time: ['00:00', '23:59:59.999999', '14:30'],
  duration: ['PT1H', 'P1Y2M3DT4H5M6.5S', '1 day', '2 days 04:30:00', '-1 days +02:03:00', 'P2W', '04:05:06', '1 year 2 mons'],
  coordinates: ['(0,0)', '(90,180)', '(-90,-180)', '(90.0001,0)', '(0,180.0001)', '1,2', '( 1.5 , -2.25 )', '(1e-05,-1.5e-07)', '(1e-300,9e1)', '(0e-999,1e-400)'],
  uuid: ['00000000-0000-0000-0000-000000000000', 'ABCDEF01-2345-6789-abcd-ef0123456789'],
};

interface Column {
  readonly table: string;
  readonly column: string;
  readonly rule: (value: unknown) => string | null;
  readonly values: readonly unknown[];
  readonly exact: boolean;
}

const columns: Column[] = [];
const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

const loose = ['ip_address', 'mac_address', 'date', 'datetime', 'time', 'duration', 'coordinates', 'uuid'];
const json = [0, -1.5, 1e300, 'a', '\0', '\ud800', true, {}, [], { a: null }, { 'a\0': 1 }, [1, [2, { b: 'x' }]], ['\udc00'], 1e-300];
const bounds: Readonly<Record<string, readonly string[]>> = {
  money: ['0', '-0', '1', '999999999999999', '1000000000000000', '999999999999999.99994', '999999999999999.99995'],
  percentage: ['0', '-0.004', '-0.005', '100', '100.004', '100.005', '99.999', '999.99', '1000'],
  latitude: ['90', '-90', '90.000000004', '90.000000005', '-90.000000005', '99', '100'],
  longitude: ['180', '-180', '180.000000004', '180.000000005', '999', '1000'],
  exchange_rate: ['0', '99999999999', '100000000000', '-0.000000004'],
};

for (const [name, rule] of Object.entries(scalarRules)) {
  const key = snake(name.slice(1)).slice(1);
  const word = Object.keys(examples).find((w) => snake(w).toLowerCase() === key || w.toLowerCase() === key.replaceAll('_', ''));
  const values =
    key === 'json' ? json : bounds[key] ? numbers(bounds[key]) : around([...(examples[word ?? ''] ?? []), ...(more[word ?? ''] ?? [])]);
  const real = key === 'hash_sha256' ? 'a_hash_sha256' : `a_${key}`;
  if (!word) throw new Error(`no example of ${name}`);
  columns.push({ table: 'scalar', column: real, rule, values, exact: !loose.includes(key) });
}
if (columns.length !== 50) throw new Error(`${columns.length} scalars`);

const texts = around(['', 'a', 'ab', 'abcd', 'abcde', 'abcdef', 'a    ', 'ab      ', '🚀🚀', 'éééé', '🚀🚀🚀🚀🚀', 'A🚀B']);
const basics: Readonly<Record<string, readonly unknown[]>> = {
  aText: texts,
  short: texts,
  between: texts,
  fixed: texts,
  varying: texts,
  anInteger: integers([2147483647, -2147483648]),
  level: integers([1, 10]),
  aSmallint: integers([32767, -32768]),
  aBigint: [...numbers(['9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809', '+5', '007'])].filter(
    (v) => !v.includes('.'),
  ),
  aFloat: [0, 1.5, -1e308, 5e-324, true, {}, []],
  aDecimal: numbers(['0', '1', '123456789012345678901234567890']),
  price: numbers(['99999999.99', '99999999.994', '99999999.995', '100000000']),
  least: numbers(['0.5', '0.4999999999', '0.49', '-1']).filter((v) => !(Number(v) >= 500)),
  rate: numbers(['999.99', '999.994', '999.995', '-999.995']),
  aBoolean: [true, false],
  mood: ["it's fine", 'so-so', 'over', 'Over', 'over ', '', 'x'],
  kind: ['a', 'b', 'c', 'A'],
  code: around(['AB1', 'AB1CD2', 'xxAB1']),
  tags: [[], ['a'], ['a', null], [null], 'a', {}, ['\0'], ['a', 'b'], [''], 5],
  moods: [[], ['over'], ['over', 'so-so'], ['x'], ['over', null]],
  emails: [[], ['a@b.cd'], ['a@b.cd', 'x'], [null], ['a@b.cd\n']],
  codes: [[], ['ab'], ['a'], ['abcd', 'abcde'], ['🚀🚀'], ['🚀']],
  shares: [[], ['1'], ['100.004'], ['100.005'], ['-1', '2'], [null]],
  places: [[], ['(1,2)'], ['(91,0)'], ['(0,-181)', '(0,0)'], [null]],
  days: [[], ['2024-02-29'], ['2023-02-29'], [null]],
  numbers: [[], [1, 2], [2147483648], [1, null]],
};
for (const [name, values] of Object.entries(basics)) {
  columns.push({ table: 'basic', column: snake(name), rule: basicRules[name as keyof typeof basicRules], values, exact: true });
}

// Members missing, null, unknown, and of every other sort.
const whole: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  aSimpleAddress: { street: 's', city: 'c', state: 'st', zipCode: 'z', country: 'x' },
  aMoneyAmount: { amount: 1.5, currency: 'EUR' },
  aPersonName: { firstName: 'a', lastName: 'b', middleName: 'c', title: 'd', suffix: 'e' },
  aContactInfo: { email: 'a@b.cd', phone: '+4912345', website: 'https://a.de' },
  aCoordinates: { latitude: 90, longitude: -180 },
  aTimeRange: { start: '09:00', end: '17:00:00.5' },
  aDateRange: { start: '2025-02-31', end: '2025-12-31' },
  aPhoneNumber: { countryCode: '1', number: '2' },
  aEmailAddress: { address: 'a@b.cd', displayName: 'x' },
  aUrl: { protocol: 'https', host: 'h', path: 'p', query: 'q', fragment: 'f' },
  aColor: { red: 1, green: 2, blue: 3, alpha: 0.5 },
  aDimensions: { width: 1.5, height: 2, depth: 3, unit: 'm' },
  aBusinessHours: { monday: { start: '09:00', end: '17:00' }, sunday: null },
  aContact: { name: 'n', email: 'a@b.cd', phone: '+4912345', notes: '# x' },
  aCompany: { name: 'n', website: 'https://a.de', employee_count: 5, address: { street: 's', city: 'c', state: 'st', zipCode: 'z' } },
  aGeoLocation: { latitude: 1, longitude: 2, altitude: 3, speed: 1.5, timestamp: '2025-11-08T14:30:00Z' },
  aCurrencyExchange: { baseCurrency: 'EUR', quoteCurrency: 'USD', rate: 1.1, timestamp: '2025-11-08 14:30:00+02' },
};
const sorts = [null, true, 0, -1, 1.5, 91, 181, 2147483648, '', 'x', '\0', '24:00', '12:60', '2025-13-01', 'a@b', [], {}, 'EU', '1e5', 1e25, '🚀'];
for (const [name, rule] of Object.entries(compositeRules)) {
  const one = whole[name];
  const values: unknown[] = [null, 'x', 5, [], {}, [{}], true];
  if (one) {
    values.push(one, { ...one, unknown: 1 }, { ...one, unknown: null });
    for (const key of Object.keys(one)) {
      values.push(Object.fromEntries(Object.entries(one).filter(([k]) => k !== key)));
      for (const v of sorts) values.push({ ...one, [key]: v });
    }
  } else {
    const of = (name === 'prices' ? whole['aMoneyAmount'] : whole['aCompany']) ?? {};
    values.push([of], [of, of], [of, null], [of, {}], [{ ...of, x: 1 }], of);
  }
  columns.push({ table: 'composite', column: snake(name), rule, values: values.filter((v) => v !== null), exact: true });
}

// Patterns of authors: every piece of the language. Digits of other scripts are letters to some locales of PostgreSQL.
const pieces = around(['a', 'ab', 'abc', 'abba', 'bb', 'a b', 'a.b', 'axb', 'a/b', 'a\\b', 'A1', 'Ab', 'é', 'éé', 'É', 'ß', '🚀', '🚀é', '{}', 'a{', '-x', '#!', 'x_y', 'xx', 'y', 'a&&b', ']', '\u00a0', '\u00ad', '\u200b', '\u2007', '\u202f', '\u2028', '\u2029', '\u0085', '\x7f', '\n', '\t', 'a\nb'], 800).filter((text) => !/[\u0660-\u0669\uff11]/.test(text));
for (const [name, rule] of Object.entries(patternRules)) {
  columns.push({ table: 'pattern', column: name, rule, values: pieces, exact: true });
}

// ---- what PostgreSQL says ----

const rows: string[] = [];
columns.forEach((c, i) => {
  c.values.forEach((value, k) => {
    // COPY: tabs, ends of lines and backslashes are escaped.
    const text = JSON.stringify(value).replace(/[\\]/g, '\\\\');
    rows.push(`${i}\t${k}\t${c.table}\t${c.column}\t${text}`);
  });
});
writeFileSync(`${work}/values.tsv`, `${rows.join('\n')}\n`);

const sql = `
\\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE TABLE asked (i INTEGER, k INTEGER, t TEXT, c TEXT, v TEXT);
\\copy asked FROM '${work}/values.tsv'
CREATE TABLE answer (i INTEGER, k INTEGER, told TEXT);
DO $$
DECLARE
  q RECORD;
  told TEXT;
BEGIN
  FOR q IN SELECT * FROM asked ORDER BY i, k LOOP
    BEGIN
      EXECUTE format('INSERT INTO lab.tb_%1$s (tenant_id, %2$I) SELECT gen_random_uuid(), r.%2$I'
        ' FROM jsonb_populate_record(NULL::lab.tb_%1$s, jsonb_build_object(%2$L, $1::JSONB)) r RETURNING to_jsonb(%2$I)::TEXT',
        q.t, q.c) INTO told USING q.v;
      INSERT INTO answer VALUES (q.i, q.k, told);
    EXCEPTION WHEN OTHERS THEN
      NULL;
    END;
  END LOOP;
END
$$;
\\copy answer TO '${work}/answers.tsv'
`;
const folder = `${work}/db/schema`;
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.sql') && /^(00|10|15)/.test(name))
  .sort();
writeFileSync(`${work}/ask.sql`, files.map((name) => `\\i ${folder}/${name}\n`).join('') + sql);
const psql = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', `${work}/ask.sql`], { encoding: 'utf8' });
if (psql.status !== 0) throw new Error(psql.stderr.slice(0, 2000));

const told = new Map<string, string>();
for (const line of readFileSync(`${work}/answers.tsv`, 'utf8').split('\n')) {
  const [i, k, text] = line.split('\t');
  if (text !== undefined) told.set(`${i} ${k}`, text.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' })[c] ?? c));
}

// ---- the comparison ----

let all = 0;
let taken = 0;
let spellings = 0;
const differences: string[] = [];
/** What PostgreSQL can write and the API cannot say: beyond the years 1 to 9999, and no number. */
const beyond = /infinity|BC|nan|^"?[0-9]{5,}-/i;
columns.forEach((c, i) => {
  let good = 0;
  let bad = 0;
  c.values.forEach((value, k) => {
    const written = told.get(`${i} ${k}`);
    const fault = c.rule(value);
    const say = (text: string) => differences.push(`${c.table}.${c.column}: ${text}: ${JSON.stringify(value)}`);
    all += 1;
    if (written === undefined) bad += 1;
    else good += 1;
    if (fault === null && written === undefined) say('PostgreSQL refuses it, the validator does not');
    else if (fault !== null && written !== undefined && c.exact) say(`PostgreSQL takes it, the validator says ${fault}`);
    else if (fault !== null && written !== undefined) {
      const again = c.rule(JSON.parse(written));
      if (again !== null && !beyond.test(written)) say(`PostgreSQL writes ${written}, the validator says ${again}`);
      spellings += 1;
    }
  });
  taken += good;
  if (c.column !== 'a_json' && c.table !== 'pattern' && c.values.length >= 1000 && (good < 10 || (bad < 10 && !/text|markdown|html|image|file/.test(c.column)))) {
    differences.push(`${c.table}.${c.column}: ${good} taken and ${bad} refused are too few of one sort`);
  }
});
for (const line of differences.slice(0, 200)) console.log(line);
console.log(`${all} values of ${columns.length} columns, ${taken} of them taken, ${spellings} in other spellings, ${differences.length} differences`);
process.exitCode = differences.length ? 1 : 0;
