package io.mltwin.workspace.arm;

import jakarta.inject.Singleton;

/**
 * Wants an api-version: a date of 2015 or later, with or without {@code -preview}. One shape is
 * answered for all of them.
 */
@Singleton
class ApiVersionStage implements ArmStage {

    @Override
    public void apply(ArmExchange exchange) {
        ApiVersions.check(exchange.call.apiVersion());
    }
}
