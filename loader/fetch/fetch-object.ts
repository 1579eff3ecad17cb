import { problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { ApiOutcome, ApiProblem, ApiResponse, ObjectRef } from '../api/source-client.ts';
import { documentSplitter } from '../sources/index.ts';
import type { FetchContext } from './fetch-context.ts';
import { type ApiAnswer, answerEnvelope, landAnswer } from './land-answer.ts';
import { answeredBy, isOnlyListed, type QueueItem } from './queue.ts';

/** How the read of one object ended. */
export type FetchedObject =
  | {
      /** landed: the object's state, or that it is gone */
      readonly kind: 'landed';
      readonly startedAt: Date;
      readonly receivedAt: Date;
      /** what its new state may have changed too */
      readonly related: readonly ObjectRef[];
    }
  | {
      /** this one failed; others may not */
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      /** false: it does not pass by itself */
      readonly retryable: boolean;
      /** the API's own answer about this object; not that of a gateway before it */
      readonly isRefusal: boolean;
    }
  /** nothing of the connection can be read for now */
  | { readonly kind: 'stopped'; readonly error: unknown };

export interface FetchObjectOptions {
  readonly item: QueueItem;
  /** gives each answer its place among the connection's answers: later than all before, whatever the clock says */
  readonly versionTime: (startedAt: Date) => Date;
}

/**
 * Reads one object and lands the answer, raw, with the hints that it answers. A refusal that lasts is landed once for each
 * reason: it is an answer too, and the object stays in the queue.
 *
 * @throws AppError of the landing store
 */
export async function fetchObject(context: FetchContext, options: FetchObjectOptions): Promise<FetchedObject> {
  const { item } = options;
  const request = context.api.readRequest(item, context.connection);
  if (request === undefined) return { kind: 'failed', ...unreadable(item), isRefusal: true };
  let outcome: ApiOutcome;
  try {
    outcome = await context.client.send(isOnlyListed(item) ? { ...request, isBulk: true } : request);
  } catch (error) {
    if (!isOfOneRequest(error)) return { kind: 'stopped', error };
    return { kind: 'failed', ...textOf(problemOf(error)), isRefusal: false };
  }
  if (outcome.kind === 'refused') {
    if (item.problem?.code !== outcome.problem.code)
      await land(context, { ...options, response: outcome.response, answers: [] });
    return { kind: 'failed', ...textOf(outcome.problem), isRefusal: true };
  }
  const { response } = outcome;
  const answers = answeredBy(item, response.startedAt);
  const answer = await land(context, { ...options, response, answers });
  const related = outcome.kind === 'answer' ? relatedOf(context, answer) : [];
  return { kind: 'landed', startedAt: response.startedAt, receivedAt: response.receivedAt, related };
}

interface Landing extends FetchObjectOptions {
  readonly response: ApiResponse;
  readonly answers: readonly string[];
}

async function land(context: FetchContext, { item, response, answers, versionTime }: Landing): Promise<ApiAnswer> {
  const { connection } = context;
  const answer: ApiAnswer = {
    source: connection.source,
    connection: connection.name,
    organizationId: connection.organizationId,
    origin: 'hydrate',
    entity: item.entity,
    entityId: item.id,
    url: response.url,
    status: response.status,
    fetchId: context.nonce(),
    startedAt: versionTime(response.startedAt),
    receivedAt: response.receivedAt,
    page: undefined,
    isLast: true,
    answers,
    contentType: response.contentType,
    redacted: [],
    body: response.body,
  };
  await landAnswer(context.store, answer);
  return answer;
}

function relatedOf({ api, connection }: FetchContext, answer: ApiAnswer): readonly ObjectRef[] {
  const [document] = documentSplitter(answer.source).split(answerEnvelope(answer), {
    organizationIds: [connection.organizationId],
  });
  if (document?.payload === undefined || document.problem !== undefined) return [];
  return api.related(document.entity, JSON.parse(document.payload) as Record<string, unknown>);
}

type Told = Pick<ApiProblem, 'code' | 'message' | 'retryable'>;

function textOf({ code, message, retryable }: Told): Told {
  return { code, message, retryable };
}

function unreadable({ entity }: ObjectRef): Told {
  return {
    code: 'api_not_readable',
    retryable: false,
    message: `${entity} cannot be read one by one with what the configuration says (business_id, business_uuid?)`,
  };
}
