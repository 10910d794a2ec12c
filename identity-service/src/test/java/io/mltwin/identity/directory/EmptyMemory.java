package io.mltwin.identity.directory;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;

/** Memories of the directory for tests without a database: no thread is in a transaction. */
public final class EmptyMemory {

    private EmptyMemory() {}

    public static DirectoryMemory create() {
        return new DirectoryMemory(
                (TransactionSynchronizationRegistry)
                        Proxy.newProxyInstance(
                                EmptyMemory.class.getClassLoader(),
                                new Class<?>[] {TransactionSynchronizationRegistry.class},
                                (proxy, method, arguments) -> null));
    }
}
