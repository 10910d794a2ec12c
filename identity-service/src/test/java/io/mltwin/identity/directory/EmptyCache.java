package io.mltwin.identity.directory;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Caches of the directory for tests without a database. */
public final class EmptyCache {

    private EmptyCache() {}

    /** Returns a cache whose callers are in no transaction. */
    public static DirectoryCache create() {
        return new DirectoryCache(registry((proxy, method, arguments) -> null));
    }

    /** Returns a directory that knows what the cache keeps, and can read nothing. */
    public static DirectoryService directory(DirectoryCache cache) {
        return new DirectoryService(null, null, null, null, cache);
    }

    static DirectoryCache in(TestTransaction transaction) {
        return new DirectoryCache(registry(transaction));
    }

    private static TransactionSynchronizationRegistry registry(InvocationHandler handler) {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                EmptyCache.class.getClassLoader(), new Class<?>[] {TransactionSynchronizationRegistry.class}, handler);
    }

    /** The one transaction that callers are in between {@link #begin} and {@link #end}. */
    static final class TestTransaction implements InvocationHandler {

        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private boolean active;

        void begin() {
            active = true;
        }

        /** Ends it, committed or rolled back as {@code jakarta.transaction.Status} says. */
        void end(int status) {
            synchronizations.forEach(one -> one.afterCompletion(status));
            synchronizations.clear();
            resources.clear();
            active = false;
        }

        private Object register(Synchronization synchronization) {
            synchronizations.add(synchronization);
            return null;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getTransactionKey" -> active ? this : null;
                case "getResource" -> resources.get(arguments[0]);
                case "putResource" -> resources.put(arguments[0], arguments[1]);
                case "registerInterposedSynchronization" -> register((Synchronization) arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            };
        }
    }
}
