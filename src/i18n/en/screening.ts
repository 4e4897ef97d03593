import type { Strings } from '../strings.ts'

export const screening: Strings['screening'] = {
  confirm: {
    heading: 'Confirm your comment',
    why: 'Many comments are arriving at the moment, so the site asks you for one more step. What you wrote is still below.',
    body: 'Your comment',
    name: 'Display name (optional)',
    tick: 'I wrote this comment myself and want to send it',
    submit: 'Send comment',
  },
}
