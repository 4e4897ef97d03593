import { disableStaff, enableStaff } from '../domain/accounts/disabling.ts'
import { addStaff, replacePassword } from '../domain/accounts/service.ts'
import { submitComment } from '../domain/comments/submitting.ts'
import type { Context, StaffContext } from '../domain/context.ts'
import { isDomainError } from '../domain/errors.ts'
import type { Action, Reason } from '../domain/moderation/rules.ts'
import { decide, listQueue } from '../domain/moderation/service.ts'
import { articleTarget } from '../domain/news/rules.ts'

/** Printed at every start of a demonstration, so that someone who tries the site can moderate. */
export interface DemoAccount {
  email: string
  password: string
}

const EMAIL = 'demo@localhost'
const NAME = 'Tài khoản dùng thử'

interface SampleComment {
  article: string
  name: string | null
  body: string
  /** Left in the queue where nothing is decided. */
  decision?: { action: Action; reason?: Reason; note?: string }
}

const HOUSES = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const RATES = 'doc-ty-le-ho-ngheo-son-la-2021-2024'
const COMMUNES = '75-xa-phuong-moi-va-cach-doc-so-lieu-cap-huyen'
const publish = { action: 'publish' } as const

/** Written for the demonstration; marked as samples wherever they are shown. */
const SAMPLES: readonly SampleComment[] = [
  {
    article: HOUSES,
    name: 'Hoa',
    body: 'Bài nói rõ đề án của tỉnh khác với Dự án 5, trước nay tôi vẫn nhầm hai khoản này.',
    decision: publish,
  },
  {
    article: HOUSES,
    name: 'Thắng',
    body: 'Đề nghị công bố thêm số nhà theo từng huyện.\n\nCó số theo xã thì bà con dễ đối chiếu hơn.',
    decision: publish,
  },
  {
    article: HOUSES,
    name: null,
    body: 'Con số hơn 156 tỷ đồng gồm những nguồn nào, đã tính công góp của dòng họ, bản làng chưa?',
    decision: publish,
  },
  {
    article: HOUSES,
    name: 'Minh',
    body: 'Nhận thi công nhà lắp ghép giá rẻ, ai cần nhắn tôi.',
    decision: { action: 'reject', reason: 'advertising' },
  },
  {
    article: RATES,
    name: 'Lan',
    body: 'Nhờ trang giải thích giúp: hộ vừa thoát nghèo năm nay thì năm sau còn được hỗ trợ không?',
  },
  {
    article: HOUSES,
    name: 'Dũng',
    body: 'Điểm thông tin ở bưu điện xã có được lắp thêm máy cho bà con tra cứu không?',
  },
  {
    article: COMMUNES,
    name: 'Hương',
    body: 'Xã tôi mới nhập, muốn xem số liệu cũ thì tìm theo tên huyện hay tên xã?',
  },
]

/** Gives an empty database sample comments, and the demonstration's account a new random password. */
export async function prepareDemo(context: Context): Promise<DemoAccount> {
  const password = Buffer.from(context.randomBytes(12)).toString('base64url')
  const added = await addAccount(context, password)
  if (added !== null)
    await addSamples({ ...context, staff: { id: added, email: EMAIL, name: NAME, role: 'admin' } })
  else {
    await replacePassword(context, EMAIL, password)
    await enableStaff(context, EMAIL)
  }
  return { email: EMAIL, password }
}

/** A database that was tried out may go public: nobody signs in with the demonstration's account any more. */
export async function retireDemo(context: Context): Promise<null> {
  await disableStaff(context, EMAIL)
  return null
}

async function addAccount(context: Context, password: string): Promise<string | null> {
  try {
    return (await addStaff(context, { email: EMAIL, name: NAME, role: 'admin', password, totp: false })).id
  } catch (error) {
    if (isDomainError(error) && error.code === 'conflict') return null
    throw error
  }
}

async function addSamples(ctx: StaffContext): Promise<void> {
  const client = { address: '', userAgent: '' }
  for (const sample of SAMPLES) {
    const submission = {
      target: articleTarget(sample.article),
      body: sample.body,
      displayName: sample.name,
      consent: null,
      sample: true,
    }
    try {
      await submitComment(ctx, submission, { client, idempotencyKey: null, from: 'api' })
    } catch (error) {
      // The office may have removed or closed an article that a sample speaks about.
      if (isDomainError(error) && (error.code === 'not-found' || error.code === 'comments-closed')) continue
      throw error
    }
    if (sample.decision !== undefined) await decideOnNewest(ctx, sample.body, sample.decision)
  }
}

async function decideOnNewest(
  ctx: StaffContext,
  body: string,
  decision: NonNullable<SampleComment['decision']>,
): Promise<void> {
  const { items } = await listQueue(ctx, 'pending', { limit: 100, after: null })
  const entry = items.find((item) => item.body === body)
  if (entry === undefined) return
  const { action, reason = null, note = null } = decision
  await decide(ctx, { commentId: entry.id, revision: entry.revision, action, reason, note })
}
