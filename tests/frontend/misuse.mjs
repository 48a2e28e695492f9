// Every line behind a comment `// error` must be refused by the compiler, and no other; behind `// error TS2322` with that code,
// behind `// error TS2345 TS2741` with one of the two: compilers differ in what they call a fault.
// usage: node misuse.mjs ERRORS FILE…
import { readFileSync } from 'node:fs';

const [errors, ...files] = process.argv.slice(2);
const found = new Map();
for (const [, path, line, code] of readFileSync(errors, 'utf8').matchAll(/^(\S[^(\n]*)\((\d+),\d+\): error (TS\d+)/gm)) {
  const place = `${path.split('/').slice(-3).join('/')}:${line}`;
  found.set(place, new Set([...(found.get(place) ?? []), code]));
}
let wrong = 0;
let expected = 0;
const complain = (text) => {
  wrong += 1;
  console.log(text);
};
for (const file of files) {
  readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
    const mark = /^\s*\/\/ error((?: TS\d+)*)/.exec(line);
    if (!mark) return;
    expected += 1;
    const place = `${file.split('/').slice(-3).join('/')}:${String(i + 2)}`;
    const codes = found.get(place);
    found.delete(place);
    if (!codes) complain(`${place}: compiles, but must not`);
    else if (mark[1] && (!mark[1].split(' ').includes([...codes][0]) || codes.size > 1)) {
      complain(`${place}: refused with ${[...codes].join(', ')}, not${mark[1]}`);
    }
  });
}
for (const [place, codes] of found) complain(`${place}: must compile, but: ${[...codes].join(', ')}`);
if (!expected) wrong += 1;
console.log(`${String(expected)} wrong uses are refused`);
process.exitCode = wrong ? 1 : 0;
