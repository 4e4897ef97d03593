import type { Strings } from '../strings.ts'

export const notices: Strings['notices'] = {
  form: {
    heading: 'Get notices by email',
    intro:
      'When there is a decision or an answer, the site sends an email to this address. The address is used for nothing else.',
    email: 'Email address',
    submit: 'Send a confirmation email',
    unconfirmed:
      'The site has sent an email to the address you gave. Please open the link in it to confirm; if you cannot find it, look in your spam folder or enter the address again.',
    confirmed: 'The site will send you an email when there is a decision or an answer.',
    stop: 'Stop the emails',
  },
  link: {
    confirmHeading: 'Confirm that you want notices',
    confirmLead: 'You will get an email when there is a decision on your comment or an answer to it.',
    confirm: 'I want these emails',
    stopHeading: 'Stop the notices',
    stopLead: 'The site will delete your email address and send no more emails. Your comment stays as it is.',
    stop: 'Stop the emails',
    stoppedHeading: 'Notices stopped',
    stoppedLead: 'Your email address has been deleted.',
    unknownHeading: 'This link no longer works',
    unknownLead:
      'The link has expired, or you have stopped the emails. You can still follow your comment with the tracking code.',
    track: 'Track a comment',
  },
  mail: {
    confirmSubject: 'Confirm that you want notices about a comment',
    confirm:
      'Someone asked for notices about a comment on the site {site} to be sent to this address.\n\nIf it was you, please open this link within {n} {n:day|days} to confirm:\n{url}\n\nIf it was not you, please ignore this email; the site will send no more.',
    stepSubject: 'There is a decision on your comment',
    steps: {
      published: 'Your comment has been published.',
      rejected: 'Your comment has not been published.',
      hidden: 'Your comment was published and has now been hidden.',
      pending: 'Your comment is waiting for a new decision.',
      appealed: 'Your request for a review is being considered.',
    },
    about: 'Comment sent {time}, about “{title}”.',
    aboutGone: 'Comment sent {time}.',
    reason: 'Reason: {label}. {explanation}',
    note: 'Message from the moderator: {note}',
    appeal:
      'If you disagree, you may ask for a review by another person, once for each decision, on the tracking page.',
    answerSubject: 'There is an answer to your comment',
    answer: 'The authority has answered your comment, or corrected its answer.',
    track: 'See it here:\n{url}',
    keep: 'The link above contains your tracking code; please do not forward this email.',
    stop: 'Stop the emails:\n{url}',
  },
}
