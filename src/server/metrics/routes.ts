import { ENGLISH } from '../../domain/languages/rules.ts'

/** First parts of the site's addresses; a test compares them with `src/pages`. Anything else is one route, `other`. */
export const PLACES: ReadonlySet<string> = new Set([
  'anh-bai',
  'anh-chia-se',
  'bao-cao-binh-luan',
  'binh-luan',
  'dia-phuong',
  'du-lieu',
  'ket-qua',
  'kiem-duyet-cong-khai',
  'kiem-tra-so-lieu',
  'kinh-phi',
  'ngoai-tuyen',
  'nhat-ky',
  'nhung',
  'quan-tri',
  'so-lieu',
  'thong-bao',
  'tim-kiem',
  'tin-tuc',
  'tra-cuu',
  'tra-loi',
])

/** What stands under `/api/v1/`. */
export const API_PLACES: ReadonlySet<string> = new Set([
  'comments',
  'figures',
  'funding',
  'indicators',
  'openapi.json',
  'programmes',
  'releases',
  'search',
  'staff',
  'units',
])

const API = /^\/api\/v1\/([^/]+)(\/.+)?$/u
const PAGE = /^\/([^/.]+)((?:\.[a-z]+)?)(?:\/(.*))?$/u
/** `/500/` is the page of an error, which anybody may ask for: told apart, so that nobody rings a bell with it. */
const BY_NAME: ReadonlySet<string> = new Set(['/', '/healthz', '/readyz', '/metrics', '/500/'])

/**
 * The route of a path, as a label: few enough for a histogram each, whatever people type. `/tin-tuc/<slug>/` is
 * `/tin-tuc/*`; both languages count as one.
 */
export function routeOf(path: string): string {
  const plain = path === ENGLISH || path.startsWith(`${ENGLISH}/`) ? path.slice(ENGLISH.length) || '/' : path
  if (BY_NAME.has(plain)) return plain
  const api = API.exec(plain)
  if (api !== null) {
    const [, place = '', rest] = api
    if (!API_PLACES.has(place)) return 'other'
    return `/api/v1/${place}${rest === undefined || rest === '/' ? '' : '/*'}`
  }
  const [, place = '', format = '', rest] = PAGE.exec(plain) ?? []
  if (!PLACES.has(place)) return 'other'
  return `/${place}${format === '' ? '/' : '.*'}${rest === undefined || rest === '' ? '' : '*'}`
}
