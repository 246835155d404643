import assert from 'node:assert/strict';
import { type Call, type ListingDraft, type ListingRef, PlatformError, type PlatformFailure, type RemoteOrder } from '../../contract';
import { type Bench, expectKind, outcomeOf } from '../bench';
import type { Check } from '../check';
import { type LineFault, TOLD_SECONDS } from '../faulty-line';

interface Things {
  readonly ref: ListingRef;
  readonly draft: ListingDraft;
  readonly order: RemoteOrder;
}
type Method = (bench: Bench, call: Call, things: Things) => Promise<unknown>;

/** Methods whose answer is a statement about the platform: an answer that is not understood must never pass as "nothing there". */
const reading: Readonly<Record<string, Method>> = {
  listCategories: ({ adapter }, call) => adapter.listCategories(call),
  readListing: ({ adapter }, call, { ref }) => adapter.readListing(call, ref),
  listOrders: async ({ adapter, remote }, call, { order }) =>
    adapter.listOrders(call, {
      since: new Date(order.createdAt.getTime() - 60_000),
      until: new Date((await remote.now()).getTime() + 60_000),
    }),
  readOrder: ({ adapter }, call, { order }) => adapter.readOrder(call, order.orderId),
};
const writing: Readonly<Record<string, Method>> = {
  setStock: ({ adapter }, call, { ref }) => adapter.setStock(call, [{ ref, quantity: 20 }]),
  publish: async ({ adapter }, call, { draft }) => adapter.publish(call, fresh(draft), 'intent-fault'),
  edit: ({ adapter }, call, { ref, draft }) =>
    adapter.edit(call, ref, { ...draft, description: `${draft.description}\nThêm.` }, 'intent-fault-edit'),
  setVisible: ({ adapter }, call, { ref }) => adapter.setVisible(call, ref, true),
  confirm: ({ adapter }, call, { order }) => adapter.actOnOrder(call, order, { kind: 'confirm' }),
};
const login: Readonly<Record<string, Method>> = {
  login: ({ adapter, remote, http }) => adapter.login({ http, credentials: remote.credentials }),
};

let made = 0;
/** Another SKU and name every time, so that only the fault can make publishing fail. */
function fresh(draft: ListingDraft): ListingDraft {
  made += 1;
  return { ...draft, sku: `${draft.sku}-F${made}`, title: `${draft.title} (${made})` };
}

/** Does every method once per request it sends, with that request broken, and judges how it ends. */
async function sweep(
  bench: Bench,
  fault: LineFault,
  methods: Readonly<Record<string, Method>>,
  judge: (ended: unknown, doing: string, isUnsafe: boolean) => void,
): Promise<void> {
  const { order, ref, draft } = await bench.ordered();
  let broken = 0;
  for (const [name, method] of Object.entries(methods)) {
    for (let at = 0; at < 20; at++) {
      const call = await bench.call();
      bench.breakRequest(at, fault);
      const doing = `${name}, request ${at + 1}`;
      const ended = await outcomeOf(method(bench, call, { order, ref, draft }), doing);
      const request = bench.mend();
      if (!request) break;
      broken += 1;
      judge(ended, doing, !request.safeToRepeat);
    }
  }
  assert(broken >= Object.keys(methods).length, 'some method sends nothing');
}

const failureIn = (ended: unknown, doing: string): PlatformFailure => {
  assert(ended instanceof PlatformError, `${doing}: it passed as a success: ${JSON.stringify(ended)}`);
  return ended.failure;
};

function fails(
  id: string,
  title: string,
  fault: LineFault,
  judge: (failure: PlatformFailure, doing: string, isUnsafe: boolean) => void,
): Check {
  return {
    id: `fault/${id}`,
    title,
    run: (bench) =>
      sweep(bench, fault, { ...login, ...reading, ...writing }, (ended, doing, isUnsafe) =>
        judge(failureIn(ended, doing), doing, isUnsafe),
      ),
  };
}

const isUnavailable = (failure: PlatformFailure, doing: string, isUnsafe: boolean): void => {
  assert.equal(failure.kind, 'unavailable', `${doing}: ${JSON.stringify(failure)}`);
  if (isUnsafe)
    assert(failure.kind === 'unavailable' && failure.outcome === 'unknown', `${doing}: it may have been done, but "not-applied" was said`);
};
const isUnusable = (failure: PlatformFailure, doing: string, isUnsafe: boolean): void => {
  if (failure.kind === 'unavailable') isUnavailable(failure, doing, isUnsafe);
  else assert.equal(failure.kind, 'malformed', `${doing}: ${JSON.stringify(failure)}`);
};

/** Answers of bodies that no platform should give; the adapter may make of them what it likes, except crash. */
const GARBAGE: readonly string[] = [
  'null',
  '[]',
  '{}',
  '"x"',
  '0',
  'true',
  '[null]',
  '{"data":null}',
  '{"data":{}}',
  '{"error":false}',
  '{"error":true}',
  '{"content":{}}',
  '[[[]]]',
  '{"status":"x","message":{}}',
];

/** The line breaks, or the platform answers what is not in the contract. */
export const faultChecks: readonly Check[] = [
  fails('reset', 'a connection that breaks is unavailable', 'reset-before', isUnavailable),
  fails('silence', 'silence is unavailable, with unknown outcome for what may have been done', 'silent-before', isUnavailable),
  fails('page-502', "a gateway's HTML page is unavailable or malformed", 'page-502', isUnusable),
  fails('too-many', '429 is rate-limited, without an invented delay', 'too-many', (failure, doing) => {
    assert(failure.kind === 'rate-limited' && failure.retryAfterMs === undefined, `${doing}: ${JSON.stringify(failure)}`);
  }),
  fails('too-many-told', '429 with Retry-After is rate-limited with that delay', 'too-many-told', (failure, doing) => {
    assert(failure.kind === 'rate-limited' && failure.retryAfterMs === TOLD_SECONDS * 1000, `${doing}: ${JSON.stringify(failure)}`);
  }),
  {
    id: 'fault/answer-lost',
    title: 'an answer that is lost after the act is never called "not-applied"',
    run: (bench) =>
      sweep(bench, 'answer-lost', { ...login, ...reading, ...writing }, (ended, doing, isUnsafe) => {
        // Doing it again may find it done (already-done, already-exists): an adapter cannot know better.
        if (ended instanceof PlatformError && ended.failure.kind !== 'conflict') isUnavailable(ended.failure, doing, isUnsafe);
      }),
  },
  ...(['page-200', 'cut-json', 'renamed-fields', 'empty-200'] as const).map((fault): Check => ({
    id: `fault/${fault}`,
    title: `an answer that is not understood (${fault}) is malformed, and never reads as "nothing there"`,
    run: (bench) =>
      sweep(bench, fault, { ...login, ...reading, publish: publishing }, (ended, doing) => {
        const failure = failureIn(ended, doing);
        assert.equal(failure.kind, 'malformed', `${doing}: ${JSON.stringify(failure)}`);
      }),
  })),
  {
    id: 'fault/garbage',
    title: 'no JSON whatever makes a method throw anything but PlatformError',
    run: async (bench) => {
      for (const body of GARBAGE) {
        for (const methods of [{ ...login, ...reading }, writing]) await sweep(bench, { body }, methods, () => undefined);
      }
    },
  },
  {
    id: 'fault/busy',
    title: "the platform's own way of being busy is rate-limited",
    needs: (_capabilities, harness) => harness.can?.busyOnce ?? false,
    run: async (bench) => {
      const { order } = await bench.ordered();
      const call = await bench.call();
      assert(bench.remote.busyOnce);
      await bench.remote.busyOnce();
      await expectKind(bench.adapter.readOrder(call, order.orderId), ['rate-limited'], 'readOrder');
    },
  },
];

function publishing({ adapter }: Bench, call: Call, { draft }: Things): Promise<unknown> {
  return adapter.publish(call, fresh(draft), 'intent-fault');
}
