package io.mltwin.node.calls;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;

/**
 * Calls of Blob storage with a credential that may run out: what may pass is tried again, and what
 * an old credential may have caused once with a new one.
 */
public final class StorageCalls<C> {

    /** {@code x-ms-version} of a node's calls. */
    public static final String VERSION = "2020-10-02";

    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 250;

    private final Credential<C> source;
    private final Set<Integer> renewing;
    private volatile C credential;

    /**
     * @param renewing the statuses that a credential which ran out is answered with
     */
    public StorageCalls(Credential<C> source, Set<Integer> renewing) {
        this.source = source;
        this.renewing = renewing;
    }

    public interface Credential<C> {
        C fetch() throws IOException;
    }

    public interface Attempt<C> {
        HttpResponse<String> send(C credential) throws IOException;
    }

    /** A refusal that another try does not change. */
    public static final class RefusedException extends IOException {
        private final int status;

        public RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** The credential of the calls, fetched where there is none yet. */
    public C credential() throws IOException {
        for (int number = 1; ; number++) {
            try {
                return currentCredential(null);
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                if (number == ATTEMPTS) {
                    throw e;
                }
                pause(number);
            }
        }
    }

    /** Has the credential at hand before the first call needs it. */
    public void fetchCredential() throws IOException {
        currentCredential(null);
    }

    /** Calls may run at the same time; they share one credential. */
    public HttpResponse<String> call(String what, Attempt<C> attempt) throws IOException {
        C refused = null;
        boolean renewed = false;
        for (int number = 1; ; number++) {
            IOException failure;
            try {
                C before = credential;
                C used = currentCredential(refused);
                renewed |= used != before;
                HttpResponse<String> answer = attempt.send(used);
                if (answer.statusCode() / 100 == 2) {
                    return answer;
                }
                String text = what + ": " + NodeHttp.describe(answer);
                failure = new IOException(text);
                if (renewing.contains(answer.statusCode()) && !renewed) {
                    refused = used;
                } else if (!NodeHttp.isPassing(answer.statusCode())) {
                    throw new RefusedException(answer.statusCode(), text + advice(text));
                }
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                failure = new IOException(what + ": " + NodeHttp.describe(e), e);
            }
            if (number == ATTEMPTS) {
                throw failure;
            }
            pause(number);
        }
    }

    /** Returns the advice for a key that the account does not take. */
    private static String advice(String refusal) {
        if (refusal.contains("KeyBasedAuthenticationNotPermitted")) {
            return " Allow keys on the account (allowSharedKeyAccess), or set"
                    + " systemDatastoresAuthMode of the workspace to identity.";
        }
        return refusal.contains("AuthenticationFailed")
                ? " If the account's key was regenerated, resyncKeys of the workspace takes the new"
                        + " one for its own datastores; update other datastores with it."
                : "";
    }

    private static void pause(int number) throws IOException {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (number - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Fetches a credential where there is none yet, or only the one that was refused. */
    private synchronized C currentCredential(C refused) throws IOException {
        if (credential == null || credential == refused) {
            credential = source.fetch();
        }
        return credential;
    }
}
