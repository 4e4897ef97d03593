import type { Strings } from '../strings.ts'

/** Words of published data that readers meet too. */
export const releases: Strings['releases'] = {
  findingTypes: {
    'package-error': 'General error of the package',
    'resource-error': 'Error of a table',
    'path-outside': 'File outside the package',
    'too-large': 'Too large',
    'encoding-error': 'Wrong character encoding',
    'source-error': 'File cannot be read',
    'blank-header': 'Column without a name',
    'duplicate-label': 'Column name used twice',
    'missing-label': 'Column missing',
    'extra-label': 'Unknown column',
    'blank-row': 'Empty row',
    'missing-cell': 'Cell missing',
    'extra-cell': 'Cell too many',
    'formula-cell': 'Cell with a formula',
    'type-error': 'Wrong type of value',
    'constraint-error': 'Value not accepted',
    'primary-key': 'Row given twice',
    'foreign-key': 'Code not in the list',
    'unit-validity': 'Unit did not exist in the period',
    'status-mismatch': 'Status does not fit',
    'document-missing': 'Source missing',
    'reason-missing': 'Reason for the choice of source missing',
    'revision-reason': 'Published figure changed in the wrong way',
    'rows-absent': 'Published figures missing from the package',
    'sum-mismatch': 'Parts do not add up to the total',
    'disbursed-above-allocated': 'Disbursed more than allocated',
    jump: 'Unusually large change',
  },
}
