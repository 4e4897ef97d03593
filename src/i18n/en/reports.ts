import type { Strings } from '../strings.ts'

/** Words of reporting a published comment, for the reader who reports. */
export const reports: Strings['reports'] = {
  link: 'Report',
  heading: 'Report a comment',
  intro:
    'When you report a comment, a moderator looks at it again. A comment is hidden only if it breaks the rules; disagreeing with an opinion is not enough.',
  rules: 'Comment rules',
  comment: 'Comment reported',
  on: 'On the page',
  form: {
    reason: 'What is wrong with the comment?',
    note: 'Say more (optional)',
    noteHint:
      'At most {n} characters. Only moderators can read it. Please give no personal information of anyone.',
    submit: 'Send report',
    problem: 'Your report was not sent',
  },
  received: {
    heading: 'Report received',
    lead: 'Thank you. A moderator will look at the comment again.',
    more: 'If the comment breaks the rules, its text is hidden and the reason is given in its place. If not, it stays as it is. The site does not ask who reports, so it cannot answer each person.',
    back: 'To the home page',
  },
}
