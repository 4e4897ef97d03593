import { expect, test } from 'vitest'
import { readProjectFile } from '../../fixtures/project-files.ts'

/** First groups of every match, once each, in order of the alphabet. */
function names(path: string, pattern: RegExp): (string | undefined)[] {
  return [...new Set([...readProjectFile(path).matchAll(pattern)].map(([, name]) => name))].sort()
}

const options = names('src/config.ts', /\benv(?:\['|\.)([A-Z][A-Z0-9_]*)/gu)

test('src/config.ts reads options', () => {
  expect(options).toContain('DATABASE_URL')
})

test('.env.example lists each option, and no other', () => {
  expect(names('.env.example', /^(?:# ?)?([A-Z][A-Z0-9_]*)=\S*$/gmu)).toEqual(options)
})

test('the table of options in README.md lists each option, and no other', () => {
  expect(names('README.md', /^\|\s*`([A-Z][A-Z0-9_]*)`\s*\|/gmu)).toEqual(options)
})
