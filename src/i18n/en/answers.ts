import type { Strings } from '../strings.ts'

/** Words of official answers, for readers. */
export const answers: Strings['answers'] = {
  of: '{body} answered',
  updated: 'corrected {time}',
  awaiting: 'Waiting for an answer from {body}.',
  overdue: 'Overdue.',
  deadline: {
    counted: 'Answer due {due}: {n} {n:working day|working days} after publication on {from}',
    without: ', not counting {days}',
    saturdays: 'Saturdays',
    sundays: 'Sundays',
    holiday: '{name} ({day})',
    and: 'and',
  },
  comment: {
    of: 'About',
    targetGone: '{target} was not found.',
    published: 'Published {time}',
    erased: 'The text of the comment and the answer have been erased.',
  },
  page: {
    title: 'Answer from {body}',
    withdrawnTitle: 'Answer withdrawn',
    withdrawn: 'This answer was withdrawn {time}. Reason: {reason}',
    versions: 'Versions of the answer',
    intro:
      'Every correction is kept together with its reason. Of a withdrawn version only the date, the reason and the hash remain.',
    actions: { publish: 'Answered', correct: 'Corrected', withdraw: 'Answer withdrawn' },
    version: 'Version {n}',
    reason: 'Reason',
    noText: 'The text of this version has been withdrawn.',
    hash: 'Hash',
    current: 'current',
    by: '{name}, {time}',
  },
}
