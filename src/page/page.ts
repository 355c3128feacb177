import { drawCharts } from './charts.js';
import { openForPrint } from './print.js';
import { enhanceTable } from './table.js';
import { addThemeButton } from './theme.js';

// The page is whole without this: what is here makes it easier to use.
for (const holder of document.querySelectorAll<HTMLElement>('.table')) enhanceTable(holder);
const redraw = drawCharts();
addThemeButton(redraw);
openForPrint(redraw);
