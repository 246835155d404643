import tseslint from 'typescript-eslint';

/** What paths cannot say; the rest is in dependency-cruiser.cjs. Every ban says what to do instead. */
const readsEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only config/env.ts reads the environment. Add a documented setting to class Env and take it from there.',
};
const readsClock = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Ask the Clock of shared/kernel for the time, so that tests can set it.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the Clock of shared/kernel for the time, so that tests can set it.',
  },
];
const rollsDice = {
  selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
  message: 'A rule is pure: let the caller hand in the random number.',
};
const makesIds = {
  selector: "CallExpression[callee.name='newId']",
  message: 'A rule is pure: let the caller hand in the id.',
};

export default tseslint.config(
  { ignores: ['dist/**', '.data/**', 'node_modules/**', 'coverage/**', 'src/metadata.ts', 'docs/**', 'web/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-extraneous-class': 'off', // Nest modules are classes without members
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-restricted-syntax': ['error', readsEnvironment, ...readsClock],
      'prefer-const': 'error',
      'max-lines': ['warn', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  // The two files that the bans above send everybody to, each freed from its own ban only.
  { files: ['config/env.ts'], rules: { 'no-restricted-syntax': ['error', ...readsClock] } },
  {
    files: ['src/shared/kernel/clock.ts', 'src/sandbox/**', 'src/demo/**'],
    rules: { 'no-restricted-syntax': ['error', readsEnvironment] },
  },
  { files: ['src/**/*.rules.ts'], rules: { 'no-restricted-syntax': ['error', readsEnvironment, ...readsClock, rollsDice, makesIds] } },
  // Tests, figures and scripts measure real time, talk to the terminal and get their orders by environment.
  {
    files: ['test/**', '**/*.spec.ts', 'bench/**', 'scripts/**', 'src/sandbox/**/*-test-kit.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['bench/**', 'scripts/**', 'src/demo/**', 'src/sandbox/main.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.spec.ts', 'src/platform/conformance/mutations.ts'], rules: { 'max-lines': 'off' } },
);
