import { describe, expect, test } from 'vitest'
import { splitFrontMatter } from '../../../src/domain/content/file.ts'
import { parseArticleFile, type Vocabulary } from '../../../src/domain/news/front-matter.ts'

const vocabulary: Vocabulary = {
  categories: ['hoat-dong'],
  units: ['huyen-muong-la'],
  publisher: 'Ban biên tập',
}
const GOOD = `title: Đường mới về bản Nà Ớt
summary: Bản xa nhất của xã đã có đường bê tông vào đến tận nơi.
date: 2022-12-30
category: hoat-dong
sources:
  - title: Bài nguồn
    outlet: Báo Sơn La`

const parse = (frontMatter: string, path = 'news/2022/duong-moi.md', body = 'Nội dung.') =>
  parseArticleFile(splitFrontMatter(path, `---\n${frontMatter}\n---\n${body}`), vocabulary)

test('an article needs few fields; the others have their usual value', () => {
  expect(parse(GOOD)).toMatchObject({
    slug: 'duong-moi',
    article: {
      date: '2022-12-29T17:00:00.000Z',
      districts: [],
      language: 'vi',
      byline: 'Ban biên tập',
      draft: false,
      comments: 'open',
    },
  })
})

describe('a mistake is named by file, field and cause', () => {
  test.each([
    ['a field that is missing', GOOD.replace(/^title.*\n/u, ''), 'trường title: chưa ghi'],
    [
      'a field that is too short',
      GOOD.replace(/title: .*/u, 'title: Ngắn'),
      'trường title: cần ít nhất 10 ký tự',
    ],
    ['a field that is no text', GOOD.replace(/title: .*/u, 'title: 2022'), 'trường title: phải là chữ'],
    ['a misspelt field', `${GOOD}\ntitel: x`, 'trường titel: trường này không có trong mẫu'],
    ['an unknown category', GOOD.replace('hoat-dong', 'hoat-dog'), 'trường category: "hoat-dog" không có'],
    [
      'an unknown district',
      `${GOOD}\ndistricts: [huyen-muong-la, huyen-x]`,
      'trường districts thứ 2: "huyen-x"',
    ],
    [
      'a date that does not exist',
      GOOD.replace('2022-12-30', '2022-02-31'),
      'trường date: "2022-02-31" không phải ngày giờ',
    ],
    [
      'a date in another spelling',
      GOOD.replace('2022-12-30', '30/12/2022'),
      'không phải ngày giờ. Viết như 2022-12-30',
    ],
    [
      'a year that is not the folder',
      GOOD.replace('2022-12-30', '2023-01-01'),
      'năm 2023 không khớp với thư mục 2022',
    ],
    ['an update before the date', `${GOOD}\nupdated: 2022-12-29`, 'trường updated: phải sau date'],
    [
      'no source',
      GOOD.replace(/sources:[\s\S]*/u, 'sources: []'),
      'trường sources: mỗi bài cần ít nhất một nguồn',
    ],
    ['a source without outlet', GOOD.replace(/\n +outlet.*/u, ''), 'trường sources thứ 1 → outlet: chưa ghi'],
    [
      'a source whose address is none',
      `${GOOD}\n    url: javascript:alert(1)`,
      'sources thứ 1 → url: không phải địa chỉ trang',
    ],
    ['a flag that is no flag', `${GOOD}\ndraft: có`, 'trường draft: chỉ nhận true hoặc false'],
    ['a field without a value', GOOD.replace(/title: .*/u, 'title:'), 'trường title: đang để trống'],
    [
      'a cover that is only an address',
      `${GOOD}\ncover: /anh/a.jpg`,
      'trường cover: phải gồm src, alt, width và height',
    ],
    [
      'a cover without its size',
      `${GOOD}\ncover: {src: /a.jpg, alt: Một cây cầu}`,
      'trường cover → width: phải là số nguyên',
    ],
    ['an alias', GOOD.replace(/title: .*/u, 'title: *x'), 'sai cú pháp YAML'],
    ['a field given twice', `${GOOD}\ndate: 2022-12-30`, 'dòng 9: một trường được ghi hai lần'],
    ['broken YAML', GOOD.replace('title: ', 'title: "'), 'sai cú pháp YAML'],
  ])('%s', (_, frontMatter, message) => {
    expect(() => parse(frontMatter)).toThrow(message)
    expect(() => parse(frontMatter)).toThrow('news/2022/duong-moi.md')
  })

  test('several mistakes are all listed', () => {
    expect(() => parse('date: x')).toThrow(/title[\s\S]*summary[\s\S]*date[\s\S]*category[\s\S]*sources/u)
  })

  test.each([
    ['news/duong-moi.md', 'phải nằm trong news/<năm>/<tên-bài>.md'],
    ['news/2022/Đường mới.md', 'tên tệp chỉ gồm chữ thường không dấu'],
  ])('the path %s', (path, message) => {
    expect(() => parse(GOOD, path)).toThrow(message)
  })

  test('no front matter, or no text', () => {
    expect(() => splitFrontMatter('news/2022/a.md', 'Chỉ có chữ')).toThrow('thiếu phần khai báo đầu bài')
    expect(() => parse(GOOD, 'news/2022/a.md', '  ')).toThrow('bài chưa có nội dung')
  })
})
