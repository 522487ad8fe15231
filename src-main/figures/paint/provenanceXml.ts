import type { FigureMetadata } from '../formats.ts';
import { escapeXml } from './svg/markup.ts';

/** The name of our own properties in RDF. */
const NAMESPACE = 'urn:rnavelocity:figure';

/** The time that a figure bears: when the last of its runs was finished, so that the same figure gives the same file. */
export function figureDate({ provenance }: FigureMetadata): Date | null {
  const times = provenance.runs
    .map(({ finishedAt }) => (finishedAt === null ? NaN : Date.parse(finishedAt)))
    .filter((time) => !Number.isNaN(time));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** The program that a figure is from, with its version. */
export function creatorOf({ provenance }: FigureMetadata): string {
  return `${provenance.program} ${provenance.version}`;
}

/** Words that a figure is found by. */
export function keywordsOf({ provenance }: FigureMetadata): string[] {
  const { dataset, runs } = provenance;
  return [...new Set(['RNA velocity', dataset.name, ...runs.flatMap(({ name, model }) => [name, model])])];
}

/** What a figure is and where it is from, as RDF: Dublin Core, XMP, and all of the provenance as JSON. */
export function provenanceRdf(metadata: FigureMetadata, format: string): string {
  const date = figureDate(metadata)?.toISOString();
  const alternative = (value: string): string =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt>`;
  return [
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`,
    `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:rnavelocity="${NAMESPACE}">`,
    `<dc:format>${format}</dc:format>`,
    `<dc:title>${alternative(metadata.title)}</dc:title>`,
    `<dc:description>${alternative(metadata.description)}</dc:description>`,
    `<dc:subject><rdf:Bag>${keywordsOf(metadata)
      .map((word) => `<rdf:li>${escapeXml(word)}</rdf:li>`)
      .join('')}</rdf:Bag></dc:subject>`,
    `<xmp:CreatorTool>${escapeXml(creatorOf(metadata))}</xmp:CreatorTool>`,
    ...(date ? [`<xmp:CreateDate>${date}</xmp:CreateDate>`] : []),
    `<rnavelocity:provenance>${escapeXml(JSON.stringify(metadata.provenance))}</rnavelocity:provenance>`,
    `</rdf:Description>`,
    `</rdf:RDF>`,
  ].join('\n');
}

/** The same as a packet of XMP, as PDF, PNG and TIFF hold it. */
export function xmpPacket(metadata: FigureMetadata, format: string): string {
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    provenanceRdf(metadata, format),
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}
