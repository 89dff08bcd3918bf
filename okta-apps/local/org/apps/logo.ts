import type { Answer, Call, Route } from '../call';
import { invalid, OktaError } from '../errors';
import { findApp } from './find';

const MAX_BYTES = 1024 * 1024;

/** How a picture of each type begins. */
const BEGINNINGS: readonly (readonly [type: string, start: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/svg+xml', /^\s*<(?:svg|\?xml|!--|!DOCTYPE)[^]*?(?:<svg|>)/i],
];

/** The content of the part named `file` of a multipart body, or undefined. */
function filePart(raw: Buffer, boundary: string): string | undefined {
  const parts = `\r\n${raw.toString('latin1')}`.split(`\r\n--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n');
    if (end !== -1 && /^content-disposition:.*[;\s]name="?file"?\s*(?:;|$)/im.test(part.slice(0, end)))
      return part.slice(end + 4);
  }
  return undefined;
}

/** Takes a logo: PNG, JPEG, GIF or SVG below 1 MB. The picture is not kept, only that there is one. */
function upload(call: Call): Answer {
  const app = findApp(call);
  const [, quoted, bare] = /^multipart\/form-data;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(call.contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw new OktaError('E0000021');
  const file = filePart(call.raw, boundary);
  if (file === undefined) throw new OktaError('E0000028');
  if (file.length >= MAX_BYTES) throw invalid('file', 'file: The file must be smaller than 1 MB.');
  const type = BEGINNINGS.find(([, start]) => start.test(file))?.[0];
  if (type === undefined) throw invalid('file', 'file: The file must be a PNG, JPG, GIF or SVG image.');
  call.org.state.apps.put({ ...app, logo: type });
  return { status: 201 };
}

export const logoRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/v1/apps/:appId/logo', scope: 'okta.apps.manage', handle: upload },
];
