// Every line behind a comment `// error` must be refused by the compiler, and no other.
// usage: node misuse.mjs ERRORS FILE…
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [errors, ...files] = process.argv.slice(2);
const found = new Set([...readFileSync(errors, 'utf8').matchAll(/^(?:.*\/)?([^/(\n]+)\((\d+),\d+\): error/gm)].map((m) => `${m[1]}:${m[2]}`));
let wrong = 0;
let expected = 0;
for (const file of files) {
  readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
    if (!line.trim().startsWith('// error')) return;
    expected += 1;
    const place = `${basename(file)}:${i + 2}`;
    if (found.delete(place)) return;
    wrong += 1;
    console.log(`${place}: compiles, but must not`);
  });
}
for (const place of found) {
  wrong += 1;
  console.log(`${place}: must compile`);
}
if (!expected) wrong += 1;
console.log(`${expected} wrong uses are refused`);
process.exitCode = wrong ? 1 : 0;
