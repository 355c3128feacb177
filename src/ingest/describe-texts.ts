import { describeAgent } from '../record/agent.js';
import { contentOfPath, contentOfType } from '../record/content.js';
import { type RouteNaming, routeNamer } from '../record/route-patterns.js';
import { isCacheAnswer, isDynamicMethod } from '../record/served.js';
import type { DescribeTexts } from './meanings.js';

/** What texts mean to logsplit. */
export function describeTexts(naming: RouteNaming): DescribeTexts {
  return {
    template: routeNamer(naming),
    contentOfPath,
    contentOfType,
    agent: describeAgent,
    isDynamicMethod,
    isCacheAnswer,
  };
}
