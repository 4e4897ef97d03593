import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

const migrations = projectFiles().flatMap((path) => /^db\/migrations\/(.+)\.ts$/u.exec(path)?.[1] ?? [])

test('every migration is listed under its own name, in order', () => {
  const entry = readProjectFile('db/migrate.ts')
  const imported = new Map(
    [...entry.matchAll(/^import \* as (\w+) from '\.\/migrations\/(.+)\.ts'$/gmu)].map(([, as, file]) => [
      as,
      file,
    ]),
  )
  const listed = [...entry.matchAll(/^ {2}'(\d{4}-[a-z0-9-]+)': (\w+),$/gmu)]
  expect(migrations.length).toBeGreaterThan(0)
  expect(listed.map(([, name]) => name)).toEqual(migrations)
  expect(listed.map(([, , as]) => imported.get(as))).toEqual(migrations)
})

test('migrations are numbered without a gap', () => {
  const numbers = migrations.map((name) => Number(name.slice(0, 4)))
  expect(numbers).toEqual(migrations.map((_, index) => index + 1))
})
