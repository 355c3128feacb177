import MailComposer from 'nodemailer/lib/mail-composer';
import { cleanText } from '../clean.js';
import { briefOf } from './brief.js';
import type { Document } from './document.js';
import { renderHtml } from './html.js';

export interface MailOptions {
  to: readonly string[];
  from: string | null;
  /** The report as plain text, for readers without HTML. */
  text: string;
  attachment: { filename: string; content: string } | null;
  /** Most rows of a table in the mail itself. */
  top: number;
}

const MOST_SUBJECT = 150;
// Mail programs take little more than this, and leave a style out that they do not understand.
const STYLE = `body{font:14px/1.5 sans-serif;color:#1c2024;background:#fff}
table{border-collapse:collapse}
caption{font-weight:bold;text-align:left;padding:4px 0}
th,td{border-bottom:1px solid #d5dae0;padding:3px 8px;text-align:left;vertical-align:top;font-weight:normal}
thead th{color:#59626b}
td[data-v],.num{text-align:right}
dt{color:#59626b}
dd{margin:0;font-size:18px}
dd.note,.subtitle{color:#59626b;font-size:13px}
.bad{color:#b3261e}.warn{color:#855300}.good{color:#1a6e35}
nav,.skip,.unseen,.bar{display:none}`;

/** A document as a mail with its headers, to pipe into `sendmail -t`: text, a brief HTML, and the whole as a file. */
export async function renderMail(
  document: Document,
  { to, from, text, attachment, top }: MailOptions,
): Promise<string> {
  const mail = new MailComposer({
    to: [...to],
    ...(from === null ? {} : { from }),
    subject: cleanText(`${document.title}: ${document.subtitle}`, MOST_SUBJECT),
    text,
    html: renderHtml(briefOf(document, top), { script: null, style: STYLE }),
    attachments: attachment === null ? [] : [attachment],
    // What holds only what it is told reads no file and asks no network, whatever stands in the report.
    disableFileAccess: true,
    disableUrlAccess: true,
    // sendmail reads lines as the system ends them.
    newline: 'unix',
  });
  return (await mail.compile().build()).toString();
}
