// Whatever a module of an entity exports, index.ts exports too: what has a name that another has under a second one, which
// nothing else has. usage: node exports.mjs FOLDER…      LEAST: of so many at least, 4
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const faults = [];
let names = 0;
let seconds = 0;

/** By name the modules that export it. */
const exportsOf = (folder, modules) => {
  const by = new Map();
  for (const module of modules) {
    const text = readFileSync(join(folder, `${module}.ts`), 'utf8');
    const found = new Set([...text.matchAll(/^export (?:const|type|interface) (\w+)/gm)].map((m) => m[1]));
    for (const name of found) by.set(name, [...(by.get(name) ?? []), module]);
  }
  return by;
};

for (const folder of process.argv.slice(2)) {
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const modules = [...index.matchAll(/^export \* from '\.\/(.*)';$/gm)].map((m) => m[1]);
  const chosen = [...index.matchAll(/^export (?:type )?\{ ([\w$]+)(?: as ([\w$]+))? \} from '\.\/(.*)';$/gm)];
  const by = exportsOf(folder, modules);
  const as = new Set([...by.keys(), 'check', 'composite', 'filter', 'result', 'scalar']);
  for (const [, name, second] of chosen) {
    if (second === undefined) continue;
    seconds += 1;
    if (as.has(second)) faults.push(`${folder}: ${second} stands for two things`);
    as.add(second);
  }
  for (const [name, of] of by) {
    names += 1;
    const shown = chosen.filter((m) => m[1] === name);
    const first = shown.filter((m) => m[2] === undefined).length;
    const lost = of.filter((module) => !shown.some((m) => m[3] === module));
    if (of.length > 1 ? lost.length || first !== 1 : shown.length) faults.push(`${folder}: ${name} of ${of.join(', ')}: ${shown.map((m) => m[0]).join(' ')}`);
  }
}
faults.forEach((fault) => console.log(fault));
console.log(`${names} names are exported, ${seconds} of them under a second name`);
process.exitCode = faults.length || seconds < Number(process.env.LEAST ?? 4) ? 1 : 0;
