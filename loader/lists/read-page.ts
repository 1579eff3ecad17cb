import { AppError } from '../../receiver/errors.ts';
import type { Origin } from '../../receiver/landing/keys.ts';
import { readAnswerBody } from '../api/answer-body.ts';
import { problemError } from '../api/problem-error.ts';
import type { ApiResponse } from '../api/source-client.ts';
import { isCompleteDocument } from '../catalog/completeness.ts';
import type { Document } from '../documents/document.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { type ApiAnswer, answerEnvelope, landAnswer } from '../fetch/land-answer.ts';
import { newestAnswerTime } from '../fetch/newest-answer.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { withFetchLease } from '../fetch/with-fetch-lease.ts';
import { documentSplitter } from '../sources/index.ts';
import type { ListAsk, PageFacts } from '../sources/list-api.ts';
import type { LandedPage, ListedRow } from './landed-page.ts';
import { rememberAnswer } from './remember-answer.ts';

export type ListOrigin = Extract<Origin, 'poll' | 'sweep' | 'backfill'>;

export interface ReadPageOptions {
  readonly ask: ListAsk;
  readonly origin: ListOrigin;
  readonly page: number;
  /** the reading that the page belongs to; with the page it names the landed object */
  readonly fetchId: string;
  /** code of a refusal that has landed before: the same one is not landed again */
  readonly knownRefusal: string | undefined;
}

/** A page without its place in a reading. */
export type ReadPage = Omit<LandedPage, 'next' | 'pages'>;

/**
 * Reads one page of a list under the connection's fetch lease and lands it, raw, before anything is made of it.
 *
 * @throws as `listPages`
 */
export async function readPage(context: FetchContext, options: ReadPageOptions): Promise<ReadPage> {
  const { ask, page } = options;
  const request = context.api.lists.request(ask, page, context.connection);
  if (request === undefined) throw notReadable(context, ask);
  return withFetchLease(context, async () => {
    const outcome = await context.client.send(request);
    const what = `GET ${request.path}, page ${page}`;
    if (outcome.kind === 'answer') {
      const { key, answer } = await land(context, options, outcome.response);
      return pageOf(context, { ask, page, key, answer, what });
    }
    if (outcome.kind === 'gone') throw unexpected(context, what, 'the answer says that the list does not exist');
    const { problem, response } = outcome;
    if (problem.code !== options.knownRefusal) await land(context, options, response);
    throw problemError(problem, { connection: context.connection.name, what });
  });
}

async function land(
  context: FetchContext,
  { ask, origin, page, fetchId }: ReadPageOptions,
  response: ApiResponse,
): Promise<{ readonly key: string; readonly answer: ApiAnswer }> {
  const { store, connection, api } = context;
  const queue = await readQueue(store, connection.name);
  const newest = await newestAnswerTime(store, connection, queue?.last_started_at ?? null);
  // Later than all answers before it, whatever the clock says: FreshBooks' values sort by it.
  const startedAt = new Date(Math.max(response.startedAt.getTime(), (newest?.getTime() ?? 0) + 1));
  const body = readAnswerBody(response.body);
  const facts = body.kind === 'object' ? api.lists.facts(body.value, ask, page) : undefined;
  const answer: ApiAnswer = {
    source: connection.source,
    connection: connection.name,
    organizationId: connection.organizationId,
    origin,
    entity: ask.entity,
    entityId: undefined,
    url: response.url,
    status: response.status,
    fetchId,
    startedAt,
    receivedAt: response.receivedAt,
    page,
    isLast: facts !== undefined && 'isLast' in facts && facts.isLast,
    answers: [],
    contentType: response.contentType,
    redacted: [],
    body: response.body,
  };
  const { key } = await landAnswer(store, answer);
  await rememberAnswer(context, startedAt);
  return { key, answer };
}

interface Landed {
  readonly ask: ListAsk;
  readonly page: number;
  readonly key: string;
  readonly answer: ApiAnswer;
  readonly what: string;
}

function pageOf(context: FetchContext, { ask, page, key, answer, what }: Landed): ReadPage {
  const body = readAnswerBody(answer.body);
  const facts: PageFacts | { readonly wrong: string } =
    body.kind === 'object' ? context.api.lists.facts(body.value, ask, page) : { wrong: `the answer is ${body.kind}` };
  if ('wrong' in facts) throw unexpected(context, what, facts.wrong);
  const documents = documentSplitter(answer.source).split(answerEnvelope(answer), {
    organizationIds: [context.connection.organizationId],
  });
  const rows = documents.flatMap((document) => rowOf(context, ask, document) ?? []);
  return {
    ask,
    page,
    key,
    startedAt: answer.startedAt,
    receivedAt: answer.receivedAt,
    rows,
    unreadable: documents.length - rows.length,
    facts,
  };
}

function rowOf({ api }: FetchContext, ask: ListAsk, document: Document): ListedRow | undefined {
  const { entityId: id, content } = document;
  if (id === undefined) return undefined;
  const said = content === undefined ? undefined : api.lists.row(content, ask);
  const name = { source: api.source, entity: ask.entity };
  return {
    id,
    versionAt: said?.versionAt,
    isDeleted: said?.isDeleted ?? ask.deleted === true,
    isComplete: document.problem === undefined && content !== undefined && isCompleteDocument(name, content) === true,
    payload: content,
  };
}

function unexpected({ connection }: FetchContext, what: string, why: string): AppError {
  return new AppError('list_answer_unexpected', `${connection.name}: ${what}: ${why}`, {
    hint: 'nothing is concluded from it; it is asked for again later. If this repeats, report what the provider answers',
    retryable: true,
    context: { scope: 'request' },
  });
}

function notReadable({ connection }: FetchContext, { entity }: ListAsk): AppError {
  return new AppError(
    'list_not_readable',
    `${connection.name}: ${entity} cannot be listed with what the configuration says`,
    {
      hint: 'FreshBooks: projects, time entries and services need business_id, ledger accounts business_uuid',
      context: { scope: 'request' },
    },
  );
}
