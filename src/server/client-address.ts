import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from 'proxy-addr'
import { ConfigError } from '../config.ts'

/** The client's address as far as it can be believed: IPv4 or IPv6, never with a port. */
export type ClientAddress = (req: IncomingMessage) => string

/**
 * Reads X-Forwarded-For only where the connection comes from a trusted proxy, and then from the right up to the
 * first address that is not trusted; what stands left of it was written by the client.
 * @throws ConfigError if an entry of TRUSTED_PROXIES is not an address or block
 */
export function clientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = compile(trustedProxies)
  return (req) => {
    const hops = proxyAddr.all(req, (hop, at) => trusted(plainAddress(hop), at)).map(plainAddress)
    return hops.findLast((hop) => isIP(hop) !== 0) ?? '0.0.0.0'
  }
}

function compile(entries: readonly string[]): (address: string, hop: number) => boolean {
  try {
    return proxyAddr.compile([...entries])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`TRUSTED_PROXIES must list addresses or blocks like 10.0.0.0/8 (${reason})`)
  }
}

/** Some proxies add the port; an IPv4 client of an IPv6 socket is written as ::ffff:a.b.c.d. */
function plainAddress(raw: string | undefined): string {
  const text = (raw ?? '').trim()
  const bare = /^\[([^\]]+)\](?::\d+)?$/u.exec(text)?.[1] ?? /^([\d.]+):\d+$/u.exec(text)?.[1] ?? text
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/iu, '').toLowerCase()
}
