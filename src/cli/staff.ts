import { parseArgs } from 'node:util'
import { linkAddress } from '../domain/accounts/factor-rules.ts'
import { makeInvitation, makeResetLink } from '../domain/accounts/links.ts'
import { isStaffRole, PASSWORD, STAFF_ROLES } from '../domain/accounts/rules.ts'
import { addStaff, findStaffId, signOutByCommand, type NewStaff } from '../domain/accounts/service.ts'
import type { Context } from '../domain/context.ts'
import { isDomainError } from '../domain/errors.ts'
import { CommandError, UsageError, type Commands, type OpenContext } from './command.ts'
import { readNewPassword } from './password-input.ts'

export const staffCommands: Commands = {
  'staff add': {
    usage: 'staff add --email E --role R [--name N] [--no-totp]',
    summary: `Thêm tài khoản cán bộ; mật khẩu đọc từ đầu vào chuẩn. Vai trò: ${STAFF_ROLES.join(', ')}.`,
    run: add,
  },
  'staff invite': {
    usage: 'staff invite --email E --role R [--name N]',
    summary: 'In ra liên kết dùng một lần để người được mời tự đặt mật khẩu.',
    run: invite,
  },
  'staff reset': {
    usage: 'staff reset --email E [--second-factor]',
    summary: 'In ra liên kết đặt lại mật khẩu; --second-factor thì gỡ cả lớp xác thực thứ hai.',
    needsDatabase: true,
    run: reset,
  },
  'staff sign-out': {
    usage: 'staff sign-out --email E',
    summary: 'Kết thúc mọi phiên làm việc của một tài khoản.',
    needsDatabase: true,
    run: signOut,
  },
}

const NAMED = { email: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } } as const

async function invite(args: string[], open: OpenContext): Promise<number> {
  const { email, role, name = '' } = parseArgs({ args, options: NAMED }).values
  if (email === undefined) throw new UsageError('Thiếu tùy chọn --email.')
  if (role === undefined) throw new UsageError(`Thiếu tùy chọn --role (${STAFF_ROLES.join(', ')}).`)
  const ctx = await open()
  return printLink(
    ctx,
    await explained(makeInvitation(ctx, { email, name, role }, { byCommand: true }), email),
  )
}

async function reset(args: string[], open: OpenContext): Promise<number> {
  const options = { email: { type: 'string' }, 'second-factor': { type: 'boolean', default: false } } as const
  const { email, 'second-factor': secondFactor } = parseArgs({ args, options }).values
  const ctx = await open()
  const id = await requireStaff(ctx, email)
  return printLink(
    ctx,
    await explained(makeResetLink(ctx, id, { secondFactor, byCommand: true }), email ?? ''),
  )
}

async function signOut(args: string[], open: OpenContext): Promise<number> {
  const { email } = parseArgs({ args, options: { email: { type: 'string' } } }).values
  const ctx = await open()
  await signOutByCommand(ctx, await requireStaff(ctx, email))
  process.stdout.write(`Đã kết thúc mọi phiên làm việc của ${email ?? ''}.\n`)
  return 0
}

async function requireStaff(ctx: Context, email: string | undefined): Promise<string> {
  if (email === undefined) throw new UsageError('Thiếu tùy chọn --email.')
  const id = await findStaffId(ctx, email)
  if (id === null) throw new CommandError(`Không có tài khoản với thư điện tử ${email}.`)
  return id
}

function printLink(ctx: Context, token: string): number {
  const href = new URL(linkAddress(token), ctx.config.siteUrl.origin).href
  process.stdout.write(`Liên kết dùng một lần, trong bảy ngày; không hiển thị lại:\n  ${href}\n`)
  return 0
}

async function explained(link: Promise<string>, email: string): Promise<string> {
  try {
    return await link
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (error.code === 'not-found') throw new CommandError(`Tài khoản ${email} đang bị khoá.`)
    throw new CommandError(error.fields.map(({ code }) => FAULTS[code] ?? code).join(' '))
  }
}

async function add(args: string[], open: OpenContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      email: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string' },
      'no-totp': { type: 'boolean', default: false },
    },
  })
  const { email, role, name } = values
  if (email === undefined) throw new UsageError('Thiếu tùy chọn --email.')
  if (role === undefined) throw new UsageError(`Thiếu tùy chọn --role (${STAFF_ROLES.join(', ')}).`)
  if (!isStaffRole(role)) {
    throw new UsageError(`Không có vai trò "${role}". Các vai trò: ${STAFF_ROLES.join(', ')}.`)
  }

  const ctx = await open()
  const totp = !values['no-totp']
  if (!totp && !ctx.config.demo) {
    throw new CommandError(
      '--no-totp chỉ dùng cho bản chạy thử, khi HOST và SITE_URL đều là máy này (localhost). Hãy bỏ tùy chọn này.',
    )
  }
  const password = await readNewPassword()
  const added = await addOrExplain(ctx, {
    email,
    role,
    password,
    totp,
    ...(name === undefined ? {} : { name }),
  })
  process.stdout.write(`Đã thêm tài khoản ${email} (${role}).\n`)
  if (added.totpUri === undefined) return 0
  process.stdout.write(
    `\nThêm vào ứng dụng xác thực ngay bây giờ; mã bí mật này không hiển thị lại:\n` +
      `  ${added.totpUri}\n  Mã bí mật: ${added.totpSecret}\n`,
  )
  return 0
}

const FAULTS: Readonly<Record<string, string>> = {
  'has-account': 'Địa chỉ này đã có tài khoản.',
  unknown: `Không có vai trò này. Các vai trò: ${STAFF_ROLES.join(', ')}.`,
  'not-an-email': 'Địa chỉ thư điện tử không hợp lệ.',
  'too-short': `Mật khẩu phải có ít nhất ${PASSWORD.min} ký tự.`,
  'too-long': `Mật khẩu không được dài quá ${PASSWORD.max} ký tự.`,
  'too-simple': `Mật khẩu quá dễ đoán: cần ít nhất ${PASSWORD.distinct} ký tự khác nhau và không trùng với thư điện tử.`,
}

async function addOrExplain(ctx: Context, staff: NewStaff): ReturnType<typeof addStaff> {
  try {
    return await addStaff(ctx, staff, { byCommand: true })
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (error.code === 'conflict') throw new CommandError(`Đã có tài khoản với thư điện tử ${staff.email}.`)
    throw new CommandError(error.fields.map(({ code }) => FAULTS[code] ?? code).join(' '))
  }
}
