import { setTimeout as wait } from 'node:timers/promises'
import { takeFileLock } from '../../db/file-lock.ts'

const LOOK_AGAIN_MS = 200

/** Runs `work` while no other process does anything under the same lock; waits until it may. @param lock a file */
export async function alone(
  lock: string,
  work: () => Promise<void>,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<void> {
  let release = takeFileLock(lock)
  while (release === null) {
    await wait(lookAgainMs)
    release = takeFileLock(lock)
  }
  try {
    await work()
  } finally {
    release()
  }
}
