package io.mltwin.resourceprovider;

import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Transactions of the service's database, in which no other service can be called. */
@Singleton
class DatabaseTransactions implements Transactions {

    @Override
    public Outcome inOne(Supplier<Outcome> work) {
        return RowTransactions.inOne(work);
    }
}
