import { DomainError } from '../../domain/errors.ts'
import { apiRoute } from '../../http/api.ts'

export const ALL = apiRoute(() => Promise.reject(new DomainError('not-found', 'no such address')))
