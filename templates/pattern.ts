import { use{{operation}} } from './{{module}}.{{client}}';
import type { {{name}}Input } from './{{module}}.types';
{{import}}
export const useSave = () => {
  const {{open}} = use{{operation}}({{maker}});
  const save = async (input: {{name}}Input): Promise<string | null> => {
    const {{close}} = await run({{argument}});
{{?mutation}}
    const answer = data?.{{mutation}};
{{/mutation}}
    if (answer?.__typename !== '{{name}}Error') return null;
    return answer.code === {{'code'}} ? {{'message'}} : answer.message;
  };
  return { save, busy: {{loading}} };
};
