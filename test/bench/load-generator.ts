import { Agent, request } from 'node:http';
import { nextDelivery } from './deliveries.ts';
import { percentile } from './statistics.ts';

// A process of its own, so that a server's event loop is not measured together with its clients'.

export interface Volley {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly connections: number;
  readonly maxSeconds: number;
  readonly maxRequests: number;
  /** number of the first delivery; no number is sent twice */
  readonly firstDelivery: number;
}

export interface VolleyResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** answers by status */
  readonly statuses: Readonly<Record<string, number>>;
}

async function fire(volley: Volley): Promise<VolleyResult> {
  const { hostname, port } = new URL(volley.url);
  const agent = new Agent({ keepAlive: true, maxSockets: volley.connections });
  const latenciesMs: number[] = [];
  const statuses: Record<string, number> = {};
  let sent = 0;
  const startedMs = performance.now();
  const untilMs = startedMs + volley.maxSeconds * 1000;
  const connection = async (): Promise<void> => {
    while (sent < volley.maxRequests && performance.now() < untilMs) {
      const delivery = nextDelivery(volley.firstDelivery + sent);
      sent += 1;
      const beforeMs = performance.now();
      const status = await post({ agent, hostname, port, ...delivery });
      latenciesMs.push(performance.now() - beforeMs);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: volley.connections }, connection));
  const seconds = (performance.now() - startedMs) / 1000;
  agent.destroy();
  const sorted = Float64Array.from(latenciesMs).sort();
  return {
    requests: latenciesMs.length,
    seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    statuses,
  };
}

interface Post {
  readonly agent: Agent;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function post({ body, headers, ...target }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      { ...target, method: 'POST', headers: { ...headers, 'content-length': body.length } },
      (answer) => {
        answer.on('error', reject);
        answer.on('end', () => resolve(answer.statusCode ?? 0));
        answer.resume();
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

process.on('message', (volley: Volley) => {
  fire(volley).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
