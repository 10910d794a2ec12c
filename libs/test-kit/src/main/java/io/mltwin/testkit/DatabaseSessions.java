package io.mltwin.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A test's sessions with its database. One that is closed is cleared and given to the next caller:
 * opening another takes thousands of rounds of hashing for the password and a process of
 * PostgreSQL.
 */
final class DatabaseSessions {

    private static final int PATIENCE_SECONDS = 5;

    private final Deque<Connection> idle = new ArrayDeque<>();

    /** An idle one, else a new one; {@link Connection#close} gives it back. */
    Connection open(String url, String user, String password) throws SQLException {
        Connection session = takeIdle();
        if (session == null) {
            session = DriverManager.getConnection(url, user, password);
        }
        return (Connection) Proxy.newProxyInstance(
                DatabaseSessions.class.getClassLoader(), new Class<?>[] {Connection.class}, new Lent(session));
    }

    private synchronized Connection takeIdle() throws SQLException {
        while (!idle.isEmpty()) {
            Connection session = idle.pop();
            if (session.isValid(PATIENCE_SECONDS)) {
                return session;
            }
            session.close();
        }
        return null;
    }

    private void giveBack(Connection session) throws SQLException {
        if (session.isClosed()) {
            return;
        }
        if (!session.getAutoCommit()) {
            session.rollback();
            session.setAutoCommit(true);
        }
        try (Statement statement = session.createStatement()) {
            statement.execute("discard all");
        }
        synchronized (this) {
            idle.push(session);
        }
    }

    private final class Lent implements InvocationHandler {

        private final Connection session;
        private final AtomicBoolean closed = new AtomicBoolean();

        Lent(Connection session) {
            this.session = session;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                if (!closed.getAndSet(true)) {
                    giveBack(session);
                }
                return null;
            }
            if (method.getName().equals("isClosed")) {
                return closed.get() || session.isClosed();
            }
            if (closed.get()) {
                throw new SQLException("This connection is closed");
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
