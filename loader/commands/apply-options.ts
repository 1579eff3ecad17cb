import type { LoaderContext } from '../context.ts';
import type { ApplyAllOptions } from '../load/apply-all.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** What `applyAll` needs, with a progress bar over the loads. */
export function applyOptions(
  context: LoaderContext,
  held: { readonly warehouse: () => Promise<Warehouse>; readonly assertHeld: () => void },
): ApplyAllOptions {
  const { output } = context;
  const bar = output.progress('loads');
  let position = { done: 0, total: 0, loadId: '' };
  return {
    store: context.store,
    connections: context.config.connections,
    convert: context.convert,
    stage: context.stage,
    clock: context.clock,
    signal: context.signal,
    ...held,
    onLoad: (done, total, loadId) => {
      position = { done, total, loadId };
      if (loadId !== '') output.detail(`load ${loadId}`);
      if (done === total) bar.stop();
      else bar.update(done, total, loadId);
    },
    onProgress: ({ objectsDone, objectsTotal }) => {
      bar.update(position.done, position.total, `${position.loadId} ${objectsDone}/${objectsTotal} objects`);
    },
  };
}
