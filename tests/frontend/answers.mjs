// Gives the answers of actions, as PostgreSQL made them, to the documents of the frontend, by way of the schema, as a server
// would: no member that the schema promises may be missing, no scalar may be other than its own check has it. What comes out
// becomes literals that tsc compares with the types; so does the input of each call that was a success.
// usage: node answers.mjs FOLDER…      each with answers.json and frontend/generated; writes frontend/answers.check.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { buildSchema, coerceInputValue, execute, GraphQLFloat, GraphQLInt, isSpecifiedScalarType, isScalarType, visit } from 'graphql';

let failures = 0;
let count = 0;

const camel = (name) => {
  const words = name.split('_').filter((word) => word);
  return words.map((word, i) => (i ? word[0].toUpperCase() : word[0].toLowerCase()) + word.slice(1)).join('');
};
const pascal = (name) => name[0].toUpperCase() + name.slice(1);

// ---- values: a number is { $number: digits }, so that it keeps them ----

const plain = (v) => {
  if (v === null || typeof v !== 'object') return v;
  if ('$number' in v) return Number(v.$number);
  return Array.isArray(v) ? v.map(plain) : Object.fromEntries(Object.entries(v).map(([key, inner]) => [key, plain(inner)]));
};

for (const type of [GraphQLInt, GraphQLFloat]) {
  const { serialize, parseValue } = type;
  Object.assign(type, { serialize: (v) => serialize(plain(v)), parseValue: (v) => parseValue(plain(v)) });
}

/** A scalar with the check that scalars.ts has for it; of a number it is asked as a text. */
const checked = (name, scalars) => {
  const check = scalars[`is${name.replace(/Scalar$/, '')}`];
  const read = (v) => {
    if (name === 'JSON') return plain(v);
    const text = v?.$number ?? v;
    if (!check(text)) throw new TypeError(`${JSON.stringify(text)} is no ${name}`);
    return text;
  };
  return { serialize: read, parseValue: read };
};

/** A member, which the database calls otherwise; only those of composites and of what is returned may be missing. */
const fieldResolver = (source, _args, _context, info) => {
  const name = info.fieldName in source ? info.fieldName : Object.keys(source).find((key) => camel(key) === info.fieldName);
  if (name === undefined && !/(Composite|Returned)$/.test(info.parentType.name)) throw new TypeError(`${info.parentType.name} lacks it`);
  return name === undefined ? null : source[name];
};

/** What a server makes of an answer. */
const made = (success, answer) => {
  if (answer.status !== 'success') {
    const code = answer.status.replace(/.*:/, '');
    return { __typename: success.name.replace(/Success$/, 'Error'), code, message: answer.message, fields: answer.updated_fields };
  }
  const { object_data: row, extra_metadata: extra } = answer;
  const { message, updated_fields: updatedFields } = answer;
  const to = { __typename: success.name, message, updatedFields, result: extra.result ?? null, _meta: extra._meta };
  for (const name of Object.keys(success.getFields())) {
    if (!(name in to)) to[name] = name === 'id' ? row.id : row && 'deleted_at' in row ? null : row;
  }
  return to;
};

// ---- a project ----

const load = async (folder) => {
  const generated = join(folder, 'frontend/generated');
  const schema = buildSchema(readFileSync(join(generated, 'schema.graphql'), 'utf8'));
  const outfile = join(folder, 'index.mjs');
  const stdin = { contents: "export * as scalars from './scalars'; export * as all from './index';", resolveDir: generated };
  buildSync({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  const { scalars, all } = await import(pathToFileURL(outfile).href);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) Object.assign(type, checked(type.name, scalars));
  }
  // Failures have inputs that no client could send: documents are asked without.
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) field.args = [];
  const documents = Object.values(all)
    .filter((value) => value?.definitions?.[0].operation === 'mutation')
    .map((document) => [document.definitions[0].selectionSet.selections[0].name.value, visit(document, { VariableDefinition: () => null, Argument: () => null })]);
  const { mutations } = JSON.parse(readFileSync(join(generated, 'mutation-impacts.json'), 'utf8'));
  const names = Object.values(mutations).map((m) => [m.appFunction.replace('app.', ''), m.graphqlName]);
  return { schema, documents: Object.fromEntries(documents), names: Object.fromEntries(names) };
};

/** An answer by way of its document. */
const answered = ({ schema, documents }, mutation, answer, fail) => {
  const rootValue = { [mutation]: made(schema.getType(`${pascal(mutation)}Success`), answer) };
  const { data, errors } = execute({ schema, document: documents[mutation], rootValue, fieldResolver });
  for (const error of errors ?? []) fail(`${error.path?.join('.')}: ${error.message}`);
  return data;
};

/** What was called with, under the names that a client has for it. */
const asked = ({ schema }, mutation, payload, fail) => {
  const type = schema.getType(`${pascal(mutation)}Input`);
  const input = Object.fromEntries(Object.entries(payload ?? {}).map(([key, value]) => [camel(key), value]));
  return type && coerceInputValue(input, type, (path, _, error) => fail(`input ${path.join('.')}: ${error.message}`));
};

const prologue = `import type * as frontend from './generated';
import type { Branded } from './generated/scalars';
type Plain<T> = T extends Branded<string, string>
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;
`;

for (const folder of process.argv.slice(2)) {
  const project = await load(folder);
  let text = prologue;
  let n = 0;
  const literal = (type, value, before = '') => {
    text += `${before}export const v${String(n++)}: Plain<frontend.${type}> = ${JSON.stringify(value)};\n`;
  };
  for (const { action, payload, answer } of JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'))) {
    const mutation = project.names[action];
    const fail = (why) => {
      failures += 1;
      console.log(`${folder}: ${action} ${JSON.stringify(payload)}\n  ${why}`);
    };
    const data = answered(project, mutation, answer, fail);
    const input = answer.status === 'success' ? asked(project, mutation, payload, fail) : undefined;
    const type = `${pascal(mutation)}Mutation`;
    if (data && !count) literal(type, { ...data, more: 1 }, '// @ts-expect-error what is too much is told\n');
    if (data) literal(type, data);
    if (input) literal(`${pascal(mutation)}Input`, input);
    count += 1;
  }
  writeFileSync(join(folder, 'frontend/answers.check.ts'), text);
}
console.log(`${String(count)} answers are what the frontend says`);
process.exitCode = failures || !count ? 1 : 0;
