import { defineConfig, globalIgnores } from 'eslint/config'
import astro from 'eslint-plugin-astro'
import importX from 'eslint-plugin-import-x'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

const RULES = ['src/domain/*/rules.*', 'src/domain/errors.*', 'src/domain/comments/tracking-code.*']
/** Use cases; where they outgrow service.ts, the files they were split into. */
const SERVICES = ['src/domain/*/service.*', 'src/domain/moderation/{submitter,verify}.*']
const STORES = ['src/domain/*/store.*']
/** Types only; `import type` is asked for below. */
const CONTEXT = ['src/domain/context.*']
const DATABASE_TYPES = ['db/schema/*', 'db/connect.*']
const EVERYTHING = ['src/**', 'db/**']

/** Which folder may import what; tests/unit/house walks the same arrows on its own. */
const ZONES = [
  arrows(['src/pages'], {
    to: ['src/components/**', 'src/layouts/**', 'src/http/**', 'src/i18n/**', ...SERVICES, ...RULES],
    say: 'A page parses, calls a service and renders.',
  }),
  arrows(['src/middleware.ts'], {
    to: ['src/http/**', 'src/server/development-context.*', ...SERVICES, ...RULES],
    say: 'The middleware stands between a request and its page.',
  }),
  arrows(['src/layouts', 'src/components'], {
    to: ['src/{components,layouts,styles,i18n,http}/**', ...RULES, ...CONTEXT],
    say: 'A view knows rules and types, and is handed everything else.',
  }),
  arrows(['src/http'], {
    to: ['src/{http,i18n}/**', ...SERVICES, ...RULES, ...CONTEXT],
    say: 'HTTP is translated into service calls.',
  }),
  arrows(['src/i18n'], { to: ['src/i18n/**', ...RULES], say: 'Texts and formats depend on nothing.' }),
  arrows(RULES, {
    to: [...RULES, ...CONTEXT, 'db/schema/*'],
    say: 'Rules are pure and run in the browser.',
  }),
  arrows(STORES, {
    to: [...RULES, ...CONTEXT, ...DATABASE_TYPES, 'db/search/*'],
    say: 'A store turns SQL into domain types and back.',
  }),
  arrows(['src/domain'], {
    to: ['src/domain/**', 'src/config.*', ...DATABASE_TYPES],
    say: 'The domain knows neither HTTP nor the process it runs in.',
  }),
  arrows(['src/config.ts'], { to: ['db/connect.*'], say: 'The configuration is read before anything else.' }),
  forbidden(['src/server', 'src/cli'], {
    from: ['src/{pages,components,layouts}/**', 'src/middleware.*', ...STORES],
    say: 'Pages are reached through the built handler, tables through services.',
  }),
  forbidden(['src/server'], {
    from: ['src/cli/**'],
    say: 'The command line uses the server, not the other way.',
  }),
  forbidden(['db'], { from: ['src/**'], say: 'The database knows nothing of the site.' }),
  forbidden(['db/migrations'], { from: EVERYTHING, say: 'A migration is frozen: it imports kysely only.' }),
]

function arrows(folders, { to, say }) {
  return { target: folders, from: EVERYTHING.map(absolute), except: to.map(absolute), message: say }
}

function forbidden(folders, { from, say }) {
  return { target: folders, from: from.map(absolute), message: say }
}

/** Exceptions are compared with whole paths, and only with patterns: hence `.*` where a name would do. */
function absolute(pattern) {
  return `${import.meta.dirname}/${pattern}`
}

const LUCIA = {
  regex: '^lucia($|/)',
  message: 'Frozen upstream: only src/domain/accounts knows it, so that it can be left.',
}
const DRIVERS = { regex: '^(better-sqlite3|pg)($|/)', message: 'Drivers are opened in db/connect.ts.' }
const KYSELY = { regex: '^kysely($|/)', message: 'SQL belongs to the stores.' }
const DATABASE_VALUES = {
  regex: '/db/(schema/[^/]+|connect)\\.ts$',
  allowTypeImports: true,
  message: 'The database is passed in; take its types with import type.',
}
const CONFIG_VALUES = {
  regex: '/config\\.ts$',
  allowTypeImports: true,
  message: 'The configuration is passed in with the context.',
}
const CONTEXT_VALUES = { regex: '/domain/context\\.ts$', allowTypeImports: true, message: 'Types only.' }
const HTTP_VALUES = { regex: '/http/', allowTypeImports: true, message: 'A view is handed what HTTP said.' }
const PACKAGES = { regex: '^[^.]', message: 'Rules run in the browser too: no package, nothing of Node.' }
const SERVER_PACKAGES = {
  regex: '^(node:|@node-rs/|better-sqlite3|kysely|lucia|otpauth|pg|pino|sanitize-html|uuid|yaml|zod)',
  message: 'A view runs in the browser or could; the server does this before it renders.',
}
const SERVER_CODE = {
  regex: '/(service|store|config)\\.ts$|/(db|http|server|cli)/',
  allowTypeImports: true,
  message: 'A script of a page runs in the browser.',
}

/** One list a folder: of several settings of one rule, ESLint keeps the last. */
function imports(files, ...patterns) {
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } }
}

export default defineConfig(
  globalIgnores(['dist/', 'data/', '.astro/', 'tests/output/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  astro.configs.recommended,
  svelte.configs.recommended,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // `== null` asks for null and undefined in one.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'error',
      'no-irregular-whitespace': ['error', { skipStrings: false, skipRegExps: false, skipTemplates: false }],
      'no-misleading-character-class': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'require-unicode-regexp': 'error',

      // Numbers print the same everywhere.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Brackets say that the key may be missing.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // `() => close()` reads better than braces around one call.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // `_` is how a value is left out.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' }],
      // Spreading text is how its code points are counted.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // An empty field is one that was not filled in.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // There are no enums: TypeScript is run as it is.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // src/env.d.ts must not become a module.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',

      'import-x/no-duplicates': 'error',
      'import-x/first': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-mutable-exports': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: ZONES }],
    },
  },
  {
    files: ['src/**', 'db/**'],
    ignores: ['src/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'src/config.ts is the only reader of options.' },
      ],
    },
  },
  imports(['src/**'], LUCIA, DRIVERS, KYSELY),
  imports(['src/server/**', 'src/cli/**'], LUCIA, DRIVERS),
  imports(['src/{pages,http,i18n}/**'], LUCIA, DRIVERS, KYSELY, CONTEXT_VALUES),
  imports(['src/{components,layouts}/**'], SERVER_PACKAGES, CONTEXT_VALUES, HTTP_VALUES),
  // A script inside a page goes to the browser, like a view's.
  imports(['**/*.astro/*.ts'], SERVER_PACKAGES, SERVER_CODE),
  imports(['src/domain/**'], LUCIA, DRIVERS, DATABASE_VALUES, CONFIG_VALUES, CONTEXT_VALUES),
  imports(['src/domain/accounts/**'], DRIVERS, DATABASE_VALUES, CONFIG_VALUES, CONTEXT_VALUES),
  imports(RULES, PACKAGES, DATABASE_VALUES, CONTEXT_VALUES),
  {
    files: ['src/**/*.ts', 'db/**/*.ts'],
    rules: { 'import-x/no-default-export': 'error' },
  },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['**/*.astro'],
    languageOptions: {
      // Its parser has no project service.
      parserOptions: {
        parser: ts.parser,
        projectService: false,
        project: './tsconfig.json',
        extraFileExtensions: ['.astro', '.svelte'],
      },
    },
    rules: {
      // To ESLint the props of another component, and what JSX returns, are `any`; `astro check` knows them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
    },
  },
  {
    // Scripts inside pages belong to no project; `astro check` types them.
    files: ['**/*.{js,mjs}', '**/*.astro/*.ts'],
    extends: [ts.configs.disableTypeChecked],
  },
  {
    files: ['tests/**'],
    rules: {
      // A form posted to its own address ends at the same address: no other call waits for that.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'waitForNavigation', package: 'playwright-core' }] },
      ],
      // expect.stringMatching and its kin are `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
)
