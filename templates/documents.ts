// {{entity}}: documents, read already
import type { TypedDocumentNode } from '../document';
import type * as types from './{{stem}}.types';

const fields: string = '{{fragment}}';
{{?meta}}
const meta: string = '{{meta}}';
{{/meta}}

/** The fields of a row that every document asks for. */
export const {{fragment_name}}Fragment = /* @__PURE__ */ JSON.parse(/* @__PURE__ */ '{"kind":"Document","definitions":['.concat(fields, ']}')) as TypedDocumentNode<
  types.{{type}},
  Record<string, never>
>;
{{#operations}}

export const {{.name}}Document = /* @__PURE__ */ JSON.parse(
  /* @__PURE__ */ '{"kind":"Document","definitions":[{{.definition}}'.concat({{?.fields}}',', fields, {{/.fields}}{{?.meta}}',', meta, {{/.meta}}']}'),
) as TypedDocumentNode<types.{{.types}}, types.{{.types}}Variables>;
{{/operations}}
