/** What one process counts, in the shape of Prometheus: a family of samples under one name. */
export interface Family {
  name: string
  help: string
  type: 'counter' | 'gauge' | 'histogram'
  samples: Sample[]
  /** What several processes make of it together; unless said otherwise, their sum. */
  together?: 'largest'
}

export interface Sample {
  /** After the family's name: `_bucket`, `_sum`, `_count`; empty for counters and gauges. */
  suffix: string
  labels: Labels
  value: number
}

export type Labels = Readonly<Record<string, string>>

/** Only grows, from the start of the process. */
export interface Counter {
  /** Adds to the sample with these labels: to be kept by whoever adds often. */
  of: (labels: Labels) => (by: number) => void
}

/** How often values fell below each bound. */
export interface Histogram {
  /** Counts a value in the series with these labels: to be kept by whoever counts often. */
  of: (labels: Labels) => (value: number) => void
}

export interface Registry {
  counter: (name: string, help: string) => Counter
  /** @param bounds upper ends of the buckets, growing; everything above falls into the last one, `+Inf` */
  histogram: (name: string, help: string, bounds: readonly number[]) => Histogram
  /** Asked each time somebody reads: what others count already, and what is true at the moment. */
  reader: (read: () => Family[] | Promise<Family[]>) => void
  collect: () => Promise<Family[]>
}

interface Buckets {
  labels: Labels
  /** Values that fell into each bucket alone, not summed up yet. */
  counts: number[]
  sum: number
}

export function createRegistry(): Registry {
  const readers: (() => Family[] | Promise<Family[]>)[] = []
  return {
    counter: (name, help) => {
      const values = new Map<string, Sample>()
      readers.push(() => [{ name, help, type: 'counter', samples: [...values.values()] }])
      return {
        of: (labels) => {
          const key = JSON.stringify(labels)
          const sample = values.get(key) ?? { suffix: '', labels, value: 0 }
          values.set(key, sample)
          return (by) => {
            sample.value += by
          }
        },
      }
    },
    histogram: (name, help, bounds) => {
      const series = new Map<string, Buckets>()
      readers.push(() => [
        {
          name,
          help,
          type: 'histogram',
          samples: [...series.values()].flatMap((one) => summed(one, bounds)),
        },
      ])
      return {
        of: (labels) => {
          const key = JSON.stringify(labels)
          const none = Array.from({ length: bounds.length + 1 }, () => 0)
          const one = series.get(key) ?? { labels, counts: none, sum: 0 }
          series.set(key, one)
          return (value) => {
            const at = bounds.findIndex((bound) => value <= bound)
            const bucket = at === -1 ? bounds.length : at
            one.counts[bucket] = (one.counts[bucket] ?? 0) + 1
            one.sum += value
          }
        },
      }
    },
    reader: (read) => void readers.push(read),
    collect: async () => (await Promise.all(readers.map(async (read) => read()))).flat(),
  }
}

function summed({ labels, counts, sum }: Buckets, bounds: readonly number[]): Sample[] {
  let below = 0
  const buckets = counts.map((count, at): Sample => {
    below += count
    const le = at < bounds.length ? String(bounds[at]) : '+Inf'
    return { suffix: '_bucket', labels: { ...labels, le }, value: below }
  })
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: below }]
}

/** A family with one sample. */
export function single(type: 'counter' | 'gauge', name: string, help: string, value: number): Family {
  return { name, help, type, samples: [{ suffix: '', labels: {}, value }] }
}

/** The families of several processes as one. */
export function merged(processes: readonly (readonly Family[])[]): Family[] {
  const families = new Map<string, Family & { at: Map<string, Sample> }>()
  for (const family of processes.flat()) {
    const known = families.get(family.name) ?? { ...family, samples: [], at: new Map<string, Sample>() }
    families.set(family.name, known)
    for (const sample of family.samples) {
      const key = JSON.stringify([sample.suffix, sample.labels])
      const same = known.at.get(key)
      if (same !== undefined) {
        same.value =
          family.together === 'largest' ? Math.max(same.value, sample.value) : same.value + sample.value
      } else {
        const copy = { ...sample }
        known.at.set(key, copy)
        known.samples.push(copy)
      }
    }
  }
  return [...families.values()].map(({ at: _, ...family }) => family)
}

/** The text that Prometheus reads, version 0.0.4 of its format. */
export function exposition(families: readonly Family[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(
          ({ suffix, labels, value }) => `${name}${suffix}${labelText(labels)} ${numberText(value)}`,
        ),
        '',
      ].join('\n'),
    )
    .join('')
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}
