package io.mltwin.workspace.arm;

import io.mltwin.workspace.locks.Locks;
import jakarta.inject.Singleton;

/** Applies the management locks at the scope, above it and, for a deletion, below it. */
@Singleton
record LockStage(Locks locks) implements ArmStage {
    @Override
    public void apply(ArmExchange exchange) {
        if (exchange.isWrite()) {
            locks.requireUnlocked(exchange.call.id(), exchange.call.target().type(), exchange.call.method());
        }
    }
}
