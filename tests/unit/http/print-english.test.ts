import { describe, expect, test } from 'vitest'
import { inEnglish, markVietnamese, turnToEnglish } from '../../../src/http/print-english.ts'

const ORIGIN = 'https://sonla.example'
const turned = (markup: string): string => turnToEnglish(markup, ORIGIN)

describe('links of an English page', () => {
  test.each([
    ['<a href="/tin-tuc/">', '<a href="/en/tin-tuc/">'],
    ["<a class='x' href='/tin-tuc/?trang=2#dau'>", "<a class='x' href='/en/tin-tuc/?trang=2#dau'>"],
    [`<a href="${ORIGIN}/so-lieu/x">`, `<a href="${ORIGIN}/en/so-lieu/x">`],
    [`<link rel="canonical" href="${ORIGIN}/">`, `<link rel="canonical" href="${ORIGIN}/en/">`],
    [
      `<meta property="og:url" content="${ORIGIN}/tin-tuc/">`,
      `<meta property="og:url" content="${ORIGIN}/en/tin-tuc/">`,
    ],
    ['<form method="post" action="/tra-cuu/">', '<form method="post" action="/en/tra-cuu/">'],
    ['<button formaction="/tra-cuu/">', '<button formaction="/en/tra-cuu/">'],
    ['<img src="/ket-qua/x.png" alt="">', '<img src="/en/ket-qua/x.png" alt="">'],
    [
      '<img srcset="/ket-qua/x.png 1x, /ket-qua/y.png 2x" alt="">',
      '<img srcset="/en/ket-qua/x.png 1x, /en/ket-qua/y.png 2x" alt="">',
    ],
    ['<a href="/en/tin-tuc/">', '<a href="/en/tin-tuc/">'],
  ])('%s stay in English', (markup, result) => {
    expect(turned(markup)).toBe(result)
  })

  test.each([
    '<a href="https://sonla.example.evil/tin-tuc/">',
    '<a href="https://other.example/tin-tuc/">',
    '<a href="//other.example/tin-tuc/">',
    '<a href="#noi-dung">',
    '<a href="?trang=2">',
    '<a href="/api/v1/openapi.json">',
    '<img src="/anh/nha.avif" alt="">',
    '<link rel="stylesheet" href="/_astro/reading.css">',
    '<script type="module" src="/_astro/x.js"></script>',
    `<link rel="alternate" hreflang="vi" href="${ORIGIN}/tin-tuc/">`,
    '<a href="/tin-tuc/" hreflang="vi" lang="vi">Tiếng Việt</a>',
    `<a href="${ORIGIN}/tin-tuc/" rel="ugc nofollow noopener">`,
    `<meta name="description" content="${ORIGIN}/tin-tuc/">`,
    '<input name="address" value="/tin-tuc/">',
    '<p>See href="/tin-tuc/" and /tin-tuc/</p>',
    '<!-- <a href="/tin-tuc/"> -->',
    '<script>const a = \'<a href="/tin-tuc/">\'</script>',
    '<script type="application/ld+json">{"url":"/tin-tuc/","text":"<a href=\\"/tin-tuc/\\">"}</script>',
    '<textarea name="body"><a href="/tin-tuc/"></textarea>',
    '<title>href="/tin-tuc/"</title>',
    '<p title=\'a href="/tin-tuc/"\' data-x=" href=/tin-tuc/ ">',
    '<astro-island props="{&quot;href&quot;:&quot;/tin-tuc/&quot;}">',
  ])('%s are left as they are', (markup) => {
    expect(turned(markup)).toBe(markup)
  })

  test('are turned once, however often a page is printed', () => {
    const markup = '<a href="/tin-tuc/">x</a><form action="/tra-cuu/"></form>'
    expect(turned(turned(markup))).toBe(turned(markup))
  })
})

describe('what is Vietnamese on an English page', () => {
  const body = (content: string): string =>
    `<html lang="en"><head><title>Kết quả</title></head><body>${content}</body></html>`

  test.each([
    ['<p>Source: Số liệu của tỉnh</p>', '<p>Source: <span lang="vi">Số liệu của tỉnh</span></p>'],
    ['<p><b>Nguồn</b> <br>của tỉnh</p>', '<p><b>Nguồn</b> <br><span lang="vi">của tỉnh</span></p>'],
    ['<p>A</p>\n  Số liệu của tỉnh\n', '<p>A</p>\n  <span lang="vi">Số liệu của tỉnh</span>\n'],
    [
      '<div class="comment-text" data-x><p>Cảm ơn các bạn<br>rất nhiều</p></div>',
      '<div class="comment-text" data-x lang="vi"><p>Cảm ơn các bạn<br>rất nhiều</p></div>',
    ],
  ])('is marked in %s', (content, result) => {
    expect(markVietnamese(body(content))).toBe(body(result))
  })

  test.each([
    '<p lang="vi">Số liệu <b>của tỉnh</b></p>',
    '<option>số liệu của tỉnh</option>',
    '<textarea>số liệu của tỉnh</textarea>',
    '<script>const a = "số liệu của tỉnh"</script>',
    '<p title="số liệu của tỉnh">Mường La district</p>',
    '<div class="comment-text"><p>Thank you, Mường La</p></div>',
    '<pre>số liệu của tỉnh</pre>',
  ])('%s stays as it is', (content) => {
    expect(markVietnamese(body(content))).toBe(body(content))
  })

  test('is marked again after an element that says its own language', () => {
    expect(markVietnamese(body('<p lang="vi">của tỉnh</p><p>của tỉnh</p>'))).toBe(
      body('<p lang="vi">của tỉnh</p><p><span lang="vi">của tỉnh</span></p>'),
    )
  })
})

test('an answer that leads elsewhere leads there in English; one of another site or of staff does not change', async () => {
  const to = async (location: string): Promise<string | null> =>
    (await inEnglish(new Response(null, { status: 303, headers: { location } }), ORIGIN)).headers.get(
      'location',
    )
  expect(await to('/tra-cuu/ABC#nhan-thu')).toBe('/en/tra-cuu/ABC#nhan-thu')
  expect(await to('?xong=1')).toBe('?xong=1')
  expect(await to('/quan-tri/')).toBe('/quan-tri/')
  expect(await to('https://other.example/x')).toBe('https://other.example/x')
})

test('files are handed on byte for byte', async () => {
  const csv = new Response('a,"<a href=""/tin-tuc/"">"', { headers: { 'content-type': 'text/csv' } })
  expect(await (await inEnglish(csv, ORIGIN)).text()).toBe('a,"<a href=""/tin-tuc/"">"')
})
