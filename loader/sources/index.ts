import { AppError } from '../../receiver/errors.ts';
import type { DocumentSplitter } from '../documents/document.ts';
import { freshbooksSplitter } from './freshbooks/split.ts';
import { zohoBooksSplitter } from './zoho-books/split.ts';

// The only place in the loader that knows the concrete sources: adding one is its folder and one line here.
const SPLITTERS: readonly DocumentSplitter[] = [zohoBooksSplitter, freshbooksSplitter];

/** How a source's landed objects become documents. @throws AppError `source_unknown` */
export function documentSplitter(source: string): DocumentSplitter {
  const splitter = SPLITTERS.find((candidate) => candidate.source === source);
  if (splitter === undefined) {
    throw new AppError('source_unknown', `no source is named ${JSON.stringify(source)}`, {
      hint: `this release loads ${SPLITTERS.map((known) => known.source).join(', ')}; use the release that landed it`,
    });
  }
  return splitter;
}
