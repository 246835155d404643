import { v7 as uuid } from 'uuid';
import { at } from '../../../api/address';
import type { ApiProblem } from '../../../api/problem';
import { deed } from '../../../store/deed';
import { outbox } from '../../../store/outbox.svelte';
import { workplace } from '../../../store/workplace.svelte';
import { say } from '../../../words/language.svelte';
import { paperWords } from '../../../words/paper';
import type { TypedCertificate, TypedPaper } from './paper-form.rules';

/** `problem`: it was not taken, and nothing of it is kept. */
export interface HandedIn {
  readonly problem?: ApiProblem;
  readonly isWaiting: boolean;
}

const sharedBy = (producerId: string, id: string) => ({ producerId, whose: workplace.nameOf(producerId) ?? '', about: [id] });

/** Hands a paper in with its file. `productId`: of which product; '': the whole producer's. */
export async function handInPaper(producerId: string, productId: string, typed: TypedPaper, file: File): Promise<HandedIn> {
  const w = say(paperWords);
  const id = uuid();
  const shared = sharedBy(producerId, id);
  const outcome = await outbox.submit(
    {
      ...{ method: 'post' as const, ...shared },
      address: at('/api/v1/producers/{producerId}/documents', { producerId }),
      body: {
        ...{ id, type: typed.type, number: typed.number.trim(), issuer: typed.issuer.trim(), issuedOn: typed.issuedOn },
        ...(typed.expiresOn === '' ? {} : { expiresOn: typed.expiresOn }),
        ...(productId === '' ? { scope: 'producer' as const } : { scope: 'product' as const, productId }),
      },
      what: w.what(w.types[typed.type]),
    },
    [
      deed({
        ...{ method: 'put' as const, ...shared, file },
        address: at('/api/v1/producers/{producerId}/documents/{documentId}/file', { producerId, documentId: id }),
        what: w.whatFile(w.types[typed.type]),
      }),
    ],
  );
  return outcome.state === 'refused' ? { problem: outcome.problem, isWaiting: false } : { isWaiting: outcome.state === 'waiting' };
}

/** The same with an OCOP certificate. */
export async function handInCertificate(producerId: string, productId: string, typed: TypedCertificate, file: File): Promise<HandedIn> {
  const w = say(paperWords);
  const id = uuid();
  const shared = sharedBy(producerId, id);
  const outcome = await outbox.submit(
    {
      ...{ method: 'post' as const, ...shared },
      address: at('/api/v1/producers/{producerId}/products/{productId}/certificates', { producerId, productId }),
      body: {
        ...{ id, stars: typed.stars, number: typed.number.trim(), issuedBy: typed.issuedBy.trim(), issuedOn: typed.issuedOn },
        ...(typed.certificateNumber.trim() === '' ? {} : { certificateNumber: typed.certificateNumber.trim() }),
        ...(typed.expiresOn === '' ? {} : { expiresOn: typed.expiresOn }),
      },
      what: w.what(w.ocop),
    },
    [
      deed({
        ...{ method: 'put' as const, ...shared, file },
        address: at('/api/v1/producers/{producerId}/products/{productId}/certificates/{id}/file', { producerId, productId, id }),
        what: w.whatFile(w.ocop),
      }),
    ],
  );
  return outcome.state === 'refused' ? { problem: outcome.problem, isWaiting: false } : { isWaiting: outcome.state === 'waiting' };
}
