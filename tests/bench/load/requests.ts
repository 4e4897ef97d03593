/** A request for a page, as a browser sends it. */
export function getRequest(port: number, path: string): string {
  return lines(`GET ${path} HTTP/1.1`, port, {
    accept: 'text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8',
    'accept-encoding': 'gzip, deflate, br',
  })
}

/** A request with a JSON body. */
export function postRequest(
  port: number,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): string {
  const text = JSON.stringify(body)
  const own = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }
  return lines(`POST ${path} HTTP/1.1`, port, { ...own, ...headers }) + text
}

function lines(first: string, port: number, headers: Readonly<Record<string, string>>): string {
  const named = Object.entries({ host: `localhost:${port}`, ...headers })
  return `${[first, ...named.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`
}
