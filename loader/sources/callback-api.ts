import { AppError } from '../../receiver/errors.ts';
import type { SourceClient } from '../api/source-client.ts';

/** A callback as the provider knows it. */
export interface ProviderCallback {
  readonly id: string;
  /** `invoice.create` */
  readonly event: string;
  readonly uri: string;
  readonly isVerified: boolean;
}

/** How a source's callbacks are managed; of sources whose webhooks are entered by hand there is none. */
export interface CallbackApi {
  /** every event that can be asked for about these entities, in a fixed order */
  eventsOf(entities: readonly string[]): readonly string[];
  list(client: SourceClient): Promise<readonly ProviderCallback[]>;
  /** the provider answers with an id and sends its handshake to `uri`, in either order */
  register(client: SourceClient, callback: { readonly event: string; readonly uri: string }): Promise<ProviderCallback>;
  /** Gives the handshake's verifier back. `refused`: it is not the one that was sent */
  confirm(client: SourceClient, id: string, verifier: string): Promise<'confirmed' | 'refused' | 'gone'>;
  /** asks for the handshake again */
  resend(client: SourceClient, id: string): Promise<'sent' | 'gone'>;
  remove(client: SourceClient, id: string): Promise<'removed' | 'gone'>;
}

/** What is thrown when the provider refuses a request about callbacks for good. */
export function refused(
  what: string,
  problem: { readonly code: string; readonly message: string; readonly hint: string },
): AppError {
  return new AppError(problem.code, `${what} was refused: ${problem.message}`, { hint: problem.hint });
}
