// What one worker leaves to the next when a path moves.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/round.h"

// A port that says what the test wants it to have missed.
struct fake_port {
	struct fl_port port;
	uint64_t missed;
};

static uint64_t fake_missed_so_far(struct fl_port *port)
{
	return ((struct fake_port *)port)->missed;
}

static const struct fl_port_ops knowing = {.missed_so_far = fake_missed_so_far};
static const struct fl_port_ops ignorant;

static struct fl_worker workers[2]; // large

struct scene {
	struct fake_port ports[2];
	struct fl_task task, joined;
	struct fl_seat seats[2];
};

static struct scene scene_make(const struct fl_port_ops *second)
{
	struct scene scene = {.ports = {{.port = {.ops = &knowing}}, {.port = {.ops = second}}}};

	fl_task_init(&scene.task);
	fl_task_init(&scene.joined);
	for (int i = 0; i < 2; i++) {
		fl_round_init(&workers[i]);
		fl_seat_init(&scene.seats[i], 1000);
	}
	return scene;
}

// A path of both ports.
static void scene_join(struct scene *scene)
{
	scene->task.path.input = &scene->ports[0].port;
	scene->task.path.joined = &scene->joined.path;
	scene->joined.path.input = &scene->ports[1].port;
}

static void move(struct scene *scene, int from, int to, uint64_t first_misses, uint64_t second_misses)
{
	fl_round_detach(&workers[from], &scene->task);
	assert_false(fl_task_attached(&scene->task));
	scene->ports[0].missed += first_misses;
	scene->ports[1].missed += second_misses;
	fl_round_attach(&workers[to], &scene->task, &scene->seats[to]);
	assert_true(fl_task_attached(&scene->task));
}

static void books_what_every_input_of_the_path_lost_while_nobody_had_it(void **state)
{
	struct scene scene = scene_make(&knowing);

	(void)state;
	scene_join(&scene);
	fl_round_attach(&workers[0], &scene.task, &scene.seats[0]);
	assert_int_equal(fl_moves_read(&scene.task.moves).count, 0);
	scene.ports[0].missed = 1000; // before the move: no part of it
	move(&scene, 0, 1, 4, 3);
	scene.ports[1].missed += 500;
	move(&scene, 1, 0, 0, 2);
	struct fl_moves moves = fl_moves_read(&scene.task.moves);
	assert_int_equal(moves.count, 2);
	assert_true(moves.lost_known);
	assert_int_equal(moves.lost, 9);
	assert_int_equal(moves.lost_last, 2);
	assert_true(moves.pause_max > 0);
	fl_round_detach(&workers[0], &scene.task);
}

static void does_not_know_what_an_input_lost_that_cannot_tell(void **state)
{
	struct scene scene = scene_make(&ignorant);

	(void)state;
	scene_join(&scene);
	fl_round_attach(&workers[0], &scene.task, &scene.seats[0]);
	move(&scene, 0, 1, 4, 3);
	assert_int_equal(fl_moves_read(&scene.task.moves).count, 1);
	assert_false(fl_moves_read(&scene.task.moves).lost_known);
	fl_round_detach(&workers[1], &scene.task);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(books_what_every_input_of_the_path_lost_while_nobody_had_it),
		cmocka_unit_test(does_not_know_what_an_input_lost_that_cannot_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
