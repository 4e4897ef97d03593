// Plain JavaScript, in words that an old Node understands: it has to get far enough to say what is wrong.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

// From 22.18 on Node runs TypeScript itself, and the database driver runs on it.
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Cần Node 22.18 trở lên, máy đang chạy Node ${process.versions.node}.\n` +
      'Hãy chạy: npm ci && npm start  (lệnh này dùng bản Node được cài cùng dự án).',
  )
  process.exit(1)
}
await import('./main.ts')
