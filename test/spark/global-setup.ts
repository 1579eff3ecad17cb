import { sparkJars } from './spark-jars.ts';

/** Fetches Spark before the workers start: two of them would fill one folder. */
export function setup(): void {
  sparkJars();
}
