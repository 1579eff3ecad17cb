import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeConfig } from './bench-config.ts';
import { DELIVERY_BYTES } from './deliveries.ts';
import type { Volley, VolleyResult } from './load-generator.ts';
import { startLedgerlake, startScript, startWorker } from './processes.ts';
import { median, pairedRatio, type Ratio, round3 } from './statistics.ts';

const CONNECTIONS = 32;
const ROUNDS = 5;
const ROUND_SECONDS = 4;
const WARM_UP_SECONDS = 2;
const MAX_REQUESTS = 40_000;

export interface ServerFigures {
  /** medians of the rounds */
  readonly requests_per_second: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** per round */
  readonly rounds: readonly number[];
}

export interface ReceiverResult {
  readonly delivery_bytes: number;
  readonly connections: number;
  readonly deliveries: number;
  readonly receiver: ServerFigures;
  readonly raw_http: ServerFigures;
  /** receiver / raw node:http, by round */
  readonly ratio: Ratio;
}

/** The receiver against a raw `node:http` handler; both write every delivery durably before they answer. */
export async function benchReceiver(folder: string, note: (text: string) => void): Promise<ReceiverResult> {
  await mkdir(folder, { recursive: true });
  const { configFile } = await writeConfig(folder);
  const ours = await startLedgerlake(configFile);
  const raw = await startScript('test/bench/raw-server.ts', [join(folder, 'raw-landing')]);
  const generator = startWorker<VolleyResult>('test/bench/load-generator.ts');
  let firstDelivery = 0;
  const fire = async (url: string, maxSeconds: number): Promise<VolleyResult> => {
    const volley: Volley = {
      url,
      connections: CONNECTIONS,
      maxSeconds,
      maxRequests: MAX_REQUESTS,
      firstDelivery,
    };
    const result = await generator.ask(volley);
    firstDelivery += result.requests;
    if (result.statuses['202'] !== result.requests) {
      throw new Error(`deliveries were refused: ${JSON.stringify(result.statuses)}`);
    }
    return result;
  };
  try {
    for (const { url } of [ours, raw]) await fire(url, WARM_UP_SECONDS);
    const rounds: { ours: VolleyResult; raw: VolleyResult }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      note(`receiver: round ${round + 1} of ${ROUNDS}`);
      // Who goes first changes, so that neither always finds the disk still busy with the other's files.
      const order = round % 2 === 0 ? [ours, raw] : [raw, ours];
      const results = new Map<typeof ours, VolleyResult>();
      for (const server of order) results.set(server, await fire(server.url, ROUND_SECONDS));
      const [mine, theirs] = [results.get(ours), results.get(raw)];
      if (mine !== undefined && theirs !== undefined) rounds.push({ ours: mine, raw: theirs });
    }
    const receiver = figures(rounds.map((round) => round.ours));
    const rawHttp = figures(rounds.map((round) => round.raw));
    return {
      delivery_bytes: DELIVERY_BYTES,
      connections: CONNECTIONS,
      deliveries: firstDelivery,
      receiver,
      raw_http: rawHttp,
      ratio: pairedRatio(receiver.rounds, rawHttp.rounds),
    };
  } finally {
    await Promise.all([generator.stop(), ours.stop(), raw.stop()]);
  }
}

function figures(results: readonly VolleyResult[]): ServerFigures {
  const rounds = results.map(({ requests, seconds }) => Math.round(requests / seconds));
  return {
    requests_per_second: median(rounds),
    p50_ms: round3(median(results.map((result) => result.p50Ms))),
    p99_ms: round3(median(results.map((result) => result.p99Ms))),
    rounds,
  };
}
