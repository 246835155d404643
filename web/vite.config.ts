import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { compress } from './compress.ts';

/** What so many pages share comes with the first of them, in one file. */
const COMMON = 4;

/** The console: built into dist/web, served by the program under /app/. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  cacheDir: path.resolve(import.meta.dirname, '../node_modules/.cache/vite'),
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2021', // Chrome 94 and newer: telephones of 2018 with an updated browser
    assetsInlineLimit: 0, // nothing inline: the content security policy takes own files only
    modulePreload: { polyfill: false },
    // Few files: asking for one blocks a slow telephone for some 10 ms, and a page would ask for twenty.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vendor', test: /node_modules/, tags: ['$initial'], priority: 2 }, // the same from one version of ours to the next
            { name: 'start', tags: ['$initial'], priority: 1 }, // what every page stands on
            { name: 'common', minShareCount: COMMON },
          ],
        },
      },
    },
  },
  server: { proxy: { '^/(api|photos|healthz|readyz)': 'http://127.0.0.1:3000' } },
  plugins: [
    svelte({ configFile: path.resolve(import.meta.dirname, 'svelte.config.mjs') }),
    VitePWA({
      registerType: 'prompt', // a page with half a form is not taken away from under the hands
      injectRegister: false,
      manifest: {
        id: '/app/',
        name: 'Lên Sàn: sản phẩm OCOP lên sàn thương mại điện tử',
        short_name: 'Lên Sàn',
        description: 'Đăng ký sản phẩm OCOP một lần, lên nhiều sàn.',
        lang: 'vi',
        start_url: '/app/',
        scope: '/app/',
        display: 'standalone',
        background_color: '#f6f4ec',
        theme_color: '#1d6b43',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2}'],
        navigateFallback: '/app/index.html',
        navigateFallbackAllowlist: [/^\/app\//],
        cleanupOutdatedCaches: true,
        // Small pictures of photos, so that lists have faces without a signal. Everything else of the API is kept by store/, per person.
        runtimeCaching: [
          {
            urlPattern: /^\/api\/v1\/producers\/[^/]+\/photos\/[^/]+\/preview/,
            handler: 'CacheFirst',
            options: { cacheName: 'photos', expiration: { maxEntries: 400 }, cacheableResponse: { statuses: [200] } },
          },
        ],
      },
    }),
    compress(),
  ],
});
