// Validates each project's schema, every .graphql document against it, that the documents in TypeScript are the same, and
// that what actions make stale in caches are types and queries of the schema.
// usage: node graphql.mjs FOLDER…
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { buildSchema, parse, print, validate, validateSchema } from 'graphql';

const files = (folder, suffix) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(folder, name));

let failures = 0;
let documents = 0;
const fail = (where, errors) => {
  failures += 1;
  console.log(`${where}: ${errors.map((e) => e.message ?? e).join('\n  ')}`);
};

/** What a module of documents exports, as text. */
const literals = async (path) => {
  const made = path.replace(/\.ts$/, '.mjs');
  writeFileSync(made, transformSync(readFileSync(path, 'utf8'), { loader: 'ts' }).code);
  const documents = Object.values(await import(pathToFileURL(made).href));
  return documents.filter((d) => d.definitions[0].kind === 'OperationDefinition').map((document) => print(document));
};

/** The names of a list of an impact's, and those that are none of some. */
const strangers = (impact, key, known) =>
  [...(new RegExp(`${key}: [[{](.*?)[\\]}]`).exec(impact)?.[1] ?? '').matchAll(/'?(\w+)'?(?:: '\w+')?(?:, |$| $)/g)]
    .map((m) => m[1])
    .filter((name) => !(name in known));

const impacts = (path, schema) => {
  for (const [, name, impact] of readFileSync(path, 'utf8').matchAll(/const (\w+)Impact: Impact = (.*);/g)) {
    const unknown = [
      ...strangers(impact, 'queries', schema.getQueryType().getFields()),
      ...['types', 'touched'].flatMap((key) => strangers(impact, key, schema.getTypeMap())),
    ];
    if (unknown.length) fail(path, [`${name} makes stale what the schema does not have: ${unknown.join(', ')}`]);
  }
};

for (const folder of process.argv.slice(2)) {
  const path = join(folder, 'schema.graphql');
  let schema;
  try {
    schema = buildSchema(readFileSync(path, 'utf8'));
  } catch (e) {
    fail(path, [e]);
    continue;
  }
  const errors = validateSchema(schema);
  if (errors.length) fail(path, errors);
  for (const file of files(folder, '.urql.ts')) impacts(file, schema);
  for (const file of files(folder, '.graphql')) {
    if (file.endsWith('schema.graphql')) continue;
    const document = parse(readFileSync(file, 'utf8'));
    const faults = validate(schema, document);
    if (faults.length) fail(file, faults);
    const fragments = document.definitions.filter((d) => d.kind === 'FragmentDefinition');
    const expected = document.definitions
      .filter((d) => d.kind === 'OperationDefinition')
      .map((d) => {
        const text = print(d);
        return [text, ...fragments.filter((f) => text.includes(`...${f.name.value}\n`)).map((f) => print(f))].join('\n\n');
      });
    const found = await literals(file.replace(/\.graphql$/, '.documents.ts'));
    if (expected.sort().join('\n') !== found.sort().join('\n')) fail(file, ['the documents in TypeScript are others']);
    for (const text of found) {
      const again = validate(schema, parse(text));
      if (again.length) fail(file, again);
    }
    documents += found.length;
  }
}
if (!documents) fail('all', ['no documents']);
console.log(`${documents} documents of ${process.argv.length - 2} schemas are valid`);
process.exitCode = failures ? 1 : 0;
