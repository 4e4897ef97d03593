/** Challenges and confirmations that were used: each serves one comment, over all processes. */
export interface ChallengeUseTable {
  id: string
  /** Past the end of what it was good for, when nobody can bring it again. */
  expires_at: string
}
