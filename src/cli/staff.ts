import { parseArgs } from 'node:util'
import { isStaffRole, PASSWORD, STAFF_ROLES } from '../domain/accounts/rules.ts'
import { addStaff, type NewStaff } from '../domain/accounts/service.ts'
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
  'not-an-email': 'Địa chỉ thư điện tử không hợp lệ.',
  'too-short': `Mật khẩu phải có ít nhất ${PASSWORD.min} ký tự.`,
  'too-long': `Mật khẩu không được dài quá ${PASSWORD.max} ký tự.`,
  'too-simple': `Mật khẩu quá dễ đoán: cần ít nhất ${PASSWORD.distinct} ký tự khác nhau và không trùng với thư điện tử.`,
}

async function addOrExplain(ctx: Context, staff: NewStaff): ReturnType<typeof addStaff> {
  try {
    return await addStaff(ctx, staff)
  } catch (error) {
    if (!isDomainError(error)) throw error
    if (error.code === 'conflict') throw new CommandError(`Đã có tài khoản với thư điện tử ${staff.email}.`)
    throw new CommandError(error.fields.map(({ code }) => FAULTS[code] ?? code).join(' '))
  }
}
