import type { Strings } from '../strings.ts'

export const units: Strings['units'] = {
  heading: 'Places',
  intro:
    'Since 1 July 2025 Sơn La province has 67 communes and 8 wards, and no district level. Figures for earlier years are still given for the 12 former districts.',
  districts: 'Former districts',
  tileCaption: 'A diagram, not a map of boundaries',
  communes: 'Communes and wards today',
  all: 'All places',
  profile: 'Administrative profile',
  kind: 'Level',
  levels: { province: 'Province', district: 'Former district level', commune: 'Commune level' },
  code: 'Code in the administrative list',
  codeHint:
    'In 2025 some codes were given to other units, so a code is right only for the time in which the unit existed.',
  parent: 'Part of',
  validity: 'Existed',
  from: 'from {date}',
  seenBy: 'in the list of {date}, first day not verified',
  to: 'to the end of {date}',
  goneBy: 'no longer in the list of {date}, last day not verified',
  current: 'in existence',
  former: '{name} is no longer an administrative unit.',
  formerHint: 'This page is kept for reading the figures of earlier years.',
  successors: 'Today',
  predecessors: 'Formed from',
  formerLand: 'In the area of the former district',
  children: 'Communes, wards and towns that belonged to this unit',
  kinds: {
    merge: {
      whole: 'merged as a whole',
      part: 'merged in part',
      unknown: 'merged, not known whether as a whole or in part',
    },
    replaced: {
      whole: 'the whole area',
      part: 'part of the area',
      unknown: 'not known whether the whole area or part of it',
    },
    renamed: {
      whole: 'name or type changed',
      part: 'name or type changed',
      unknown: 'name or type changed',
    },
    boundary: {
      whole: 'boundary adjusted',
      part: 'part of the boundary adjusted',
      unknown: 'boundary adjusted',
    },
  },
  news: 'News about {name}',
}
