package io.mltwin.scoring;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Planes of the inferencing half. A registry and a web service have credentials of their own making
 * (registry tokens, admin passwords, service keys), which only their resources can check: to the
 * web layer these two are anonymous, and their resources refuse whatever is no such credential.
 */
class ScoringPlanes {

    private static final long GIBIBYTE = 1L << 30;

    /** Docker sends a layer in one request, whatever its size. */
    private static final BodyRule LAYER = new BodyRule(16 * GIBIBYTE, true);

    @Produces
    @Singleton
    Planes planes(Addresses addresses, ScoringConfig config) {
        return new Planes(List.of(
                Plane.aad("/modelmanagement", Envelope.MODEL_MANAGEMENT, Audiences.machineLearning(addresses)),
                Plane.anonymous("/registry", Envelope.REGISTRY).withBodies(ScoringPlanes::ofRegistry),
                Plane.anonymous("/online", Envelope.SCORING)
                        .withBodies(BodyRule.buffered(config.scoring().maxRequestBytes())),
                Plane.anonymous("/inference", Envelope.SCORING)
                        .withBodies(BodyRule.buffered(config.scoring().maxRequestBytes()))));
    }

    /** Layers are files; manifests are documents, and what is asked for a token is a form. */
    private static BodyRule ofRegistry(String method, String path) {
        if (path.contains("/blobs/")) {
            return LAYER;
        }
        return path.contains("/manifests/") ? BodyRule.DOCUMENT : BodyRule.FORM;
    }
}
