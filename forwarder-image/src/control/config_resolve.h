// A document may say of a router only `keep`: what is applied stays. Such a document means nothing after a restart, so what
// is stored has the kept routers written out. Control thread only.
#pragma once
#include <jansson.h>

// document: received, and valid by fl_config_parse. applied: the resolved document before it, or NULL when there is none.
// Returns a new reference to document with every kept router replaced by its entry in applied (left as it is when applied
// has none: the engine refuses it), or NULL when memory ran out.
json_t *fl_config_resolve(json_t *document, const json_t *applied);
