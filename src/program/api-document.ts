import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import metadata from '../metadata';
import { ACCESS, SESSION_COOKIE } from '../people';
import { completeDocument } from './api-document.rules';

/** The OpenAPI document of everything that is wired. Made from the code: src/metadata.ts is what the compiler knows of the DTOs. */
export async function createDocument(app: INestApplication): Promise<OpenAPIObject> {
  await loadMetadata();
  return describe(app);
}

function describe(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Lên Sàn')
    .setDescription(
      'Đăng ký sản phẩm OCOP một lần, lên nhiều sàn. Mỗi lần ghi cần Idempotency-Key; gửi lại cùng khoá và cùng nội dung thì nhận lại đúng câu trả lời cũ. ' +
        'Lỗi theo RFC 9457 (application/problem+json) với mã ổn định trong `type`. Danh sách đi theo trang bằng `cursor`.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Khoá của chương trình, ls_…' }, 'token')
    .addCookieAuth(
      SESSION_COOKIE,
      { type: 'apiKey', in: 'cookie', description: 'Phiên của trình duyệt; lần ghi cần thêm tiêu đề x-requested-with: len-san' },
      'session',
    )
    .build();
  return completeDocument(
    SwaggerModule.createDocument(app, config, {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    }),
    ACCESS,
  );
}

let loaded: Promise<void> | undefined;

/** Once per process: the classes are the same for every app. */
function loadMetadata(): Promise<void> {
  loaded ??= SwaggerModule.loadPluginMetadata(metadata);
  return loaded;
}

/** Serves the document at /api/docs (page) and /api/openapi.json. It is made when somebody asks for it: that takes a seventh of a start. */
export async function serveDocument(app: NestFastifyApplication): Promise<void> {
  await loadMetadata();
  SwaggerModule.setup('api/docs', app, () => describe(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Lên Sàn API',
  });
}
