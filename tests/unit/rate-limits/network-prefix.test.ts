import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkPrefix, UNKNOWN_NETWORK } from '../../../src/domain/rate-limits/rules.ts'

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
const groups = (length: number): fc.Arbitrary<string[]> =>
  fc.array(group, { minLength: length, maxLength: length })

describe('the network that a limit counts', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:FFFF:203.0.113.7', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
    ['2002:cb00:7107::1', '203.0.113.7'],
    ['2002:cb00:7107:1:2:3:4:5', '203.0.113.7'],
  ])('of %s is %s', (address, prefix) => {
    expect(networkPrefix(address)).toBe(prefix)
  })

  test.each(
    [
      [
        '',
        'a name',
        '203.0.113',
        '203.0.113.256',
        '0203.0.113.7',
        '1.2.3.4.5',
        '::g',
        '1::2::3',
        '203.0.113.7:80',
      ],
      ['2001:db8::1]/x?[', 'unix:', '[', '::1/64', '\u0000'],
    ].flat(),
  )('of %j, which is no address, is the shared one', (address) => {
    expect(networkPrefix(address)).toBe(UNKNOWN_NETWORK)
  })

  test('is the same for all addresses of one /64', () => {
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (network, one, other) => {
        fc.pre(network.some((part) => part !== '0') && !/^(?:64:ff9b:0:0$|2002:)/u.test(network.join(':')))
        expect(networkPrefix([...network, ...one].join(':'))).toBe(
          networkPrefix([...network, ...other].join(':')),
        )
      }),
    )
  })

  test('differs between two /64', () => {
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), (one, other, host) => {
        fc.pre(one.join(':') !== other.join(':') && !(one[0] === '2002' && other[0] === '2002'))
        expect(networkPrefix([...one, ...host].join(':'))).not.toBe(
          networkPrefix([...other, ...host].join(':')),
        )
      }),
    )
  })

  test('does not depend on whether an IPv4 address arrives in IPv6 form', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(networkPrefix(`::ffff:${address}`)).toBe(networkPrefix(address))
        expect(networkPrefix(address)).toBe(address)
      }),
    )
  })

  test('never fails, whatever a proxy sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(networkPrefix(text)).toMatch(/^(unknown|[0-9.]+|[0-9a-f:]+::\/64)$/u)
      }),
    )
  })
})
