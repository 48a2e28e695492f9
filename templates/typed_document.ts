// Documents: what each of them asks for, and with what variables, as a type
import type { DocumentNode } from 'graphql/language';

/**
 * The interface of @graphql-typed-document-node/core, which client libraries know by its member. That package reads all of
 * what `graphql` declares, of which this is a seventh.
 */
export interface TypedDocumentNode<Result, Variables> extends DocumentNode {
  readonly __apiType?: (variables: Variables) => Result;
}
