import type { Finding } from '../releases/rules.ts'
import { decodeText } from './text.ts'

/** Everything that it says becomes part of the public record. */
const MAX_BYTES = 1024 * 1024
/** Brackets within brackets. */
const MAX_DEPTH = 32

/** Reads a JSON file that is one object, of a size and a depth that the site can keep. */
export function parseObject(
  bytes: Uint8Array,
): { value: Record<string, unknown>; problem: null } | { value: null; problem: [Finding['type'], string] } {
  if (bytes.length > MAX_BYTES) {
    const message = `Tệp vượt quá ${MAX_BYTES / 1024} KB. Hãy bỏ bớt những gì không phải mô tả của gói.`
    return { value: null, problem: ['too-large', message] }
  }
  const decoded = decodeText(bytes)
  if (decoded.text === null) return { value: null, problem: ['encoding-error', decoded.message] }
  try {
    const value: unknown = JSON.parse(decoded.text)
    if (isDeeper(value, MAX_DEPTH)) {
      return { value: null, problem: ['package-error', 'Tệp có quá nhiều tầng ngoặc lồng nhau.'] }
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown>, problem: null }
    }
    return {
      value: null,
      problem: ['package-error', 'Tệp phải là một đối tượng JSON, đặt trong dấu { và }.'],
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : ''
    const message = `Tệp không đúng cú pháp JSON, thường do thiếu hoặc thừa một dấu phẩy, dấu nháy (${cause}).`
    return { value: null, problem: ['package-error', message] }
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}
