import type { Strings } from '../strings.ts'
import { errors } from './errors.ts'

const form: Strings['comments']['form'] = {
  heading: 'Send a comment',
  body: 'Your comment',
  limit: '{min} to {max} characters',
  left: '{n}/{max} {n:character|characters} left',
  over: '{n} {n:character|characters} too many',
  name: 'Display name (optional)',
  nameHint: 'If you leave this empty, the comment is signed “Reader”.',
  consentLink: 'Read how personal data is protected',
  submit: 'Send comment',
  sending: 'Sending…',
  draft:
    'Your draft is kept in this browser only, for 30 days at most; on a shared computer, delete it before you leave.',
  dropDraft: 'Delete draft',
  problems: {
    summary: 'Your comment was not sent',
    fields: pickFields(
      '/body too-short',
      '/body too-long',
      '/body no-letters',
      '/displayName too-long',
      '/consent required',
    ),
    network: 'No connection. Your comment is still here; please send it again when you are back online.',
    server:
      'The site has a problem at the moment. Your comment is still here; please send it again in a few minutes.',
    refused: 'The site did not accept this comment. What you wrote is still here.',
    waitSeconds: 'You are sending too fast. Please send it again in {n} {n:second|seconds}.',
    waitMinutes:
      'You have sent several comments in a short time. Please send it again in {n} {n:minute|minutes}.',
  },
}

export const comments: Strings['comments'] = {
  heading: 'Comments',
  anonymous: 'Reader',
  sample: 'Sample comment',
  empty: 'There are no comments yet.',
  feed: { title: 'Comments: {title}', entry: 'Comment by {name}', link: 'Follow the comments (Atom)' },
  write: 'Write a comment',
  previous: 'Earlier comments',
  next: 'Later comments',
  erased: 'The text of this comment was erased.',
  hidden: 'Comment hidden. Reason: {reason}.',
  aboutRevision: 'About revision {n}',
  causedCorrection: 'Corrected after a reader’s comment',
  corrected: 'A figure was corrected after this comment:',
  correctedTo: 'see revision {n}',
  closed: {
    article: 'This article does not take comments.',
    figure: 'This figure does not take comments.',
    unit: 'This page does not take comments.',
  },
  closedWithComments: {
    article: 'This article takes no more comments.',
    figure: 'This figure takes no more comments.',
    unit: 'This page takes no more comments.',
  },
  paused: 'The site is not taking comments for the moment. Please come back later.',
  intro:
    'Comments are read before they are published, within {n} {n:working day|working days}. When you have sent yours, you get a code with which to follow it.',
  rules: 'Comment rules',
  reasons: 'Reasons for not publishing or hiding a comment',
  guide: {
    writing: 'How to write',
    limits:
      'A comment has {min} to {max} characters and is plain text, without pictures or formatting. A name is optional and has at most {name} characters; if you give one, it is shown with the comment.',
    published:
      'A comment to which none of the reasons at the end of this page applies is published, also when it criticises or disagrees with the authorities. Your words are not edited.',
    after: 'After you send it',
    decision:
      'The comment does not appear at once. A person reads it first and decides, within {n} {n:working day|working days}; the day you sent it, weekends and public holidays are not counted.',
    tracking:
      'When you have sent your comment, you get a tracking code. Enter it on the tracking page to see where the comment stands, when a decision is due and how that day was counted.',
    answer:
      'A question that an authority should answer is passed on to it. The answer is due {n} {n:working day|working days} after the comment was published, and stands directly below the comment.',
    refused: 'If it is not published, or hidden',
    hidden:
      'Where a published comment has been hidden, the reason remains in its place. Other readers can use “Report” below a published comment; a moderator looks at it again before deciding.',
    appeal:
      'You may ask for a review with your tracking code, once for each decision. Your request has at most {note} characters. It is not reviewed by the person who decided, and that person too has {n} {n:working day|working days}.',
    withdraw:
      'You can withdraw your comment at any time with the tracking code. A withdrawn comment leaves nothing on the page.',
  },
  consents: {
    heading: 'Versions of the consent text',
    intro:
      'Every comment sent from this site is stored with the version its sender agreed to. A comment sent by another program: that program asks for consent itself, and the site records that there is no version.',
    version: 'Version {version}',
    current: 'in use',
  },
  form,
}

function pickFields(...keys: (keyof typeof errors.field)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, errors.field[key]]))
}
