/** The current state of the answer to one comment; how it came to be is in `answer_event`. */
export interface OfficialAnswerTable {
  comment_id: string
  /** Grows by one with every event; whoever changes the answer names the revision they saw. */
  revision: number
  /** The last event. */
  event_seq: number
  /** 0 where it was withdrawn or erased. */
  standing: 0 | 1
  body: string
  /** When what stands now was first published; starts again after a withdrawal. */
  published_at: string
  changed_at: string
}
