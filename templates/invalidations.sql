-- Invalidations: which queries answer otherwise after an action; app.succeed() tells the client

DELETE FROM app.tb_mutation_impact;
