// {{entity}}: documents, read already
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type {
{{#operations}}
  {{.types}},
  {{.types}}Variables,
{{/operations}}
} from './{{stem}}.types';

const fields = {{fragment}};
{{#operations}}

export const {{.name}}Document = {
  kind: 'Document',
  definitions: [{{.definition}}{{?.spreads}}, fields{{/.spreads}}],
} as unknown as TypedDocumentNode<{{.types}}, {{.types}}Variables>;
{{/operations}}
