// The examples that pages show: takes them out of the Markdown and has them judged; and compares the pages with the models.
// usage: node samples.mjs take PROJECT…   validates GraphQL, writes PROJECT/samples.sql and frontend/generated/sample-N.ts
//        node samples.mjs answers PROJECT  compares PROJECT/answers, what PostgreSQL said, with what the page says
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , what, ...projects] = process.argv;
let faults = 0;
const fault = (text) => {
  faults += 1;
  console.log(`FAIL ${text}`);
};
/** Text of a page as its author wrote it. */
const unquoted = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&#(\d+);/g, (_, n) => String.fromCharCode(n)).replace(/&amp;/g, '&')
  .replace(/\\(.)/g, '$1');
/** The first cells of a table, and whether they say that it is required. */
const heads = (text) => [...text.matchAll(/^\| `([^`]+)`( \*required\*)? \|/gm)].map((m) => [m[1], Boolean(m[2])]);

/** What a page says of each of its actions. */
const actionsOf = (path) => {
  const parts = readFileSync(path, 'utf8').split(/^### <a id="action-/m).slice(1);
  return parts.map((text) => {
    const section = (name) => text.match(new RegExp(`^#### <a id="${name}-[^]*?(?=^####|(?![^]))`, 'm'))?.[0] ?? '';
    const examples = new Map([...section('examples').matchAll(/^([^\n]+):\n\n(`{3,})(\w+)\n([^]*?)\n\2$/gm)].map((m) => [m[1], m[4]]));
    return {
      name: text.slice(0, text.indexOf('"')),
      text,
      section,
      statuses: [...section('errors').matchAll(/`(\w+:\w+)`/g)].map((m) => m[1]),
      examples,
    };
  });
};

const pagesOf = (project) => {
  const root = join(project, 'docs/generated');
  return readdirSync(root, { recursive: true }).filter((n) => n.includes('/') && n.endsWith('.md')).sort().map((n) => join(root, n));
};

/** The list of all mutations says what the schema says, and its examples hold, too. */
const mutations = ({ print, validate, parse, getNamedType }, project, schema) => {
  const path = join(project, 'docs/generated/mutations.md');
  const text = readFileSync(path, 'utf8');
  const fields = schema.getMutationType()?.getFields() ?? {};
  const said = new Map(text.split(/^### <a id="mutation-/m).slice(1).map((t) => [t.slice(0, t.indexOf('"')), t]));
  if ([...said.keys()].sort().join() !== Object.keys(fields).sort().join()) fault(`${path}: not the mutations of the schema`);
  for (const [name, part] of said) {
    const field = fields[name], args = field.args.map((a) => `${a.name}: ${a.type}`).join(', ');
    if (!part.includes(`\n${name}${args && `(${args})`}: ${field.type}\n`)) fault(`${path}, ${name}: not the signature of the schema`);
    const input = field.args[0] ? Object.values(getNamedType(field.args[0].type).getFields()) : [];
    const rows = [...part.matchAll(/^\| `(\w+)` \| `([\w[\]]+)` \| (yes|no) \|/gm)].map(([, n, type, required]) => `${n}: ${type}${required === 'yes' ? '!' : ''}`);
    const plain = (type) => String(type).replace(/!\]/, ']').replace(/(Composite)?(Input)?(?=[\]!]|$)/, '').replace(/Scalar(?=!|\]|$)/, '');
    const expected = input.map((f) => `${f.name}: ${plain(f.type)}`);
    if (rows.join() !== expected.join()) fault(`${path}, ${name}: inputs ${rows.join()}; the schema has ${expected.join()}`);
    [...part.matchAll(/^```graphql\n(mutation[^]*?)\n```$/gm)].forEach(([, t]) => validate(schema, parse(t)).forEach((e) => fault(`${path}, ${name}: ${e.message}`)));
  }
  return [...text.matchAll(/^```ts\n([^]*?)\n```$/gm)].map((m) => m[1]);
};

/** Pages say what the models say. */
const compare = (project) => {
  const root = join(project, '.specql/model');
  const models = readdirSync(root, { recursive: true }).filter((n) => n.endsWith('.json')).map((n) => JSON.parse(readFileSync(join(root, n), 'utf8')));
  const impacts = JSON.parse(readFileSync(join(project, 'frontend/generated/mutation-impacts.json'), 'utf8'));
  const plain = (text) => (text ?? '').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => (c <= ' ' ? ' ' : '\ufffd')).replace(/\s+/g, ' ').trim();
  const same = (at, what, found, expected) => {
    if (String(found) !== String(expected)) fault(`${at}: ${what} ${found}; the model has ${expected}`);
  };
  let n = 0;
  for (const page of pagesOf(project)) {
    const text = readFileSync(page, 'utf8');
    const model = models.find((m) => page.endsWith(`/${m.schema}/${m.stem}.md`));
    if (!model) { fault(`${page}: of no model`); continue; }
    const section = (id) => text.match(new RegExp(`^## <a id="${id}"[^]*?(?=^## |(?![^]))`, 'm'))?.[0] ?? '';
    if (!plain(unquoted(text)).includes(plain(model.description))) fault(`${page}: not the description`);
    same(page, 'fields', heads(section('fields')), (model.fields ?? []).map((f) => [f.name, Boolean(f.required)]));
    same(page, 'rules', heads(section('rules')).map(([name]) => name), (model.checks ?? []).map((c) => c.name));
    same(page, 'indexes', heads(section('indexes')).map(([name]) => name), (model.indexes ?? []).map((i) => i.name));
    const said = actionsOf(page), done = (model.actions ?? []).filter((a) => a.kind !== 'nothing');
    same(page, 'actions', said.map((a) => a.name), done.map((a) => a.name));
    done.forEach((a, i) => {
      const at = `${page}, ${a.name}`, [impact = {}] = a.impact ?? [], part = said[i];
      const of = Object.values(impacts.mutations).find((m) => m.schema === model.schema && m.appFunction === `app.${a.api}`);
      n += 1;
      same(at, 'inputs', heads(part.section('input')), (a.inputs ?? []).map((x) => [x.name, Boolean(x.required || (x.system && x.name === 'id'))]));
      if (!plain(unquoted(part.text)).includes(plain(a.description))) fault(`${at}: not the description`);
      if (!part.text.includes(a.requires ? `**Who may call**: \`${a.requires}\`` : '**Who may call**: everybody')) fault(`${at}: not the permission`);
      const effects = [...part.section('impact').matchAll(/^\| \*(\w+)s\* \| \[([^\]]+)\][^|]*\| ([^|]*) \|/gm)]
        .map((m) => `${m[1]} ${unquoted(m[2])} ${[...m[3].matchAll(/`(\w+)`/g)].map((f) => f[1])}`);
      same(at, 'effects', effects, (impact.effects ?? []).map((e) => `${e.operation} ${e.entity} ${e.fields ?? ''}`));
      for (const key of ['events', 'calls', 'refreshes'])
        for (const name of impact[key] ?? []) if (!part.section('impact').includes(`\`${name}\``)) fault(`${at}: not ${name}`);
      for (const c of impact.conditions ?? [])
        if (!part.section('errors').split('\n').some((row) => row.includes(`\`${c.status}\``) && plain(unquoted(row)).includes(plain(c.text)))) fault(`${at}: not the condition of ${c.status}`);
      const missing = part.section('errors').split('\n').find((row) => row.startsWith('| `validation:required_field`')) ?? '';
      const written = (impact.effects ?? []).filter((e) => e.operation !== 'read' && e.schema === model.schema && e.entity === model.name).flatMap((e) => e.fields ?? []);
      for (const x of a.inputs ?? [])
        if (written.includes(x.field) && model.fields.some((f) => f.name === x.field && f.required && !f.refs) && !missing.includes(`\`${x.name}\``))
          fault(`${at}: ${x.name} may be missing, and the page does not say so`);
      const own = part.statuses.filter((s) => of.errors[s]);
      same(at, 'errors', [...new Set(part.statuses)].sort(), own.sort());
      for (const s of part.statuses) {
        const row = part.section('errors').split('\n').find((r) => r.startsWith(`| \`${s}\``)) ?? '';
        const rules = s === 'constraint:check_violation' && (model.checks ?? []).length;
        const messages = [of.errors[s], ...(of.errorMessages?.[s] ?? [])];
        if (!rules && !messages.some((message) => plain(unquoted(row)).includes(plain(message)))) fault(`${at}: not the message of ${s}`);
        const named = [...(row.match(/: (`\w+`(, `\w+`)*) \|/)?.[1] ?? '').matchAll(/\w+/g)].map(String);
        if (new Set(named).size < named.length) fault(`${at}: ${s} names ${named} twice`);
        if (!/ \| [A-Z][^|]+\. \|$/.test(row)) fault(`${at}: ${s} without what to do`);
      }
    });
  }
  return n;
};

const take = async (project) => {
  const graphql = await import(join(process.env.NPM_FOLDER, 'node_modules/graphql/index.mjs'));
  const { buildSchema, getVariableValues, parse, validate } = graphql;
  const frontend = join(project, 'frontend/generated');
  const schema = buildSchema(readFileSync(join(frontend, 'schema.graphql'), 'utf8'));
  const sql = [];
  let n = 0;
  for (const page of pagesOf(project))
    for (const { name, examples } of actionsOf(page)) {
      const at = `${page}, ${name}`;
      const document = parse(examples.get('GraphQL') ?? fault(`${at}: no GraphQL`));
      validate(schema, document).forEach((e) => fault(`${at}: ${e.message}`));
      const variables = examples.has('Variables') ? JSON.parse(examples.get('Variables')) : {};
      const { errors = [] } = getVariableValues(schema, document.definitions[0].variableDefinitions, variables);
      errors.forEach((e) => fault(`${at}: ${e.message}`));
      sql.push(`\\echo '@ ${page}#${name}'\n${examples.get('SQL').replace('status, message, object_data', "status || ' ' || message")}\n`);
      for (const client of ['Apollo Client', 'TanStack Query', 'urql']) {
        const text = examples.get(client);
        if (!text) fault(`${at}: nothing for ${client}`);
        const [head, ...body] = text.split('\n\n');
        writeFileSync(join(frontend, `sample-${n++}.ts`), `${head}\n\nexport const useSample = async () => {\n${body.join('\n\n')}\nreturn answer;\n};\n`);
      }
    }
  for (const text of mutations(graphql, project, schema)) writeFileSync(join(frontend, `sample-${n++}.ts`), `${text}\n`);
  // What an example leaves to its reader.
  writeFileSync(join(frontend, 'execute.ts'), "import type { Execute } from './tanstack';\nexport declare const execute: Execute;\n");
  writeFileSync(join(project, 'samples.sql'), sql.join(''));
  return n;
};

const answers = (project) => {
  const { mutations: known } = JSON.parse(readFileSync(join(project, 'frontend/generated/mutation-impacts.json'), 'utf8'));
  const said = new Map(readFileSync(join(project, 'answers'), 'utf8').split('@ ').slice(1).map((part) => {
    const [place, ...lines] = part.trim().split('\n');
    return [place, lines.join('\n')];
  }));
  let succeeded = 0, all = 0;
  for (const page of pagesOf(project))
    for (const { name, statuses } of actionsOf(page)) {
      const answer = said.get(`${page}#${name}`) ?? '';
      const status = answer.split(' ')[0];
      all += 1;
      if (status === 'success') succeeded += 1;
      else if (!statuses.includes(status)) fault(`${page}, ${name}: PostgreSQL answers '${answer}', the page knows ${statuses.join(' ')}`);
      if (process.env.SPECQL_VERBOSE) console.log(`${name}: ${answer}`);
    }
  return [succeeded, all];
};

if (what === 'take') {
  let n = 0;
  for (const project of projects) n += await take(project);
  const actions = projects.reduce((sum, project) => sum + compare(project), 0);
  console.log(`${n} examples for clients; ${actions} actions as in their models`);
} else {
  const all = projects.map(answers);
  const [succeeded, calls] = [0, 1].map((i) => all.reduce((sum, pair) => sum + pair[i], 0));
  if (succeeded < 14) fault(`only ${succeeded} calls succeed`);
  console.log(`${calls} calls answer as documented, ${succeeded} of them succeed`);
}
process.exit(faults ? 1 : 0);
