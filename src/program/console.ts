import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Where the console is built to: the same place, seen from the sources and from dist. */
const FOLDERS = ['../../dist/web', '../../web'].map((folder) => path.resolve(__dirname, folder));
const NOT_BUILT = 'Giao diện chưa được dựng: chạy "npm run build:web" rồi mở lại. / The console has not been built.\n';

/**
 * Serves the console (web/) under /app/. Its own pages have no files: whatever is no file is the app itself, which finds the page. Files in assets/ carry
 * their content in their name and are kept for ever; all others are asked for anew each time.
 */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  const root = FOLDERS.find((folder) => fs.existsSync(path.join(folder, 'index.html')));
  const server = app.getHttpAdapter().getInstance();
  server.get('/app', (_, reply) => reply.redirect('/app/', 308));
  if (!root) {
    server.get('/app/*', (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT));
    return;
  }
  const files = new Set(
    fs.readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [nameOf(root, entry)] : [])),
  );
  await app.register(fastifyStatic, { root, serve: false, preCompressed: true, cacheControl: false });
  server.get<{ Params: { '*': string } }>('/app/*', (request, reply) => {
    const wanted = request.params['*'];
    const isAsset = wanted.startsWith('assets/');
    if (isAsset && !files.has(wanted)) return reply.code(404).send(); // of another version: the app must not come in its place
    void reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
    return reply.sendFile(files.has(wanted) ? wanted : 'index.html');
  });
}

function nameOf(root: string, entry: fs.Dirent): string {
  return path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
}
