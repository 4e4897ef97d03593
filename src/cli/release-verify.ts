import { parseArgs } from 'node:util'
import { proveReleases, type ReleaseProof } from '../domain/releases/verify.ts'
import { CommandError, UsageError, type Commands, type OpenContext } from './command.ts'
import { readKeyFile } from './key-file.ts'

const CAUSES: Readonly<Record<NonNullable<ReleaseProof['cause']>, string>> = {
  'release-hash': 'thông tin của lần công bố đã bị sửa',
  'release-rows': 'số liệu ghép lại không còn như khi công bố',
  'release-signature': 'chữ ký không đúng',
  'unknown-key': 'ký bằng khoá khác; hãy đưa khoá công khai cũ bằng --key',
}

export const releaseVerifyCommands: Commands = {
  'release verify': {
    usage: 'release verify [DATASET[/VERSION]] [--key FILE]… [--json]',
    needsDatabase: true,
    summary:
      'Ghép lại từng lần công bố từ cơ sở dữ liệu, so mã băm và chữ ký; thoát với mã 1 khi có lần không khớp.',
    run: verify,
  },
}

async function verify(args: string[], open: OpenContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      key: { type: 'string', multiple: true, default: [] },
    },
  })
  const wanted = readWanted(positionals)
  const keys = values.key.map(readKeyFile)
  const proofs = await proveReleases(await open(), wanted, keys)
  if (proofs.length === 0 && wanted.dataset !== undefined) {
    throw new CommandError(`Không có lần công bố nào của ${positionals[0] ?? ''}.`)
  }
  const failed = proofs.filter(({ cause }) => cause !== null)
  const ok = failed.length === 0
  if (values.json) process.stdout.write(`${JSON.stringify({ ok, releases: proofs })}\n`)
  else {
    for (const proof of proofs) process.stdout.write(lineOf(proof))
    process.stdout.write(`${proofs.length} lần công bố, ${failed.length} lần không khớp.\n`)
  }
  return ok ? 0 : 1
}

function readWanted(positionals: readonly string[]): { dataset?: string; version?: number } {
  const [name, ...more] = positionals
  if (more.length > 0) throw new UsageError('Chỉ ghi một tên gói, hoặc không ghi để kiểm tra tất cả.')
  if (name === undefined) return {}
  const match = /^([a-z0-9-]+)(?:\/(\d{1,9}))?$/u.exec(name)
  if (match?.[1] === undefined)
    throw new UsageError(`"${name}" không phải tên gói. Viết như kinh-phi hoặc kinh-phi/2.`)
  return { dataset: match[1], ...(match[2] !== undefined && { version: Number(match[2]) }) }
}

function lineOf({ dataset, version, hash, keyId, cause }: ReleaseProof): string {
  const outcome = cause === null ? `đúng, khoá ${keyId}` : `KHÔNG KHỚP: ${CAUSES[cause]} (khoá ${keyId})`
  return `${dataset}/${version} ${hash.slice(0, 16)}… ${outcome}\n`
}
