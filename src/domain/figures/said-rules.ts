import type { Texts } from '../reference/rules.ts'
import type { Claim, Figure, FigureRevision, SourceDocument } from './rules.ts'

/**
 * A figure with the words of its package in the language of the page: notes, reasons, places in documents and who
 * issued these. Titles stay as the documents have them, and so does everything where there are no other words.
 */
export function sayFigure<T extends Figure>(figure: T, texts: Texts): T {
  return texts.size === 0 ? figure : { ...figure, current: sayRevision(figure.current, texts) }
}

export function sayRevision(revision: FigureRevision, texts: Texts): FigureRevision {
  if (texts.size === 0) return revision
  return {
    ...revision,
    document: revision.document === null ? null : sayDocument(revision.document, texts),
    page: said(revision.page, texts),
    note: said(revision.note, texts),
    sourceReason: said(revision.sourceReason, texts),
    changeReason: said(revision.changeReason, texts),
    claims: revision.claims.map((claim): Claim => ({
      ...claim,
      document: sayDocument(claim.document, texts),
      page: said(claim.page, texts),
      note: said(claim.note, texts),
    })),
  }
}

function sayDocument(document: SourceDocument, texts: Texts): SourceDocument {
  return { ...document, issuer: said(document.issuer, texts) }
}

function said(text: string | null, texts: Texts): string | null {
  return text === null ? null : (texts.get(text) ?? text)
}
