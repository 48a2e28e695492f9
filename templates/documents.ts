// {{entity}}: documents, read already
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type {
{{#operations}}
  {{.types}},
  {{.types}}Variables,
{{/operations}}
} from './{{stem}}.types';

const fields = {{fragment}};
{{?meta}}
const meta = {{meta}};
{{/meta}}
{{#operations}}

export const {{.name}}Document = {
  kind: 'Document',
  definitions: [{{.definition}}{{?.fields}}, fields{{/.fields}}{{?.meta}}, meta{{/.meta}}],
} as unknown as TypedDocumentNode<{{.types}}, {{.types}}Variables>;
{{/operations}}
