/* One place where the colours of a house take the place of the usual ones. */
#include "render/palette.h"

#include "render/page_style.h"

uint32_t palette_colour(const struct house_style *style, uint32_t colour) {
    if (style != NULL && colour == COLOUR_NAVY) {
        return style->heading;
    }
    return style != NULL && colour == COLOUR_LINK ? style->link : colour;
}
