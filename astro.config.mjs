import node from '@astrojs/node'
import svelte from '@astrojs/svelte'
import { defineConfig, passthroughImageService } from 'astro/config'

/**
 * Packages that stay as they are: no JavaScript, or in search of files of theirs, or loaded only when somebody wants
 * what they do. Everything else is built into the server.
 */
const PACKAGES_APART = [
  '@napi-rs/canvas',
  '@node-rs/argon2',
  'better-sqlite3',
  'chart.js',
  'nodemailer',
  'pino',
  'read-excel-file',
  '@simplewebauthn/server',
  'write-excel-file',
]

/** Views that every page or an article has, and their styles. */
const READING =
  /\/src\/(?:layouts\/|components\/(?:[A-Z]|news\/|comments\/|tracking\/|reports\/|answers\/(?:OfficialAnswer|AnswerText))|styles\/(?!figure|funding|desk))/u
/** Tables, tiles and charts of results and money. */
const FIGURES =
  /\/src\/(?:components\/(?:results|figures|funding|units|charts)\/|styles\/(?:figure|funding))/u
/** What is printed on paper alone. */
const SHEETS = /\/src\/(?:layouts\/Sheet|components\/sheets\/)/u
/** What only staff see. */
const DESK =
  /\/src\/(?:components\/(?:desk(?!-examples)|answers\/(?:AnswerDossier|AnswerForm|AnswerList|AnsweredComment|AskForm|Withdraw)|notices\/Outbox)|styles\/desk)/u

/** Islands that load when a reader does something near them: `client:interest`. */
const interest = {
  name: 'interest',
  hooks: {
    'astro:config:setup': ({ addClientDirective }) =>
      addClientDirective({ name: 'interest', entrypoint: './src/components/interest.ts' }),
  },
}

/** The process that serves is built together with the pages: one copy of what both use, in few files. */
const server = {
  name: 'server',
  apply: 'build',
  config: () => ({ ssr: { noExternal: true } }),
  applyToEnvironment: ({ name }) => name === 'ssr',
  buildStart() {
    this.emitFile({ type: 'chunk', id: './src/server/main.ts', fileName: 'main.mjs' })
  },
}

/**
 * Letters beyond ASCII are written as escapes in what the server runs: a module that has a single one of them is kept
 * in memory with two bytes for every character. What is taken as it stands, `String.raw`, stays as it is.
 */
const inAscii = {
  name: 'in-ascii',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'ssr',
  // Last of all: what is minified afterwards would be written as it was.
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(RAW_OR_BEYOND_ASCII, escaped)
      }
    },
  },
}
const RAW_OR_BEYOND_ASCII = /String\.raw`[^`]*`|[^\0-\x7f]/gu
const escaped = (text) => (text.startsWith('String.raw') ? text : text.split('').map(escapedUnit).join(''))
const escapedUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The one script whose address is fixed: it stands at the root, so that it may serve every page. */
const SERVICE_WORKER = 'service-worker'

export default defineConfig({
  output: 'server',
  // Staff sessions are rows of our own (src/domain/accounts); the framework's are not used.
  session: false,
  // src/server collects an answer whole before it sends it, so that a component that fails gets an error page
  // and not a cut one; streaming would only hide the failure from the middleware.
  adapter: node({ mode: 'middleware', experimentalDisableStreaming: true }),
  integrations: [svelte(), interest],
  // The printed spelling of each address is enforced in src/http/address.ts.
  trailingSlash: 'ignore',
  // The origin check of src/http/origin.ts covers pages and API alike.
  // csp only supplies hashes; the other directives are added in src/server/security-headers.ts.
  security: { checkOrigin: false, csp: true },
  build: { inlineStylesheets: 'never', assets: '_assets' },
  // No picture is made anew while the site serves; the service that could takes 10 MiB of memory.
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  vite: {
    plugins: [server, inAscii],
    ssr: { external: PACKAGES_APART },
    // A request costs more than the small pattern under the masthead.
    build: { assetsInlineLimit: (path) => path.endsWith('/band.svg') },
    worker: {
      rolldownOptions: {
        output: {
          entryFileNames: ({ name }) => (name === SERVICE_WORKER ? 'sw.js' : '_assets/[name]-[hash].js'),
        },
      },
    },
    // A request costs a phone more than the bytes it saves: one style sheet for reading, one more for figures, for
    // records (citations, catalogue, ledgers, answers) or for the desk, and one script for the comment form.
    environments: {
      ssr: {
        build: {
          rolldownOptions: {
            output: {
              // Names stay, so that the log says where an error came from; blanks and comments would stay in memory.
              minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
              codeSplitting: {
                groups: [
                  { name: 'words', test: /\/src\/i18n\//u, priority: 5 },
                  { name: 'sheets', test: SHEETS, priority: 2 },
                  { name: 'reading', test: READING, priority: 4 },
                  { name: 'desk', test: DESK, priority: 2 },
                  { name: 'figures', test: FIGURES, priority: 3 },
                  {
                    name: 'records',
                    test: /\/src\/(?:components\/(?!desk-examples)|styles\/)/u,
                    priority: 1,
                  },
                  // Last, so that the page of all examples takes nothing out of the others.
                  { name: 'examples', test: /\/src\/components\/desk-examples\//u, priority: 0 },
                ],
              },
            },
          },
        },
      },
      client: {
        build: {
          rolldownOptions: {
            // Charts stay out of it: only pages that have one load it.
            output: {
              codeSplitting: {
                groups: [{ name: 'comment-form', test: /^(?!.*\/components\/charts\/).*svelte/u }],
              },
            },
          },
        },
      },
    },
  },
})
