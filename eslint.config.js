import { dirname, relative, resolve } from 'node:path'
import { defineConfig, globalIgnores } from 'eslint/config'
import astro from 'eslint-plugin-astro'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

const RULES = 'src/domain/([^/]+/([a-z-]+-)?rules|errors|comments/tracking-code)\\.ts$'
/** Use cases; where they outgrow service.ts, the files they were split into. */
const SERVICES =
  'src/domain/([^/]+/service|comments/(submitting|threads)|notices/subscriptions|moderation/(bulk|claims|drafts|live|neighbours|notes|queue|submitter|verify)|accounts/(own-account|passkeys|staff|links))\\.ts$'
const STORES = 'src/domain/[^/]+/store\\.ts$'
/** What a service is made of: anything of the domain but its stores. */
const PARTS = 'src/domain/(?![^/]+/store\\.ts$)'
const CONTEXT = 'src/domain/context\\.ts$'
const CONFIG = 'src/config\\.ts$'
const DATABASE_TYPES = 'db/(schema/|connect\\.ts$)'

/**
 * Which room may import what, as patterns of paths; the first room that fits a file counts. `types` are for
 * `import type` only. tests/unit/house walks the same arrows on its own.
 */
const ARROWS = [
  {
    room: 'src/pages/',
    values: ['src/(components|layouts|http|i18n)/', SERVICES, RULES],
    say: 'A page parses, calls a service and renders.',
  },
  {
    room: 'src/middleware\\.ts$',
    values: ['src/http/', 'src/server/development-context\\.ts$', SERVICES, RULES],
    say: 'The middleware stands between a request and its page.',
  },
  {
    room: 'src/(layouts|components)/',
    values: ['src/(components|layouts|styles|i18n)/', RULES],
    types: ['src/http/', CONTEXT],
    say: 'A view knows rules and types, and is handed everything else.',
  },
  {
    room: 'src/http/',
    values: ['src/(http|i18n)/', SERVICES, RULES],
    types: [CONTEXT],
    say: 'HTTP is translated into service calls.',
  },
  { room: 'src/i18n/', values: ['src/i18n/', RULES], say: 'Texts and formats depend on nothing.' },
  {
    room: RULES,
    values: [RULES],
    types: [CONTEXT, 'db/schema/'],
    say: 'Rules are pure and run in the browser.',
  },
  {
    room: STORES,
    values: [RULES, 'db/(search|bulk)/'],
    types: [CONTEXT, DATABASE_TYPES],
    say: 'A store turns SQL into domain types and back.',
  },
  {
    room: 'src/domain/',
    values: [PARTS, STORES, 'db/bulk/'],
    types: [CONFIG, DATABASE_TYPES],
    say: 'The domain is handed its database and its settings, and knows nothing of HTTP.',
  },
  { room: CONFIG, values: ['db/database-url\\.ts$'], say: 'The configuration is read before anything else.' },
  {
    room: 'src/server/',
    values: ['src/(server|http|i18n)/', PARTS, CONFIG, 'db/[^/]+$'],
    say: 'Pages are reached through the built handler, tables through services.',
  },
  {
    room: 'src/cli/',
    values: ['src/(cli|server|http|i18n)/', PARTS, CONFIG, 'db/[^/]+$'],
    say: 'Commands call services.',
  },
  { room: 'db/migrations/', values: [], say: 'A migration is frozen: it imports kysely only.' },
  { room: 'db/', values: ['db/'], say: 'The database knows nothing of the site.' },
]

const arrows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { broken: '{{importer}} may not import {{imported}}. {{say}}' },
  },
  create(context) {
    const importer = fromProject(context.physicalFilename)
    const arrow = ARROWS.find(({ room }) => fits(importer, room))
    if (arrow === undefined) return {}
    const check = (node, isType) => {
      if (typeof node.source?.value !== 'string' || !node.source.value.startsWith('.')) return
      const imported = fromProject(resolve(dirname(context.physicalFilename), node.source.value))
      const { values, types = [], say } = arrow
      const open = isType ? [...values, ...types] : values
      if (open.some((pattern) => fits(imported, pattern))) return
      context.report({ node, messageId: 'broken', data: { importer, imported, say } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, false),
    }
  },
}

function fits(path, pattern) {
  return new RegExp(`^${pattern}`, 'u').test(path)
}

function fromProject(file) {
  return relative(import.meta.dirname, file).replaceAll('\\', '/')
}

const LUCIA = {
  regex: '^lucia($|/)',
  message: 'Frozen upstream: only src/domain/accounts knows it, so that it can be left.',
}
const DRIVERS = { regex: '^(better-sqlite3|pg)($|/)', message: 'Drivers are opened in db/connect.ts.' }
const KYSELY = { regex: '^kysely($|/)', message: 'SQL belongs to the stores.' }
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

/** Names of what nobody may guess letter by letter from the time that a refusal takes. */
const SECRET = '/(?:secret|proof|token|hmac|passwordHash|password_hash)$/iu'
const IS_SAME = 'BinaryExpression[operator=/^[!=]==?$/u]'
/** Nothing is learnt from whether there is a value, or of which type it is. */
const OF_WHAT_IS_UNKNOWN = ":not([right.type='Literal'], [left.type='Literal'], [right.name=/^undefined$/u])"
const secretsCompared = [
  ...['left', 'right'].map((side) => `${IS_SAME}[${side}.callee.property.name='hmac']`),
  ...['left.name', 'right.name', 'left.property.name', 'right.property.name'].map(
    (place) => `${IS_SAME}[${place}=${SECRET}]${OF_WHAT_IS_UNKNOWN}`,
  ),
].map((selector) => ({
  selector,
  message: 'Secrets are compared with isSameSecret (src/domain/secrets.ts).',
}))

/** One list a folder: of several settings of one rule, ESLint keeps the last. */
function packages(files, ...patterns) {
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
    plugins: { house: { rules: { arrows } } },
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

      'house/arrows': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
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
  packages(['src/**'], LUCIA, DRIVERS, KYSELY),
  packages(['src/server/**', 'src/domain/**'], LUCIA, DRIVERS),
  packages(['src/domain/accounts/**'], DRIVERS),
  packages(['src/{components,layouts}/**'], SERVER_PACKAGES),
  // A script inside a page goes to the browser, like a view's.
  packages(['**/*.astro/*.ts'], SERVER_PACKAGES, SERVER_CODE),
  packages(['src/domain/*/{rules,*-rules}.ts', 'src/domain/errors.ts'], PACKAGES),
  {
    files: ['src/**/*.ts', 'db/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'A thing has one name: export it by that.' },
        ...secretsCompared,
      ],
    },
  },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['**/*.astro'],
    languageOptions: {
      // Its parser has no project service, and goes through the whole project for every page: so that is pages alone,
      // with what they import.
      parserOptions: {
        parser: ts.parser,
        projectService: false,
        project: './src/tsconfig.astro.json',
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
