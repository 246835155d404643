import { createHmac } from 'node:crypto';
import { newId } from '../../shared/kernel';
import { referenceAdapter } from '../conformance/reference';
import type { RawDelivery } from '../contract';
import { PlatformRegistry } from '../platform.registry';
import { Door } from './door';

const registry = new PlatformRegistry([referenceAdapter, { ...referenceAdapter, code: 'other' }]);
const body = Buffer.from('{}');
const signedWith = (secret: string): RawDelivery => ({
  body,
  headers: { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') },
});

describe('the door', () => {
  let now: number;
  let asked: string[];
  let secrets: string[];
  let isDown: boolean;
  let door: Door;
  beforeEach(() => {
    now = 0;
    asked = [];
    secrets = ['one'];
    isDown = false;
    const load = async (id: string) => {
      asked.push(id);
      if (isDown) throw new Error('the database is away');
      return { platform: 'reference', secrets };
    };
    door = new Door(registry, load, () => now);
  });
  const id = newId();

  it('opens at the address of the right platform only, even when both would read it', async () => {
    expect(await door.open('reference', id, signedWith('one'))).not.toBeNull();
    expect(await door.open('other', id, signedWith('one'))).toBeNull();
    expect(await door.open('unknown', id, signedWith('one'))).toBeNull();
  });

  it('asks once in five seconds, also when many come at the same time; a changed secret counts after that', async () => {
    await Promise.all(Array.from({ length: 50 }, () => door.open('reference', id, signedWith('one'))));
    secrets = ['two'];
    now = 4_999;
    expect(await door.open('reference', id, signedWith('two'))).toBeNull();
    expect(asked).toHaveLength(1);

    now = 5_000;
    expect(await door.open('reference', id, signedWith('two'))).not.toBeNull();
    expect(await door.open('reference', id, signedWith('one'))).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it('does not remember that the database was away', async () => {
    isDown = true;
    await expect(door.open('reference', id, signedWith('one'))).rejects.toThrow('away');
    isDown = false;

    expect(await door.open('reference', id, signedWith('one'))).not.toBeNull();
  });

  it('forgets the oldest when strangers try many addresses', async () => {
    await door.open('reference', id, signedWith('one'));
    for (let each = 0; each < 5_000; each++) await door.open('reference', newId(), signedWith('one'));

    await door.open('reference', id, signedWith('one'));

    expect(asked.filter((each) => each === id)).toHaveLength(2);
  });
});
