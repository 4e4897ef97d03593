/** At most `points` attempts in a window that opens with the first and lasts `windowSeconds`. */
export interface Limit {
  /** What is counted; stored only as an HMAC, so it may name a person's address or e-mail. */
  key: string
  points: number
  windowSeconds: number
}

/** Clocks of machines that share a database may be this far apart; a time that lies further ahead was never meant. */
export const CLOCK_LEEWAY_MS = 60_000

/**
 * The latest time to which something that lasts `seconds` may run when it begins now. Later ones were written by a
 * clock that was ahead and has been set right since: they are over, or what they stopped would stay stopped.
 */
export function latestEnd(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000 + CLOCK_LEEWAY_MS).toISOString()
}

/** Prefix of whatever is not an address: such callers share one count, so garbage buys nobody a fresh one. */
export const UNKNOWN_NETWORK = 'unknown'

/**
 * The part of a client's address that one subscriber is taken to hold.
 *
 * IPv4: the whole address. In Viet Nam a /24 of a mobile carrier holds many thousand people behind address
 * translation, who would lock each other out. IPv6: the /64, the smallest network a provider hands out, inside
 * which a single phone changes its address at will. An IPv4 address in an IPv6 coat (mapped, translated as of RFC 6052,
 * or 6to4 of RFC 3056, which gives each IPv4 address 65,536 networks) counts as that IPv4 address.
 */
export function networkPrefix(address: string): string {
  const bare = address.trim().replace(/^\[(.*)\]$/u, '$1')
  const ipv4 = readIpv4(bare)
  if (ipv4 !== null) return ipv4
  const groups = readIpv6(bare.replace(/%.*$/u, ''))
  if (groups === null) return UNKNOWN_NETWORK
  const head = groups.slice(0, 6).join(':')
  if (head === '0:0:0:0:0:ffff' || head === '64:ff9b:0:0:0:0') return embeddedIpv4(groups.slice(6))
  if (groups[0] === '2002') return embeddedIpv4(groups.slice(1, 3))
  return `${groups.slice(0, 4).join(':')}::/64`
}

function readIpv4(text: string): string | null {
  const parts = text.split('.')
  const plain =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/u.test(part) && Number(part) <= 255)
  return plain ? text : null
}

/** Eight groups in hexadecimal without leading zeros. */
function readIpv6(text: string): string[] | null {
  if (!/^[0-9a-f:.]+$/iu.test(text)) return null
  const canonical = URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1)
  if (canonical === undefined) return null
  const [before = '', after] = canonical.split('::')
  const left = before === '' ? [] : before.split(':')
  if (after === undefined) return left
  const right = after === '' ? [] : after.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right]
}

/** Two groups are four bytes. */
function embeddedIpv4(groups: readonly string[]): string {
  return groups
    .flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 0xff]
    })
    .join('.')
}
