package io.mltwin.armweb;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Recognises failures that only mean that the service's database cannot be reached (killed,
 * starting, no connection left). Azure answers 503 while a store of its own is unavailable, and its
 * clients then repeat the call. Recognises also those of a value that no database stores.
 */
public final class DatabaseUnavailable {

    /** Azure AD's "A transient error has occurred. Please try again." */
    private static final String TRANSIENT = "90033";

    /** Classes of SQL states: connection, operator intervention, too few resources. */
    private static final Set<String> CLASSES = Set.of("08", "57", "53");

    /** The class of SQL states of values: text with a zero byte, a date beyond the calendar. */
    private static final String DATA = "22";

    /** The pool has no connection to give and has no SQL state for that. */
    private static final String NO_CONNECTION = "acquisition timeout";

    private static final int DEEPEST = 20;

    private DatabaseUnavailable() {}

    /** Returns true when the failure, or one of its causes, is that the database is unavailable. */
    public static boolean is(Throwable failure) {
        return is(failure, DatabaseUnavailable::isAway, 0);
    }

    /** Returns true when the database refused a value: the request's, which is a 400. */
    static boolean isOfAValue(Throwable failure) {
        return is(failure, sql -> sql.getSQLState() != null && sql.getSQLState().startsWith(DATA), 0);
    }

    private static boolean is(Throwable failure, Predicate<SQLException> wanted, int depth) {
        if (failure == null || depth > DEEPEST) {
            return false;
        }
        if (failure instanceof SQLException sql && wanted.test(sql)) {
            return true;
        }
        // a commit that failed keeps the driver's words among its suppressed ones
        for (Throwable suppressed : failure.getSuppressed()) {
            if (is(suppressed, wanted, depth + 1)) {
                return true;
            }
        }
        return is(failure.getCause(), wanted, depth + 1);
    }

    private static boolean isAway(SQLException sql) {
        String state = sql.getSQLState();
        if (state == null) {
            return sql.getMessage() != null && sql.getMessage().contains(NO_CONNECTION);
        }
        return state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }

    /** Returns the 503 of a plane, with Azure's code for it. */
    public static AzureException fault(Envelope envelope) {
        String message = "The service's store does not answer at the moment; repeat the request.";
        AzureException fault = switch (envelope) {
            case AZURE_AD ->
                new AzureException(
                                503,
                                "temporarily_unavailable",
                                "AADSTS%s: A transient error has occurred. Please try again.",
                                TRANSIENT)
                        .withInnerCode(TRANSIENT);
            case BLOB ->
                new AzureException(
                        503,
                        "ServerBusy",
                        "The server is currently unable to receive requests. Please retry your request.");
            case MLFLOW -> new AzureException(503, "TEMPORARILY_UNAVAILABLE", message);
            case REGISTRY -> new AzureException(503, "UNAVAILABLE", message);
            default -> new AzureException(503, "ServiceUnavailable", message);
        };
        return fault.withHeaders(Map.of("Retry-After", "1"));
    }

    /** Returns the 503 when the database is unavailable, else the failure itself. */
    public static RuntimeException orItself(RuntimeException failure) {
        if (!is(failure)) {
            return failure;
        }
        AzureException fault = fault(Envelope.ARM);
        fault.initCause(failure);
        return fault;
    }
}
