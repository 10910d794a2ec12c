package io.mltwin.workspace.arm;

import jakarta.inject.Singleton;

/** Has it noted after a write which policies the resource complies with. */
@Singleton
class ComplianceStage implements ArmStage {

    @Override
    public void apply(ArmExchange exchange) {
        if (exchange.judged != null) {
            exchange.judged.recordCompliance(exchange.answer);
        }
    }
}
