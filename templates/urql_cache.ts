// urql: what actions do to its caches
import { useCallback } from 'react';
import type { DocumentNode } from 'graphql/language';
import {
  makeOperation,
  mapExchange,
  useMutation,
  type AnyVariables,
  type Exchange,
  type UseMutationResponse,
  type UseQueryArgs,
} from 'urql';
import type { TypedDocumentNode } from './document';
import { goneSoon, stale, succeeded, toldStale, type Impact, type Patch } from './results';

export type QueryOptions = Omit<UseQueryArgs, 'query' | 'variables'>;

/** A mutation that tells the document cache which types it touched; no action has an underscore in its hook. */
export const use_change = <Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  impact: Impact,
): UseMutationResponse<Data, Variables> => {
  const [state, execute] = useMutation<Data, Variables>(document);
  const run: typeof execute = useCallback(
    (variables, context) => execute(variables, { additionalTypenames: [...impact.touched], ...context }),
    [execute, impact],
  );
  return [state, run];
};

/** What it has asked of a field, which only it looks at. */
type Arguments = Record<string, never> | null;

/** What is needed of Graphcache. */
export interface GraphCache {
  inspectFields(entity: string): readonly {
    readonly fieldName: string;
    readonly fieldKey: string;
    readonly arguments: unknown;
  }[];
  resolve(entity: string, field: string): unknown;
  link(entity: string, field: string, args: Arguments, link: string[] | null): void;
  keyOfEntity(entity: { readonly __typename: string; readonly id: string }): string | null;
  invalidate(entity: string | { readonly __typename: string; readonly id: string }, field?: string): void;
  readFragment(fragment: DocumentNode, entity: { readonly __typename: string; readonly id: string }): unknown;
}

interface Answer {
  readonly __typename: string;
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string';

/** Shows a row no more: in no list, and not where it is asked for by its id. */
const hide = (cache: GraphCache, impact: Impact, id: string): void => {
  const key = cache.keyOfEntity({ __typename: impact.type, id });
  for (const { fieldName, fieldKey, arguments: given } of cache.inspectFields('Query')) {
    const shown = fieldName === impact.query || fieldName === impact.list ? cache.resolve('Query', fieldKey) : null;
    if (fieldName === impact.query && shown === key) cache.link('Query', fieldName, given as Arguments, null);
    if (Array.isArray(shown)) cache.link('Query', fieldName, given as Arguments, (shown as string[]).filter((row) => row !== key));
  }
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Which queries the answers of an operation call stale; null if one of them is a failure. */
const told = (data: unknown): readonly string[] | null => {
  const answers: readonly unknown[] = isObject(data) ? Object.values(data) : [];
  const all = answers.filter(isAnswer);
  return all.every((answer) => succeeded(answer)) ? all.flatMap(toldStale) : null;
};

/** Behind the document cache: an action makes stale what its answer says, whatever it calls or takes along, and if it fails nothing;
    a read that was on its way when it succeeded may not know of it, and is asked again. */
export const staleExchange: Exchange = (input) => {
  let actions = 0;
  return mapExchange({
    onOperation: (operation) =>
      operation.kind === 'query' ? makeOperation(operation.kind, operation, { ...operation.context, actionsBefore: actions }) : operation,
    onResult: (result) => {
      const { operation } = result;
      if (operation.kind === 'query' && operation.context['actionsBefore'] !== actions) {
        const again = makeOperation(operation.kind, operation, { ...operation.context, requestPolicy: 'network-only' });
        queueMicrotask(() => { input.client.reexecuteOperation(again); });
        return { ...result, stale: true };
      }
      if (operation.kind !== 'mutation') return result;
      const queries = told(result.data);
      if (queries && isObject(result.data)) actions += 1;
      const additionalTypenames = queries ? [...(operation.context.additionalTypenames ?? []), ...queries] : [];
      return { ...result, operation: makeOperation(operation.kind, operation, { ...operation.context, additionalTypenames }) };
    },
  })(input);
};

/** For the updates of Graphcache: forgets what an action made stale, if it succeeded. */
export const settle = (cache: GraphCache, impact: Impact, answer: unknown): void => {
  if (!isAnswer(answer) || !succeeded(answer)) return;
  const soon = goneSoon(impact, answer);
  if (soon !== null) {
    hide(cache, impact, soon);
    return;
  }
  const { queries, types } = stale(impact, answer);
  for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
    if (queries.includes(fieldName)) cache.invalidate('Query', fieldKey);
  }
  if (impact.deletes && 'id' in answer && typeof answer.id === 'string') {
    cache.invalidate({ __typename: impact.type, id: answer.id });
  }
  for (const type of types) cache.invalidate(type);
};

/** A row of Graphcache with a patch; null if it is not there, or not all of it. */
export const foresee = <Row extends object>(
  cache: GraphCache,
  fragment: TypedDocumentNode<Row, Record<string, never>>,
  type: string,
  patch: Patch<Row>,
): Row | null => {
  const row: unknown = cache.readFragment(fragment, { __typename: type, id: patch.id });
  return typeof row === 'object' && row !== null ? ({ ...row, ...patch } as unknown as Row) : null;
};
