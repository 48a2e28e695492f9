// {{entity}}: documents, read already
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type {
  {{type}},
{{#operations}}
  {{.types}},
  {{.types}}Variables,
{{/operations}}
} from './{{stem}}.types';

const fields = {{fragment}};
{{?meta}}
const meta = {{meta}};
{{/meta}}

/** The fields of a row that every document asks for. */
export const {{fragment_name}}Fragment = {
  kind: 'Document',
  definitions: [fields],
} as unknown as TypedDocumentNode<{{type}}, Record<string, never>>;
{{#operations}}

export const {{.name}}Document = {
  kind: 'Document',
  definitions: [{{.definition}}{{?.fields}}, fields{{/.fields}}{{?.meta}}, meta{{/.meta}}],
} as unknown as TypedDocumentNode<{{.types}}, {{.types}}Variables>;
{{/operations}}
