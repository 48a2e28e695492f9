import tseslint from 'typescript-eslint';

export default tseslint.config({ ignores: ['**/*.misuse.*'] }, ...tseslint.configs.strictTypeChecked, {
  languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: new URL('.', import.meta.url).pathname } },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
});
