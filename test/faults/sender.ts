import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SignedDelivery } from '../support/sign.ts';
import type { Sent } from './deliveries.ts';
import { nextDelivery } from './deliveries.ts';
import type { ReceiverProcess } from './processes.ts';
import type { Chance } from './random.ts';

export interface LoadOptions {
  readonly receivers: readonly ReceiverProcess[];
  readonly chance: Chance;
  readonly workers: number;
  /** no new deliveries after this signal; those under way are retried until acknowledged or `patienceMs` later */
  readonly until: AbortSignal;
  readonly patienceMs: number;
  /** what is sent is added here, before its first byte */
  readonly deliveries: Sent[];
}

/**
 * Sends as providers do: again and again until a 2xx, doubled ones to both receivers at once.
 *
 * @returns how many attempts got no answer, because the receiver was killed
 */
export async function sendLoad(options: LoadOptions): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const { deliveries } = options;
  let unanswered = 0;
  const giveUp = new AbortController();
  const timer = { current: undefined as NodeJS.Timeout | undefined };
  options.until.addEventListener('abort', () => {
    timer.current = setTimeout(() => giveUp.abort(), options.patienceMs);
  });

  const deliver = async (delivery: Sent, copy: number): Promise<void> => {
    let to = copy;
    while (!giveUp.signal.aborted) {
      const port = options.receivers[to % options.receivers.length]?.port;
      const status = port === undefined ? undefined : await attempt({ port, agent, signed: delivery.signed });
      if (status !== undefined) delivery.answers.push(status);
      else if (port !== undefined) unanswered += 1;
      if (status === 200 || status === 202) {
        delivery.acknowledged += 1;
        return;
      }
      // anything but "later" is a wrong answer to a rightly signed delivery; the judge reports it
      if (status !== undefined && status !== 503) return;
      await sleep(options.chance.between(2, 30));
      to = options.chance.between(0, 1);
    }
  };

  const work = async (): Promise<void> => {
    while (!options.until.aborted) {
      const delivery = nextDelivery(deliveries.length, options.chance);
      deliveries.push(delivery);
      const first = options.chance.between(0, 1);
      await Promise.all(Array.from({ length: delivery.copies }, (_, copy) => deliver(delivery, first + copy)));
    }
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  clearTimeout(timer.current);
  agent.destroy();
  return unanswered;
}

/** @returns the status, or undefined when there was no complete answer */
function attempt(parts: { port: number; agent: Agent; signed: SignedDelivery }): Promise<number | undefined> {
  const { port, agent, signed } = parts;
  const headers = { ...signed.headers, 'content-length': signed.body.length };
  return new Promise((resolve) => {
    const gone = (): void => resolve(undefined);
    const sending = request({
      host: '127.0.0.1',
      port,
      path: signed.path,
      method: 'POST',
      headers,
      agent,
      timeout: 8_000,
    });
    sending.on('response', (answer) => {
      answer.on('error', gone).on('close', gone);
      answer.on('end', () => resolve(answer.complete ? answer.statusCode : undefined)).resume();
    });
    sending.on('error', gone).on('timeout', () => sending.destroy());
    sending.end(signed.body);
  });
}
