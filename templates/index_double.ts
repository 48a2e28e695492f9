export {{?type}}type {{/type}}{ {{name}} } from './{{schema}}/{{stem}}.types';
