// What the database demands of values, as far as a client can know it

/** The code of the answer that the database would give. */
export type Fault =
  | 'invalid_input'
  | 'invalid_format'
  | 'invalid_enum'
  | 'invalid_length'
  | 'invalid_shape'
  | 'null_element'
  | 'out_of_range'
  | 'required_field'
  | 'unknown_field'
  | 'invalid_payload';

/** The code of a rule of several fields. */
export type RuleCode = string & Record<never, never>;

export interface Issue {
  readonly field: string;
  readonly code: Fault | RuleCode;
}

export type Rule = (value: unknown) => Fault | null;

type Bound = string | null;

const lone = /[\0\p{Surrogate}]/u;

/** A text that PostgreSQL can hold: no NUL, no half of a character. */
export const text: Rule = (value) => (typeof value === 'string' && !lone.test(value) ? null : 'invalid_input');

/** Every one of several rules; the first that is broken tells. */
export const all =
  (...rules: readonly Rule[]): Rule =>
  (value) => {
    for (const rule of rules) {
      const fault = rule(value);
      if (fault) return fault;
    }
    return null;
  };

export const fits =
  (pattern: RegExp): Rule =>
  (value) =>
    text(value) ?? (pattern.test(String(value)) ? null : 'invalid_format');

/** How many characters it has, as PostgreSQL counts them. */
const count = (value: string): number => {
  let n = 0;
  for (const character of value) n += character === '' ? 0 : 1;
  return n;
};

export const length =
  (min: number, max: number): Rule =>
  (value) => {
    const n = count(String(value));
    return n >= min && (max === 0 || n <= max) ? null : 'invalid_length';
  };

/** What a column of n characters takes: blanks at the end may be too many. */
export const width =
  (n: number): Rule =>
  (value) =>
    /^ *$/.test(Array.from(String(value)).slice(n).join('')) ? null : 'invalid_input';

/** Rules of what such a column holds: VARCHAR(n), and CHAR(n), which knows no blanks at the end. */
export const cut = (n: number, ...rules: readonly Rule[]): Rule => {
  const every = all(...rules);
  return (value) => every(Array.from(String(value)).slice(0, n).join(''));
};
export const trimmed = (n: number, ...rules: readonly Rule[]): Rule => {
  const every = all(...rules);
  return cut(n, (value) => every(String(value).replace(/ +$/, '')));
};

export const member =
  (...values: readonly string[]): Rule =>
  (value) =>
    text(value) ?? (values.includes(String(value)) ? null : 'invalid_enum');

export const list =
  (each: Rule): Rule =>
  (value) => {
    if (!Array.isArray(value)) return 'invalid_input';
    for (const element of value as readonly unknown[]) {
      const fault = element === null || element === undefined ? 'null_element' : each(element);
      if (fault) return fault;
    }
    return null;
  };

/** A list that is stored as one JSON array. */
export const array =
  (each: Rule): Rule =>
  (value) => {
    if (!Array.isArray(value)) return 'invalid_shape';
    return (value as readonly unknown[]).some((element) => each(element) !== null) ? 'invalid_shape' : null;
  };

/** A composite, by the function that knows its members. */
export const shape =
  (is: (value: unknown) => boolean): Rule =>
  (value) =>
    is(value) ? null : 'invalid_shape';

export const boolean: Rule = (value) => (typeof value === 'boolean' ? null : 'invalid_input');

/* ---- numbers ---- */

const within = (value: bigint, min: bigint | null, max: bigint | null): Fault | null =>
  (min === null || value >= min) && (max === null || value <= max) ? null : 'out_of_range';

const big = (bound: Bound): bigint | null => (bound === null ? null : BigInt(bound));

/** A whole number in a column of so many bits: what that cannot hold is no value of its type. */
const held = (bits: number, value: bigint, min: Bound, max: Bound): Fault | null =>
  BigInt.asIntN(bits, value) === value ? within(value, big(min), big(max)) : 'invalid_input';

export const integer =
  (min: Bound, max: Bound): Rule =>
  (value) =>
    Number.isInteger(value) ? held(32, BigInt(Number(value)), min, max) : 'invalid_input';

export const smallint =
  (min: Bound, max: Bound): Rule =>
  (value) =>
    Number.isInteger(value) ? held(16, BigInt(Number(value)), min, max) : 'invalid_input';

export const float =
  (min: Bound, max: Bound): Rule =>
  (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'invalid_input';
    return (min === null || value >= Number(min)) && (max === null || value <= Number(max)) ? null : 'out_of_range';
  };

export const bigint =
  (min: Bound, max: Bound): Rule =>
  (value) =>
    typeof value === 'string' && /^[+-]?[0-9]{1,40}$/.test(value)
      ? held(64, BigInt(value.replace('+', '')), min, max)
      : 'invalid_input';

const decimals = /^([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))$/;

/** A decimal number as so many units of the last place of scale, rounded away from zero as PostgreSQL does. */
const scaled = (value: string, scale: number): bigint | null => {
  const parts = decimals.exec(value);
  if (!parts) return null;
  const fraction = parts[3] ?? parts[4] ?? '';
  let units = BigInt((parts[2] ?? '') + fraction.slice(0, scale).padEnd(scale, '0') || '0');
  if ((fraction[scale] ?? '0') >= '5') units += BigInt(1);
  return parts[1] === '-' ? -units : units;
};

const digits = /[0-9]/g;

/** A decimal number as a string, since a number would lose digits. Without precision every digit counts. */
export const decimal =
  (precision: number, scale: number, min: Bound, max: Bound): Rule =>
  (value) => {
    if (typeof value !== 'string' || value.length > 10000) return 'invalid_input';
    const places = precision ? scale : Math.max(value.length, min?.length ?? 0, max?.length ?? 0);
    const units = scaled(value, places);
    if (units === null) return 'invalid_input';
    const size = (units < 0 ? -units : units).toString().match(digits)?.length ?? 0;
    if (precision && units && size > precision) return 'invalid_input';
    const bound = (text_: Bound): bigint | null => (text_ === null ? null : scaled(text_, places));
    return within(units, bound(min), bound(max));
  };

/* ---- time ---- */

const day = (year: string, month: string, date: string): boolean => {
  const m = Number(month);
  const y = Number(year);
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const last = m === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
  return y > 0 && m >= 1 && m <= 12 && Number(date) >= 1 && Number(date) <= last;
};

export const date: Rule = (value) => {
  const p = typeof value === 'string' ? /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value) : null;
  return p && day(p[1] ?? '', p[2] ?? '', p[3] ?? '') ? null : 'invalid_input';
};

const clock = /^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?|24:00(?::00)?)$/;
const moment =
  /^(.{10})[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)(?:Z|[+-](?:0[0-9]|1[0-5])(?::?[0-5][0-9]|(?::[0-5][0-9]){2})?)$/;

export const time: Rule = (value) => (typeof value === 'string' && clock.test(value) ? null : 'invalid_input');

/** A point in time, with its offset from UTC; long ago it had seconds. */
export const datetime: Rule = (value) => {
  const p = typeof value === 'string' ? moment.exec(value) : null;
  return p ? date(p[1]) : 'invalid_input';
};

const iso =
  /^P(?=.)(?:-?[0-9]{1,6}Y)?(?:-?[0-9]{1,6}M)?(?:-?[0-9]{1,6}W)?(?:-?[0-9]{1,6}D)?(?:T(?=.)(?:-?[0-9]{1,6}H)?(?:-?[0-9]{1,6}M)?(?:-?[0-9]{1,6}(?:\.[0-9]{1,9})?S)?)?$/;
const words =
  /^(?=.)(?:[+-]?[0-9]{1,6} (?:years?|mons?|months?|weeks?|days?|hours?|mins?|minutes?|secs?|seconds?)(?: (?!$)|$))*(?:[+-]?[0-9]{1,6}:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)?$/;

/** ISO 8601, or as PostgreSQL writes it: 2 days 04:30:00. */
export const duration: Rule = (value) =>
  typeof value === 'string' && (iso.test(value) || (words.test(value) && repeats(value))) ? null : 'invalid_input';

const units: readonly string[] = ['year', 'mon', 'week', 'day', 'hour', 'min', 'sec'];

/** No unit twice; PostgreSQL takes a time as hours, minutes and seconds. */
const repeats = (value: string): boolean => {
  const named = units.filter((unit) => value.includes(unit));
  const times = value.match(/[a-z]+/g)?.length ?? 0;
  return named.length === times && !(value.includes(':') && /hour|min|sec/.test(value));
};

/* ---- other things ---- */

export const uuid: Rule = (value) =>
  typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? null : 'invalid_input';

export const bytes: Rule = (value) =>
  typeof value === 'string' && /^\\x(?:[0-9a-f]{2})*$/i.test(value) ? null : 'invalid_input';

export const macaddr: Rule = (value) =>
  typeof value === 'string' && /^[0-9a-f]{2}(?:(?::[0-9a-f]{2}){5}|(?:-[0-9a-f]{2}){5})$/i.test(value)
    ? null
    : 'invalid_input';

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const four = (value: string): boolean => new RegExp(`^${octet}(?:\\.${octet}){3}$`).test(value);

/** Eight groups of hexadecimal digits, one run of zeros as ::, the last two perhaps as in IPv4. */
const six = (value: string): boolean => {
  const at = value.lastIndexOf(':');
  const tail = value.slice(at + 1);
  const v = tail.includes('.') ? (four(tail) ? `${value.slice(0, at + 1)}0:0` : '') : value;
  const halves = v.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return (
    v !== '' &&
    halves.length <= 2 &&
    groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) &&
    (halves.length === 2 ? groups.length <= 7 : groups.length === 8)
  );
};

export const inet: Rule = (value) => {
  const p = typeof value === 'string' ? /^([^/]*)(?:\/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))?$/.exec(value) : null;
  const address = p?.[1] ?? '';
  const bits = Number(p?.[2] ?? 0);
  return (four(address) && bits <= 32) || six(address) ? null : 'invalid_input';
};

/** Latitude and longitude in degrees: (52.52, 13.405); as PostgreSQL writes small ones, (1e-05, 0); nothing that is too small for it. */
export const point: Rule = (value) => {
  const number = '([+-]?(?:[0-9]{1,15}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(?:e[+-]?[0-9]{1,3})?)';
  const p =
    typeof value === 'string'
      ? (new RegExp(`^\\( *${number} *, *${number} *\\)$`).exec(value) ?? new RegExp(`^${number} *, *${number}$`).exec(value))
      : null;
  if (!p || [p[1], p[2]].some((degrees) => Number(degrees) === 0 && /^[^e]*[1-9]/.test(degrees ?? ''))) return 'invalid_input';
  return Math.abs(Number(p[1])) <= 90 && Math.abs(Number(p[2])) <= 180 ? null : 'out_of_range';
};

/** What JSON can say, and PostgreSQL can hold. */
export const json: Rule = (value) => {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'invalid_input';
  if (value === null || typeof value === 'boolean') return null;
  if (Array.isArray(value)) return (value as readonly unknown[]).some((v) => json(v) !== null) ? 'invalid_input' : null;
  if (typeof value !== 'object') return 'invalid_input';
  return Object.entries(value).some(([key, v]) => (text(key) ?? (v === undefined ? null : json(v))) !== null)
    ? 'invalid_input'
    : null;
};

/** A list of JSON that no column has. */
export const jsons: Rule = (value) => (Array.isArray(value) ? json(value) : 'invalid_input');

/* ---- types ---- */

{{#kept}}
export const {{.name}}Rule: Rule = {{.rule}};
{{/kept}}

/* ---- rules of rows ---- */

/** What is known of a row, as inputs are called. */
export type Row = Readonly<Record<string, unknown>>;

/** An exact number: so many units of its last place. */
export interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

type Value = Exact | string | number | boolean;
type Truth = boolean | null;

const zero = /* @__PURE__ */ BigInt(0);
const ten = /* @__PURE__ */ BigInt(10);

export const isNull = (value: unknown): boolean => value === null || value === undefined;
export const isTrue = (value: Truth): boolean => value === true;
export const isFalse = (value: Truth): boolean => value === false;
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const truthOf = (value: unknown): Truth => (typeof value === 'boolean' ? value : null);
export const floatOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
/** As a column of n characters holds it. */
export const shortened = (value: unknown, n: number): string | null =>
  typeof value === 'string' ? Array.from(value).slice(0, n).join('') : null;

/** A number, rounded as the column rounds it. */
export const exactOf = (value: unknown, scale?: number): Exact | null => {
  const text_ = typeof value === 'number' ? String(value) : value;
  if (typeof text_ !== 'string') return null;
  const places = scale ?? (/\.([0-9]*)$/.exec(text_)?.[1] ?? '').length;
  const units_ = scaled(text_, places);
  return units_ === null ? null : { units: units_, scale: places };
};

const shift = ({ units: of, scale }: Exact, to: number): bigint => of * ten ** BigInt(to - scale);

export const approximately = (value: Exact | null): number | null => {
  if (!value) return null;
  const text_ = String(value.units < zero ? -value.units : value.units).padStart(value.scale + 1, '0');
  const at = text_.length - value.scale;
  return Number(`${value.units < zero ? '-' : ''}${text_.slice(0, at)}.${text_.slice(at)}`);
};

export const not = (value: Truth): Truth => (value === null ? null : !value);

/** What stands behind is not asked if what stands before decides. */
export const and = (...all: readonly (() => Truth)[]): Truth => {
  let unknown = false;
  for (const one of all) {
    const value = one();
    if (value === false) return false;
    unknown ||= value === null;
  }
  return unknown ? null : true;
};
export const or = (...all: readonly (() => Truth)[]): Truth => not(and(...all.map((one) => () => not(one()))));

const order = (a: Value, b: Value): number => {
  if (typeof a === 'object' && typeof b === 'object') {
    const scale = Math.max(a.scale, b.scale);
    const difference = shift(a, scale) - shift(b, scale);
    return difference < zero ? -1 : difference > zero ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
};

export const compare = (a: Value | null, is: '=' | '!=' | '<' | '<=' | '>' | '>=', b: Value | null): Truth => {
  if (a === null || b === null) return null;
  const by = order(a, b);
  return { '=': by === 0, '!=': by !== 0, '<': by < 0, '<=': by <= 0, '>': by > 0, '>=': by >= 0 }[is];
};
export const distinct = (a: Value | null, b: Value | null): boolean => (a === null || b === null ? a !== b : order(a, b) !== 0);

const most = { int2: 15, int4: 31, int8: 63 } as const;
type Limit = keyof typeof most | null;

/** Only a value of its type is one; PostgreSQL refuses the row. */
const limited = (value: Exact, limit: Limit): Exact => {
  if (limit === null) return value;
  const end = BigInt(2) ** BigInt(most[limit]);
  if (value.units < -end || value.units >= end) throw new RangeError(`out of the range of ${limit}`);
  return value;
};

/** Of whole numbers too what remains of them, and how often the one holds the other. */
export const compute = (a: Exact | null, by: '+' | '-' | '*' | '/' | '%', b: Exact | null, limit: Limit): Exact | null => {
  if (!a || !b) return null;
  const scale = Math.max(a.scale, b.scale);
  if (by === '*') return limited({ units: a.units * b.units, scale: a.scale + b.scale }, limit);
  if (by === '+') return limited({ units: shift(a, scale) + shift(b, scale), scale }, limit);
  if (by === '-') return limited({ units: shift(a, scale) - shift(b, scale), scale }, limit);
  return limited({ units: by === '/' ? a.units / b.units : a.units % b.units, scale: 0 }, limit);
};
export const absolute = (a: Exact | null, limit: Limit): Exact | null =>
  a && limited({ units: a.units < zero ? -a.units : a.units, scale: a.scale }, limit);

export const coalesce = <T extends Value>(...all: readonly (() => T | null)[]): T | null => {
  for (const one of all) {
    const value = one();
    if (value !== null) return value;
  }
  return null;
};
export const nullIf = <T extends Value>(a: T | null, b: Value | null): T | null => (compare(a, '=', b) === true ? null : a);
const extreme = <T extends Value>(all: readonly (T | null)[], sign: number): T | null =>
  all.reduce((best, one) => (best === null || (one !== null && order(one, best) * sign > 0) ? one : best), null);
export const greatest = <T extends Value>(...all: readonly (T | null)[]): T | null => extreme(all, 1);
export const least = <T extends Value>(...all: readonly (T | null)[]): T | null => extreme(all, -1);

const whole = (n: number): Exact => ({ units: BigInt(n), scale: 0 });
const characters = (value: string): readonly string[] => Array.from(value);

export const size = (value: string | null): Exact | null => (value === null ? null : whole(count(value)));
export const without = (value: string | null, blanks: 'both' | 'start' | 'end'): string | null =>
  value && value.replace(blanks === 'both' ? /^ +| +$/g : blanks === 'start' ? /^ +/ : / +$/, '');
export const left = (value: string | null, n: Exact | null): string | null =>
  value === null || !n ? null : characters(value).slice(0, Number(n.units)).join('');
export const right = (value: string | null, n: Exact | null): string | null => {
  if (value === null || !n) return null;
  const all = characters(value);
  const from = Number(n.units);
  return all.slice(from < 0 ? -from : Math.max(all.length - from, 0)).join('');
};
export const startsWith = (value: string | null, start: string | null): Truth =>
  value === null || start === null ? null : value.startsWith(start);
export const position = (value: string | null, part: string | null): Exact | null => {
  if (value === null || part === null) return null;
  const at = value.indexOf(part);
  return whole(at < 0 ? 0 : count(value.slice(0, at)) + 1);
};
export const joined = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a + b);
export const matches = (value: string | null, pattern: RegExp): Truth => (value === null ? null : pattern.test(value));
export const like = (value: string | null, pattern: string): Truth => {
  if (value === null) return null;
  let parts = '';
  let escaped = false;
  for (const c of pattern) {
    const any = escaped ? undefined : { '%': '.*', _: '.' }[c];
    escaped = c === '\\' && !escaped;
    if (!escaped) parts += any ?? c.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  }
  return new RegExp(`^${parts}$`, 'su').test(value);
};

export const cardinality = (value: unknown): Exact | null => (Array.isArray(value) ? whole(value.length) : null);
/** An empty array has no length. */
export const arrayLength = (value: unknown): Exact | null => (Array.isArray(value) && value.length ? whole(value.length) : null);

/** A rule of a row: when it is asked of an input, and what it is then called. */
export interface RowRule {
  readonly holds: (row: Row) => Truth;
  readonly fields: readonly string[];
  /** What must be there: what is not is not null but what the row has already, or the default. */
  readonly given: readonly string[];
  readonly code: string;
}

const given = (row: Row, names: readonly string[]): number => names.filter((name) => (row[name] ?? null) !== null).length;

/** The ids of a reference to one of several entities: a row has exactly one of them, or, if it may have none, at most one. */
export const exactlyOne = (...names: readonly string[]): ((row: Row) => Truth) => (row) => given(row, names) === 1;
export const atMostOne = (...names: readonly string[]): ((row: Row) => Truth) => (row) => given(row, names) <= 1;

const broken = (rule: RowRule, row: Row): boolean => {
  try {
    return rule.holds(row) === false;
  } catch {
    return true;
  }
};

/* ---- objects ---- */

/** A member of a composite; absent and null are alike. */
export interface Member {
  readonly required: boolean;
  readonly rule: Rule;
}

/** An object with its members and no others. */
export const composite = (value: unknown, members: Readonly<Record<string, Member>>): Fault | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'invalid_shape';
  const given = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given)) {
    if (given[key] !== undefined && !Object.hasOwn(members, key)) return 'invalid_shape';
  }
  for (const [key, { required, rule }] of Object.entries(members)) {
    const member_ = given[key] ?? null;
    if (member_ === null ? required : rule(member_) !== null) return 'invalid_shape';
  }
  return null;
};

/** Rules by the names of what they are of. */
export type Rules = Readonly<Record<string, Rule>>;

/** Every fault of an input, in the order of its fields. */
export type Validate = (input: unknown) => readonly Issue[];

interface Field {
  readonly required: boolean;
  readonly nullable: boolean;
  readonly rule: Rule;
}

/** What inputs are that stand for no column, as a rule. */
const types: Rules = { uuid, datetime };

/** `name` may be left out, and may be null; `name!` neither, `name?` not be null; `name:uuid` has a rule of `types`. */
const fieldOf = (word: string, rules: Rules): readonly [string, Field] => {
  const [, name = '', mark = '', type] = /^(\w+)([!?]?)(?::(\w+))?$/.exec(word) ?? [];
  const rule = type === undefined ? rules[name] : types[type];
  if (!rule) throw new TypeError(`no rule of the input ${word}`);
  return [name, { required: mark === '!', nullable: mark === '', rule }];
};

const codeOf = ({ required, nullable, rule }: Field, v: unknown): Fault | null => {
  const empty = v === undefined ? required : v === null && !nullable;
  return empty ? 'required_field' : v === undefined || v === null ? null : rule(v);
};

/** What rows demand beyond their fields, if it can be asked of an input whose fields are sound. */
const brokenBy = (object: Row, rules: readonly RowRule[], faulty: ReadonlySet<string>): readonly Issue[] =>
  rules
    .filter((rule) => rule.given.every((name) => Object.hasOwn(object, name) && object[name] !== undefined))
    .filter((rule) => !rule.fields.some((name) => faulty.has(name)) && broken(rule, object))
    .map((rule) => ({ field: rule.fields[0] ?? '', code: rule.code }));

/**
 * Of an object with these inputs, a list of words, and no others: the rules of columns, and those that the inputs have for
 * themselves; then the rules of rows. All of it is read when it is first asked, so that bundlers leave out what nobody uses; with
 * words tsc has less to do than with objects.
 */
export const input = (columns: Rules, words: string, own?: () => Rules, rules?: () => readonly RowRule[]): Validate => {
  let known: ReadonlyMap<string, Field> | null = null;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ field: '', code: 'invalid_payload' }];
    }
    const fields = (known ??= new Map(words.split(' ').map((word) => fieldOf(word, { ...columns, ...own?.() }))));
    const object = value as Row;
    const issues: Issue[] = [];
    for (const field of Object.keys(object)) {
      if (object[field] !== undefined && !fields.has(field)) issues.push({ field, code: 'unknown_field' });
    }
    for (const [name, field] of fields) {
      const code = codeOf(field, Object.hasOwn(object, name) ? object[name] : undefined);
      if (code) issues.push({ field: name, code });
    }
    return [...issues, ...brokenBy(object, rules?.() ?? [], new Set(issues.map((issue) => issue.field)))];
  };
};
