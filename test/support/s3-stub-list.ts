/** The answer to ListObjectsV2: prefix, delimiter, start-after, continuation-token, max-keys; keys in byte order. */
export function listXml(
  bucket: { readonly objects: ReadonlyMap<string, Buffer>; readonly pageSize: number; readonly bucket: string },
  query: URLSearchParams,
): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString('utf8');
  const max = Math.min(bucket.pageSize, Number(query.get('max-keys') ?? 1000));

  const entries: string[] = [];
  let last = after;
  let truncated = false;
  let group = '';
  const keys = [...bucket.objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const key of keys) {
    if (!key.startsWith(prefix) || key <= after || (group !== '' && key.startsWith(group))) continue;
    if (entries.length === max) {
      truncated = true;
      break;
    }
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) {
      const size = bucket.objects.get(key)?.byteLength ?? 0;
      entries.push(`<Contents><Key>${escapeXml(key)}</Key><Size>${size}</Size></Contents>`);
      last = key;
    } else {
      group = key.slice(0, cut + delimiter.length);
      entries.push(`<CommonPrefixes><Prefix>${escapeXml(group)}</Prefix></CommonPrefixes>`);
      // Past every key of the group.
      last = `${group}\u{10FFFF}`;
    }
  }
  const next = `<NextContinuationToken>${Buffer.from(last, 'utf8').toString('base64')}</NextContinuationToken>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucket.bucket}</Name>` +
    `<Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${entries.length}</KeyCount><MaxKeys>${max}</MaxKeys>` +
    `<IsTruncated>${truncated}</IsTruncated>${truncated ? next : ''}${entries.join('')}</ListBucketResult>`
  );
}

function escapeXml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[c] ?? c,
  );
}
