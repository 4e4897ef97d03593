import { createHmac } from 'node:crypto'
import type { Transporter } from 'nodemailer'
import type { Context } from '../domain/context.ts'
import { ReceiverError, type Carriers, type WebhookMessage } from '../domain/notices/delivery.ts'
import { composeMail } from '../i18n/mails.ts'

/** A receiver that takes longer is tried again later. */
const TIMEOUT_MS = 10_000

/** Mail over SMTP and signed webhooks, as the settings have them. */
export function openCarriers({ config, site }: Context): Carriers & { close: () => void } {
  const transport = config.mail === null ? null : openTransport(config.mail.url)
  return {
    mail: async (id, notice) => {
      if (transport === null || config.mail === null) throw new Error('SMTP_URL is not set')
      const { name } = site.settings
      const { to, ...message } = composeMail(notice, name, 'vi')
      await (
        await transport
      ).sendMail({
        ...message,
        // As an object: read from text, comments and groups in it could name somebody else.
        to: { name: '', address: to },
        from: { name, address: config.mail.from },
        // The same for every attempt, so that a receiver can tell a repeated mail.
        messageId: `<${id}@${config.siteUrl.hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    webhook: (message) => post(message, config.webhooks?.secret ?? '', new Date()),
    close: () => {
      void transport?.then((opened) => {
        opened.close()
      })
    },
  }
}

/** The package is loaded only where the site sends mail. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Nothing is read from files or fetched, whatever a notice holds.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** Headers and signature as standardwebhooks.com has them. @throws Error where the receiver does not take it */
async function post({ id, url, type, event }: WebhookMessage, secret: string, now: Date): Promise<void> {
  const body = JSON.stringify({ type, timestamp: event.at, data: event })
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${sign(secret, `${id}.${timestamp}.${body}`)}`,
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await response.body?.cancel()
  if (!response.ok) throw new ReceiverError(response.status)
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64')
}
