package io.mltwin.resourceprovider;

import java.util.function.Supplier;

/** Runs the last phase of a change. */
@FunctionalInterface
interface Transactions {

    /**
     * Runs the work in a transaction of its own, which is rolled back when the work throws.
     *
     * @throws RuntimeException when a transaction is open already: the phases before this one may
     *     have called other services
     */
    Outcome inOne(Supplier<Outcome> work);
}
