import { readdir } from 'node:fs/promises'
import type { Config } from '../../config.ts'
import { newestBackup } from '../../domain/backups/rules.ts'
import type { Context } from '../../domain/context.ts'
import { measureWork } from '../../domain/workload/service.ts'
import { databaseAnswers } from '../health.ts'
import { single, type Family } from './registry.ts'

const STATES = ['waiting', 'sent', 'failed', 'dropped'] as const

/**
 * What is true of the database and what waits in it; the same whichever process is asked, so it is never added up.
 * While the database is away there is only `site_database_up 0`.
 */
export async function workFamilies(context: Context): Promise<Family[]> {
  const began = performance.now()
  const up = await databaseAnswers(context.db)
  const seconds = (performance.now() - began) / 1000
  const state = single('gauge', 'site_database_up', 'Whether the database answers.', up ? 1 : 0)
  if (!up) return [state]
  const work = await measureWork(context)
  return [
    state,
    single('gauge', 'site_database_ping_seconds', 'Time the database took for next to nothing.', seconds),
    {
      name: 'site_comments',
      help: 'Comments by state.',
      type: 'gauge',
      samples: work.comments.map(({ status, count }) => ({ suffix: '', labels: { status }, value: count })),
    },
    single(
      'gauge',
      'site_queue_age_seconds',
      'Age of the comment that has waited longest for a moderator.',
      work.queueAgeSeconds,
    ),
    {
      name: 'site_outbox',
      help: 'Notices by state.',
      type: 'gauge',
      samples: STATES.map((name) => ({
        suffix: '',
        labels: { state: name },
        value: work.notices.get(name) ?? 0,
      })),
    },
    single(
      'gauge',
      'site_outbox_age_seconds',
      'How long the first notice that waits is overdue.',
      work.outboxAgeSeconds,
    ),
  ]
}

/** Connections of one process to PostgreSQL. */
export function poolFamilies({ db }: Context): Family[] {
  const pool = db.pool()
  if (pool === null) return []
  const samples = Object.entries(pool).map(([state, value]) => ({ suffix: '', labels: { state }, value }))
  return [
    {
      name: 'site_database_pool',
      help: 'Connections by state, and requests that wait.',
      type: 'gauge',
      samples,
    },
  ]
}

/**
 * Age of the newest copy that the site made by itself: infinite where there is none or its folder cannot be read, and
 * not told at all where no folder is set.
 */
export async function backupFamilies({ backups }: Pick<Config, 'backups'>, now: Date): Promise<Family[]> {
  if (backups === null) return []
  const names = await readdir(backups.folder).catch(() => [])
  const seconds = (now.getTime() - newestBackup(names)) / 1000
  return [single('gauge', 'site_backup_age_seconds', 'Age of the newest scheduled backup.', seconds)]
}
