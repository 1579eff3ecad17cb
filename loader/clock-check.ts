/** What to say of a machine whose clock is not the landing store's, by the store's minus ours. */
export function skewWarning(skewMs: number): string {
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  const way = skewMs > 0 ? 'behind' : 'ahead of';
  return `THIS MACHINE'S CLOCK IS ${seconds} s ${way} the landing store's, which counts; set it right (NTP)`;
}
