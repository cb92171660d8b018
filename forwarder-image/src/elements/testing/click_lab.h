// A lab of a Click router, from a graph in lines of text.
#pragma once
#include "frames.h"

// The interfaces of a Click lab: A has 10.1.0.1/24, B 10.2.0.1/24, the others no address.
enum { LAB_A, LAB_B, LAB_C, LAB_D, LAB_CLICK_INTERFACES };

// The graph of a text whose lines are elements ("c = Classifier; PATTERN[]: 12/0806; PATTERN[]: -"; a parameter with [] is
// variadic) and connections ("c 1 > out 0"). The caller releases it.
struct fl_config_click *lab_click_read(const char *text);

// Opens a lab with such a graph over the interfaces a, b, c and d.
void lab_click_open(struct lab *lab, const char *text);
// Opens one with FromDevice a -> the element ("Strip; LENGTH: 14") -> ToDevice b, c, d for as many outputs as it is to have.
void lab_click_element_open(struct lab *lab, const char *element, uint32_t outputs);
void lab_click_close(struct lab *lab);
// The problem of a graph that is refused: "PATH: REASON" of the first. The test fails when it is not.
const char *lab_click_refusal(const char *text);
// Likewise of one element between FromDevice a and ToDevice b, c, d.
const char *lab_click_element_refusal(const char *element, uint32_t outputs);
// A figure of an element's counter in the report.
uint64_t lab_click_counter(const struct lab *lab, const char *element, const char *counter);
// How often a reason was counted, over all paths.
uint64_t lab_click_drops(const struct lab *lab, const char *reason);
// A frame that comes in by A, from 10.1.0.2 to 10.2.0.2.
struct rte_mbuf *lab_click_frame(struct lab *lab);
// That a frame put in by A is dropped for that reason.
void lab_click_assert_dropped(struct lab *lab, struct rte_mbuf *frame, const char *reason);
