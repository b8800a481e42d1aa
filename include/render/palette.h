/* The colours of a house in the place of the usual ones. What draws names the usual colour of
 * headings (COLOUR_NAVY) or of links (COLOUR_LINK); what writes colours down asks here. */
#ifndef RENDER_PALETTE_H
#define RENDER_PALETTE_H

#include "report/document.h"

/* The colour to be written for one that was drawn with; `style` NULL: the same. */
uint32_t palette_colour(const struct house_style *style, uint32_t colour);

#endif
