import type { CanonicalDescriptor, CanonicalResource } from './publication-rules.ts'

type Written = Readonly<Record<string, unknown>>

/** Of the file as it lay in its folder; `manifest.json` says it of the file that is exported. */
const OF_THE_FILE = ['bytes', 'hash']

/**
 * What a package says about itself, with the site's own form of what the site makes use of. Every other property stays
 * as it was written, in the order in which it was written; what was not written comes after it.
 */
export function mergeDescriptor(written: Written, canonical: CanonicalDescriptor): CanonicalDescriptor {
  const { $schema, licenses, sources, resources, ...head } = canonical
  const entry = (list: string, at: number): Written => {
    const entries = written[list]
    return objectOf(Array.isArray(entries) ? (entries as unknown[])[at] : null)
  }
  const names = resources.map((_, at) => entry('resources', at)['name'])
  const areNamed = new Set(names).size === names.length && names.every((name) => isText(name))
  const lists = {
    // The lists were read entry by entry, so that they are as long as they were written.
    licenses: licenses.map((license, at) => merge(entry('licenses', at), license)),
    sources: sources.map((source, at) => merge(entry('sources', at), source)),
    resources: resources.map((resource, at) => {
      const own = entry('resources', at)
      const name = areNamed ? names[at] : resource.name
      return merge(own, { ...resource, name, schema: mergeSchema(objectOf(own['schema']), resource) })
    }),
  }
  return merge({ $schema, ...written }, { ...head, ...lists }) as unknown as CanonicalDescriptor
}

/** Every column once, as it stands in the file; what is said of it beyond its name stays. */
function mergeSchema(written: Written, { schema }: CanonicalResource): Written {
  const described = Array.isArray(written['fields']) ? (written['fields'] as unknown[]).map(objectOf) : []
  const fields = schema.fields.map((field) => ({
    ...field,
    ...described.find(({ name }) => name === field.name),
    // `yes` is no number, whatever a package says of its column.
    ...(field.name === 'value' && { type: field.type }),
  }))
  return merge(written, { fields, missingValues: written['missingValues'] ?? schema.missingValues })
}

function merge(written: Written, known: object): Written {
  const kept = Object.entries(written).filter(
    ([key, value]) => !Object.hasOwn(known, key) && !OF_THE_FILE.includes(key) && isSaid(value),
  )
  const all = new Map(kept)
  const order = [...Object.keys(written), ...Object.keys(known)]
  for (const [key, value] of Object.entries(known)) all.set(key, value)
  return Object.fromEntries([...new Set(order)].flatMap((key) => (all.has(key) ? [[key, all.get(key)]] : [])))
}

/** An empty field asks for nothing, as if it were not there. */
function isSaid(value: unknown): boolean {
  return value !== null && value !== ''
}

function objectOf(value: unknown): Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Written) : {}
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === value && value !== ''
}
