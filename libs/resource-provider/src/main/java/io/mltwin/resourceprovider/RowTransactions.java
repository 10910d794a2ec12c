package io.mltwin.resourceprovider;

import io.mltwin.platform.http.RemoteCalls;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.function.Supplier;

/**
 * Transactions of the service's database, in which no other service can be called. A service method
 * authorizes its caller before it begins one.
 */
public final class RowTransactions {

    private RowTransactions() {}

    /**
     * Does the work in a transaction of its own, which is rolled back when the work throws. Rows
     * that it returns are copies: changing them changes nothing.
     *
     * @throws RuntimeException when a transaction is open already
     */
    public static <T> T inOne(Supplier<T> work) {
        return QuarkusTransaction.disallowingExisting().call(() -> RemoteCalls.forbidDuring(work));
    }

    /** Reads rows, in the transaction that is open or in one of its own. */
    public static <T> T reading(Supplier<T> work) {
        return QuarkusTransaction.joiningExisting().call(() -> RemoteCalls.forbidDuring(work));
    }
}
