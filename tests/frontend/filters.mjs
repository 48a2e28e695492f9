// Writes for each project a module that compiles only if the filters of its types are those of its schema: filters.ts
// works them out of the rows, schema.graphql is told by the model.
// usage: filters.mjs FRONTEND…     prints how many fields were written down
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildSchema, isInputObjectType } from 'graphql';

const logic = ['AND', 'OR', 'NOT'];
const same = `
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Member<Row, Name> = Name extends keyof Row ? NonNullable<Row[Name]> : never;
export type Used = scalar.UUID;
export type Element<T> = T extends readonly (infer E)[] ? E : never;
type Alike<A, B> = { readonly [Name in keyof A | keyof B]: Name extends keyof A & keyof B ? Same<A[Name], B[Name]> : false };
type Sure<T> = { readonly [Name in keyof T]: true };
`;

/** What a filter of the schema is in TypeScript. */
const sort = (filter, member, closed) => {
  const has = (name) => name in filter.getFields();
  if (has('overlaps')) return `filter.List<${member.endsWith('UUID') ? member : `Element<${member}>`}>`;
  if (has('startswith')) return closed ? `(string extends ${member} ? filter.Text<${member} & string> : filter.Equal<${member}>)` : `filter.Text<${member}>`;
  return has('gt') ? `filter.Ordered<${member}>` : has('eq') ? `filter.Equal<${member}>` : 'filter.Presence';
};

let count = 0;
for (const folder of process.argv.slice(2)) {
  const schema = buildSchema(readFileSync(join(folder, 'schema.graphql'), 'utf8'));
  const lines = [`import type * as filter from './filters';\nimport type * as scalar from './scalars';\n`];
  const checks = [same];
  for (const name of readdirSync(folder, { recursive: true }).map(String).filter((f) => f.endsWith('.types.ts')).sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    const type = /^export type (\w+)Where = api\.Where<\1>;$/m.exec(text)?.[1];
    if (!type) continue;
    const where = schema.getType(`${type}Where`);
    const orders = schema.getType(`${type}OrderBy`);
    if (!isInputObjectType(where) || !isInputObjectType(orders)) throw new Error(`no filters of ${type} in the schema`);
    const row = new Set([...text.slice(text.indexOf(`export interface ${type} {`)).split('\n}')[0].matchAll(/^ {2}readonly (\w+):/gm)].map((m) => m[1]));
    const fields = Object.values(where.getFields()).filter((f) => !logic.includes(f.name));
    const own = `m${lines.length}`;
    lines.push(`import type * as ${own} from './${relative(folder, join(folder, name)).slice(0, -3)}';\n`);
    checks.push(`interface ${type}Asked {
${fields.map((f) => `  readonly ${f.name}?: ${sort(f.type, row.has(f.name) ? `Member<${own}.${type}, '${f.name}'>` : 'scalar.UUID', f.type.name === 'StringFilter')} | null;`).join('\n')}
  readonly AND?: readonly ${own}.${type}Where[] | null;
  readonly OR?: readonly ${own}.${type}Where[] | null;
  readonly NOT?: ${own}.${type}Where | null;
}
type ${type}Sorted = { readonly [Name in ${Object.keys(orders.getFields()).map((f) => `'${f}'`).join(' | ')}]?: filter.Direction | null };
declare const sure${own}: Alike<${own}.${type}Where, ${type}Asked>;
export const ${own}Where: Sure<${type}Asked> = sure${own};
declare const sorted${own}: Alike<${own}.${type}OrderBy, ${type}Sorted>;
export const ${own}Sorted: Sure<${type}Sorted> = sorted${own};
`);
    count += fields.length;
  }
  writeFileSync(join(folder, 'filters.check.ts'), [...lines, ...checks].join(''));
}
if (count === 0) throw new Error('no filters found');
console.log(`${count} filters`);
