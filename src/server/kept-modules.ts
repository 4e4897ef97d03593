import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * From now on a module of `folder` that was loaded once is there for good. Node asks the disk about a path each time it
 * is imported, also of a module that it has: while a new build takes the place of the old one, every page that nobody
 * had asked for yet would fail.
 */
export function keepModules(folder: string): void {
  const inside = `${pathToFileURL(folder).href}/`
  registerHooks({
    resolve: (specifier, context, next) => {
      const { parentURL } = context
      if (!specifier.startsWith('.') || parentURL?.startsWith(inside) !== true)
        return next(specifier, context)
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
    },
  })
}
