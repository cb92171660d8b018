// The parser: recursive descent into a tree, which is then written into the program from behind, so that every target is
// known when a test is made.
//
//   expression: term {(or | "||") term}        term: factor {[and | "&&"] factor}
//   factor: (not | "!") factor | "(" expression ")" | primitive
//   primitive: qualifiers [relation] value, where the qualifiers of the one before hold when there are none
#include "elements/click/ip_expression.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/ip_words.h"

enum { NODES_MAX = 2048, DEPTH_MAX = 64, TOKEN_SIZE = 64 };

enum node_kind { NODE_TEST, NODE_AND, NODE_OR, NODE_NOT, NODE_TRUE, NODE_FALSE };

struct node {
	enum node_kind kind;
	struct fl_ip_test test;
	uint16_t left, right;
};

enum direction { ANY_DIRECTION, SOURCE, DESTINATION, BOTH_DIRECTIONS };

struct qualifiers {
	enum direction direction;
	enum fl_ip_word type; // FL_IP_WORD_NONE: to be guessed from the value
	int protocol;         // -1: none said
};

struct parser {
	const struct fl_click_setup *setup;
	const char *parameter;
	int value; // index of the text
	const char *rest;
	char token[TOKEN_SIZE]; // the present one; "" at the end
	int depth;
	bool failed;
	struct qualifiers before;
	uint16_t count;
	struct node nodes[NODES_MAX];
};

static uint16_t expression_parse(struct parser *parser);

static uint16_t fail(struct parser *parser, const char *format, const char *word)
{
	char reason[160];

	if (!parser->failed) {
		snprintf(reason, sizeof(reason), format, word);
		fl_click_problem(parser->setup, parser->parameter, parser->value, "%s", reason);
	}
	parser->failed = true;
	parser->token[0] = '\0';
	return 0;
}

// The next token: a parenthesis, an operator, or what stands up to one or a blank.
static void advance(struct parser *parser)
{
	static const char *const operators[] = {"(", ")", "&&", "||", "==", "!=", ">=", "<=", "=", ">", "<", "!", NULL};
	const char *start = parser->rest + strspn(parser->rest, " \t\r\n");
	size_t length = 0;

	if (parser->failed)
		return;
	for (int i = 0; operators[i] != NULL && length == 0; i++)
		if (strncmp(start, operators[i], strlen(operators[i])) == 0)
			length = strlen(operators[i]);
	if (length == 0)
		length = strcspn(start, " \t\r\n()&|=!<>");
	if (length == 0 && *start != '\0')
		length = 1; // a lone & or |, which no rule takes
	if (length >= TOKEN_SIZE) {
		fail(parser, "\"%.40s...\" is too long for a word", start);
		return;
	}
	memcpy(parser->token, start, length);
	parser->token[length] = '\0';
	parser->rest = start + length;
}

static bool is(const struct parser *parser, const char *token)
{
	return strcmp(parser->token, token) == 0;
}

static bool taken(struct parser *parser, const char *token)
{
	bool found = is(parser, token);

	if (found)
		advance(parser);
	return found;
}

static uint16_t node_add(struct parser *parser, struct node node)
{
	if (parser->count == NODES_MAX)
		return fail(parser, "is too long: an expression has at most 2048 parts%s", "");
	parser->nodes[parser->count] = node;
	return parser->count++;
}

static uint16_t pair_add(struct parser *parser, enum node_kind kind, uint16_t left, uint16_t right)
{
	return node_add(parser, (struct node){.kind = kind, .left = left, .right = right});
}

static uint16_t test_add(struct parser *parser, enum fl_ip_field field, uint32_t mask, uint32_t low, uint32_t high)
{
	return node_add(parser, (struct node){.kind = NODE_TEST,
					.test = {.field = (uint16_t)field, .mask = mask, .low = low, .high = high}});
}

static uint16_t protocol_add(struct parser *parser, const struct qualifiers *qualifiers, uint16_t test)
{
	uint16_t protocol;

	if (qualifiers->protocol < 0)
		return test;
	protocol =
		test_add(parser, FL_IP_PROTOCOL, 0xff, (uint32_t)qualifiers->protocol, (uint32_t)qualifiers->protocol);
	return pair_add(parser, NODE_AND, protocol, test);
}

// A test of the source field, the destination field, or both, as the direction says.
static uint16_t directed_add(struct parser *parser, enum direction direction, enum fl_ip_field source,
	enum fl_ip_field destination, uint32_t mask, uint32_t low, uint32_t high)
{
	uint16_t left, right;

	if (direction == SOURCE)
		return test_add(parser, source, mask, low, high);
	if (direction == DESTINATION)
		return test_add(parser, destination, mask, low, high);
	left = test_add(parser, source, mask, low, high);
	right = test_add(parser, destination, mask, low, high);
	return pair_add(parser, direction == BOTH_DIRECTIONS ? NODE_AND : NODE_OR, left, right);
}

// "src", "dst", "src and dst", "src or dst"
static enum direction direction_parse(struct parser *parser)
{
	enum direction direction = is(parser, "src") ? SOURCE : DESTINATION;
	const char *other = direction == SOURCE ? "dst" : "src", *rest;
	char token[TOKEN_SIZE];
	enum direction both;

	advance(parser);
	if (!is(parser, "and") && !is(parser, "or"))
		return direction;
	both = is(parser, "and") ? BOTH_DIRECTIONS : ANY_DIRECTION;
	rest = parser->rest;
	memcpy(token, parser->token, sizeof(token));
	advance(parser);
	if (taken(parser, other))
		return both;
	parser->rest = rest; // it was the expression's own
	memcpy(parser->token, token, sizeof(token));
	return direction;
}

// Reads qualifiers; true when there were any.
static bool qualifiers_parse(struct parser *parser, struct qualifiers *qualifiers)
{
	bool any = false;

	*qualifiers = (struct qualifiers){.protocol = -1};
	for (;;) {
		enum fl_ip_word type = fl_ip_word_find(parser->token);
		int protocol = fl_ip_protocol_find(parser->token);

		if (is(parser, "src") || is(parser, "dst")) {
			qualifiers->direction = direction_parse(parser);
		} else if (is(parser, "ip")) {
			advance(parser);
		} else if (type != FL_IP_WORD_NONE && qualifiers->type == FL_IP_WORD_NONE) {
			qualifiers->type = type;
			advance(parser);
		} else if (protocol >= 0 && qualifiers->protocol < 0 && qualifiers->type != FL_IP_WORD_PROTO &&
			   !isdigit((unsigned char)parser->token[0])) {
			qualifiers->protocol = protocol;
			advance(parser);
		} else {
			return any;
		}
		any = true;
	}
}

// What a number that an operator compares with is good for. False: no number is.
static bool range_make(const char *relation, uint32_t value, uint32_t most, uint32_t *low, uint32_t *high)
{
	*low = relation[0] == '>' ? value + (relation[1] != '=') : relation[0] == '<' ? 0 : value;
	*high = relation[0] == '<' ? value - (relation[1] != '=') : relation[0] == '>' ? most : value;
	if ((strcmp(relation, ">") == 0 && value >= most) || (strcmp(relation, "<") == 0 && value == 0))
		return false;
	return true;
}

static uint16_t number_test(struct parser *parser, const struct qualifiers *qualifiers, const char *relation)
{
	const struct fl_ip_quantity *quantity = fl_ip_quantity_of(qualifiers->type);
	uint32_t low, high, shift = quantity->shift;
	uint16_t test;

	if (!fl_ip_value_read(qualifiers->type, parser->token, &low, &high))
		return fail(parser, quantity->complaint, parser->token);
	advance(parser);
	if (low == high && !range_make(relation, low, quantity->most, &low, &high))
		return node_add(parser, (struct node){.kind = NODE_FALSE});
	// Where the field is the upper bits of a byte (DSCP), its numbers are moved to where it stands.
	uint32_t mask = quantity->mask;
	if (qualifiers->type == FL_IP_WORD_PORT)
		test = directed_add(
			parser, qualifiers->direction, FL_IP_SOURCE_PORT, FL_IP_DESTINATION_PORT, mask, low, high);
	else if (qualifiers->type == FL_IP_WORD_OPT)
		test = test_add(parser, quantity->field, low, low, low);
	else
		test = test_add(parser, quantity->field, mask, low << shift, high << shift);
	if (strcmp(relation, "!=") == 0)
		test = node_add(parser, (struct node){.kind = NODE_NOT, .left = test});
	return test;
}

static uint16_t address_test(struct parser *parser, const struct qualifiers *qualifiers, const char *relation)
{
	struct fl_ip4_prefix prefix = {.length = 32};
	uint32_t mask;
	uint16_t test;

	if (relation[0] == '<' || relation[0] == '>')
		return fail(parser, "addresses are not compared by size, as before \"%s\"", parser->token);
	if (!fl_click_ip4_read(parser->setup, parser->token, &prefix.address) &&
		!fl_click_prefix4_read(parser->setup, parser->token, &prefix))
		return fail(parser, "\"%s\" is no IPv4 address or prefix", parser->token);
	advance(parser);
	mask = prefix.length == 0 ? 0 : UINT32_MAX << (32 - prefix.length);
	test = directed_add(parser, qualifiers->direction, FL_IP_SOURCE, FL_IP_DESTINATION, mask, prefix.address & mask,
		prefix.address & mask);
	if (strcmp(relation, "!=") == 0)
		test = node_add(parser, (struct node){.kind = NODE_NOT, .left = test});
	return test;
}

static uint16_t typed_test(struct parser *parser, const struct qualifiers *qualifiers)
{
	static const char *const relations[] = {"==", "!=", ">=", "<=", "=", ">", "<", NULL};
	const char *relation = "==";

	for (int i = 0; relations[i] != NULL; i++)
		if (is(parser, relations[i])) {
			relation = relations[i];
			advance(parser);
			break;
		}
	if (qualifiers->type == FL_IP_WORD_HOST || qualifiers->type == FL_IP_WORD_NET)
		return address_test(parser, qualifiers, relation);
	return number_test(parser, qualifiers, relation);
}

static bool value_follows(const struct parser *parser)
{
	return parser->token[0] != '\0' && !is(parser, ")") && !is(parser, "and") && !is(parser, "or") &&
	       !is(parser, "&&") && !is(parser, "||") && !is(parser, "not");
}

// The type of a value that nobody named.
static enum fl_ip_word type_guess(const struct parser *parser)
{
	if (strchr(parser->token, '.') != NULL || strchr(parser->token, ':') != NULL)
		return FL_IP_WORD_HOST;
	return FL_IP_WORD_PORT;
}

static uint16_t primitive_parse(struct parser *parser)
{
	struct qualifiers qualifiers;
	bool any = qualifiers_parse(parser, &qualifiers);

	if (!any)
		qualifiers = parser->before;
	if (qualifiers.type == FL_IP_WORD_FRAG || qualifiers.type == FL_IP_WORD_UNFRAG) {
		uint32_t fragment = qualifiers.type == FL_IP_WORD_FRAG;

		return protocol_add(parser, &qualifiers, test_add(parser, FL_IP_FRAGMENT, 1, fragment, fragment));
	}
	if (any && qualifiers.type == FL_IP_WORD_NONE && qualifiers.protocol >= 0 &&
		qualifiers.direction == ANY_DIRECTION && !value_follows(parser))
		return test_add(
			parser, FL_IP_PROTOCOL, 0xff, (uint32_t)qualifiers.protocol, (uint32_t)qualifiers.protocol);
	if (any && is(parser, "(")) { // "dst port (80 or 443)"
		parser->before = qualifiers;
		advance(parser);
		uint16_t inner = expression_parse(parser);
		return taken(parser, ")") ? inner : fail(parser, "a ) is missing before \"%s\"", parser->token);
	}
	if (!value_follows(parser))
		return fail(parser,
			parser->token[0] == '\0' ? "a value is missing at the end%s"
						 : "a value is missing before \"%s\"",
			parser->token);
	if (!any && qualifiers.type == FL_IP_WORD_NONE && qualifiers.direction == ANY_DIRECTION &&
		qualifiers.protocol < 0 && strchr(parser->token, '.') == NULL)
		return fail(parser, "\"%s\" is no word of the language: is it a port, a proto, a host?", parser->token);
	if (qualifiers.type == FL_IP_WORD_NONE)
		qualifiers.type = type_guess(parser);
	parser->before = qualifiers;
	return protocol_add(parser, &qualifiers, typed_test(parser, &qualifiers));
}

static bool constant_parse(struct parser *parser, uint16_t *node)
{
	static const char *const trues[] = {"true", "all", "any", "-", NULL}, *const falses[] = {"false", "none", NULL};

	for (int i = 0; trues[i] != NULL; i++)
		if (taken(parser, trues[i])) {
			*node = node_add(parser, (struct node){.kind = NODE_TRUE});
			return true;
		}
	for (int i = 0; falses[i] != NULL; i++)
		if (taken(parser, falses[i])) {
			*node = node_add(parser, (struct node){.kind = NODE_FALSE});
			return true;
		}
	return false;
}

static uint16_t factor_parse(struct parser *parser)
{
	uint16_t node;

	if (parser->failed)
		return 0;
	if (++parser->depth > DEPTH_MAX)
		return fail(parser, "parentheses and nots stand in each other more than 64 deep%s", "");
	if (taken(parser, "not") || taken(parser, "!")) {
		node = factor_parse(parser);
		node = node_add(parser, (struct node){.kind = NODE_NOT, .left = node});
	} else if (taken(parser, "(")) {
		node = expression_parse(parser);
		if (!taken(parser, ")"))
			node = fail(parser, "a ) is missing before \"%s\"", parser->token);
	} else if (!constant_parse(parser, &node)) {
		node = primitive_parse(parser);
	}
	parser->depth--;
	return node;
}

static uint16_t term_parse(struct parser *parser)
{
	uint16_t node = factor_parse(parser);

	for (;;) {
		bool word = taken(parser, "and") || taken(parser, "&&");

		if (!word && (parser->token[0] == '\0' || is(parser, ")") || is(parser, "or") || is(parser, "||")))
			return node;
		node = pair_add(parser, NODE_AND, node, factor_parse(parser));
	}
}

static uint16_t expression_parse(struct parser *parser)
{
	uint16_t node = term_parse(parser);

	while (taken(parser, "or") || taken(parser, "||"))
		node = pair_add(parser, NODE_OR, node, term_parse(parser));
	return node;
}

// Writes a tree whose outcomes are known in front of the program; returns the target that begins it.
static uint16_t emit(
	const struct parser *parser, uint16_t index, uint16_t yes, uint16_t no, struct fl_ip_program *program)
{
	const struct node *node = &parser->nodes[index];

	switch (node->kind) {
	case NODE_TRUE:
		return yes;
	case NODE_FALSE:
		return no;
	case NODE_NOT:
		return emit(parser, node->left, no, yes, program);
	case NODE_AND:
		return emit(parser, node->left, emit(parser, node->right, yes, no, program), no, program);
	case NODE_OR:
		return emit(parser, node->left, yes, emit(parser, node->right, yes, no, program), program);
	default:
		break;
	}
	if (program->count == FL_IP_TESTS_MAX)
		return FL_IP_OUTCOME | FL_IP_DENY; // noticed by the caller
	program->tests[program->count] = node->test;
	program->tests[program->count].yes = yes;
	program->tests[program->count].no = no;
	return program->count++;
}

bool fl_ip_program_prepend(const struct fl_click_setup *setup, const char *parameter, int value, const char *text,
	uint16_t outcome, struct fl_ip_program *program)
{
	struct parser *parser = calloc(1, sizeof(*parser));
	bool good;
	uint16_t root;

	if (parser == NULL)
		return false;
	parser->setup = setup;
	parser->parameter = parameter;
	parser->value = value;
	parser->rest = text;
	parser->before.protocol = -1;
	advance(parser);
	root = expression_parse(parser);
	if (!parser->failed && parser->token[0] != '\0')
		fail(parser, "\"%s\" is not expected here", parser->token);
	good = !parser->failed;
	if (good)
		program->start = emit(parser, root, FL_IP_OUTCOME | outcome, program->start, program);
	free(parser);
	if (good && program->count == FL_IP_TESTS_MAX)
		return fl_click_problem(setup, parameter, value,
			"the rules up from this one need %d tests or more, too many", FL_IP_TESTS_MAX);
	return good;
}
