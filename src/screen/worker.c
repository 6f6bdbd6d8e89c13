/* One job is one allocation that lives until it is given back; nothing here knows what the job is for. */
#include "src/screen/worker.h"

#include "ui/base/alloc.h"

#include <stdlib.h>

struct job {
	uv_work_t request;
	ts_auth *auth;
	void (*done)(void *context, ts_auth *auth);
	void *context;
};

static void job_run(uv_work_t *request)
{
	struct job *job = request->data;

	ts_auth_run(job->auth);
}

static void job_done(uv_work_t *request, int status)
{
	struct job *job = request->data;

	(void)status; /* nobody cancels a job */
	job->done(job->context, job->auth);
	free(job);
}

void worker_start(uv_loop_t *loop, ts_auth *auth, void (*done)(void *context, ts_auth *auth), void *context)
{
	struct job *job = allocate(1, sizeof *job);

	job->request.data = job;
	job->auth = auth;
	job->done = done;
	job->context = context;
	/* It only refuses a job without a function: uv_queue_work in libuv's manual. */
	if (uv_queue_work(loop, &job->request, job_run, job_done) != 0)
		abort();
}
