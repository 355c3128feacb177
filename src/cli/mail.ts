import { InvalidArgumentError, Option } from 'commander';
import type { Document } from '../render/document/document.js';
import type { DocumentOutput } from './document-text.js';
import { ListOption } from './list-option.js';

/** Of the text in a mail. */
export const MAIL_COLUMNS = 78;

export interface MailTargets {
  /** Whom a report is mailed to; none: it is no mail. */
  mail: string[];
  mailFrom?: string;
  top: number;
}

/** Of commands whose report can be a mail. */
export const MAIL_OPTIONS: readonly Option[] = [
  new ListOption('--mail <address>', 'write a mail with the report for sendmail -t, to whom (repeatable)', address),
  new Option('--mail-from <address>', 'whom the mail is from (default: left to sendmail)').argParser(address),
];

const ENDINGS = { html: 'html', json: 'json', markdown: 'md', csv: 'csv' } as const;
type Attached = DocumentOutput | 'json';

/** What is attached to a mail: text is in it already. */
export function attachedOutput<Output extends string>(output: Output | undefined): Exclude<Output, 'text'> | 'html' {
  return output === undefined || output === 'text' ? 'html' : (output as Exclude<Output, 'text'>);
}

/** A report as a mail: as text and as brief HTML to read, and attached as the user wants it. */
export async function mailText(
  document: Document,
  text: string,
  attached: { output: Attached; content: string },
  { mail, mailFrom, top }: MailTargets,
): Promise<string> {
  const { renderMail } = await import('../render/document/mail.js');
  const attachment = { filename: `report.${ENDINGS[attached.output]}`, content: attached.content };
  return renderMail(document, { to: mail, from: mailFrom ?? null, text, attachment, top });
}

/** One address with a host, which mail programs insist on, and nothing in it that a header could take for more. */
function address(text: string): string {
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/.test(text) || text.length > 254) {
    throw new InvalidArgumentError('It is an address such as ops@example.com; repeat the option for several.');
  }
  return text;
}
