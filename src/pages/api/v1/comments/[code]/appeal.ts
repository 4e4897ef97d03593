import { apiRoute, onlyMethods } from '../../../../../http/api.ts'
import { answerSubmitterStep } from '../../../../../http/api/submitter-step.ts'

export const POST = apiRoute((context) => answerSubmitterStep(context, 'appeal'))

export const ALL = onlyMethods('POST')
