import type { IncomingMessage } from 'node:http';

export type ReadBody =
  | { readonly kind: 'body'; readonly bytes: Buffer }
  | { readonly kind: 'too_large' }
  /** the memory set aside for bodies is used up */
  | { readonly kind: 'no_room' }
  /** the sender went away or was cut off: there is nobody to answer, and nothing to land */
  | { readonly kind: 'aborted' };

/** Memory that all bodies being received share. */
export interface BodyRoom {
  freeBytes: number;
}

/**
 * Reads a request's body as it came: no parsing, no inflating, never more than `maxBytes` in memory. A declared length
 * beyond the limit is refused before the first byte is read, an undeclared one (chunked) at the limit.
 *
 * The room taken from `room` is given back by `release`, when the body is no longer needed.
 */
export function readBody(
  message: IncomingMessage,
  { maxBytes, room }: { maxBytes: number; room: BodyRoom },
): Promise<ReadBody> {
  const declared = Number(message.headers['content-length'] ?? 0);
  if (declared > maxBytes) return Promise.resolve({ kind: 'too_large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: ReadBody): void => {
      message.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone);
      // A socket may still fail after the body is in our hands; without a listener that would end the process.
      message.on('error', () => undefined);
      if (result.kind !== 'body') room.freeBytes += size;
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      if (size + chunk.length > maxBytes) return finish({ kind: 'too_large' });
      if (chunk.length > room.freeBytes) return finish({ kind: 'no_room' });
      size += chunk.length;
      room.freeBytes -= chunk.length;
      chunks.push(chunk);
    };
    const onEnd = (): void =>
      finish(message.complete ? { kind: 'body', bytes: Buffer.concat(chunks, size) } : { kind: 'aborted' });
    const onGone = (): void => finish({ kind: 'aborted' });
    message.on('data', onData).once('end', onEnd).once('close', onGone).once('error', onGone);
  });
}

/** Gives back the room of a body that was read. */
export function releaseBody(room: BodyRoom, bytes: Uint8Array): void {
  room.freeBytes += bytes.byteLength;
}
