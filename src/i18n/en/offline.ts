import type { Strings } from '../strings.ts'

/** Over a page that was kept. The worker behind the pages takes these words alone. */
export const savedWords: Strings['offline']['saved'] = {
  offline: 'Copy saved at {time}; you are offline.',
  slow: 'Copy saved at {time}; the connection is too slow to load a new one.',
}

/** On a comment that was written without a connection. */
export const outboxWords: Strings['offline']['outbox'] = {
  heading: 'Comments waiting to be sent',
  waiting: 'Your comment is waiting for a connection',
  waitingHint:
    'It stays in this browser and is sent once, by itself, when the connection returns. There is no need to write it again.',
  sending: 'Sending your comment…',
  stale: 'It is not known whether your comment arrived',
  staleHint: 'The last attempt had no answer and was too long ago. Sent again, it may arrive twice.',
  sent: 'Your comment was sent at {time}',
  code: 'Tracking code:',
  codeHint: 'Write this code down, then close this note, above all on a shared computer.',
  refused: 'The site did not take this comment',
  confirm: 'The browser could not complete the confirmation. Choose “Edit” and send it again.',
  written: 'Written at {time}',
  send: 'Send now',
  again: 'Send again',
  edit: 'Edit',
  occupied: 'There is other text in the comment field. Send or delete it before you edit this one.',
  cancel: 'Discard comment',
  close: 'Close',
}

/** What browsers say themselves where there is no connection; their scripts bring both languages along. */
export const offline: Strings['offline'] = {
  saved: savedWords,
  page: {
    title: 'Reading without a connection',
    lead: 'This site keeps the pages you have read in your browser, so that they open without a connection.',
    rules:
      'Kept: articles, places, results, funding and the standing pages; 60 pages at most, each for 30 days at most after it was last read; the oldest go first. Never kept: tracking codes, receipts of comments, searches and the staff area.',
    missing:
      'The page you opened was not saved, and there is no connection now. You can read the saved pages below.',
    list: 'Saved pages',
    empty: 'No page has been saved yet.',
    unable: 'This browser saves no pages, or cannot run the script that does.',
    clear: 'Delete the saved pages',
    cleared: 'Deleted.',
    own: {
      heading: 'Comments in this browser',
      held: 'Drafts: {drafts}. Comments that wait or still show their tracking code: {waiting}.',
      empty: 'There are no drafts, waiting comments or tracking codes.',
      unable: 'This browser keeps no comments, or cannot run the script of this page.',
      hint: 'On a shared device, delete them before you leave. Comments not yet sent are lost, and tracking codes cannot be had again.',
      clear: 'Delete drafts, waiting comments and tracking codes',
    },
  },
  outbox: outboxWords,
}
