/* Two small schemas built by hand, so that tests of reading need no YAML: people
 * (a field of every type) and enquiries (a key of two parts). */
#ifndef TESTS_SUPPORT_SMALL_SCHEMAS_H
#define TESTS_SUPPORT_SMALL_SCHEMAS_H

#include "define/catalogue.h"

enum { PERSON_ID, PERSON_DOB, PERSON_SEX, PERSON_DISABLED, PERSON_PLANS, PERSON_SCORE };
enum { ENQUIRY_ID, ENQUIRY_PERSON, ENQUIRY_START };

/* Schemas in this order: "enquiry", "person". */
const struct catalogue *small_catalogue(void);
const struct schema *small_person(void);
const struct schema *small_enquiry(void);

#endif
