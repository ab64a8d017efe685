import tseslint from 'typescript-eslint'
import { functionLines } from './scripts/lint/function-lines.js'

/** What a reader can hold in mind. A flat switch counts once, however many cases it has. */
const limits = {
  complexity: ['error', { max: 15, variant: 'modified' }],
  'max-depth': ['error', 3],
  'max-params': ['error', 4],
  'max-statements-per-line': ['error', { max: 1 }],
  'max-lines': ['error', { max: 400 }],
  'no-nested-ternary': 'error',
  'house/function-lines': ['error', 60],
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // scripts of the browser have types of their own
    files: ['src/**/scripts/**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: './tsconfig.pages.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ['src/**/*.ts', 'scripts/house/*.ts'],
    plugins: { house: { rules: { 'function-lines': functionLines } } },
    rules: limits,
  },
)
