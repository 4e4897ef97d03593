import { expect, test } from 'vitest'
import { renderMarkdown } from '../../../src/domain/content/markdown.ts'
import type { ArticleContent } from '../../../src/domain/versions/rules.ts'
import { blocksOf, blocksOfHtml, isSameText, numbersDiffer } from '../../../src/domain/versions/text-rules.ts'

const base: ArticleContent = {
  title: 'Sơn La hỗ trợ 2.213 căn nhà',
  summary: 'Một câu.',
  byline: 'Ban biên tập',
  language: 'vi',
  cover: null,
  bodyHtml: '<p>Tỷ lệ hộ nghèo là 17,83 %.</p>',
  figures: [],
  sources: [{ title: 'Báo cáo', outlet: 'Sở' }],
}
const of = (markdown: string): ArticleContent => ({ ...base, bodyHtml: renderMarkdown(markdown) })

test('the words of an article are read block by block, with links and pictures', () => {
  expect(
    blocksOfHtml(
      renderMarkdown(
        '## Tiền\n\nĐọc [bảng](/kinh-phi/?a=1&b=2) **này** & kia.\n\n- một\n- hai\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n![cầu](/cau.jpg)',
      ),
    ),
  ).toEqual([
    'Tiền',
    'Đọc bảng ‹/kinh-phi/?a=1&b=2› này & kia.',
    'một',
    'hai',
    'a | b',
    '1 | 2',
    'cầu ‹/cau.jpg›',
  ])
})

test.each([
  ['emphasis spelt otherwise', '*một* và __hai__', '_một_ và **hai**'],
  ['lines broken elsewhere', 'một\nhai ba', 'một hai\nba'],
  ['another list sign', '- một\n- hai', '* một\n* hai'],
  ['a heading of another level', '## Tiền', '### Tiền'],
  ['composed and decomposed letters', 'nghèo', 'nghèo'.normalize('NFD')],
])('%s is the same text', (_, one, other) => {
  expect(isSameText(of(one), of(other))).toBe(true)
})

test.each([
  ['a word', 'một hai', 'một ba'],
  ['where a link leads', '[một](/a/)', '[một](/b/)'],
  ['what a picture shows', '![một](/a.jpg)', '![hai](/a.jpg)'],
  ['two paragraphs instead of one', 'một hai', 'một\n\nhai'],
])('%s makes another text', (_, one, other) => {
  expect(isSameText(of(one), of(other))).toBe(false)
})

test.each<[string, Partial<ArticleContent>]>([
  ['title', { title: 'Khác' }],
  ['summary', { summary: 'Khác.' }],
  ['byline', { byline: 'Khác' }],
  ['language', { language: 'en' }],
  ['figures', { figures: ['ty-le-ho-ngheo_son-la_2022'] }],
  ['sources', { sources: [{ title: 'Báo cáo', outlet: 'Sở', number: '12' }] }],
  ['cover', { cover: { src: '/a.jpg', alt: 'Cây cầu', width: 9, height: 6 } }],
])('another %s makes another text', (_, change) => {
  expect(isSameText(base, { ...base, ...change })).toBe(false)
})

test('the same sources with the fields in another order are the same', () => {
  const sources = [{ outlet: 'Sở', title: 'Báo cáo' }]
  expect(blocksOf({ ...base, sources })).toEqual(blocksOf(base))
})

test.each([
  ['17,83 %', '17,38 %', true],
  ['năm 2022 và 2023', 'năm 2023 và 2022', false],
  ['ba nhà', 'bốn nhà', false],
  ['2.213 nhà', '2213 nhà', true],
  ['1 và 1', '1', true],
])('the numbers of "%s" and "%s" differ: %s', (one, other, differ) => {
  expect(numbersDiffer(of(one), of(other))).toBe(differ)
})
