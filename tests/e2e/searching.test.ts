import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { DESKTOP, navigate, openPage } from '../fixtures/pages.ts'
import { readingSite } from '../fixtures/reading-site.ts'

const site = readingSite()
let browser: Browser

beforeAll(async () => {
  browser = await sharedBrowser()
})

describe('a reader without JavaScript', () => {
  test('searches from the top of any page, narrows, and opens what was found', async () => {
    const { page, complaints, close } = await openPage(browser, site.url, {
      javaScriptEnabled: false,
      viewport: DESKTOP,
    })
    await page.goto('/tin-tuc/')
    await page.locator('header input').fill('ty le ho ngheo')
    await navigate(page, () => page.locator('header').getByRole('button', { name: 'Tìm kiếm' }).click())
    expect(page.url()).toBe(`${site.url}/tim-kiem?q=ty+le+ho+ngheo`)
    expect(await page.locator('main mark').first().textContent()).toBe('Tỷ lệ hộ nghèo')
    await navigate(page, () =>
      page
        .locator('main')
        .getByRole('link', { name: /^Số liệu/u })
        .click(),
    )
    await navigate(page, () => page.locator('main').getByRole('link', { name: '2022', exact: true }).click())
    expect(new URL(page.url()).search).toBe('?q=ty+le+ho+ngheo&loai=so-lieu&nam=2022')
    expect(await page.locator('main ol > li').first().textContent()).toContain('17,83')
    await navigate(page, () => page.locator('main ol a').first().click())
    expect(new URL(page.url()).pathname).toBe('/so-lieu/ty-le-ho-ngheo_son-la_2022')
    expect(complaints).toEqual([])
    await close()
  })

  test('gets from a phone to the field, is told what was searched instead, and can insist', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto('/')
    await navigate(page, () => page.locator('header').getByRole('button', { name: 'Tìm kiếm' }).click())
    await page.getByLabel('Từ cần tìm').last().fill('moc chua')
    await navigate(page, () => page.locator('main').getByRole('button', { name: 'Tìm kiếm' }).click())
    expect(await page.locator('main').textContent()).toContain('kết quả cho “mộc châu”')
    expect(await page.locator('main ol a').first().textContent()).toContain('Mộc Châu')
    await navigate(page, () => page.getByRole('link', { name: 'Tìm đúng “moc chua”' }).click())
    expect(page.url()).toContain('nguyen-van=1')
    await close()
  })

  test('finds the field where an address leads nowhere', async () => {
    const { page, close } = await openPage(browser, site.url, { javaScriptEnabled: false })
    await page.goto('/khong-co/')
    await page.locator('main').getByLabel('Từ cần tìm').fill('Mường La')
    await navigate(page, () => page.locator('main').getByRole('button', { name: 'Tìm kiếm' }).click())
    expect(await page.locator('main ol a').first().textContent()).toContain('Huyện Mường La')
    await close()
  })
})

test('titles are offered while someone types, and the keyboard opens one', async () => {
  const { page, complaints, close } = await openPage(browser, site.url)
  await page.goto('/tim-kiem')
  const field = page.getByRole('combobox', { name: 'Từ cần tìm' })
  await field.pressSequentially('muong l')
  await page.getByRole('option').first().waitFor()
  expect(await field.getAttribute('aria-expanded')).toBe('true')
  expect(await field.inputValue()).toBe('muong l')
  await page.keyboard.press('ArrowDown')
  expect(await field.getAttribute('aria-activedescendant')).toBe('tim-goi-y-0')
  await page.keyboard.press('Escape')
  expect(await page.getByRole('option').count()).toBe(0)
  await field.pressSequentially('a')
  await page.getByRole('option', { name: 'Huyện Mường La đơn vị cũ', exact: true }).waitFor()
  await page.keyboard.press('ArrowDown')
  await navigate(page, () => page.keyboard.press('Enter'))
  expect(new URL(page.url()).pathname).toBe('/dia-phuong/huyen-muong-la/')
  expect(complaints).toEqual([])
  await close()
})

test('units of one name are offered with what tells them apart', async () => {
  const response = await fetch(`${site.url}/api/v1/search/suggestions?q=van+ho`)
  const { items } = (await response.json()) as {
    items: { title: string; label: string; note: string | null }[]
  }
  expect(items.slice(0, 3).map(({ title, label, note }) => [title, label, note])).toEqual([
    ['Huyện Vân Hồ', 'Địa phương', 'đơn vị cũ'],
    ['Xã Vân Hồ', 'Địa phương', null],
    ['Xã Vân Hồ', 'Địa phương', 'đơn vị cũ, huyện Vân Hồ'],
  ])
})

test('what cannot be searched is said, and what was typed stays', async () => {
  const long = 'nhà '.repeat(60)
  for (const [q, words] of [
    ['a', 'hai ký tự'],
    ['?!', 'chữ hoặc số'],
    [long, '200 ký tự'],
  ] as const) {
    const response = await fetch(`${site.url}/tim-kiem?${new URLSearchParams({ q }).toString()}`)
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(words)
    expect(html).toContain('aria-invalid="true"')
  }
})

test('markup that is searched for is text', async () => {
  const { page, complaints, close } = await openPage(browser, site.url)
  await page.goto(`/tim-kiem?q=${encodeURIComponent('"><script>alert(1)</script><b>nhà')}`)
  expect(await page.locator('main script:not([src]), main b').count()).toBe(0)
  expect(await page.getByRole('combobox').inputValue()).toBe('"><script>alert(1)</script><b>nhà')
  expect(complaints).toEqual([])
  await close()
})

test('a search is never kept by anyone nor listed by others, and has no slash', async () => {
  for (const path of [
    '/tim-kiem?q=nha',
    '/tim-kiem.atom?q=nha',
    '/tim-kiem.json?q=nha',
    '/en/tim-kiem?q=house',
  ]) {
    const response = await fetch(site.url + path)
    expect([path, response.status]).toEqual([path, 200])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    if (isPage) expect(await response.text()).toContain('<meta name="robots" content="noindex"')
    else expect(response.headers.get('x-robots-tag')).toBe('noindex')
  }
  const slash = await fetch(`${site.url}/tim-kiem/?q=nha`, { redirect: 'manual' })
  expect([slash.status, slash.headers.get('location')]).toEqual([308, '/tim-kiem?q=nha'])
})

test('the API finds the same, page by page, and says what is wrong with a search', async () => {
  const first = await fetch(`${site.url}/api/v1/search?q=ho+ngheo&limit=5`)
  const { items, next, count } = (await first.json()) as {
    items: { kind: string; id: string }[]
    next: string
    count: number
  }
  expect(items).toHaveLength(5)
  expect(items[0]).toMatchObject({ kind: 'indicator', id: 'ty-le-ho-ngheo' })
  const second = await fetch(`${site.url}/api/v1/search?q=ho+ngheo&limit=5&after=${next}`)
  const more = (await second.json()) as { items: { id: string }[]; count: number }
  expect(more.count).toBe(count)
  expect(more.items.map(({ id }) => id)).not.toContain(items[0]?.id)
  for (const [query, code] of [
    ['', 'required'],
    ['?q=a', 'too-short'],
    ['?q=%21', 'no-letters'],
    ['?q=nha&kind=x', 'unknown'],
  ] as const) {
    const refused = await fetch(`${site.url}/api/v1/search${query}`)
    expect([query, refused.status]).toEqual([query, 422])
    const { errors } = (await refused.json()) as { errors: { code: string }[] }
    expect(errors[0]?.code).toBe(code)
  }
})
