-- Invalidations: which queries answer otherwise after an action; app.succeed() tells the client

DELETE FROM app.tb_mutation_impact;
{{?actions}}

INSERT INTO app.tb_mutation_impact (action, cache_invalidations) VALUES{{#actions}}
  ({{'.api'}}, {{'.invalidations'}}){{,}}{{/actions}};
{{/actions}}
