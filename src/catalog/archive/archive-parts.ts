import { Injectable } from '@nestjs/common';
import { CATALOG_PART } from './archive.sections';
import type { ArchivePart } from './archive-section';

/** What makes up an archive. Folders above this one add what they know of a producer. */
@Injectable()
export class ArchiveParts {
  private readonly parts: ArchivePart[] = [CATALOG_PART];

  get all(): readonly ArchivePart[] {
    return this.parts;
  }

  /** Call it while modules are initialised. */
  add(part: ArchivePart): void {
    this.parts.push(part);
  }
}
