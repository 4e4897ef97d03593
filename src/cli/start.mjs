/* Plain JavaScript that every Node understands: an old one gets a sentence here instead of a syntax error. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./admin.ts')
} else {
  process.stderr.write(
    `Cần Node.js từ 22.18 trở lên, máy đang dùng ${process.versions.node}. Hãy chạy "npm ci" rồi "npm run admin".\n`,
  )
  process.exitCode = 1
}
