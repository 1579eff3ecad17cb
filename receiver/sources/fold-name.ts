/**
 * A name without the differences that do not count in a webhook's path: case and underscores. `customerpayments`,
 * `Customer_Payments` and `customer_payments` are one entity, for the tables as for the secrets bound to it.
 */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
