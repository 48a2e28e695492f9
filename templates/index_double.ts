export {{?type}}type {{/type}}{ {{name}}{{?as}} as {{as}}{{/as}} } from './{{schema}}/{{stem}}.{{module}}';
