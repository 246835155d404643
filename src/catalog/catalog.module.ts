import path from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { Env } from '../../config/env';
import { PeopleModule } from '../people';
import { ArchiveController } from './archive/archive.controller';
import { ArchiveIntake } from './archive/archive.intake';
import { ArchiveParts } from './archive/archive-parts';
import { ArchiveService } from './archive/archive.service';
import { ArchiveWork } from './archive/archive.work';
import { ArchiveWriter } from './archive/archive.writer';
import { IntakeService } from './archive/intake.service';
import { IntakeWork } from './archive/intake.work';
import { CertificateController } from './document/certificate.controller';
import { CertificateService } from './document/certificate.service';
import { ListController } from './certificate-list/list.controller';
import { ListMatcher } from './certificate-list/list.matcher';
import { ListService } from './certificate-list/list.service';
import { ListWork } from './certificate-list/list.work';
import { CheckController } from './identifier/check.controller';
import { DocumentController } from './document/document.controller';
import { DocumentService } from './document/document.service';
import { EvidenceController } from './document/evidence.controller';
import { EvidenceService } from './document/evidence.service';
import { PaperFiles } from './document/paper-files';
import { ProductDuplicateController } from './duplicate/duplicate.controller';
import { ProductDuplicates } from './duplicate/duplicate.service';
import { CatalogEraser } from './erasure/catalog-eraser';
import { CatalogMerger } from './merge/catalog-merger';
import { MergedFiles } from './merge/merged-files';
import { ExchangeReader } from './exchange/exchange.reader';
import { ExchangeJob } from './exchange/exchange.job';
import { ImportController } from './exchange/import.controller';
import { ImportService } from './exchange/import.service';
import { ImportProgress } from './exchange/import-progress.writer';
import { ImportWork } from './exchange/import.work';
import { ProductBatch } from './exchange/product-batch.writer';
import { ExportController } from './exchange/product-export.controller';
import { ProductExport } from './exchange/product-export';
import { ReportService } from './exchange/report.service';
import { TemplateController } from './exchange/template.controller';
import { TemplateService } from './exchange/template.service';
import { ReminderController } from './document/reminder.controller';
import { ReminderJob } from './document/reminder.job';
import { ReminderService } from './document/reminder.service';
import { WorkListController } from './document/work-list.controller';
import { WorkListReader } from './document/work-list.reader';
import { OverrideController } from './override/override.controller';
import { OverrideService } from './override/override.service';
import { Darkroom } from './photo/darkroom';
import { FolderStore } from './photo/folder-store';
import { PhotoCare } from './photo/photo-care';
import { PhotoCheckController } from './photo/photo-check.controller';
import { PhotoController } from './photo/photo.controller';
import { PhotoIntake } from './photo/photo-intake';
import { PhotoService } from './photo/photo.service';
import { PhotoStore } from './photo/photo-store';
import { PublicPhotoController } from './photo/public-photo.controller';
import { AttributeController } from './product/attribute.controller';
import { AttributeService } from './product/attribute.service';
import { CatalogReader } from './product/catalog.reader';
import { PriceProposals } from './product/price.proposals';
import { ProductController } from './product/product.controller';
import { ProductService } from './product/product.service';
import { RULE_CONTROLLERS, RULE_EXPORTS, ruleProviders } from './rule/rule.parts';
import { ReadinessController } from './readiness/readiness.controller';
import { ReadinessService } from './readiness/readiness.service';
import { OldPlaceController } from './reference/old-place.controller';
import { OldPlaceLoader } from './reference/old-place.loader';
import { OldPlaceReader } from './reference/old-place.reader';
import { OldPlaceService } from './reference/old-place.service';
import { PlaceLoader } from './reference/place.loader';
import { PlaceReader } from './reference/place.reader';
import { ReferenceController } from './reference/reference.controller';
import { ProductSearch } from './search/product-search';
import { UploadController } from './upload/upload.controller';
import { UploadJob } from './upload/upload.job';
import { UploadService } from './upload/upload.service';
import { VersionController } from './version/version.controller';
import { VersionService } from './version/version.service';

/** WHAT THEY HAVE: products, packs, photos, certificates, and what is missing of them. Needs the HTTP shell, PlatformModule and @fastify/multipart. */
@Module({})
export class CatalogModule {
  static register(env: Env): DynamicModule {
    return {
      module: CatalogModule,
      global: true,
      imports: [PeopleModule],
      controllers: [
        ProductController,
        AttributeController,
        ProductDuplicateController,
        VersionController,
        OverrideController,
        CertificateController,
        ListController,
        DocumentController,
        EvidenceController,
        WorkListController,
        ReminderController,
        PhotoController,
        PhotoCheckController,
        UploadController,
        PublicPhotoController,
        ReadinessController,
        ...RULE_CONTROLLERS,
        ReferenceController,
        CheckController,
        OldPlaceController,
        TemplateController,
        ImportController,
        ExportController,
        ArchiveController,
      ],
      providers: [
        ...ruleProviders(env.ROLE !== 'web', env.SWEEP_EVERY_MS),
        ...[
          ProductService,
          PriceProposals,
          AttributeService,
          CatalogReader,
          ProductSearch,
          ProductDuplicates,
          VersionService,
          OverrideService,
        ],
        ...[CertificateService, DocumentService, EvidenceService, PaperFiles, WorkListReader, ReminderService, ReminderJob],
        ...[ListMatcher, ListService, ListWork],
        ...[ReadinessService, PlaceLoader, PlaceReader, OldPlaceLoader, OldPlaceReader, OldPlaceService],
        ...[PhotoIntake, PhotoService, PhotoCare, Darkroom, UploadService, UploadJob, CatalogEraser],
        ...[CatalogMerger, MergedFiles],
        ...[
          ExchangeReader,
          TemplateService,
          ExchangeJob,
          ImportProgress,
          ImportService,
          ImportWork,
          ProductBatch,
          ProductExport,
          ReportService,
        ],
        ...[ArchiveParts, ArchiveService, ArchiveWriter, ArchiveWork, ArchiveIntake, IntakeService, IntakeWork],
        { provide: PhotoStore, useFactory: () => new FolderStore(path.join(env.DATA_DIR, 'photos')) },
      ],
      exports: [
        ...RULE_EXPORTS,
        CatalogEraser,
        CatalogMerger,
        MergedFiles,
        ArchiveParts,
        AttributeService,
        CatalogReader,
        CertificateService,
        OldPlaceService,
        PhotoCare,
        PhotoIntake,
        PhotoService,
        ProductSearch,
        ProductService,
        ReadinessService,
      ],
    };
  }
}
