import { boolean, type Column, decimal, eastern, money, personal, text } from '../entity.ts';

/** The client's name and address as they stand on an estimate, credit note or invoice profile. */
export const CLIENT_SNAPSHOT: readonly Column[] = [
  personal(text('fname', 'First name of the client')),
  personal(text('lname', 'Last name of the client')),
  text('organization', 'Company of the client when the document was written'),
  text('current_organization', 'Company of the client now'),
  personal(text('email', 'E-mail address of the client')),
  personal(text('address', 'Address in one piece')),
  personal(text('street', 'Street')),
  personal(text('street2', 'Street, second line')),
  personal(text('city', 'City')),
  text('province', 'Province or state'),
  personal(text('code', 'Postal code')),
  text('country', 'Country'),
  text('vat_name', 'Name of the tax number'),
  text('vat_number', 'Tax number'),
];

/** What the lines of estimates, credit notes and invoice profiles share; `taxAmount1` is a percentage, as on invoices. */
export const SALES_LINE: readonly Column[] = [
  text('line_id', 'Id of the line, unique within its document only', 'lineid'),
  text('type', '0 normal, 1 re-billed expense'),
  text('name', 'Name of the item'),
  text('description', 'Description'),
  decimal('qty', 'Quantity'),
  money('unit_cost', 'Price of a unit'),
  money('amount', 'Total of the line without tax'),
  text('tax_name1', 'First tax', 'taxName1'),
  decimal('tax_amount1', 'First tax in percent', 'taxAmount1'),
  text('tax_number1', 'Number of the first tax', 'taxNumber1'),
  text('tax_name2', 'Second tax', 'taxName2'),
  decimal('tax_amount2', 'Second tax in percent', 'taxAmount2'),
  text('tax_number2', 'Number of the second tax', 'taxNumber2'),
  boolean('compounded_tax', 'Whether the second tax is taken on the first'),
  text('expense_id', 'Expense that was re-billed; 0 for none', 'expenseid'),
  text('task_no', 'Task; 0 or 1 for none', 'taskno'),
  eastern('updated', 'When the line was changed last'),
];
