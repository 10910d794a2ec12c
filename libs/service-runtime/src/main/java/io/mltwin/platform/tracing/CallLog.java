package io.mltwin.platform.tracing;

import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the last calls that this service received, each with the kind of its token and the verdict
 * on it.
 */
@Singleton
public class CallLog implements Resettable {

    private static final int KEPT = 2000;
    private static final int LONGEST_FIELD = 2048;

    private final Deque<Call> calls = new ArrayDeque<>();

    /**
     * One received call.
     *
     * @param tokenKind {@code AAD}, {@code RUN}, {@code ASSERTION}, {@code SERVICE}, {@code ADMIN},
     *     a scheme such as {@code SharedKey} or {@code key}, or {@code none}
     * @param verdict {@code accepted}, or why the token was refused
     * @param millis from arrival to answer
     */
    public record Call(
            Instant time,
            String service,
            String method,
            String host,
            String path,
            String tokenKind,
            String issuer,
            String audience,
            String scope,
            String caller,
            String verdict,
            int status,
            long millis,
            String correlationId) {

        public Call {
            method = cut(method);
            host = cut(host);
            path = cut(path);
            issuer = cut(issuer);
            audience = cut(audience);
            scope = cut(scope);
            caller = cut(caller);
            verdict = cut(verdict);
        }

        /** Bounds the memory of the log, whose number of calls is bounded too. */
        private static String cut(String text) {
            return text == null || text.length() <= LONGEST_FIELD ? text : text.substring(0, LONGEST_FIELD);
        }
    }

    public void add(Call call) {
        synchronized (calls) {
            if (calls.size() == KEPT) {
                calls.removeFirst();
            }
            calls.addLast(call);
        }
    }

    @Override
    public void clear() {
        synchronized (calls) {
            calls.clear();
        }
    }

    /**
     * Returns the calls with this correlation id or from this caller, oldest first; all when both
     * are null.
     */
    public List<Call> find(String correlationId, String caller) {
        synchronized (calls) {
            List<Call> found = new ArrayList<>();
            for (Call call : calls) {
                if (correlationId == null && caller == null
                        || correlationId != null && correlationId.equals(call.correlationId())
                        || caller != null && caller.equals(call.caller())) {
                    found.add(call);
                }
            }
            return found;
        }
    }
}
