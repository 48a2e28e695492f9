window.specqlReference = {
  entities: [
{{#entities}}
    { schema: {{'.schema'}}, name: {{'.name'}}, href: {{'.href'}}, text: {{'.text'}}, fields: [{{#.fields}}{{'.name'}}{{, }}{{/.fields}}], refs: [{{#.refs}}[{{'.field'}}, {{.to}}]{{, }}{{/.refs}}], actions: [{{#.actions}}[{{'.name'}}, {{'.text'}}]{{, }}{{/.actions}}] },
{{/entities}}
  ],
};
