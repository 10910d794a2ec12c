package io.mltwin.console.parts;

import io.mltwin.platform.tracing.CurrentTrace;
import io.opentelemetry.context.Context;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;

/**
 * The request that a page answers, for threads that help with it: its session, and the trace that
 * its calls are part of.
 *
 * @param request null for no request
 */
record PageContext(Context trace, ContextState request) {

    /** Stands for the thread that answers the request, which has its context already. */
    static final PageContext OF_THIS_THREAD = new PageContext(null, null);

    /** Returns that of the thread's own request. */
    static PageContext current() {
        return new PageContext(
                CurrentTrace.get(),
                Arc.container() == null
                        ? null
                        : Arc.container().requestContext().getStateIfActive());
    }

    void run(Runnable work) {
        if (trace == null) {
            work.run();
        } else {
            trace.wrap(() -> runInRequest(work)).run();
        }
    }

    private void runInRequest(Runnable work) {
        if (request == null) {
            work.run();
            return;
        }
        ManagedContext requests = Arc.container().requestContext();
        requests.activate(request);
        try {
            work.run();
        } finally {
            requests.deactivate();
        }
    }
}
