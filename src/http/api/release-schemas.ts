import { z } from 'zod'
import { instant, page } from './paging.ts'
import { listQuery } from './reference-schemas.ts'

export const releasesQuery = z.object({
  dataset: z
    .string()
    .max(300)
    .optional()
    .meta({ examples: ['ket-qua-giam-ngheo'] }),
  asof: z
    .string()
    .max(40)
    .optional()
    .meta({
      description: 'What had been published by the end of that day in Vietnam',
      examples: ['2026-11-23'],
    }),
  ...listQuery.shape,
})

const count = z.int()

export const releaseItem = z
  .object({
    id: z.string().meta({ description: 'Dataset and version', examples: ['ket-qua-giam-ngheo_1'] }),
    dataset: z.string(),
    version: z.int().meta({ description: 'Counts the releases of one dataset, from 1' }),
    title: z.string(),
    sample: z.boolean().meta({ description: 'All its figures are samples' }),
    publishedAt: instant,
    channel: z.enum(['start', 'command', 'desk']),
    counts: z
      .object({ first: count, revision: count, correction: count, unchanged: count })
      .meta({ description: 'Figures by what happened to them' }),
    hash: z.string().meta({ description: 'SHA-256 of the release, part of a chain' }),
    previousHash: z.string(),
    address: z.url(),
  })
  .meta({ id: 'Release' })

export const releaseDetail = releaseItem
  .extend({
    newest: z.int().meta({ description: 'Newest version of the dataset' }),
    licences: z.array(
      z.object({ name: z.string().nullable(), title: z.string().nullable(), path: z.string().nullable() }),
    ),
    waivers: z
      .array(z.object({ type: z.string(), reason: z.string(), findings: z.int() }))
      .meta({ description: 'Failed arithmetic that was let through, and why' }),
    files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
    signature: z.string().meta({ description: 'Ed25519 over the manifest, base64' }),
    keyId: z.string(),
  })
  .meta({ id: 'ReleaseDetail' })

export const releases = page(releaseItem).meta({ id: 'Releases' })
