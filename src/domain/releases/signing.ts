import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { Config } from '../../config.ts'

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

export interface SigningKey {
  /** First 16 hex digits of the SHA-256 of the public key in DER. */
  id: string
  /** PEM (SPKI). */
  publicKey: string
  /** Ed25519, base64. */
  sign: (text: string) => string
}

/** The key that `SIGNING_KEY` (or the file beside the database) holds. */
export function openSigningKey({ signingKey }: Pick<Config, 'signingKey'>): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, Buffer.from(signingKey, 'base64')]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  return {
    id: keyId(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  }
}

/** 64 bytes in base64. Node reads other spellings of it too; a signature has one. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/u

/** @throws where the PEM holds no public key */
export function readPublicKey(pem: string): {
  id: string
  verify: (text: string, signature: string) => boolean
} {
  const key = createPublicKey(pem)
  return {
    id: keyId(key),
    verify: (text, signature) =>
      SIGNATURE.test(signature) &&
      Buffer.from(signature, 'base64').toString('base64') === signature &&
      verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64')),
  }
}

function keyId(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}
