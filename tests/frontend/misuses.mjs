// Writes wrong uses of a project's modules, made of what mutation-impacts.json says of them. A comment `// error TS2322` stands
// before each line that must be refused with that code; all other lines must compile.
// usage: node misuses.mjs FRONTEND…
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pascal = (name) => name[0].toUpperCase() + name.slice(1);

/** One project's file. */
class Misuse {
  constructor(folder) {
    this.generated = join(folder, 'generated');
    this.impacts = JSON.parse(readFileSync(join(this.generated, 'mutation-impacts.json'), 'utf8'));
    const scalars = readFileSync(join(this.generated, 'scalars.ts'), 'utf8');
    this.brands = new Set([...scalars.matchAll(/^export type (\w+) = Branded</gm)].map((m) => m[1]));
    this.imports = ["import type * as scalar from './generated/scalars';"];
    this.lines = [];
    this.n = 0;
  }

  module(schema, table, kind) {
    const path = `${schema}/${table.replace(/^tb_/, '')}.${kind}`;
    if (!existsSync(join(this.generated, `${path}.ts`))) return null;
    const name = `m${String(this.imports.length)}`;
    this.imports.push(`import ${kind === 'types' ? 'type ' : ''}* as ${name} from './generated/${path}';`);
    return name;
  }

  name() {
    this.n += 1;
    return `v${String(this.n)}`;
  }

  fine(line) {
    this.lines.push(line);
  }

  wrong(code, line) {
    this.lines.push(`// error ${code}`, line);
  }

  declare(type) {
    const name = this.name();
    this.fine(`declare const ${name}: ${type};`);
    return name;
  }

  entity(schema, table, type, query) {
    const types = this.module(schema, table, 'types');
    const row = this.declare(`${types}.${type}`);
    this.fine(`export const ${this.name()}: scalar.UUID = ${row}.id;`);
    this.wrong('TS2339', `export const ${this.name()} = ${row}.noSuchField;`);
    this.wrong('TS2540', `${row}.id = ${row}.id;`);
    this.wrong('TS2322', `export const ${this.name()}: null = ${row}.createdAt;`);
    this.wrong('TS2353', `export const ${this.name()}: ${types}.${type}Where = { noSuchField: { eq: 'x' } };`);
    this.wrong('TS2322', `export const ${this.name()}: ${types}.${type}OrderBy = { createdAt: 'DOWN' };`);
    this.hooks(schema, table, query);
  }

  hooks(schema, table, query) {
    const of = `use${pascal(query)}`;
    const execute = "declare const execute: import('./generated/tanstack').Execute;";
    for (const client of ['apollo', 'tanstack', 'urql']) {
      const module = this.module(schema, table, client);
      if (module === null) continue;
      if (client === 'tanstack' && !this.lines.includes(execute)) this.fine(execute);
      const first = client === 'tanstack' ? 'execute, ' : '';
      this.wrong('TS2345 TS2741', `export const ${this.name()} = () => ${module}.${of}(${first}{});`);
      this.wrong('TS2322', `export const ${this.name()} = () => ${module}.${of}(${first}{ id: 'x' });`);
    }
  }

  input(types, name, key, { type, list, required, values }) {
    const all = this.declare(`${types}.${name}Input`);
    const one = (value) => (list ? `[${value}]` : value);
    const set = (code, value) => {
      this.wrong(code, `export const ${this.name()}: ${types}.${name}Input = { ...${all}, ${key}: ${value} };`);
    };
    set('TS2322', one("Symbol('x')"));
    if (list) set('TS2322', "Symbol('x')");
    if (values) {
      set('TS2322', one("'no such value'"));
      const right = values.map((value) => one(JSON.stringify(value))).join(', ');
      this.fine(`export const ${this.name()}: readonly ${types}.${name}Input['${key}'][] = [${right}];`);
    }
    if (this.brands.has(type)) {
      set('TS2322', one("'text'"));
      set('TS2322', one(this.declare(`scalar.${type === 'Slug' ? 'Url' : 'Slug'}`)));
    }
    set(required ? 'TS2322' : 'TS2375', 'undefined');
    if (!required) return;
    set('TS2322', 'null');
    const rest = this.declare(`Omit<${types}.${name}Input, '${key}'>`);
    this.wrong('TS2741', `export const ${this.name()}: ${types}.${name}Input = ${rest};`);
  }

  mutation({ entity, schema, graphqlName, input, calls, sideEffects }) {
    const types = this.module(schema, this.impacts.entities[entity].table, 'types');
    const name = pascal(graphqlName);
    const inputs = Object.values(input);
    const answer = this.declare(`${types}.${name}Result`);
    const failure = this.declare(`${types}.${name}Error`);
    this.wrong('TS2339', `export const ${this.name()} = ${answer}.updatedFields;`);
    this.wrong('TS2339', `export const ${this.name()} = ${answer}.noSuchField;`);
    this.wrong('TS2367', `export const ${this.name()} = ${answer}.__typename === '${name}Failure';`);
    this.fine(`export const ${this.name()} = ${failure}.code === 'unexpected_error';`);
    // Where rows of others are written their codes may come too.
    if (!calls.length && sideEffects.every((one) => one.entity === entity)) {
      this.wrong('TS2367', `export const ${this.name()} = ${failure}.code === 'no_such_code';`);
    }
    if (inputs.length) {
      const all = this.declare(`${types}.${name}Input`);
      this.wrong('TS2353', `export const ${this.name()}: ${types}.${name}Input = { ...${all}, noSuchField: 1 };`);
    }
    for (const one of inputs) this.input(types, name, one.graphqlName, one);
  }

  write() {
    for (const [type, { schema, table, query }] of Object.entries(this.impacts.entities)) this.entity(schema, table, type, query);
    for (const one of Object.values(this.impacts.mutations)) this.mutation(one);
    writeFileSync(join(this.generated, '..', 'wrong.misuse.ts'), `${[...this.imports, ...this.lines].join('\n')}\n`);
  }
}

for (const folder of process.argv.slice(2)) new Misuse(folder).write();
