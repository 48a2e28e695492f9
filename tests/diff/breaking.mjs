// Reads a line {"old": SDL, "new": SDL} at a time and answers with the breaking changes that graphql-js finds, as one line.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(`${process.env.NPM_FOLDER}/`);
const { buildSchema, findBreakingChanges } = require('graphql');

for await (const line of createInterface({ input: process.stdin })) {
  const { old, new: now } = JSON.parse(line);
  const found = findBreakingChanges(buildSchema(old), buildSchema(now));
  process.stdout.write(`${JSON.stringify(found.map((f) => f.description))}\n`);
}
