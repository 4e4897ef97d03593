/**
 * Gives back what was made under this key as long as nothing has changed that changes seldom (articles, figures,
 * releases, standing pages, switches), and has it made otherwise. What is made is the same for every reader, depends on
 * the key and on those alone, never on comments, and is not changed by anybody. Keys of two languages do not meet.
 */
export type Keep = <T>(key: string, make: () => Promise<T>) => Promise<T>

/** Keeps nothing: for answers that are somebody's own. */
export const makeAnew: Keep = (_key, make) => make()
