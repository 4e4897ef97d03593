import type { Strings } from '../strings.ts'

export const tracking: Strings['tracking'] = {
  heading: 'Track a comment',
  about:
    'Enter the code that you got with your comment to see whether it was published, why, and what you can do next.',
  form: {
    code: 'Tracking code',
    hint: 'The code has 18 letters and digits; you got it when you sent your comment. Capitals and hyphens make no difference.',
    submit: 'Look up',
  },
  receiptHeading: 'Comment received',
  receiptLead: 'Thank you. Your comment does not appear at once: a person reads it first.',
  due: {
    pending: 'A decision is due by the end of {day}.',
    appealed: 'The result of the review is due by the end of {day}.',
    overdue:
      'A decision was due by the end of {day}. We apologise for the delay; your comment is still waiting for a moderator.',
    how: 'How this day was counted',
    counted:
      '{n} {n:working day|working days}, counted from the day after {from}. {from} itself is not counted.',
    skipped: 'Days not counted:',
    none: 'There are no days off in between.',
    weekend: '{day}: Saturday or Sunday',
    holiday: '{day}: {name}',
  },
  print: 'To keep this page, use your browser’s Print command to print it or save it as a PDF file.',
  timeline: 'What has happened',
  timelineSteps: {
    submit: 'You sent the comment',
    publish: 'The comment was published',
    reject: 'The comment was not published',
    hide: 'The comment was hidden',
    restore: 'The comment was published again',
    undo: 'The last decision was taken back; the comment is waiting again',
    appeal: 'You asked for a review',
    withdraw: 'You withdrew the comment',
    erase: 'The text and the name were erased',
    answer: '{body} answered',
    correct: '{body} corrected its answer',
  },
  afterAppeal: 'after review by another person',
  corrected: 'After your comment, a figure was corrected:',
  correctedTo: 'see revision {n}',
  see: 'See the comment on the page',
  code: 'Your tracking code',
  keep: 'Copy it, take a screenshot or print this page. If you lose the code, nobody can find it again, not even those who run the site. Anyone who has the code can see where the comment stands and withdraw it, so do not give it to others.',
  targets: { article: 'Article', figure: 'Figure', unit: 'Place' },
  aboutRevision: 'revision {n}',
  submitted: 'Sent',
  reason: 'Reason',
  note: 'Message from the moderator',
  statusLabel: 'Status of the comment',
  whatNext: 'What you can do next',
  nextFinal:
    'Another person has reviewed this decision and upheld it, so it is not reviewed again. You can rewrite your comment and send it as a new one.',
  steps: {
    appeal: 'Ask for a review of the decision',
    appealNote: 'Why you ask for a review (optional)',
    appealHint:
      'At most 500 characters. Only moderators can read it. The review is done by someone other than the person who decided.',
    appealSubmit: 'Send request',
    withdraw: 'Withdraw the comment',
    withdrawHint:
      'A withdrawn comment is no longer shown and cannot be published again. You can still send another comment.',
    withdrawSubmit: 'Withdraw this comment',
  },
  erasure: {
    ask: 'Ask for erasure',
    meaning:
      'The text, the name and all data kept with them will be erased for good. The moderation record will only say that there was a comment. An administrator of the site receives this request and carries it out.',
    submit: 'Send the request for erasure',
    asked: 'You asked for erasure at {time}. This page will tell you when it is done.',
  },
  hash: 'Receipt hash',
  hashHint:
    'This hash is computed from exactly what you wrote and is entered in the moderation record, so nobody can change your words unnoticed. If you want to be able to prove later what you sent, keep the line below as well.',
  hashErased:
    'This hash remains in the moderation record. The text has been erased, so the hash can no longer be computed from it.',
  hashRecipe: {
    heading: 'How to compute the receipt hash',
    how: 'The hash is the SHA-256 (in hexadecimal) of exactly the following line, encoded in UTF-8, without a line break at the end. The line holds, in this order, a random string, the place of the comment, the display name and what you wrote.',
  },
  statuses: {
    pending: {
      label: 'Waiting for a decision',
      meaning: 'Your comment has arrived and is waiting for a moderator to read it.',
      next: 'You need not send it again. Please come back to this page for the result.',
    },
    published: {
      label: 'Published',
      meaning: 'Your comment has been published in your own words.',
      next: 'You can read your comment on the page. You can still withdraw it at any time.',
    },
    rejected: {
      label: 'Not published',
      meaning: 'A moderator read this comment and did not publish it.',
      next: 'You can rewrite it and send it as a new comment. If you think the decision is wrong, you may ask for a review by another person, once for each decision.',
    },
    hidden: {
      label: 'Hidden',
      meaning:
        'The comment was published and is no longer shown. Only the reason for hiding it remains in its place.',
      next: 'You can rewrite it and send it as a new comment. If you think the decision is wrong, you may ask for a review by another person, once for each decision.',
    },
    appealed: {
      label: 'Under review',
      meaning:
        'You asked for a review. Another person, not the one who decided before, is looking at this comment.',
      next: 'There is nothing more you need to do. Please come back to this page for the result.',
    },
    withdrawn: {
      label: 'Withdrawn',
      meaning: 'The comment was withdrawn with the tracking code and is not shown.',
      next: 'If you like, you can send another comment.',
    },
    erased: {
      label: 'Erased',
      meaning:
        'The text and the name were erased for good on request. The moderation record only says that there was a comment.',
      next: 'What was erased cannot be restored. If you like, you can send another comment.',
    },
  },
}
