/**
 * Puts values into a text: `fill('Còn {n} ký tự', { n: 5 })`. `{n:word|words}` is the word for one, or for any other
 * number, of what `n` counts. A placeholder without a value stays as it is.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string, one?: string, more?: string) => {
    const value = values[name]
    if (value === undefined) return placeholder
    return String(one === undefined ? value : String(value) === '1' ? one : more)
  })
}

const PLACEHOLDER = /\{(\w+)(?::([^{|}]*)\|([^{|}]*))?\}/gu
