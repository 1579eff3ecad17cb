import { describe, expect, it } from 'vitest';
import { parseNotebook, readNotebook } from '../../../loader/warehouse/notebook.ts';

const HEADER = '-- Databricks notebook source';
const SEPARATOR = '\n\n-- COMMAND ----------\n\n';

describe('a notebook', () => {
  it('gives one statement per cell, with the number that the cell has on Databricks', () => {
    const text = [
      `${HEADER}\n-- MAGIC %md\n-- MAGIC # Title; with a semicolon`,
      '-- only a remark',
      "-- why\nSELECT ';' AS a -- remark; here\n;  -- after",
      'SELECT 2',
    ].join(SEPARATOR);
    expect(parseNotebook('x', text)).toEqual({
      name: 'x',
      cells: [
        { number: 3, sql: "-- why\nSELECT ';' AS a" },
        { number: 4, sql: 'SELECT 2' },
      ],
    });
  });

  it('takes Windows line ends', () => {
    expect(parseNotebook('x', `${HEADER}\r\nSELECT 1\r\n-- COMMAND ----------\r\nSELECT 2`).cells).toHaveLength(2);
  });

  it.each([
    ['another first line', 'SELECT 1', 'first line is "SELECT 1"'],
    ['an empty file', '', 'first line is ""'],
    ['two statements in a cell', `${HEADER}\nSELECT 1${SEPARATOR}SELECT 1; SELECT 2`, 'cell 2 holds 2 statements'],
    ['an open quote', `${HEADER}\nSELECT 'a`, 'cell 1: the statement holds a quote'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseNotebook('x', text)).toThrow(
      expect.objectContaining({ code: 'notebook_invalid', message: expect.stringContaining(message) }),
    );
  });

  it('names a file that is not there', async () => {
    await expect(readNotebook('/nowhere/y.sql')).rejects.toMatchObject({ code: 'notebook_invalid' });
  });
});
