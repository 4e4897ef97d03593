import type { FormValues } from './errors.ts'
import type { Failure } from './problem.ts'

/** A form post that was refused before any use case ran, with everything the person typed. */
export interface Refusal {
  failure: Failure
  values: FormValues
}
