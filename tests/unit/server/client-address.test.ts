import fc from 'fast-check'
import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { networkPrefix } from '../../../src/domain/rate-limits/rules.ts'
import { clientAddress } from '../../../src/server/client-address.ts'

/** A request as it comes over a connection from `remote`. */
function request(remote: string, headers: Record<string, string>): IncomingMessage {
  return { socket: { remoteAddress: remote }, headers } as unknown as IncomingMessage
}

/** What a limit counts. */
const counted = (trusted: string[], remote: string, headers: Record<string, string> = {}): string =>
  networkPrefix(clientAddress(trusted)(request(remote, headers)))

const ipv4 = fc.ipV4()
const ipv6 = fc.ipV6().filter((address) => !address.includes('.'))
/** Whatever somebody may write in front of what a proxy writes: addresses, proxies of ours, names, nothing. */
const forged = fc.array(
  fc.oneof(
    ipv4,
    ipv6,
    fc.constantFrom('10.0.0.1', '127.0.0.1', '::1', 'unknown', '_hidden', '', '"', 'a, b'),
  ),
  { maxLength: 5 },
)
const CLAIMS = ['forwarded', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip', 'x-forwarded']

describe('who a limit counts', () => {
  test('is who is connected, where no proxy is believed', () => {
    fc.assert(
      fc.property(ipv4, forged, (remote, list) => {
        const headers = { 'x-forwarded-for': list.join(', '), ...claims(list) }
        expect(counted([], remote, headers)).toBe(remote)
      }),
    )
  })

  test('is whom the proxy names last, whatever was written before', () => {
    fc.assert(
      fc.property(ipv4, forged, (client, list) => {
        fc.pre(!/^(?:10|127)\./u.test(client))
        const headers = { 'x-forwarded-for': [...list, client].join(', '), ...claims(list) }
        expect(counted(['10.0.0.0/8'], '10.0.0.1', headers)).toBe(client)
        // Behind two of ours, on a socket that writes IPv4 the IPv6 way.
        const twice = { ...headers, 'x-forwarded-for': `${headers['x-forwarded-for']}, 10.0.0.2` }
        expect(counted(['10.0.0.0/8'], '::ffff:10.0.0.1', twice)).toBe(client)
      }),
    )
  })

  test.each([
    '203.0.113.9, 10.0.0.2:4711',
    '203.0.113.9, [fd00::2]:443',
    '203.0.113.9,\t10.0.0.2',
    '203.0.113.9, [fd00::2]',
  ])('is whom our outer proxy names, however our inner one writes that: %s', (list) => {
    const headers = { 'x-forwarded-for': list }
    expect(counted(['10.0.0.0/8', 'fd00::/8'], '10.0.0.1', headers)).toBe('203.0.113.9')
    // Who is not ours and writes it has gained nothing.
    const passedOn = { 'x-forwarded-for': `${list}, 198.51.100.7` }
    expect(counted(['10.0.0.0/8', 'fd00::/8'], '10.0.0.1', passedOn)).toBe('198.51.100.7')
  })

  test('is the proxy itself, where it names nobody: a header that only it should write is no help', () => {
    expect(counted(['10.0.0.1'], '10.0.0.1', claims(['203.0.113.9']))).toBe('10.0.0.1')
  })

  test('is one /64, however an address in it is spelt, and one IPv4 address in every coat', () => {
    const network = (address: string): string =>
      counted(['10.0.0.1'], '10.0.0.1', { 'x-forwarded-for': address })
    const spellings = ['2001:db8:1:2::1', '2001:DB8:0001:0002:ffff:1:2:3', '[2001:db8:1:2::9]:443']
    expect(new Set(spellings.map(network))).toEqual(new Set(['2001:db8:1:2::/64']))
    const coats = [
      '203.0.113.9',
      '203.0.113.9:4711',
      '::ffff:203.0.113.9',
      '::FFFF:cb00:7109',
      '64:ff9b::cb00:7109',
    ]
    expect(new Set(coats.map(network))).toEqual(new Set(['203.0.113.9']))
  })
})

function claims(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    CLAIMS.map((name) => [name, name === 'forwarded' ? `for=${list.join()}` : list.join()]),
  )
}
