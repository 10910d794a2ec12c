package io.mltwin.telemetry;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import io.mltwin.tokencheck.TokenKind;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Queries want a token for the logs' audiences; ingestion is anonymous, its instrumentation key
 * being no secret in Azure.
 */
class TelemetryPlanes {

    @Produces
    @Singleton
    Planes planes(Addresses addresses) {
        return new Planes(List.of(
                Plane.aad("/appinsights", Envelope.INSIGHTS, Audiences.logs(addresses)),
                Plane.aad("/loganalytics", Envelope.INSIGHTS, Audiences.logs(addresses)),
                Plane.anonymous("/ingest", Envelope.INSIGHTS).withBodies(BodyRule.mebibytes(16)),
                // its sessions are cookies, which it checks itself
                Plane.anonymous("/console", Envelope.ARM).withBodies(BodyRule.mebibytes(2)),
                Plane.of("/v1/traces", Envelope.ARM, TokenKind.SERVICE).withBodies(BodyRule.mebibytes(8))));
    }
}
