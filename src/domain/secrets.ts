import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'

/** Keyed one-way functions and sealing, all derived from `SECRET_KEY`, one key a purpose. */
export interface Secrets {
  /** HMAC-SHA256 (hex) under the key of `purpose`. */
  hmac: (purpose: string, text: string) => string
  /** AES-256-GCM; with `holder`, only who brings the same holder text again can open it. */
  seal: (purpose: string, text: string, holder?: string) => string
  /** @throws if the text was changed, or the purpose or holder is another */
  open: (purpose: string, sealed: string, holder?: string) => string
}

const IV_BYTES = 12
/** Said on opening too: Node would take what is left of a cut text for a shorter tag. */
const TAG = { authTagLength: 16 } as const

export function deriveSecrets(secretKey: string): Secrets {
  const keys = new Map<string, KeyObject>()
  const keyOf = (purpose: string): KeyObject => {
    const known = keys.get(purpose)
    if (known !== undefined) return known
    // Made ready once: of the bare bytes each hash would cost five times as much.
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32)))
    keys.set(purpose, key)
    return key
  }
  const sealingKey = (purpose: string, holder: string): Buffer =>
    createHmac('sha256', keyOf(`seal:${purpose}`))
      .update(holder)
      .digest()
  return {
    hmac: (purpose, text) =>
      createHmac('sha256', keyOf(`hmac:${purpose}`))
        .update(text)
        .digest('hex'),
    seal: (purpose, text, holder = '') => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealingKey(purpose, holder), iv, TAG)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open: (purpose, sealed, holder = '') => {
      const bytes = Buffer.from(sealed, 'base64url')
      const iv = bytes.subarray(0, IV_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', sealingKey(purpose, holder), iv, TAG)
      const begin = IV_BYTES + TAG.authTagLength
      decipher.setAuthTag(bytes.subarray(IV_BYTES, begin))
      return Buffer.concat([decipher.update(bytes.subarray(begin)), decipher.final()]).toString('utf8')
    },
  }
}

/** Whether two secrets are the same; the time it takes tells nothing of how much of one was guessed. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(one), digest(other))
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
