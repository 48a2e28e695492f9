// Nothing that is not used stays in a bundle: whoever imports an index and uses nothing of it gets nothing but imports of
// packages, and who uses one document gets that alone. usage: node unused.mjs FOLDER…
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const bundle = async (folder, contents) => {
  const stdin = { contents, resolveDir: folder, loader: 'ts' };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'esm', packages: 'external', logLevel: 'error' });
  return outputFiles[0].text.replace(/^\/\/.*$/gm, '').trim();
};

let faults = 0;
let bundles = 0;
const check = (what, text, left) => {
  bundles += 1;
  if (left === '') return;
  faults += 1;
  console.log(`${what}: of ${text.length} bytes, ${left.length} should not be there: ${left.slice(0, 300)}`);
};
for (const folder of process.argv.slice(2))
  for (const index of ['index', 'index.apollo', 'index.tanstack', 'index.urql']) {
    if (!existsSync(join(folder, `${index}.ts`))) continue;
    const text = await bundle(folder, `import './${index}';`);
    check(join(folder, index), text, text.replace(/^import ([\w*{}, \n]+ from )?"[@\w/-]+";$/gm, '').trim());
    if (index !== 'index') continue;
    const [, module] = readFileSync(join(folder, 'index.ts'), 'utf8').match(/'(.*\.documents)'/);
    const [, name] = readFileSync(join(folder, `${module}.ts`), 'utf8').match(/export const (\w+Document) /);
    const one = await bundle(folder, `import { ${name} } from './index'; console.log(${name});`);
    check(`${join(folder, index)}, ${name}`, one, one.includes(`var ${name} `) ? one.replace(/^(var (fields|meta|\w+Document) =|  \/\* @__PURE__ \*\/|console\.log|\);).*$/gm, '').trim() : 'it is not there');
    if (one.split('OperationDefinition').length !== 2) check(`${join(folder, index)}, ${name}`, one, 'another operation');
  }
console.log(`${bundles} bundles hold what is used and nothing else`);
process.exitCode = faults || bundles < 10 ? 1 : 0;
