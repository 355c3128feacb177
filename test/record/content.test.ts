import { describe, expect, test } from 'vitest';
import { contentOfPath, contentOfType } from '../../src/record/content.js';

describe('what a content type says', () => {
  test.each([
    ['static', 'image/png image/svg+xml image/x-icon font/woff2 video/mp4 audio/mpeg text/css text/javascript'],
    ['static', 'application/javascript application/x-javascript application/wasm application/manifest+json'],
    ['static', 'application/font-woff application/vnd.ms-fontobject'],
    ['dynamic', 'text/html application/json application/xml text/xml text/event-stream text/csv'],
    ['dynamic', 'application/xhtml+xml application/rss+xml application/vnd.api+json application/grpc'],
    [null, 'text/plain application/octet-stream application/pdf application/zip multipart/form-data nonsense image'],
  ])('%s: %s', (content, types) => {
    for (const type of types.split(' ')) expect([type, contentOfType(type)]).toEqual([type, content]);
  });

  test('parameters, case and blanks do not matter', () => {
    expect(contentOfType('Text/HTML; charset=utf-8')).toBe('dynamic');
    expect(contentOfType(' image/PNG ;q=1')).toBe('static');
    expect(contentOfType('text/css;charset=utf-8')).toBe('static');
  });

  test('an absent type says nothing', () => {
    expect(contentOfType('')).toBeNull();
    expect(contentOfType('-')).toBeNull();
  });
});

describe('what a path asks for', () => {
  test.each([
    '/static/app.css',
    '/assets/logo.png',
    '/app.3f2a1b9c.JS',
    '/app.js.map',
    '/fonts/a.woff2',
    '/video/intro.mp4',
    '/docs/manual.pdf',
    '/dump.tar.gz',
    '/favicon.ico',
    '/robots.txt',
    '/sitemap.xml',
    '/sitemap-posts-1.xml',
    '/manifest.json',
    '/site.webmanifest',
    '/apple-touch-icon-120x120-precomposed.png',
    '/index.html',
    '/docs/index.html',
    '/.well-known/acme-challenge/abc',
    '/.well-known/assetlinks.json',
    '/assets/i18n/en.json',
    '/static/pages/help.html',
    '/img/a.png;v=3',
    `/${'a'.repeat(1_000_000)}.png`,
  ])('static: %.60s', (path) => expect(contentOfPath(path)).toBe('static'));

  test.each([
    '/',
    '',
    '*',
    '/users/42',
    '/export.json',
    '/feed.xml',
    '/report.csv',
    // shops and blogs write their pages so
    '/p/123-red-shoes.html',
    '/index.php',
    '/index.php/logo.png',
    '/style.css/',
    '/css',
    '/.css',
    '/api/v1.2',
    '/john.doe',
    '/.well-known/webfinger',
    '/assets/upload.php',
    '/assets/logo',
    `/${'a.'.repeat(500_000)}`,
  ])('dynamic: %.60s', (path) => expect(contentOfPath(path)).toBe('dynamic'));
});
