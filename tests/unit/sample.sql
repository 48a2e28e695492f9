{{! Every tag of the language, and lines that must vanish. }}
-- {{title}} {{'title'}} {{"title"}} \ "quoted" ??/ 	é
CREATE TABLE {{"schema"}}.{{"table"}} (
{{#columns}}
	{{! note }}
  {{".name"}} {{.type}}{{?.required}} NOT NULL{{/.required}}{{,}}
{{/columns}}
);
{{?owner}}
ALTER TABLE {{"table"}} OWNER TO {{"owner"}};
{{:}}
-- no owner
{{/owner}}
{{?columns}}{{?shown}}
-- columns: {{#columns}}{{'.name'}}{{, }}{{/columns}}
{{/shown}}{{/columns}}
{{#indexes}}
INDEX {{.name}} ({{#.parts}}{{".name"}} of {{"table"}}{{, }}{{/.parts}}){{,}}
{{/indexes}}
