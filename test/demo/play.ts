import { request } from 'node:http';
import type { SignedDelivery } from '../support/sign.ts';
import type { StoryClock } from './place.ts';
import type { Chapter, Step } from './step.ts';

/** A step with what was really answered. */
export interface Played {
  readonly step: Step;
  /** `202 stored`, with how many deliveries were answered so */
  readonly answers: Readonly<Record<string, number>>;
}

/** Posts a chapter's deliveries: step after step, those of one step at the same time. */
export async function play(
  chapter: Chapter,
  { url, clock }: { url: string; clock: StoryClock },
): Promise<readonly Played[]> {
  const played: Played[] = [];
  for (const step of chapter.steps) {
    clock.set(step.at);
    const texts = await Promise.all(step.deliveries.map((delivery) => post(url, delivery)));
    const answers: Record<string, number> = {};
    // the best one first: 202 before 200
    for (const text of texts.sort().reverse()) answers[text] = (answers[text] ?? 0) + 1;
    played.push({ step, answers });
  }
  return played;
}

/**
 * The answer as `202 stored` or `401 bad_signature`. Each delivery has a connection of its own, and an answer that comes
 * before the whole body was sent counts too: the provider's side of a refusal by size.
 */
function post(url: string, { path, headers, body }: SignedDelivery): Promise<string> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(body.length) };
    const sent = request(url + path, { method: 'POST', agent: false, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(`${answer.statusCode} ${wordOf(Buffer.concat(chunks).toString())}`));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** `{"status":"stored"}` and `{"error":"bad_signature"}` each have one word. */
function wordOf(text: string): string {
  const answer: unknown = JSON.parse(text);
  return typeof answer === 'object' && answer !== null ? Object.values(answer).join(' ') : text;
}
