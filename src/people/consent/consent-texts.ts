import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/db';
import { invalid } from '../../shared/http';
import { Clock, Problem, problems, vietnamDay } from '../../shared/kernel';
import type { ConsentTextDto, CreateConsentText } from './consent.dto';
import { ConsentText } from './consent.entity';
import { hashOf, namesPlatform, PUBLISHING, PURPOSES_VI, shownText, type PurposeCode } from './consent.rules';
import { PlatformNames } from './platform-names';

/** The texts that people agree to, as they are today. */
@Injectable()
export class ConsentTexts {
  constructor(
    private readonly clock: Clock,
    private readonly platforms: PlatformNames,
  ) {}

  /** One of each purpose; of publishing, one for each platform. */
  async current(db: EntityManager): Promise<ConsentTextDto[]> {
    const texts = await rows<ConsentText & { readonly purpose: PurposeCode }>(
      db,
      `select distinct on (purpose) purpose, version, text_vi as "textVi", effective_from::text as "effectiveFrom", is_sensitive as "isSensitive",
              data_categories as "dataCategories", requires_new as "requiresNew"
         from consent_text where effective_from <= $1 order by purpose, version desc`,
      [vietnamDay(this.clock.now())],
    );
    return texts.flatMap((text) => {
      const places = text.purpose === PUBLISHING ? this.platforms.all() : [[null, null] as const];
      return places.map(([platform, platformName]) => toTextDto(text, platform, platformName));
    });
  }

  /** A text with this version that may still be agreed to today. Throws: Problem validation at `at`. */
  async read(db: EntityManager, purpose: string, version: number | undefined, at: string): Promise<ConsentText> {
    const today = vietnamDay(this.clock.now());
    const texts = await rows<ConsentText>(
      db,
      `select purpose, version, text_vi as "textVi", requires_new as "requiresNew" from consent_text where purpose = $1 and effective_from <= $2 order by version desc`,
      [purpose, today],
    );
    const text = texts.find((one) => version === undefined || one.version === version);
    if (!text) throw invalid([{ pointer: at, message: 'Không có bản nội dung này.' }]);
    if (texts.some((newer) => newer.requiresNew && newer.version > text.version))
      throw invalid([{ pointer: at, message: `Nội dung đã thay đổi; cần đọc và đồng ý lại với bản ${texts[0]?.version}.` }]);
    return text;
  }

  /** Counts from now on. Throws: Problem validation, not-found. */
  async add(tx: EntityManager, { purpose, textVi, requiresNew }: CreateConsentText): Promise<ConsentTextDto> {
    if (namesPlatform(textVi) !== (purpose === PUBLISHING))
      throw invalid([{ pointer: '/textVi', message: 'Nội dung đăng bán, và chỉ nội dung đó, phải nêu tên sàn ở chỗ {platform}.' }]);
    const [last] = await rows<Pick<ConsentText, 'version' | 'isSensitive' | 'dataCategories'>>(
      tx,
      `select version, is_sensitive as "isSensitive", data_categories as "dataCategories" from consent_text where purpose = $1 order by version desc limit 1`,
      [purpose],
    );
    if (!last) throw new Problem(problems.notFound, 'Không có mục đích này.');
    const { isSensitive, dataCategories } = last;
    const effectiveFrom = vietnamDay(this.clock.now());
    const text = { purpose, version: last.version + 1, textVi, requiresNew, isSensitive, dataCategories, effectiveFrom };
    await tx.insert(ConsentText, { ...text, sha256: hashOf(textVi) });
    return toTextDto(text, null, null);
  }
}

function toTextDto(text: Omit<ConsentText, 'sha256'>, platform: string | null, platformName: string | null): ConsentTextDto {
  const purpose = text.purpose as PurposeCode; // the database holds no other
  const textVi = shownText(text.textVi, platformName);
  const { version, effectiveFrom, isSensitive, dataCategories, requiresNew } = text;
  return {
    ...{ purpose, purposeVi: PURPOSES_VI[purpose], version, platform, platformName, textVi, sha256: hashOf(textVi).toString('hex') },
    ...{ isSensitive, dataCategories, effectiveFrom, requiresNew },
  };
}
