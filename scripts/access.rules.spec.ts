import fs from 'node:fs';
import path from 'node:path';
import { ACCESS } from '../src/people';
import { differences, readAccessList, renewed, wordsOf, writeAccessList } from './access.rules';

const file = path.join(__dirname, '../docs/access.txt');

describe('the list of who may use what', () => {
  it('[SP1] says of every route what the access table says, and is changed by hand only', () => {
    expect(differences(readAccessList(fs.readFileSync(file, 'utf8')), ACCESS)).toEqual([]);
  });

  it('is written as it is read', () => {
    const text = fs.readFileSync(file, 'utf8');
    expect(writeAccessList(readAccessList(text))).toBe(text);
  });

  it('puts an entry into words', () => {
    expect(wordsOf({ public: true })).toBe('everybody');
    expect(wordsOf({ allow: ['producer', 'officer'], right: 'stock.update' })).toBe('officer:stock.update producer');
    expect(wordsOf({ allow: ['operator'], sessionOnly: true })).toBe('operator +sessionOnly');
    expect(wordsOf({ allow: [] })).toBe('nobody');
  });

  it('takes in new routes, lets go of old ones, and keeps what was agreed', () => {
    const list = new Map([
      ['GET /a', 'operator'],
      ['GET /gone', 'everybody'],
    ]);
    const table = { 'GET /a': { public: true }, 'POST /b': { allow: ['officer'], right: 'profile.read' } } as const;
    expect([...renewed(list, table)]).toEqual([
      ['GET /a', 'operator'],
      ['POST /b', 'officer:profile.read'],
    ]);
    expect(differences(renewed(list, table), table)).toEqual(['GET /a: agreed operator, the table says everybody']);
  });

  it('knows a line that is none and a route with two', () => {
    expect(() => readAccessList('GET /a operator')).toThrow('not a line');
    expect(() => readAccessList('GET /a = operator\nGET /a = everybody')).toThrow('two lines');
  });
});
