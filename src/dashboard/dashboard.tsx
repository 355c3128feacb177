import { Box } from 'ink';
import { accountingLine, crumbsLine, footerLine, headerLine, ruleLine, tabLine, tooSmallLines } from './chrome.js';
import { hasRule, isTooSmall, SMALLEST } from './geometry.js';
import { bodyOf } from './layout.js';
import { Lines, TextLine } from './lines.js';
import { PANELS } from './panels.js';
import type { State } from './state.js';
import { DetailPanel, HelpPanel } from './text-panels.js';

/** The whole screen of a state: what is always there, and the view in the middle. */
export function Dashboard({ state }: { state: State }) {
  const { look, size } = state;
  if (isTooSmall(size)) {
    const lines = tooSmallLines(state, SMALLEST);
    return <Lines lines={lines} look={look} columns={size.columns} rows={lines.length} />;
  }
  const body = bodyOf(state);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows - 1}>
      <TextLine line={headerLine(state)} look={look} />
      <TextLine line={tabLine(state)} look={look} />
      {state.steps.length > 0 ? (
        <TextLine line={crumbsLine(state)} look={look} />
      ) : hasRule(size) ? (
        <TextLine line={ruleLine(state)} look={look} />
      ) : null}
      <Box width={body.columns} height={body.rows} flexShrink={0}>
        <Body state={state} />
      </Box>
      <TextLine line={accountingLine(state)} look={look} />
      <TextLine line={footerLine(state)} look={look} />
    </Box>
  );
}

function Body({ state }: { state: State }) {
  if (state.helpTop !== null) return <HelpPanel state={state} top={state.helpTop} />;
  if (state.detailTop !== null) return <DetailPanel state={state} top={state.detailTop} />;
  const Panel = PANELS[state.view];
  return <Panel state={state} />;
}
